"""Lists of official names from a table file or from plans already extracted."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import regex

from extractor.errors import LimitError, RenjaError, UnreadableError, cannot_open
from extractor.limits import MAX_NOMENCLATURE_BYTES, MAX_NOMENCLATURE_NAMES, MAX_NOMENCLATURE_UNPACKED
from extractor.messages import Message
from extractor.plan.kode import is_kode, level_of_shape, segments
from extractor.plan.model import EvaluationNode, Level, Node, Renja
from extractor.plan.nomenclature import ERA_C_SINCE, Entry, Era, name_key
from extractor.plan.nomenclature_store import entry
from extractor.plan.text import collapse, squash

_LEVELS: Final[dict[str, Level]] = {
    "urusan": "urusan",
    "bidangurusan": "bidang_urusan",
    "bidang": "bidang_urusan",
    "program": "program",
    "kegiatan": "kegiatan",
    "subkegiatan": "sub_kegiatan",
}
_KODE_HEADS: Final = frozenset(("kode", "code", "kodenomenklatur"))
_NAME_HEADS: Final = frozenset(("nama", "name", "nomenklatur", "uraian"))
_DELIMITERS: Final = (",", ";", "\t", "|")
_HEADER_WITHIN: Final = 20
"""Rows in which the header must stand: sheets have a title or two above it."""
_MAX_NAME: Final = 1_000
"""Letters; the longest name of the package's own list has 281."""
_HYPHEN_GAP = regex.compile(r"(?<=\p{L})- (?=\p{L})")
"""The ministry's print breaks lines after a hyphen ("RKA- SKPD"); no official name has a dash there."""

_BROKEN_XLSX: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError),
    *(ValueError, TypeError, LookupError, AttributeError),
)
"""What zipfile, the XML parser and openpyxl raise on a damaged package; openpyxl does not check before it builds."""

_COLUMNS = Message(
    id="Berikan CSV atau XLSX dengan kolom kode, level, nama (indikator dan satuan boleh ada).",
    en="Give a CSV or XLSX file with columns kode, level, nama (indikator and satuan may be there).",
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The entries found, and how many rows or files were left out because they name nothing usable."""

    entries: tuple[Entry, ...]
    left_out: int


def read_list(path: Path) -> Gathered:
    """Return the names of a CSV or XLSX file with the columns kode, level and nama, in any order.

    Where the level column is missing or blank, the shape of the code gives it. Raises a `RenjaError` where the file
    cannot be read, has no such columns, no usable row, or passes a limit.
    """
    try:
        if path.stat().st_size > MAX_NOMENCLATURE_BYTES:
            raise _too_large(path)
        data = path.read_bytes()
    except OSError as error:
        raise cannot_open(path.name, error) from error
    if not data.strip():
        raise _unreadable(path, Message(id="Berkas kosong.", en="The file is empty."))
    sheets = _xlsx_rows(path, data) if data.startswith(b"PK") else [_csv_rows(path, data)]
    return _usable(path, sheets)


def _csv_rows(path: Path, data: bytes) -> Iterator[Sequence[str]]:
    text = _decoded(path, data)
    head = text[:20_000].splitlines()[:_HEADER_WITHIN]
    delimiter = max(_DELIMITERS, key=lambda mark: max(_header(line.split(mark)) is not None for line in head))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _unreadable(path, Message(id="CSV-nya rusak.", en="Its CSV is broken.")) from error


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, else the Windows code page."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16")
        else:
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unreadable(path, Message(id="Isinya bukan teks.", en="Its content is not text.")) from error
    if "\0" in text:
        raise _unreadable(path, Message(id="Isinya bukan teks.", en="Its content is not text."))
    return text


def _xlsx_rows(path: Path, data: bytes) -> list[Iterator[Sequence[str]]]:
    """Return the rows of each sheet, read as a stream."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # It warns of styles and validations it does not know; none of them matters to a list of names.
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(info.file_size for info in package.infolist()) > MAX_NOMENCLATURE_UNPACKED:
                raise _too_large(path)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, *_BROKEN_XLSX) as error:
        raise _unreadable(path, Message(id="XLSX-nya rusak.", en="It is a broken XLSX file.")) from error
    return [_sheet_rows(path, sheet) for sheet in book.worksheets]


def _sheet_rows(path: Path, sheet: Any) -> Iterator[Sequence[str]]:
    try:
        for row in sheet.iter_rows(max_col=64, values_only=True):
            yield ["" if value is None else str(value) for value in row]
    except _BROKEN_XLSX as error:
        raise _unreadable(path, Message(id="XLSX-nya rusak.", en="It is a broken XLSX file.")) from error


def _usable(path: Path, sheets: Iterable[Iterable[Sequence[str]]]) -> Gathered:
    """Return the entries of the first sheet that has the columns."""
    for rows in sheets:
        waiting = iter(rows)
        columns = None
        for _, row in zip(range(_HEADER_WITHIN), waiting, strict=False):
            columns = _header(row)
            if columns is not None:
                return _entries(path, waiting, columns)
    raise _unreadable(path, Message(id="Kolom kode dan nama tidak ditemukan.", en="It has no columns kode and nama."))


def _header(row: Sequence[str]) -> tuple[int, int, int | None] | None:
    """Return the columns of kode, nama and level (None without one), or None where the row is no such header."""
    names = [squash(cell) for cell in row]
    kode = next((at for at, name in enumerate(names) if name in _KODE_HEADS), None)
    nama = next((at for at, name in enumerate(names) if name in _NAME_HEADS), None)
    level = next((at for at, name in enumerate(names) if name in ("level", "tingkat")), None)
    return None if kode is None or nama is None else (kode, nama, level)


def _entries(path: Path, rows: Iterable[Sequence[str]], columns: tuple[int, int, int | None]) -> Gathered:
    kode_at, name_at, level_at = columns
    found: dict[tuple[str, str], Entry] = {}
    left_out = 0
    for row in rows:
        if not any(cell and not cell.isspace() for cell in row):
            continue
        cells = [row[at] if at is not None and at < len(row) else "" for at in (kode_at, name_at, level_at)]
        made = _made(*cells)
        if made is None:
            left_out += 1
            continue
        found.setdefault((made.kode, made.key), made)
        if len(found) > MAX_NOMENCLATURE_NAMES:
            raise _too_large(path)
    if not found:
        raise _unreadable(path, Message(id="Tidak ada baris dengan kode dan nama.", en="No row has a code and a name."))
    return Gathered(tuple(found.values()), left_out)


def _made(kode: str, nama: str, level: str) -> Entry | None:
    kode = ".".join(segments(kode)).upper() if is_kode(kode) else ""
    nama = _HYPHEN_GAP.sub("-", collapse(nama))
    said = _LEVELS.get(squash(level)) if level.strip() else level_of_shape(kode) if kode else None
    if not kode or said is None or len(nama) > _MAX_NAME or not name_key(nama):
        return None
    return entry(kode, said, era_of(kode), nama)


def era_of(kode: str, tahun: int | None = None) -> Era:
    """Return the era of an official code: since 90/2019 the fourth segment has one digit; shorter ones by the year."""
    parts = segments(kode)
    if len(parts) > 3:
        return "A" if len(parts[3]) > 1 or parts[:2] == parts[2:4] else "C"
    return "A" if tahun is not None and tahun < ERA_C_SINCE else "C"


def learn_names(folder: Path) -> Gathered:
    """Return the names that extracted plans (JSON) in `folder` and below give to codes, each as most of them spell it.

    Files that are no extracted plan are left out. Raises `UnreadableError` where no plan has a code.
    """
    spellings: dict[tuple[str, Level, Era, str], Counter[str]] = {}
    left_out = 0
    for path in sorted(folder.rglob("*.json")):
        try:
            renja = Renja.from_json(path.read_bytes())
        except (OSError, ValueError):
            left_out += 1
            continue
        for kode, level, nama in _coded(renja):
            era = era_of(kode, renja.identity.tahun)
            spellings.setdefault((kode, level, era, name_key(nama)), Counter())[nama] += 1
    if not spellings:
        raise UnreadableError(
            folder.name,
            Message(
                id="Tidak ada hasil ekstraksi (JSON) yang memuat kode.", en="No extracted plan (JSON) there has codes."
            ),
            Message(id="Jalankan `renja extract` lebih dahulu.", en="Run `renja extract` first."),
        )
    return Gathered(tuple(_majority(spellings)), left_out)


def _majority(spellings: dict[tuple[str, Level, Era, str], Counter[str]]) -> Iterator[Entry]:
    """Yield, per code, the name most plans give it, in its commonest spelling (of equals the first by alphabet)."""
    by_kode: dict[tuple[str, Level, Era], list[Counter[str]]] = {}
    for (kode, level, era, _), counts in sorted(spellings.items()):
        by_kode.setdefault((kode, level, era), []).append(counts)
    for (kode, level, era), names in by_kode.items():
        counts = max(names, key=lambda each: each.total())
        nama = max(sorted(counts), key=lambda each: counts[each])
        yield entry(kode, level, era, nama)


def _coded(renja: Renja) -> Iterator[tuple[str, Level, str]]:
    """Yield the standard code, level and name of every row that has its own code."""
    plans = [renja.rencana, renja.pendanaan, *renja.rencana_lain]
    evaluations = [renja.evaluasi, *renja.evaluasi_lain]
    waiting: list[Node | EvaluationNode] = []
    for content in (*plans, *evaluations):
        if content is not None:
            waiting += content.nodes
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if node.kode and node.kode_baku and node.nama and name_key(node.nama) and len(node.nama) <= _MAX_NAME:
            yield node.kode_baku, node.level, collapse(node.nama)


def _too_large(path: Path) -> RenjaError:
    return LimitError(
        path.name,
        Message(
            id=f"Lebih besar daripada daftar nomenklatur mana pun ({MAX_NOMENCLATURE_NAMES} nama).",
            en=f"It is larger than any nomenclature list ({MAX_NOMENCLATURE_NAMES} names).",
        ),
        _COLUMNS,
    )


def _unreadable(path: Path, wrong: Message) -> UnreadableError:
    return UnreadableError(path.name, wrong, _COLUMNS)
