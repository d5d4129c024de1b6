"""What kind of file this is, by its content: names lie."""

from __future__ import annotations

import codecs
import re
import struct
from typing import Final, NoReturn

from extractor import limits
from extractor.errors import NotSupportedError, RenjaError, UnreadableError, too_large
from extractor.messages import Message
from extractor.reading import ole
from extractor.reading.document import Format
from extractor.reading.package import OPEN_AGAIN, REMOVE_PASSWORD, Package

_STUB_BYTES: Final = 512
"""A shorter text under a document's extension is what a failed download left; the smallest document is longer."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_OTHER_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|MIME-Version:)", re.I)
_JSON = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*\{)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

_READ_WORD_PDF = Message(
    id="Berikan berkas Word (.docx, .doc, .odt, .rtf), PDF, atau teks.",
    en="Give a Word (.docx, .doc, .odt, .rtf), PDF or text file.",
)
_SAVE_AS_WORD = Message(
    id="Unduh ulang berkas aslinya; bila isinya memang dokumen itu, buka di Word dan simpan sebagai .docx.",
    en="Download the original again; if this is the document after all, open it in Word and save it as .docx.",
)
_FETCH_AGAIN = Message(id="Unduh atau salin ulang berkas aslinya.", en="Download or copy the original file again.")


def detect(data: bytes, name: str) -> Format:
    """Return the format of `data`; `name` is used in messages and to know a stub from a text file.

    Raises UnreadableError for damaged, encrypted, empty or stub files, NotSupportedError for whole files of another
    kind, LimitError for a file over `MAX_FILE_BYTES`.
    """
    if len(data) > limits.MAX_FILE_BYTES:
        raise too_large(name)
    if not data.strip(b" \t\r\n\0"):
        _unreadable(name, "Berkas kosong.", "The file is empty.", _FETCH_AGAIN)
    if _is_lock_file(data, name):
        _unreadable(
            name,
            "Ini berkas kunci sementara Word (~$), bukan dokumennya.",
            "This is Word's temporary lock file (~$), not the document.",
            Message(
                id="Berikan dokumen yang bernama sama tanpa ~$.", en="Give the document of the same name without ~$."
            ),
        )
    if data.startswith(_ZIP):
        return _zip_format(data, name)
    if data.startswith(ole.MAGIC):
        return _ole_format(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.lstrip().startswith(b"{\\rt"):
        return "rtf"
    if _HTML.match(data[:4096]):
        _unreadable(
            name,
            "Isinya halaman web (HTML), bukan dokumen; biasanya pesan galat situs unduhan.",
            "The content is a web page (HTML), not a document; usually the error page of a download site.",
            _SAVE_AS_WORD,
        )
    if _OTHER_MARKUP.match(data[:4096]):
        raise NotSupportedError(
            name,
            Message(
                id="Ini dokumen XML atau arsip web (MHTML), bukan berkas Word.",
                en="This is an XML document or a web archive (MHTML), not a Word file.",
            ),
            _SAVE_AS_WORD,
        )
    if _JSON.match(data[:4096]):
        raise NotSupportedError(
            name,
            Message(id="Ini JSON, bukan dokumen.", en="This is JSON, not a document."),
            Message(
                id="Berikan dokumen aslinya; JSON hasil renja dibaca oleh `renja inspect`, check, export dan diff.",
                en="Give the document itself; JSON of renja is read by `renja inspect`, check, export and diff.",
            ),
        )
    return _text_format(data, name)


def decode_text(data: bytes) -> str | None:
    """Return plain text decoded by its byte order mark, as UTF-8, or as cp1252; None where it is no text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _printable(data[3:] if encoding == "utf-8" else data, encoding)
    text = _printable(data, "utf-8")
    return text if text is not None else _printable(data, "cp1252")


def _printable(data: bytes, encoding: str) -> str | None:
    """Return decoded text that has almost no control characters, else None."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    sample = text[:100_000]
    return text if len(_CONTROL.findall(sample)) * 500 <= len(sample) else None


def _text_format(data: bytes, name: str) -> Format:
    if decode_text(data) is None:
        raise NotSupportedError(
            name, Message(id="Jenis berkas ini tidak dikenal.", en="This kind of file is not known."), _READ_WORD_PDF
        )
    extension = name.rpartition(".")[2].lower()
    if len(data) < _STUB_BYTES and extension in ("pdf", "docx", "doc", "odt", "rtf", "docm"):
        _unreadable(
            name,
            f"Isinya hanya beberapa baris teks ({len(data)} bita), bukan dokumen {extension.upper()}.",
            f"The content is only a few lines of text ({len(data)} bytes), not a {extension.upper()} document.",
            _FETCH_AGAIN,
        )
    return "txt"


def _is_lock_file(data: bytes, name: str) -> bool:
    """Tell Word's owner file: 162 bytes that give the user's name twice, each led by its length."""
    base = name.replace("\\", "/").rpartition("/")[2]
    twice = len(data) == 162 and 0 < data[0] < 54 and data[54] == data[0]
    return twice or (base.startswith("~$") and len(data) <= 1024)


def _zip_format(data: bytes, name: str) -> Format:
    package = Package(data, name)
    if "mimetype" in package:
        return _open_document(package, name)
    main = package.main_part()
    kind = package.content_type(main) if main else ""
    folder = (main or "").partition("/")[0]
    if main and ("word" in kind or (folder == "word" and "spreadsheet" not in kind and "presentation" not in kind)):
        return "docx"
    if main and not kind.endswith(("sheet.main+xml", "presentation.main+xml")) and _root_is_word(package, main):
        return "docx"
    other = "Excel" if "sheet" in kind or "excel" in kind or folder == "xl" else None
    other = other or ("PowerPoint" if "presentation" in kind or "powerpoint" in kind or folder == "ppt" else None)
    if other:
        wrong = Message(id=f"Ini berkas {other}, bukan Word.", en=f"This is a {other} file, not a Word file.")
    else:
        wrong = Message(
            id="Ini arsip zip yang tidak memuat dokumen Word.", en="This is a zip archive that holds no Word document."
        )
    raise NotSupportedError(name, wrong, _READ_WORD_PDF)


def _root_is_word(package: Package, main: str) -> bool:
    """Tell by the first bytes of the main part, for packages without usable content types."""
    head = next(package.chunks(main), b"")[:4096]
    return b":document" in head and b"wordprocessingml" in head


def _open_document(package: Package, name: str) -> Format:
    kind = package.read("mimetype").strip()
    if not kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise NotSupportedError(
            name,
            Message(id="Ini bukan dokumen teks OpenDocument.", en="This is not an OpenDocument text."),
            _READ_WORD_PDF,
        )
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        _encrypted(name)
    return "odt"


def _ole_format(data: bytes, name: str) -> Format:
    streams = ole.root_streams(data)
    if "EncryptedPackage" in streams:
        _encrypted(name)
    if "WordDocument" in streams:
        # FIB flags, [MS-DOC] 2.5.1: bit 8 of the word at offset 10 is fEncrypted.
        flags = streams["WordDocument"] + 10
        if flags + 2 <= len(data) and struct.unpack_from("<H", data, flags)[0] & 0x0100:
            _encrypted(name)
        return "doc"
    if not streams:
        _unreadable(name, "Berkas Office lama ini rusak.", "This older Office file is damaged.", OPEN_AGAIN)
    raise NotSupportedError(
        name,
        Message(id="Ini berkas Office lama yang bukan Word.", en="This is an older Office file that is not Word."),
        _READ_WORD_PDF,
    )


def _encrypted(name: str) -> NoReturn:
    _unreadable(name, "Dokumen ini dikunci dengan kata sandi.", "The document is encrypted.", REMOVE_PASSWORD)


def _unreadable(name: str, wrong_id: str, wrong_en: str, next_step: Message) -> NoReturn:
    error: RenjaError = UnreadableError(name, Message(id=wrong_id, en=wrong_en), next_step)
    raise error
