"""How much text and how many table cells a file holds, so that a conversion can be held against its original.

Rough on purpose: field codes, hidden and deleted text may or may not count, so only a large difference means a loss.
"""

from __future__ import annotations

import re
import struct
from typing import Final, NamedTuple

from extractor import limits
from extractor.reading import ole
from extractor.reading.package import Package

_TAG = re.compile(rb"<[^>]*>")
_SPACE = re.compile(rb"\s+|&#?\w+;")
_ODF_DELETED = re.compile(rb"<text:tracked-changes\b.*?</text:tracked-changes>", re.S)
_ODF_CELL = re.compile(rb"<table:table-cell\b")
_ODF_REPEATED = re.compile(rb'<table:table-row\b[^>]*table:number-rows-repeated="')
_WORD_CELL, _WORD_ROW = re.compile(rb"<w:tc[ >]"), re.compile(rb"<w:tr[ >]")
_WORD_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_RTF = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>.)"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
_RTF_NO_TEXT: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    b"footnote themedata datastore listtable listoverridetable rsidtbl xmlnstbl fldinst shppict".split()
)
_RTF_CELL: Final = (b"cell", b"nestcell")
_CELL_MARK, _FIELD_BEGIN, _FIELD_MIDDLE, _FIELD_END = "\x07", "\x13", "\x14", "\x15"
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*\x14?")


class Volume(NamedTuple):
    """Characters of text without white space, and cells of tables; None where the file does not tell cheaply."""

    characters: int | None
    cells: int | None


def volume(data: bytes, kind: str, name: str) -> Volume:
    """Return the volume of a whole "docx", "doc", "odt" or "rtf" file; raises as `Package` does for a damaged zip."""
    if kind == "docx":
        return _word(Package(data, name))
    if kind == "odt":
        return _odt(Package(data, name))
    return _rtf(data) if kind == "rtf" else _doc(data)


def lost(before: Volume, after: Volume) -> bool:
    """Tell whether a conversion lost more than the roughness of the counts explains."""
    return _less(before.characters, after.characters, limits.OFFICE_LOST_CHARACTERS) or _less(
        before.cells, after.cells, limits.OFFICE_LOST_CELLS
    )


def _less(before: int | None, after: int | None, grace: int) -> bool:
    if before is None or after is None:
        return False
    return after < limits.OFFICE_KEPT_SHARE * before and before - after > grace


def _word(package: Package) -> Volume:
    """Count in the main part."""
    main = package.main_part()
    if main is None:
        return Volume(0, 0)
    xml = package.read(main, limits.MAX_DOCUMENT_XML_BYTES)
    texts = sum(len(_SPACE.sub(b"", text).decode("utf-8", "replace")) for text in _WORD_TEXT.findall(xml))
    return Volume(texts, len(_WORD_CELL.findall(xml)))


def _odt(package: Package) -> Volume:
    if "content.xml" not in package:
        return Volume(None, None)
    xml = _ODF_DELETED.sub(b"", package.read("content.xml", limits.MAX_DOCUMENT_XML_BYTES))
    cells = None if _ODF_REPEATED.search(xml) else len(_ODF_CELL.findall(xml))
    body = xml.partition(b"<office:body")[2]
    return Volume(len(_SPACE.sub(b"", _TAG.sub(b"", body)).decode("utf-8", "replace")), cells)


def _rtf(data: bytes) -> Volume:
    """Count in one pass over the control words; groups that are no text of the body are left out."""
    characters = cells = 0
    depth, silent, position = 0, 0, 0
    while match := _RTF.match(data, position):
        position = match.end()
        kind, found = match.lastgroup, match[0]
        if match["brace"]:
            depth += 1 if found == b"{" else -1
            silent = 0 if depth < silent else silent
        elif match["word"]:
            word = match["word"]
            if word == b"bin":
                position += max(int(match["number"] or 0), 0)
            elif word in _RTF_NO_TEXT:
                silent = silent or depth
            elif not silent:
                cells += word in _RTF_CELL
                characters += word == b"u"
        elif match["sign"] == b"*":
            silent = silent or depth
        elif not silent:
            characters += 1 if match["hex"] else len(_SPACE.sub(b"", match["text"] or b"")) if kind == "text" else 0
    return Volume(characters, cells)


def _doc(data: bytes) -> Volume:
    """Count in the pieces of the main text ([MS-DOC] 2.4.1); a cell mark also ends each row, and is taken off."""
    text = doc_text(data)
    if text is None:
        return Volume(None, None)
    marks = text.count(_CELL_MARK)
    rows = text.count(_CELL_MARK * 2)
    plain = "".join(part for part in _FIELD_CODE.split(text))
    return Volume(sum(1 for character in plain if character > " "), max(marks - rows, 0))


def doc_text(data: bytes) -> str | None:
    """Return the main text of a Word 97 file with its control characters, None where it cannot be found.

    Source: [MS-DOC] 2.5.1 (FIB: ccpText at 76, fcClx and lcbClx at 418 and 422, the table stream's number in bit 9
    of the word at 10), 2.9.38 (Clx) and 2.9.177 (Pcd).
    """
    main = ole.read_stream(data, "WordDocument")
    if len(main) < 426:
        return None
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
    length, at, size = (struct.unpack_from("<I", main, offset)[0] for offset in (76, 418, 422))
    clx = ole.read_stream(data, "1Table" if flags & 0x0200 else "0Table")[at : at + size]
    if version < 0xC1:
        return None
    while clx[:1] == b"\x01" and len(clx) > 3:
        clx = clx[3 + struct.unpack_from("<H", clx, 1)[0] :]
    if clx[:1] != b"\x02":
        return None
    plc = clx[5:]
    pieces = (len(plc) - 4) // 12
    if pieces < 1:
        return None
    starts = struct.unpack_from(f"<{pieces + 1}I", plc)
    texts: list[str] = []
    for index in range(pieces):
        begin, end = starts[index], min(starts[index + 1], length)
        if begin < end:
            place = struct.unpack_from("<I", plc, 4 * (pieces + 1) + 8 * index + 2)[0]
            texts.append(_piece(main, place, end - begin))
    return "".join(texts)


def _piece(main: bytes, place: int, count: int) -> str:
    """Return one piece of text: cp1252 where bit 30 of its place is set, else UTF-16."""
    if place & 0x40000000:
        start = (place & 0x3FFFFFFF) // 2
        return main[start : start + count].decode("cp1252", "replace")
    return main[place : place + 2 * count].decode("utf-16-le", "replace")
