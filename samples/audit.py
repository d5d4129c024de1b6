"""What a careful reader can prove wrong in a description, by arithmetic on what was meant to be printed.

Independent of the extractor: it works on the described values, never on a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from samples.description import Description, EvaluationRow, Expected, ReviewRow, Row, Stated, Table, walk

Number = int | Decimal
T = TypeVar("T", Row, EvaluationRow)


def audit(description: Description) -> tuple[Expected, ...]:
    """Return the provable findings of sums, totals, tables against each other, ratios and number forms."""
    found: list[Expected] = []
    for index, table in enumerate(description.tables()):
        found.extend(_forms(index, table))
        if table.kind in ("rencana", "pendanaan"):
            found.extend(_plan(index, table))
        elif table.kind == "evaluasi":
            found.extend(_evaluation(index, table))
        elif table.kind == "telaah_rkpd":
            found.extend(_review(index, table))
    found.extend(_across(description))
    return tuple(found)


def _fields(table: Table) -> set[str]:
    return {column.field for column in table.columns}


# --- sums and totals


def _number(stated: Stated | None) -> Number | None:
    return None if stated is None else stated.value


def _sums(index: int, rows: Sequence[T], read: Callable[[T], Stated | None]) -> list[Expected]:
    """Return the rows whose amount is not the sum of the children that state one."""
    found: list[Expected] = []
    for row in rows:
        parts = [_number(read(child)) for child in row.children]
        own = _number(read(row))
        if own is not None and any(part is not None for part in parts):
            total = sum((part for part in parts if part is not None), start=0)
            if total != own:
                found.append(Expected("sum-mismatch", index, row.nama, total, own))
        found.extend(_sums(index, row.children, read))
    return found


def _top(rows: Iterable[T], read: Callable[[T], Stated | None]) -> Number:
    """Return the sum of the topmost stated amounts."""
    total: Number = 0
    for row in rows:
        own = _number(read(row))
        total += own if own is not None else _top(row.children, read)
    return total


def _total(index: int, table: Table, field: str, expected: Number) -> list[Expected]:
    stated = _number(table.total.values.get(field)) if table.total else None
    return [] if stated is None or stated == expected else [Expected("total-mismatch", index, None, expected, stated)]


def _plan(index: int, table: Table) -> list[Expected]:
    rows = [row for row in table.rows if isinstance(row, Row)]
    readers: Mapping[str, Callable[[Row], Stated | None]] = {
        "pagu_indikatif": lambda row: row.pagu,
        "prakiraan_maju": lambda row: row.maju,
        "sebelum_perubahan.pagu_indikatif": lambda row: row.pagu_sebelum,
    }
    found: list[Expected] = []
    for field, read in readers.items():
        if field in _fields(table):
            found.extend(_sums(index, rows, read))
            found.extend(_total(index, table, field, _top(rows, read)))
    return found


def _evaluation(index: int, table: Table) -> list[Expected]:
    rows = [row for row in table.rows if isinstance(row, EvaluationRow)]
    groups = [field.split(".")[1] for field in _fields(table) if field.endswith(".anggaran")]
    found: list[Expected] = []
    for group in sorted(set(groups) - {"tingkat_capaian"}):

        def read(row: EvaluationRow, group: str = group) -> Stated | None:
            return row.capaian.get(group, (None, None))[1]

        found.extend(_sums(index, rows, read))
        found.extend(_total(index, table, f"capaian.{group}.anggaran", _top(rows, read)))
    for row in _flat(rows):
        found.extend(_quarters(index, row))
        found.extend(_ratios(index, row))
    return found


def _flat(rows: Iterable[EvaluationRow]) -> Iterable[EvaluationRow]:
    for row in rows:
        yield row
        yield from _flat(row.children)


def _quarters(index: int, row: EvaluationRow) -> list[Expected]:
    found: list[Expected] = []
    parts = [_number(row.capaian.get(f"triwulan_{quarter}", (None, None))[1]) for quarter in (1, 2, 3, 4)]
    whole = _number(row.capaian.get("realisasi", (None, None))[1])
    if whole is not None and any(part is not None for part in parts):
        total = sum((part for part in parts if part is not None), start=0)
        if total != whole:
            found.append(Expected("sum-mismatch", index, row.nama, total, whole))
    return found


def _ratios(index: int, row: EvaluationRow) -> list[Expected]:
    """Return stated percentages that differ from their two amounts by more than their rounding."""
    found: list[Expected] = []
    for half in (0, 1):
        renstra = (
            row.capaian.get("realisasi_renstra", (None, None))[half],
            row.capaian.get("target_renstra", (None, None))[half],
        )
        year = row.capaian.get("realisasi", (None, None))[half], row.capaian.get("target", (None, None))[half]
        done, aim = renstra if all(_number(one) is not None for one in renstra) else year
        for rate, over, under in (
            ("tingkat_capaian", done, aim),
            (
                "tingkat_realisasi_lalu",
                row.capaian.get("realisasi_renja_lalu", (None, None))[half],
                row.capaian.get("target_renja_lalu", (None, None))[half],
            ),
            (
                "tingkat_perkiraan",
                row.capaian.get("perkiraan_realisasi", (None, None))[half],
                row.capaian.get("target_renstra", (None, None))[half],
            ),
        ):
            stated, top, bottom = (_number(one) for one in (row.capaian.get(rate, (None, None))[half], over, under))
            if stated is None or top is None or not bottom:
                continue
            true = Decimal(top) * 100 / Decimal(bottom)
            if abs(true - Decimal(stated)) > Decimal("0.51"):
                found.append(Expected("ratio-mismatch", index, row.nama, round(true, 2), stated))
    return found


def _review(index: int, table: Table) -> list[Expected]:
    found: list[Expected] = []
    for half in ("rancangan_awal", "hasil_analisis"):
        flat = [getattr(row, half) for row in table.rows if isinstance(row, ReviewRow)]
        nested = _nest(flat)
        found.extend(_sums(index, nested, lambda row: row.pagu))
        found.extend(_total(index, table, f"{half}.pagu_indikatif", _top(nested, lambda row: row.pagu)))
    return found


def _nest(flat: Sequence[Row]) -> tuple[Row, ...]:
    from samples.notation import tree

    return tree(flat)


# --- one table against another


def _across(description: Description) -> list[Expected]:
    """Return amounts and targets of a row that differ from those of the plan of the year."""
    tables = description.tables()
    plans = [table for table in tables if table.kind == "rencana"]
    if not plans:
        return []
    told = _unique(row for row in plans[0].rows if isinstance(row, Row))
    found: list[Expected] = []
    for index, table in enumerate(tables):
        if table.kind == "pendanaan":
            rows = _unique(row for row in table.rows if isinstance(row, Row))
        elif table.kind == "telaah_rkpd":
            rows = _unique(_nest([row.hasil_analisis for row in table.rows if isinstance(row, ReviewRow)]))
        else:
            continue
        for key, row in rows.items():
            if key in told:
                found.extend(one for one in _differences(index, told[key], row) if not _said(one, found))
    return found


def _said(one: Expected, found: Sequence[Expected]) -> bool:
    """Tell whether another table already disagrees in the same way: the plan's row is then the odd one, once."""
    return any((one.row, one.expected, one.found) == (other.row, other.expected, other.found) for other in found)


def _differences(index: int, plan: Row, other: Row) -> list[Expected]:
    found: list[Expected] = []
    pairs = [(plan.pagu, other.pagu)]
    pairs.extend((one.target, two.target) for one, two in zip(plan.indikator, other.indikator, strict=False))
    for one, two in pairs:
        first, second = _number(one), _number(two)
        if first is not None and second is not None and first != second:
            found.append(Expected("cross-table-mismatch", index, other.nama, first, second))
    return found


def _unique(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Return rows by level and name, leaving out names that occur twice."""
    kept: dict[tuple[str, str], Row] = {}
    twice: set[tuple[str, str]] = set()
    for row in walk(tuple(rows)):
        key = (row.level, row.nama.casefold())
        if key in kept:
            twice.add(key)
        kept[key] = row
    return {key: row for key, row in kept.items() if key not in twice}


# --- how numbers are written


def _forms(index: int, table: Table) -> list[Expected]:
    """Return the values written in a broken, an open or a scaled form."""
    codes = {"repaired": "number-repaired", "ambiguous": "number-ambiguous", "unreadable": "number-unreadable"}
    found: list[Expected] = []
    for name, stated in _stated(table):
        found.extend(Expected(codes[flag], index, name) for flag in stated.flags if flag in codes)
    return found


def _stated(table: Table) -> Iterable[tuple[str | None, Stated]]:
    fields = _fields(table)
    money = {"pagu": "pagu_indikatif", "maju": "prakiraan_maju", "pagu_sebelum": "sebelum_perubahan.pagu_indikatif"}
    for row in table.rows:
        if isinstance(row, EvaluationRow):
            for one in _flat((row,)):
                for pair in one.capaian.values():
                    yield from ((one.nama, value) for value in pair if value is not None)
        elif isinstance(row, ReviewRow):
            for half in (row.rancangan_awal, row.hasil_analisis):
                yield from _stated_row(half, {"pagu"}, {"target"})
        elif isinstance(row, Row):
            amounts = {name for name, field in money.items() if field in fields}
            targets = {
                name
                for name, field in (
                    ("target", "indikator.target"),
                    ("target_maju", "indikator.target_maju"),
                    ("target_sebelum", "sebelum_perubahan.target"),
                )
                if field in fields
            }
            for plain in walk((row,)):
                yield from _stated_row(plain, amounts, targets)
        else:
            yield from ((None, value) for value in row.cells.values() if isinstance(value, Stated))
    if table.total:
        yield from ((None, value) for value in table.total.values.values())


def _stated_row(row: Row, amounts: set[str], targets: set[str]) -> Iterable[tuple[str | None, Stated]]:
    for name in sorted(amounts):
        value = getattr(row, name)
        if value is not None:
            yield row.nama, value
    for one in row.indikator:
        for name in sorted(targets):
            value = getattr(one, name)
            if value is not None:
                yield row.nama, value
