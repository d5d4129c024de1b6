"""The zip package of an Office file, opened with bounds: parts, relationships, XML without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NoReturn

from lxml import etree

from extractor import limits
from extractor.errors import LimitError, UnreadableError
from extractor.messages import Message

_CHUNK_BYTES: Final = 128 * 1024
_CENTRAL_ENTRY: Final = b"PK\x01\x02"

XML_OPTIONS: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,  # keeps libxml2's own bounds: 256 levels, 10 MB a text, entity amplification
    "remove_comments": True,
    "remove_pis": True,
}
"""Options of every XML parser here; they close entity bombs and external entities."""

_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACES: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)

OPEN_AGAIN: Final = Message(
    id="Buka di Word atau LibreOffice, simpan ulang, lalu coba lagi.",
    en="Open it in Word or LibreOffice, save it again and retry.",
)
SPLIT_IT: Final = Message(
    id="Bagi dokumen atau simpan ulang dari Word, lalu coba lagi.",
    en="Split the document or save it again from Word, then retry.",
)
REMOVE_PASSWORD: Final = Message(
    id="Buka dengan kata sandinya, hapus kata sandi itu, lalu simpan ulang.",
    en="Open it with its password, remove the password and save it again.",
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One internal relationship: the last word of its type ("styles", "header") and the part it points to."""

    kind: str
    part: str


class Package:
    """A zip package; part names are compared without case, as the packaging convention asks.

    Raises UnreadableError for a damaged or encrypted zip and LimitError for one that would unpack without bound.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._bytes_read = 0
        # zipfile reads the whole directory on opening, so the entries are counted before, whatever the directory says.
        if data.count(_CENTRAL_ENTRY) > limits.MAX_ZIP_ENTRIES:
            raise _over_limit(
                name, f"lebih dari {limits.MAX_ZIP_ENTRIES} berkas", f"over {limits.MAX_ZIP_ENTRIES} entries"
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, OverflowError) as error:
            self._damaged("zip", error)
        self._entries = {_normal(info.filename): info for info in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        """Tell whether the package holds `part`."""
        return _normal(part) in self._entries

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the names of all parts, lower case, in the order of the directory."""
        return tuple(self._entries)

    def chunks(self, part: str, limit: int = limits.MAX_DOCUMENT_XML_BYTES) -> Iterator[bytes]:
        """Yield the bytes of `part`, counting what really comes out of the zip, not what its directory claims."""
        info = self._entries[_normal(part)]
        if info.flag_bits & 0x1:
            raise UnreadableError(
                self.name,
                Message(id="Isi berkas ini dikunci dengan kata sandi.", en="The content of this file is encrypted."),
                REMOVE_PASSWORD,
            )
        heavy = info.file_size > limits.MAX_SIDE_PART_BYTES
        if info.file_size > limit or (heavy and info.file_size > limits.MAX_ZIP_RATIO * max(info.compress_size, 1)):
            self._too_large(part)
        left = limit
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    left -= len(chunk)
                    self._bytes_read += len(chunk)
                    if left < 0 or self._bytes_read > limits.MAX_PACKAGE_BYTES_READ:
                        self._too_large(part)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            ValueError,
            EOFError,
            OSError,
        ) as error:
            self._damaged(part, error)

    def read(self, part: str, limit: int = limits.MAX_SIDE_PART_BYTES) -> bytes:
        """Return the bytes of `part`."""
        return b"".join(self.chunks(part, limit))

    def xml(self, part: str) -> etree._Element:
        """Return the root of `part`, strict namespaces turned into the common ones.

        Raises UnreadableError where the part is not well formed or declares a document type, which Office never does.
        """
        data = common_namespaces(self.read(part))
        try:
            root = etree.fromstring(data, etree.XMLParser(**XML_OPTIONS))
        except (etree.XMLSyntaxError, ValueError) as error:
            self.xml_error(part, error)
        self.refuse_document_type(part, root)
        return root

    def refuse_document_type(self, part: str, element: etree._Element) -> None:
        """Raise UnreadableError where the document of `element` declares a document type (the carrier of entities)."""
        if element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(
                self.name,
                Message(
                    id=f"Bagian {part} memuat deklarasi DOCTYPE yang tidak pernah ditulis Word.",
                    en=f"Part {part} declares a DOCTYPE, which Word never writes.",
                ),
                OPEN_AGAIN,
            )

    def xml_error(self, part: str, error: Exception) -> NoReturn:
        """Raise what an XML error in `part` means to the user: a limit passed, or damage."""
        text = str(error)
        if "xcessive depth" in text or "huge" in text.lower() or "too long" in text or "amplification" in text:
            raise _over_limit(
                self.name,
                f"bagian {part} bersarang atau berisi terlalu banyak",
                f"part {part} nested or filled too far",
            ) from error
        self._damaged(part, error)

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """Return the relationships of `part` ("" is the package) to parts that the package holds."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return ()
        found = []
        for element in self.xml(rels):
            target, kind = element.get("Target", ""), element.get("Type", "")
            if element.get("TargetMode") == "External":
                continue
            resolved = _normal(posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))))
            if resolved in self._entries:
                found.append(Relationship(kind.rpartition("/")[2], resolved))
        return tuple(found)

    def main_part(self) -> str | None:
        """Return the part that the package names as its document, else Word's usual place for it, else None."""
        for relationship in self.relationships():
            if relationship.kind == "officeDocument":
                return relationship.part
        return "word/document.xml" if "word/document.xml" in self else None

    def content_type(self, part: str) -> str:
        """Return the content type declared for `part`, "" where none is."""
        if "[content_types].xml" not in self:
            return ""
        by_extension = ""
        for element in self.xml("[content_types].xml"):
            if _normal(element.get("PartName", "")) == part:
                return element.get("ContentType", "")
            if part.rpartition(".")[2] == element.get("Extension", "").lower():
                by_extension = element.get("ContentType", "")
        return by_extension

    def _damaged(self, part: str, error: Exception) -> NoReturn:
        raise UnreadableError(
            self.name,
            Message(
                id=f"Berkas rusak atau terpotong (bagian {part}).",
                en=f"The file is damaged or cut short (part {part}).",
            ),
            OPEN_AGAIN,
        ) from error

    def _too_large(self, part: str) -> NoReturn:
        raise _over_limit(self.name, f"bagian {part} terlalu besar bila dibuka", f"part {part} unpacks to too much")


def common_namespaces(data: bytes) -> bytes:
    """Return XML bytes with the namespaces of strict Office Open XML turned into the transitional ones."""
    if _STRICT in data:
        for strict, common in _STRICT_NAMESPACES:
            data = data.replace(strict, common)
    return data


def _normal(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


def _over_limit(name: str, wrong_id: str, wrong_en: str) -> LimitError:
    return LimitError(
        name, Message(id=f"Batas terlampaui: {wrong_id}.", en=f"A limit was passed: {wrong_en}."), SPLIT_IT
    )
