"""Old Word files (.doc, .rtf, .odt) become .docx through LibreOffice, and are then read as such."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import limits
from extractor.errors import LimitError, NotSupportedError, RenjaError, UnreadableError
from extractor.messages import Message
from extractor.reading.detect import detect
from extractor.reading.document import Document, Format, ReadingDoubt
from extractor.reading.office_volume import Volume, lost, volume
from extractor.reading.package import OPEN_AGAIN
from extractor.reading.soffice import find_soffice, to_docx
from extractor.reading.word import read_word

_SAVE_AS_DOCX = Message(
    id="Buka di Word atau LibreOffice dan simpan sebagai .docx, lalu coba lagi.",
    en="Open it in Word or LibreOffice, save it as .docx and retry.",
)


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file that only LibreOffice reads: its bytes, its format ("doc", "rtf" or "odt") and its name for messages."""

    data: bytes
    format: Format
    name: str


@dataclass(frozen=True, slots=True)
class Converted:
    """The .docx that LibreOffice made of a file, and how much stood in that file."""

    docx: bytes
    before: Volume


def read_office(data: bytes, name: str, kind: Format, *, soffice: Path | None = None) -> Document:
    """Read a "doc", "rtf" or "odt" file; its `format` stays that of the file. `soffice` defaults to the one found.

    Raises NotSupportedError without LibreOffice, UnreadableError where it makes no Word document of the file, and
    LimitError where it takes too long.
    """
    file = OldFile(data, kind, name)
    made = convert_many([file], soffice=soffice)[0]
    if isinstance(made, RenjaError):
        raise made
    return read_converted(file, made)


def convert_many(files: Sequence[OldFile], *, soffice: Path | None = None) -> list[Converted | RenjaError]:
    """Convert several files in one call of LibreOffice; those that came to nothing are tried again one at a time.

    The result has the order of `files`; an error stands in the place of the file it belongs to.
    """
    program = soffice or find_soffice()
    if program is None:
        return [_no_libreoffice(file) for file in files]
    made, _ = _call(program, files)
    results: list[Converted | RenjaError] = []
    for file, docx in zip(files, made, strict=True):
        in_time = True
        if docx is None:
            (docx,), in_time = _call(program, [file])
        results.append(_result(file, docx, in_time=in_time))
    return results


def read_converted(file: OldFile, made: Converted) -> Document:
    """Read what LibreOffice made of `file`; a loss of text or tables on the way is a doubt."""
    document = read_word(made.docx, file.name)
    doubts = document.doubts
    if lost(made.before, volume(made.docx, "docx", file.name)):
        doubts = (*doubts, _loss(file))
    return replace(document, format=file.format, doubts=doubts)


def _call(program: Path, files: Sequence[OldFile]) -> tuple[list[bytes | None], bool]:
    """Return what one call of LibreOffice makes of each file, None for nothing, and whether it ended in time."""
    with tempfile.TemporaryDirectory(prefix="renja-convert-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        sources = [folder / f"{index}.{file.format}" for index, file in enumerate(files)]
        for source, file in zip(sources, files, strict=True):
            source.write_bytes(file.data)
        outputs = folder / "docx"
        outputs.mkdir()
        size = sum(len(file.data) for file in files)
        seconds = limits.OFFICE_SECONDS + limits.OFFICE_SECONDS_PER_MIB * size / 2**20
        in_time = to_docx(program, sources, outputs, seconds)
        return [_output(outputs / f"{index}.docx", file.name) for index, file in enumerate(files)], in_time


def _output(path: Path, name: str) -> bytes | None:
    """Return a file that LibreOffice wrote, None where it is missing or no Word document."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > limits.MAX_FILE_BYTES:
        return None
    data = path.read_bytes()
    try:
        return data if detect(data, name) == "docx" else None
    except RenjaError:
        return None


def _result(file: OldFile, docx: bytes | None, *, in_time: bool) -> Converted | RenjaError:
    """Return the conversion of one file, or what became of it."""
    if docx is not None:
        try:
            return Converted(docx, volume(file.data, file.format, file.name))
        except RenjaError as error:
            return error
    if not in_time:
        return LimitError(
            file.name,
            Message(
                id="LibreOffice tidak selesai membuka berkas ini pada waktunya dan dihentikan.",
                en="LibreOffice did not finish with this file in time and was stopped.",
            ),
            _SAVE_AS_DOCX,
        )
    return UnreadableError(
        file.name,
        Message(
            id=f"LibreOffice tidak dapat membuka berkas .{file.format} ini.",
            en=f"LibreOffice cannot open this .{file.format} file.",
        ),
        OPEN_AGAIN,
    )


def _no_libreoffice(file: OldFile) -> NotSupportedError:
    return NotSupportedError(
        file.name,
        Message(
            id=f"Berkas .{file.format} dibaca melalui LibreOffice, yang tidak ditemukan di komputer ini.",
            en=f".{file.format} files are read through LibreOffice, which is not found on this computer.",
        ),
        Message(
            id="Pasang paket libreoffice-writer (Debian/Ubuntu) atau LibreOffice (Windows, macOS), "
            "atau simpan berkas itu sebagai .docx.",
            en="Install the package libreoffice-writer (Debian/Ubuntu) or LibreOffice (Windows, macOS), "
            "or save the file as .docx.",
        ),
    )


def _loss(file: OldFile) -> ReadingDoubt:
    """Return the doubt of a conversion that lost something; the contract's code for parts that were not read."""
    return ReadingDoubt(
        "page-unreadable",
        "warning",
        Message(
            id=f"LibreOffice kehilangan teks atau tabel ketika membuka berkas .{file.format} ini: "
            "bandingkan dengan aslinya.",
            en=f"LibreOffice lost text or tables when it opened this .{file.format} file: compare with the original.",
        ),
    )
