"""What is fuzzed, as functions of bytes: each document made of them ends in a result or in one clear error.

The property tests and the coverage-guided fuzzer share these functions and with them one contract.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from extractor import extract
from extractor.errors import RenjaError
from extractor.plan.model import Renja
from extractor.plan.money import find_amounts, read_amount, read_amounts
from extractor.plan.number_words import find_counts, number_words
from extractor.plan.quantities import read_quantities, read_quantity
from extractor.plan.readings import Reading
from extractor.reading.document import Document, Grid
from extractor.reading.word import read_word
from tests.reading.pdf.making import Page, pdf, read_layer
from tests.reading.wordml import NAMESPACES, package
from tests.tiling import assert_tiles

SECONDS: Final = 5.0
"""No input of a few hundred bytes takes longer, on a busy machine too."""
NUMBER_TOKENS: Final = (
    *"0123456789.,-()%/=+:; \n\t", "000", "Rp", "Rp.", "IDR", ",-", ",00", "1.000", "ribu", "juta", "miliar",
    "triliun", "rupiah", "satu", "dua", "puluh", "belas", "ratus", "seratus", "orang", "dokumen", "kegiatan",
    "program", "s/d", "–", "±", "≥", "½", "²", "٣", "\u00a0", "\u200b", "#REF!", "n/a", "E5", "1e9", "x",
    "Level",
)  # fmt: skip
TEXT_TOKENS: Final = (
    "\t", "\t", "\t", "\n", "\n", "\n\n", " ", "BAB I", "BAB II", "PENDAHULUAN", "1.1", "1.", "a.", "Tabel 3.1",
    "TABEL. 2.1", "[bookmark: _x]", "No", "Kode", "Program/Kegiatan", "Indikator Kinerja", "Target",
    "Pagu Indikatif (Rp)", "Lokasi", "Rencana Tahun 2022", "Prakiraan Maju", "Sumber Dana", "1", "2", "3",
    "(4)", "8=(7/6)", "PROGRAM PENUNJANG", "Kegiatan", "- Sub", "7.01.01", "7.01.01.2.01", "Rp. 1.000.000,-",
    "1.000", "100%", "12 Dokumen", "APBD", "Jumlah", "TOTAL", "-", "K", "Rp", "Triwulan I", "RENCANA KERJA",
    "TAHUN 2022", "KECAMATAN UJI", "Undang-Undang Nomor 1 Tahun 2004 tentang X", "\r\n", "\x00", "é",
    "NIP. 19600101", "5 (lima) program",
)  # fmt: skip
TAGS: Final = (
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "tblGrid", "gridCol", "sdt", "sdtContent",
    "ins", "del", "tab", "br", "numPr", "vMerge", "gridSpan", "gridBefore", "gridAfter", "hMerge", "tblHeader",
    "txbxContent", "vanish", "fldChar", "instrText", "bookmarkStart", "ilvl", "numId", "pStyle", "b", "caps",
    "ind", "body",
)  # fmt: skip
VALUES: Final = (
    "",
    "0",
    "1",
    "2",
    "3",
    "-1",
    "99999",
    "restart",
    "continue",
    "true",
    "begin",
    "end",
    "x",
    "1e9",
    "9" * 60,
)


def numbers(data: bytes) -> None:
    """The number grammar, of single cells, of columns and of running text."""
    text = data[1:].decode("utf-8", "replace") if data[:1] < b"\x40" else _spelt(data[1:], NUMBER_TOKENS)
    cells = text.split("\t")
    read = [read_amount(text), read_quantity(text), *read_amounts(cells), *read_quantities(cells)]
    read += [reading for reading, _, _ in find_amounts(text)]
    for reading in read:
        _exact(reading)
    for _, start, end in find_amounts(text):
        assert 0 <= start < end <= len(text)
    for count in find_counts(text, ("program", "kegiatan")):
        assert 0 <= count.start < count.end <= len(text)
        assert count.digits is not None or count.words is not None
    assert number_words(text) is None or isinstance(number_words(text), int)


def word(data: bytes) -> None:
    """The Word walk and all that follows, on XML that is well formed and nothing else."""
    if data[:1] < b"\x20":
        main = data[1:].decode("utf-8", "replace")
    else:
        main = f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{_elements(data[1:])}</w:body></w:document>'
    file = package(main)
    try:
        _tiled(read_word(file, "a.docx"))
    except RenjaError:
        return
    _extracted(file, "a.docx")


def lattice(data: bytes) -> None:
    """The lattice of a page of rulings and words at any place."""
    page = Page()
    for index in range(0, len(data) - 4, 5):
        kind, x, y, across, down = data[index : index + 5]
        left, top = 30 + x % 32 * 15 + kind % 3, 30 + y % 32 * 20 + kind % 2
        if kind % 4 == 0:
            page.line(left, top, left + across % 32 * 15, top)
        elif kind % 4 == 1:
            page.line(left, top, left, top + down % 32 * 20)
        elif kind % 4 == 2:
            page.rect(left, top, left + across % 16 * 15 + 0.5, top + down % 16 * 20 + 0.5, "S" if across % 2 else "f")
        else:
            page.text(left, top, TEXT_TOKENS[across % len(TEXT_TOKENS)].encode("latin-1", "ignore").decode("latin-1"))
    file = pdf(page)
    try:
        _tiled(read_layer(file, "a.pdf"))
    except RenjaError:
        return
    _extracted(file, "a.pdf")


def text(data: bytes) -> None:
    """The text reader and all that follows."""
    _extracted(data[1:] if data[:1] < b"\x20" else _spelt(data[1:], TEXT_TOKENS).encode(), "a.txt")


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "numbers": numbers, "word": word, "lattice": lattice, "text": text,
}  # fmt: skip


def timed(target: Callable[[bytes], None], data: bytes) -> None:
    """Run a target; it must also be done in time."""
    begin = time.process_time()
    target(data)
    assert time.process_time() - begin < SECONDS


def _spelt(data: bytes, tokens: tuple[str, ...]) -> str:
    return "".join(tokens[byte % len(tokens)] for byte in data)


def _elements(data: bytes) -> str:
    """Return well-formed XML: a byte opens an element, closes one, gives one with a value, or is text."""
    out: list[str] = []
    opened: list[str] = []
    for index, byte in enumerate(data):
        tag = TAGS[byte % len(TAGS)]
        after = data[index + 1] if index + 1 < len(data) else 0
        match byte // 64:
            case 0:
                out.append(f"<w:{tag}>")
                opened.append(tag)
            case 1 if opened:
                out.append(f"</w:{opened.pop()}>")
            case 2:
                out.append(f'<w:{tag} w:val="{VALUES[after % len(VALUES)]}"/>')
            case _:
                words = TEXT_TOKENS[after % len(TEXT_TOKENS)].replace("\x00", "").replace("&", "")
                out.append(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" if byte % 2 else words)
    return "".join(out) + "".join(f"</w:{tag}>" for tag in reversed(opened))


def _exact(reading: Reading) -> None:
    assert reading.value is None or isinstance(reading.value, int | Decimal)


def _tiled(document: Document) -> None:
    for block in document.blocks:
        if isinstance(block, Grid):
            assert_tiles(block)


def _extracted(file: bytes, name: str) -> None:
    try:
        renja = extract(file, name=name)
    except RenjaError:
        return
    assert Renja.from_json(renja.to_json()) == renja
