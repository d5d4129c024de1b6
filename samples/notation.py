"""A short notation for rows, so that a plan can be read and written as a table of text.

One row a line, cells parted by "|": level letter first (U urusan, B bidang urusan, P program, K kegiatan, S sub
kegiatan, G grouping row), then the cells named in `fields`. A line that starts with "+" is a further indicator of the
row above. An amount "=" is the sum of the rows below it; the rest of the value notation is `values.meant`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from samples.description import EvaluationRow, Indicator, Level, Pair, ReviewRow, Row, Stated
from samples.values import MoneyStyle, meant, money

LEVELS: Mapping[str, Level] = {
    "U": "urusan",
    "B": "bidang_urusan",
    "G": "kelompok",
    "P": "program",
    "K": "kegiatan",
    "S": "sub_kegiatan",
}
RANKS = {level: rank for rank, level in enumerate(LEVELS.values())}

INDICATOR_FIELDS = {
    "indikator": "uraian",
    "target": "target",
    "target_maju": "target_maju",
    "target_sebelum": "target_sebelum",
}
AMOUNTS = ("pagu", "maju", "pagu_sebelum")


def plan(text: str, fields: str, style: MoneyStyle = "dot", **shared: str) -> tuple[Row, ...]:
    """Return the tree of rows of `text`; `fields` names its cells, `shared` gives values every row has."""
    names = fields.split()
    flat: list[Row] = []
    for line in text.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        given = dict(zip(names, cells[1:], strict=False))
        if cells[0] == "+":
            flat[-1] = replace(flat[-1], indikator=(*flat[-1].indikator, _indicator(given)))
        else:
            flat.append(_row(LEVELS[cells[0]], given, style, shared))
    return sums(tree(flat), style)


def _indicator(given: Mapping[str, str]) -> Indicator:
    told: dict[str, Any] = {INDICATOR_FIELDS[name]: text for name, text in given.items() if name in INDICATOR_FIELDS}
    extra = {name: text for name, text in given.items() if name.startswith("x.ind.")}
    values = {name: meant(text) if text else None for name, text in told.items() if name != "uraian"}
    return Indicator(told.get("uraian") or None, **values, extra=extra)


def _row(level: Level, given: Mapping[str, str], style: MoneyStyle, shared: Mapping[str, str]) -> Row:
    plain: dict[str, Any] = {} if level == "kelompok" else dict(shared)
    for name, text in given.items():
        if name in AMOUNTS:
            plain[name] = amount(text, style)
        elif name not in INDICATOR_FIELDS and not name.startswith("x.") and (text or name not in shared):
            plain[name] = text or None
    extra = {name: text for name, text in given.items() if name.startswith("x.") and not name.startswith("x.ind.")}
    indicator = _indicator(given)
    has = indicator.uraian or indicator.target or indicator.target_maju or indicator.target_sebelum
    return Row(level, **plain, indikator=(indicator,) if has else (), extra=extra)


def amount(text: str, style: MoneyStyle) -> Stated | None:
    """Return an amount: digits are printed in `style`, "=" is left to be summed, other text is as `meant` says."""
    if not text:
        return None
    if text.lstrip("-").isdigit() and text != "-":
        return money(int(text), style)
    if text in "-−" or text == "=":
        return Stated(text)
    own = meant(text)
    return replace(own, unit="IDR") if own.value is not None else own


def tree(flat: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows nested by their level."""

    def build(start: int, end: int) -> tuple[Row, ...]:
        rows: list[Row] = []
        index = start
        while index < end:
            below = index + 1
            while below < end and RANKS[flat[below].level] > RANKS[flat[index].level]:
                below += 1
            rows.append(replace(flat[index], children=build(index + 1, below)))
            index = below
        return tuple(rows)

    return build(0, len(flat))


def sums(rows: tuple[Row, ...], style: MoneyStyle) -> tuple[Row, ...]:
    """Return the rows with every "=" replaced by the sum of its children."""
    done: list[Row] = []
    for row in rows:
        children = sums(row.children, style)
        changed: dict[str, Any] = {"children": children}
        for field in AMOUNTS:
            if getattr(row, field) == Stated("="):
                changed[field] = money(add(children, field), style)
        done.append(replace(row, **changed))
    return tuple(done)


def add(rows: Sequence[Row], field: str = "pagu") -> int:
    """Return the sum of an amount over rows; a row without one counts with its children."""
    total = 0
    for row in rows:
        stated = getattr(row, field)
        total += int(stated.value) if stated is not None and stated.value is not None else add(row.children, field)
    return total


def change(rows: tuple[Row, ...], by: Callable[[Row], Row]) -> tuple[Row, ...]:
    """Return the tree with `by` applied to each row, its children first."""
    return tuple(by(replace(row, children=change(row.children, by))) for row in rows)


def restyle(rows: tuple[Row, ...], style: MoneyStyle) -> tuple[Row, ...]:
    """Return the rows with every plainly printed amount printed in `style`."""

    def one(row: Row) -> Row:
        changed: dict[str, Any] = {}
        for field in AMOUNTS:
            stated = getattr(row, field)
            if stated is not None and stated.value is not None and _by_style(stated):
                changed[field] = money(int(stated.value), style)
        return replace(row, **changed)

    return change(rows, one)


def _by_style(stated: Stated) -> bool:
    """Tell whether an amount is printed in one of the styles, not mistyped in its own way."""
    amount = int(stated.value or 0)
    return stated.raw in {money(amount, style).raw for style in get_args(MoneyStyle)}


def evaluation(text: str, fields: str, style: MoneyStyle = "dot", **shared: str) -> tuple[EvaluationRow, ...]:
    """Return evaluation rows; a cell named "group:k" is performance, "group:rp" money."""
    names = fields.split()
    flat: list[tuple[int, EvaluationRow]] = []
    for line in text.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        given = dict(zip(names, cells[1:], strict=False))
        capaian: dict[str, Pair] = {}
        for name, cell in given.items():
            group, _, half = name.partition(":")
            if half:
                kept = capaian.get(group, (None, None))
                if half == "k":
                    capaian[group] = (_performance(cell), kept[1])
                else:
                    capaian[group] = (kept[0], amount(cell, style) if "%" not in cell else meant(cell))
        plain = {name: cell or None for name, cell in given.items() if ":" not in name and name != "indikator"}
        level = LEVELS[cells[0]]
        row = EvaluationRow(
            level,
            indikator=(given["indikator"],) if given.get("indikator") else (),
            capaian=capaian,
            **{**shared, **{name: cell for name, cell in plain.items() if cell}},  # type: ignore[arg-type]
        )
        flat.append((RANKS[level], row))

    def build(start: int, end: int) -> tuple[EvaluationRow, ...]:
        rows: list[EvaluationRow] = []
        index = start
        while index < end:
            below = index + 1
            while below < end and flat[below][0] > flat[index][0]:
                below += 1
            rows.append(replace(flat[index][1], children=build(index + 1, below)))
            index = below
        return tuple(rows)

    return build(0, len(flat))


def _performance(cell: str) -> Stated | None:
    if not cell:
        return None
    return Stated(cell) if cell in "-−" else meant(cell)


def review(rows: tuple[Row, ...], number: Callable[[Row, int], str], needs: Mapping[str, Any]) -> tuple[ReviewRow, ...]:
    """Return review rows of a plan; `needs` gives changed fields of the second half by name of the row."""
    flat: list[ReviewRow] = []

    def visit(row: Row) -> None:
        alone = replace(row, children=())
        flat.append(ReviewRow(number(row, len(flat)), alone, replace(alone, **needs.get(row.nama, {}))))
        for child in row.children:
            visit(child)

    for row in rows:
        visit(row)
    return tuple(flat)
