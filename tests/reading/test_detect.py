"""The kind of a file by its content."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ExitCode, NotSupportedError, RenjaError, UnreadableError
from extractor.reading.detect import decode_text, detect
from tests.reading.ole_file import compound
from tests.reading.wordml import docx, relationships, zipped
from tests.real import REAL, needs_real

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
ODF = "application/vnd.oasis.opendocument"


def office(main: str, content_type: str, root: str = "<x/>") -> bytes:
    """Return an Office package with one main part."""
    override = f'<Override PartName="/{main}" ContentType="{content_type}"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}">{override}</Types>',
            "_rels/.rels": relationships({"officeDocument": main}),
            main: root,
        }
    )


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
WORD_ROOT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
TEXT = "Rencana Kerja Dinas Kesehatan " * 30


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (docx("p'isi'"), "docx"),
        (office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), "docx"),
        (office("word/document.xml", f"{WORD}.template.main+xml"), "docx"),
        (office("other/main.xml", f"{WORD}.document.main+xml"), "docx"),
        (office("other/main.xml", "", WORD_ROOT), "docx"),
        (zipped({"word/document.xml": WORD_ROOT}), "docx"),
        (zipped({"mimetype": f"{ODF}.text", "content.xml": "<x/>"}), "odt"),
        (zipped({"mimetype": f"{ODF}.text-template", "content.xml": "<x/>"}), "odt"),
        (compound({"1Table": b"", "WordDocument": b"\xec\xa5"}), "doc"),
        (b"{\\rtf1\\ansi isi}", "rtf"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x00junk\r\n" * 20 + b"%PDF-1.4\n", "pdf"),
        (TEXT.encode(), "txt"),
        (("\ufeff" + TEXT).encode(), "txt"),
        (TEXT.encode("utf-16"), "txt"),
        ("biaya \u2013 \u201cpagu\u201d ".encode("cp1252") * 50, "txt"),
    ],
)  # fmt: skip
def test_kinds(data: bytes, expected: str) -> None:
    for name in ("renja.docx", "renja.pdf", "renja"):
        assert detect(data, name) == expected


def encrypted_doc() -> bytes:
    return compound({"WordDocument": b"\xec\xa5".ljust(10, b"\0") + struct.pack("<H", 0x0100)})


@pytest.mark.parametrize(
    ("data", "name", "error", "says"),
    [
        (b"", "a.docx", UnreadableError, "empty"),
        (b" \n\0\0", "a.docx", UnreadableError, "empty"),
        (b"%", "a.pdf", UnreadableError, "few lines"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n", "a.pdf", UnreadableError, "few lines"),
        (b"\n<!DOCTYPE html><html><body>404</body></html>", "a.docx", UnreadableError, "web page"),
        (b"<html>" + b"x" * 9000, "a.doc", UnreadableError, "web page"),
        (b"\x04Budi".ljust(54) + b"\x04\0B\0u\0d\0i\0".ljust(108, b"\0"), "x.docx", UnreadableError, "lock file"),
        (b"\x04Budi".ljust(60), "arsip/~$nja.docx", UnreadableError, "lock file"),
        (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), "a.docx", UnreadableError, "encrypted"),
        (encrypted_doc(), "a.doc", UnreadableError, "encrypted"),
        (zipped({"mimetype": f"{ODF}.text", "META-INF/manifest.xml": "<m:encryption-data/>"}), "a.odt", UnreadableError,
         "encrypted"),
        (docx("p'isi'")[:400], "a.docx", UnreadableError, "damaged"),
        (b"PK\x03\x04" + b"x" * 100, "a.docx", UnreadableError, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", UnreadableError, "damaged"),
        (office("xl/workbook.xml", SHEET), "a.docx", NotSupportedError, "Excel"),
        (office("x.xml", SHEET), "a.docx", NotSupportedError, "Excel"),
        (office("ppt/presentation.xml", SLIDES), "a.docx", NotSupportedError, "PowerPoint"),
        (zipped({"renja.pdf": "%PDF"}), "a.zip", NotSupportedError, "zip archive"),
        (zipped({}), "a.zip", NotSupportedError, "zip archive"),
        (zipped({"mimetype": f"{ODF}.spreadsheet"}), "a.ods", NotSupportedError, "OpenDocument"),
        (compound({"Workbook": b""}), "a.doc", NotSupportedError, "not Word"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n" * 30, "a.doc", NotSupportedError, "MHTML"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "a.doc", NotSupportedError, "XML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a.docx", NotSupportedError, "not known"),
        (bytes(range(256)) * 40, "a.bin", NotSupportedError, "not known"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(data: bytes, name: str, error: type[RenjaError], says: str) -> None:
    with pytest.raises(error) as caught:
        detect(data, name)
    assert type(caught.value) is error
    assert name in caught.value.text("en")
    assert says in caught.value.text("en")
    assert caught.value.text("id") != caught.value.text("en")


def test_exit_codes() -> None:
    with pytest.raises(RenjaError) as unreadable:
        detect(b"", "a.docx")
    with pytest.raises(RenjaError) as not_supported:
        detect(zipped({"a": "b"}), "a.docx")
    assert (unreadable.value.exit_code, not_supported.value.exit_code) == (ExitCode.UNREADABLE, ExitCode.NOT_SUPPORTED)


def test_an_embedded_workbook_does_not_hide_a_word_file() -> None:
    assert detect(compound({"Workbook": b"", "WordDocument": b""}), "a.doc") == "doc"


def test_decode_text() -> None:
    assert decode_text("Rp–".encode()) == "Rp–"
    assert decode_text("Rp–".encode("cp1252")) == "Rp–"
    assert decode_text("\ufeffRp–".encode()) == "Rp–"
    assert decode_text("Rp–".encode("utf-16")) == "Rp–"
    assert decode_text(b"\x00\x01\x02\x03") is None


@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"<html"]),
)
def test_any_bytes_have_a_kind_or_a_clear_error(data: bytes, magic: bytes) -> None:
    try:
        assert detect(magic + data, "a.docx") in ("docx", "doc", "odt", "rtf", "pdf", "txt")
    except RenjaError as error:
        assert error.text("id")  # noqa: PT017 - either outcome is right


@given(st.data())
def test_a_damaged_compound_file_has_a_kind_or_a_clear_error(data: st.DataObject) -> None:
    content = bytearray(compound({"WordDocument": b"\xec\xa5", "1Table": b""}))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(8, 2047))] = data.draw(st.integers(0, 255))
    try:
        assert detect(bytes(content), "a.doc") == "doc"
    except RenjaError as error:
        assert error.text("id")  # noqa: PT017 - either outcome is right


@needs_real
def test_real_documents_are_what_their_names_say() -> None:
    for path in sorted(REAL.iterdir()):
        if path.suffix in (".docx", ".doc", ".pdf", ".txt"):
            assert detect(path.read_bytes(), "x") == path.suffix[1:], path.name
