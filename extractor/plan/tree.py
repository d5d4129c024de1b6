"""A plan table read as a tree: its rows with their levels, parents, amounts, subtotals and totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractor.messages import Message
from extractor.plan.columns import RecognisedTable
from extractor.plan.doubt import Doubt
from extractor.plan.kelompok import ended, order_of_group
from extractor.plan.kode import is_outline, segments
from extractor.plan.kode_baku import Official, official_forms
from extractor.plan.level_rows import RANKS, Amounts, LevelRow
from extractor.plan.levels import OPENING_STYLE, Decision, decide_levels
from extractor.plan.model import At, Level, Value
from extractor.plan.names import NameBook
from extractor.plan.nomenclature import Match, Nomenclature
from extractor.plan.readings import Reading
from extractor.plan.rows import RowGroup, TableRows, label_style
from extractor.plan.sums import settle_by_sums
from extractor.plan.table_values import TableValues
from extractor.plan.text import squash
from extractor.plan.wording import LEVEL_NAMES, quoted

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INDICATOR_OF = regex.compile(r"\s*indikator\s+(?:kinerja\s+)?(program|kegiatan|sub\s*kegiatan)(?!\s*[/(])", regex.I)
_FIRST_WORD = regex.compile(r"\p{L}+")
_LEVELS_OF_PART: dict[str, tuple[Level, ...]] = {
    "program": ("program",),
    "kegiatan": ("kegiatan",),
    "subkegiatan": ("sub_kegiatan",),
    "urusan": ("urusan", "bidang_urusan"),
    "bidangurusan": ("bidang_urusan",),
    "bidang": ("kelompok", "bidang_urusan"),
}
_MONEY_USED = 3
"""Money columns whose sums speak for the levels; more cost time and say the same."""
_TELLING_USED = 4
"""Other columns whose blanks speak for the levels; the first are those that all forms have."""


@dataclass(slots=True)
class Branch:
    """A row of the plan in the tree; `parent` is an index into `PlanTree.branches`, or -1 at the top."""

    group: RowGroup
    level: Level
    parent: int
    kode: str | None
    children: list[int] = field(default_factory=list)
    subtotal: RowGroup | None = None
    official: Official = field(default_factory=Official)


@dataclass(slots=True)
class PlanTree:
    """The rows of one table in their tree, its stated total, and what could not be settled."""

    rows: TableRows
    values: TableValues
    branches: list[Branch]
    total: RowGroup | None
    doubts: list[Doubt]

    @property
    def roots(self) -> list[int]:
        """Return the indexes of the branches at the top."""
        return [index for index, branch in enumerate(self.branches) if branch.parent < 0]

    def named_levels(self) -> list[tuple[str, Level]]:
        """Return the name and level of each branch, in order."""
        return [(branch.group.nama or "", branch.level) for branch in self.branches]

    def amount(self, group: RowGroup | None, field_name: str) -> Value | None:
        """Return the first stated amount of `field_name` in the group's own rows; None without such a column."""
        if group is None or not self.rows.has(field_name):
            return None
        reading = self.amount_reading(group, field_name)
        return reading.to_value() if reading else Value(raw="")

    def amount_reading(self, group: RowGroup, field_name: str) -> Reading | None:
        """Return the reading behind `amount`: the first that states something, else the first there is."""
        first: Reading | None = None
        for row, cell in self.rows.cells(group, field_name, carried=False):
            if not cell.text or cell.text.isspace():
                continue
            reading = self.values.reading(row, cell.col)
            if reading.value is not None:
                return reading
            first = first or reading
        return first

    def branch_amount(self, branch: Branch, field_name: str) -> Value | None:
        """Return a branch's amount; where its own cell is blank, that of the subtotal row under its rows."""
        own = self.amount(branch.group, field_name)
        if own is not None and not own.raw and branch.subtotal is not None:
            return self.amount(branch.subtotal, field_name)
        return own


@dataclass(frozen=True, slots=True)
class _Telling:
    """What tells the levels of a table's rows: its money fields, other fields that rows fill or leave blank alike, and
    whether its codes are but the numbers of a list."""

    money: list[str]
    filled: list[str]
    outlined: bool


def read_tree(
    recognised: RecognisedTable,
    book: NameBook,
    *,
    sub_expected: bool | None,
    name_field: str = "nama",
    else_field: str | None = None,
) -> PlanTree:
    """Read the table's rows and decide their levels; `book` knows names from the rest of the document.

    `else_field` has the names of rows that have none in `name_field`.
    """
    rows = TableRows(recognised, name_field, else_field)
    values = TableValues(rows)
    nodes = [group for group in rows.groups if group.kind == "node"]
    kodes = [rows.kode(group) for group in nodes]
    numbers = [kode or _list_number(rows, group) for kode, group in zip(kodes, nodes, strict=True)]
    outlined = is_outline(numbers)
    if outlined:
        kodes = [None if group.glued_kode else kode for kode, group in zip(kodes, nodes, strict=True)]
    # A column of codes that holds nothing but the numbers of a list is no evidence of official names.
    coded = not outlined and any(len(segments(kode)) > 1 for kode in kodes if kode)
    told = kodes if coded else [None] * len(kodes)
    tree = PlanTree(rows, values, [], None, [])
    telling = _Telling(_money_fields(rows), _telling_fields(rows), outlined)
    subtotals = _subtotals_before(tree, telling.money)
    if rows.spending:
        tree.doubts.append(_spending_doubt(rows))
    level_rows = [
        _level_row(tree, group, kode, telling, subtotals.get(group.rows[0]))
        for group, kode in zip(nodes, numbers if outlined else told, strict=True)
    ]
    names = [group.nama or "" for group in nodes]
    matches = book.nomenclature.match(names, told, tahun=book.tahun)
    official = {index: match.level for index, match in enumerate(matches) if match is not None and match.level}
    known = book.levels(names, without=recognised.table.id)
    known = {index: level for index, level in known.items() if index not in official}
    decisions = decide_levels(
        level_rows, known, official=official, sub_expected=sub_expected, of_programs=rows.names_programs_only
    )
    _plant(tree, nodes, kodes, decisions)
    _give_official_forms(tree, matches, book.nomenclature, table_year(rows, telling.money, book.tahun))
    _give_subtotals(tree, telling.money)
    settle_by_sums(values, _families(tree), telling.money)
    return tree


def _families(tree: PlanTree) -> list[list[RowGroup]]:
    """Return each row with the rows under it, and the total with those at the top, whose amounts add up."""
    families = [
        [branch.group, *(tree.branches[child].group for child in branch.children)]
        for branch in tree.branches
        if branch.children
    ]
    if tree.total is not None:
        families.insert(0, [tree.total, *(tree.branches[root].group for root in tree.roots)])
    return families


def _list_number(rows: TableRows, group: RowGroup) -> str | None:
    """Return a row's number in a list (1, 1.1), before its name or in a column of numbers; None where it has none."""
    number = (group.label or rows.first_text(group, "nomor") or "").strip("().")
    return number if regex.fullmatch(r"\d+(?:\.\d+)*", number) else None


def _money_fields(rows: TableRows) -> list[str]:
    """Return the money fields whose sums speak for the levels, the plan year's first."""
    fields = [name for name in (rows.recognised.fields[col] for col in rows.money_columns) if name]
    fields.sort(key=lambda name: not name.endswith(("pagu_indikatif", "target.anggaran")))
    return list(dict.fromkeys(fields))[:_MONEY_USED]


def _amounts(tree: PlanTree, group: RowGroup, money: list[str]) -> Amounts:
    readings = (tree.amount_reading(group, name) for name in money)
    return tuple(reading.value if reading else None for reading in readings)


def _subtotals_before(tree: PlanTree, money: list[str]) -> dict[int, Amounts]:
    """Return, by the first table row of a node, the amounts of the subtotal row right above that closes a program."""
    found: dict[int, Amounts] = {}
    pending: Amounts | None = None
    for group in tree.rows.groups:
        if group.kind != "node" and group.part in ("kegiatan", "subkegiatan"):
            continue
        if group.kind != "node":
            pending = pending or _amounts(tree, group, money)
        elif pending is not None:
            found[group.rows[0]] = pending
            pending = None
    return found


def _telling_fields(rows: TableRows) -> list[str]:
    """Return the fields that rows of one level tend to fill or to leave blank alike."""
    endings = ("indikator.uraian", "indikator.target", "sumber_dana", "capaian.target.kinerja")
    fields = (name for name in rows.recognised.fields if name and name.endswith(endings))
    return list(dict.fromkeys(fields))[:_TELLING_USED]


def _level_row(
    tree: PlanTree, group: RowGroup, kode: str | None, telling: _Telling, subtotal_before: Amounts | None
) -> LevelRow:
    """Return what speaks for the level of one row; `kode` is its code, or its number in a list."""
    rows = tree.rows
    amounts = _amounts(tree, group, telling.money)
    told = any(rows.first_text(group, name) for name in telling.filled)
    return LevelRow(
        nama=group.nama or "",
        kode=kode,
        amounts=amounts,
        subtotal_before=subtotal_before,
        style=tuple(_style(rows, group, kode, telling)),
        spanning=group.spanning,
        bare=not told and all(value is None for value in amounts),
        without_indicator=not told,
        unpaid=bool(telling.money) and not any(rows.first_text(group, name) for name in telling.money),
        column_level=group.level,
    )


def _style(rows: TableRows, group: RowGroup, kode: str | None, telling: _Telling) -> Iterator[str]:
    """Yield the features by which a table tells its levels apart; what they mean is learned table by table."""
    yield f"label={label_style(group.label)}"
    if group.name_cell is not None:
        leading = len(group.name_cell.text) - len(group.name_cell.text.lstrip(" \u00a0"))
        yield f"bold={group.name_cell.bold}"
        yield f"indent={round(group.name_cell.indent / 6) + leading // 2}"
    for name in telling.filled:
        yield f"{name}={bool(rows.first_text(group, name))}"
    if nomor := rows.first_text(group, "nomor"):
        yield f"nomor={label_style(nomor if nomor[-1] in '.)' else nomor + '.').rstrip('.)')}"
    wording = rows.first_text(group, "indikator.uraian") or ""
    if level := level_of_wording(wording):
        yield f"wording={level}"
    if opening := _FIRST_WORD.search(wording):
        yield OPENING_STYLE + opening[0].casefold()
    if telling.outlined and kode:
        yield f"outline={len(segments(kode))}"


def level_of_wording(text: str) -> Level | None:
    """Return the level whose indicator a wording says it is ("Indikator Kinerja Program: …"), None where silent."""
    found = _INDICATOR_OF.match(text)
    return _LEVELS_OF_PART[squash(found[1])][0] if found else None


def _plant(tree: PlanTree, nodes: list[RowGroup], kodes: list[str | None], decisions: list[Decision]) -> None:
    """Turn the decided levels into branches with parents; uncertain levels become findings."""
    stack: list[tuple[tuple[int, int], int]] = []
    for index, (group, kode, decision) in enumerate(zip(nodes, kodes, decisions, strict=True)):
        rank = (RANKS[decision.level], order_of_group(group.nama) if decision.level == "kelompok" else 0)
        while stack and ended([place for place, _ in stack], rank):
            stack.pop()
        parent = stack[-1][1] if stack else -1
        tree.branches.append(Branch(group, decision.level, parent, kode))
        if parent >= 0:
            tree.branches[parent].children.append(index)
        stack.append((rank, index))
        if not decision.certain:
            tree.doubts.append(_level_doubt(tree.rows, group, decision.level))


def _give_official_forms(
    tree: PlanTree, matches: list[Match | None], nomenclature: Nomenclature, tahun: int | None
) -> None:
    """Give each branch its official name and standard code where they are certain."""
    branches = tree.branches
    forms = official_forms(
        [branch.level for branch in branches],
        [branch.parent for branch in branches],
        [branch.kode for branch in branches],
        matches,
        nomenclature,
        tahun,
    )
    for branch, form in zip(branches, forms, strict=True):
        branch.official = form


def _level_doubt(rows: TableRows, group: RowGroup, level: Level) -> Doubt:
    name, word = quoted(group.nama), LEVEL_NAMES[level]
    return Doubt(
        "level-uncertain",
        "info",
        Message(
            id=f"Jenjang baris {name.id} tidak pasti; dibaca sebagai {word}: periksa letaknya dalam susunan.",
            en=f"The level of row {name.en} is uncertain; read as {word}: check its place in the tree.",
        ),
        rows.at(group),
    )


def _spending_doubt(rows: TableRows) -> Doubt:
    count = len(rows.spending)
    return Doubt(
        "kode-invalid",
        "info",
        Message(
            id=f"{count} baris berkode rekening belanja tidak masuk susunan program; isinya ada di tables.",
            en=f"{count} rows with the codes of accounts are spending, not in the tree; their cells are in tables.",
        ),
        At(table=rows.table.id, rows=[row for group in rows.spending for row in group.rows]),
    )


def _give_subtotals(tree: PlanTree, money: list[str]) -> None:
    """Give each subtotal row to the row whose part of the table it closes, and take the last total row as the total.

    A total row with further rows of the plan below it is a subtotal whatever its label says; one at the end is a
    subtotal where its label, or the sum it makes, says that it is of a part.
    """
    by_first_row = {branch.group.rows[0]: index for index, branch in enumerate(tree.branches)}
    groups = tree.rows.groups
    last_node = max((at for at, group in enumerate(groups) if group.kind == "node"), default=-1)
    open_index, given = -1, False
    labels: set[str | None] = set()
    for at, group in enumerate(groups):
        if group.kind == "node":
            open_index, given = by_first_row[group.rows[0]], False
            continue
        holder = _holder(tree, open_index, group.part)
        of_part = at < last_node or group.part is not None or group.kind == "subtotal"
        if not of_part and group.nama in labels and holder is not None and holder.parent < 0:
            of_part = any(_closes(tree, holder, group, name) for name in money[:1])
        if holder is None or not of_part or (given and not group.part):
            tree.total = group
        elif holder.subtotal is None:
            holder.subtotal = group
            given = True
            labels.add(group.nama)
        elif at > last_node:
            tree.total = group


def _closes(tree: PlanTree, holder: Branch, group: RowGroup, name: str) -> bool:
    """Tell whether an amount is the sum of the holder's children and not of all there is in the table."""
    reading = tree.amount_reading(group, name)
    children = [tree.amount_reading(tree.branches[child].group, name) for child in holder.children]
    summed = sum(child.value for child in children if child is not None and child.value is not None)
    return reading is not None and reading.value == summed and len(tree.roots) > 1


def _holder(tree: PlanTree, index: int, part: str | None) -> Branch | None:
    """Return the branch at or above `index` that a subtotal closes: of the level its label names, else the program.

    Where there is none of that level it is the topmost row.
    """
    levels = _LEVELS_OF_PART.get(part or "", ("kelompok",) if part else ("program",))
    top: Branch | None = None
    while index >= 0:
        top = tree.branches[index]
        if top.level in levels:
            break
        index = top.parent
    return top


def table_year(rows: TableRows, fields: Sequence[str], default: int | None) -> int | None:
    """Return the year of the table: by the header over the first of `fields` that names one, its title, `default`."""
    headers = (" ".join(rows.table.paths[col]) for name in fields for col in rows.columns(name))
    for text in (*headers, rows.table.title or "", ""):
        if found := _YEAR.search(text):
            return int(found[0])
    return default
