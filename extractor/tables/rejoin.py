"""Rows that a page break cut: whether the first row of a part goes on with the last row of the part before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.document import Cell
from extractor.tables.columns import kinds
from extractor.tables.text import collapse, is_blank_mark, is_code, is_data, is_grouped_number, is_row_number, key

_UNFINISHED = re.compile(
    r"(?:[,\-–/(&]|\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|pada|oleh|serta|dalam|bagi|terhadap|antara|melalui|"
    r"sesuai|tentang|secara|hasil|per|s/d|and|or|of|the))$",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^(?:[-–•▪*o]\s+|(?P<n>\d{1,2})[.)]\s*(?=\D)|[a-z][.)]\s)")
_LISTED = re.compile(r"^\s*[-–•▪*]\s*(?=[^\W\d_])", re.MULTILINE)
_QUANTITY_LINE = re.compile(r"^\s*\d[\d.,]*\s*(?:%|[^\W\d_])", re.MULTILINE)
_LIST_NUMBERS = re.compile(r"(?:^|\n)\s*(\d{1,2})[.)]\s*(?=\D)")
_ENDS_CLAUSE = re.compile(r"[.;]$")
_CURRENCY = re.compile(r"^rp\.?$", re.IGNORECASE)
_PART_OF_CODE = re.compile(r"^\d[\d.]*$|^\.[\d.]+$")
_CUT_QUANTITY = re.compile(
    r"^(?:\d{1,3}(?:\.\d{3})*\.(?:\n\d{3}|\d\n\d\d|\d\d\n\d)|[1-9]\d?\n0{1,2}|\d+,\n\d{1,2})(?:\s*%|\s+[^\W\d_].*)$",
    re.DOTALL,
)
"""A quantity cut in two, whose rest is none of its own: thousands not full, a nought, a comma at the end."""
_ONE_DECIMAL = re.compile(r"\d{3}[.,]\d$")
_PART_OF_NUMBER = re.compile(r"^(?:rp\.?\s*)?([\d.,]+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seam:
    """The cells on both sides of a page break, column for column.

    `above` are the cells that touch the bottom of the table so far, by column; `below` are the cells of the next
    part's first row. `keys` is how many leading columns name a row (its number, code and name). `part` are all cells of
    the next part, `last` those of the part before: they show which texts the columns hold.
    """

    above: dict[int, Cell]
    below: Sequence[Cell]
    keys: int
    part: Sequence[Cell] = ()
    last: Sequence[Cell] = ()

    def fellow(self, cell: Cell) -> Cell | None:
        """Return the cell above that is as wide as `cell` and stands over it."""
        above = self.above.get(cell.col)
        return above if above is not None and above.col_span == cell.col_span else None

    @property
    def fits(self) -> bool:
        """Tell whether every cell below stands under one as wide."""
        return all(self.fellow(cell) is not None for cell in self.below)


def key_columns(body: Sequence[Sequence[Cell]], n_cols: int) -> int:
    """Count the leading columns that name a row: up to the first one that holds words."""
    for col, kind in enumerate(kinds(body, n_cols)):
        if kind == "words":
            return col + 1
    return 1


def is_cut_row(seam: Seam) -> bool:
    """Tell whether the row below the break is the rest of the row above it.

    Words that go on in the middle of a sentence, a number cut in two and an empty rest speak for it; a row number,
    a code, a name or a value of its own speak against it.
    """
    pieces = [cell for cell in seam.below if cell.text.strip()]
    if not seam.fits:
        return False
    if not pieces:
        return True
    if _is_name_without_its_values(seam, pieces):
        return True
    sides = [(piece.col, seam.above[piece.col].text.strip(), piece.text.strip()) for piece in pieces]
    speaks_for = [_cut_code(seam, *side) or _goes_on(*side[1:]) for side in sides]
    if any(_LISTED.search(after) for _, _, after in sides):
        speaks_for = _lists_on(seam, sides, speaks_for)
    cut = (_CUT_QUANTITY.search(f"{before}\n{after}") for _, before, after in sides)
    speaks_for = [2 if whole and not weight else weight for whole, weight in zip(cut, speaks_for, strict=True)]
    valued = any(is_data(collapse(after)) and not weight for (*_, after), weight in zip(sides, speaks_for, strict=True))
    if not valued and all(before for _, before, _ in sides):
        known = _known_texts(seam, sides)
        strong = max(speaks_for) >= 2
        speaks_for = (
            [weight or max(text, 0) for weight, text in zip(speaks_for, known, strict=True)] if strong else known
        )
    sure = max(speaks_for) >= 2 and not valued
    score = 0
    for (col, before, after), evidence in zip(sides, speaks_for, strict=True):
        score += evidence or _stands_alone(before, after, named=col < seam.keys, sure=sure)
    return score + all(_is_plain_rest(col, before, after, seam.keys) for col, before, after in sides) >= 1


def _known_texts(seam: Seam, sides: Sequence[tuple[int, str, str]]) -> list[int]:
    """Weigh for each piece whether its column elsewhere holds the joined text, or the piece as a text of its own."""
    columns = {col for col, _, _ in sides}
    known = {(cell.col, key(cell.text)) for cell in (*seam.last, *seam.part) if cell.row and cell.col in columns}
    return [
        3 if (col, key(before + after)) in known else -3 if (col, key(after)) in known else 0
        for col, before, after in sides
    ]


def _lists_on(seam: Seam, sides: Sequence[tuple[int, str, str]], speaks_for: Sequence[int]) -> list[int]:
    """Weigh the pieces anew where the cells of a column list several items each, one row for all of a name.

    An item below one above is then more of its list, and a quantity beside it more of a list of quantities.
    """
    columns = {col for col, _, _ in sides}
    others = [cell for cell in (*seam.last, *seam.part) if cell.row and cell.col in columns]
    lists = {cell.col for cell in others if len(_LISTED.findall(cell.text)) > 1} - _item_columns(seam)
    quantities = {cell.col for cell in others if len(_QUANTITY_LINE.findall(cell.text)) > 1}
    more = [col in lists and bool(_LISTED.search(before) and _LISTED.search(after)) for col, before, after in sides]
    if not any(more):
        return list(speaks_for)
    return [
        3 if listed else 1 if col in quantities and is_data(collapse(after)) else weight
        for listed, (col, _, after), weight in zip(more, sides, speaks_for, strict=True)
    ]


def _item_columns(seam: Seam) -> set[int]:
    """Return the columns in which an item stands in a row without a name: there each item has its own row."""
    found: set[int] = set()
    for part in (seam.last, seam.part):
        names = [cell for cell in part if cell.col == seam.keys - 1 and cell.text.strip()]
        named = {row for cell in names for row in range(cell.row, cell.row + cell.row_span)}
        first = min((cell.row for cell in part), default=0)
        rows = (cell for cell in part if cell.row > first and cell.row not in named)
        found.update(cell.col for cell in rows if _LISTED.match(cell.text))
    return found


def _cut_code(seam: Seam, col: int, before: str, after: str) -> int:
    """Weigh whether a code was cut in two: its column has codes of the joined form, but not of both pieces' forms."""
    if col >= seam.keys or not (_PART_OF_CODE.match(before) and _PART_OF_CODE.match(after)):
        return 0
    bottom = max(cell.row + cell.row_span for cell in seam.part)
    whole = (cell for cell in seam.part if cell.row and cell.row + cell.row_span < bottom)
    codes = (cell for cell in (*seam.last, *whole) if cell.col == col and cell is not seam.above[col])
    forms = {_form(collapse(cell.text)) for cell in codes if _PART_OF_CODE.match(collapse(cell.text))}
    return 3 if _form(before + after) in forms and not {_form(before), _form(after)} <= forms else 0


def _form(code: str) -> tuple[int, ...]:
    """Return how many digits each segment of a code has."""
    return tuple(map(len, code.strip(".").split(".")))


def _is_plain_rest(col: int, before: str, after: str, keys: int) -> bool:
    """Tell whether `after` can be more words of `before`: no name, value or list item, no full stop before it."""
    words = col >= keys and bool(before) and not is_data(collapse(after))
    return words and not _LIST_MARK.match(after) and not _ENDS_CLAUSE.search(before)


def goes_on_merged(seam: Seam) -> list[Cell]:
    """Return the cells below the break that are the rest of a merged cell above it: more of its words, or blank.

    For a blank one the row below must say something of its own in words: a row of sums alone belongs to no cell above.
    A blank cell beside a new name belongs to that name, unless it covers several named rows.
    """
    rest = _rest_of_name(seam)
    rest += [cell for cell in seam.below if cell not in rest and _reads_on(seam, cell)]
    worded = [cell for cell in seam.below if cell.text.strip() and cell not in rest]
    words = [cell for cell in worded if not is_data(collapse(cell.text))]
    if not words:
        return rest + _blank_beside(seam, rest)
    first = min(cell.col for cell in worded)
    for cell in seam.below:
        above = seam.fellow(cell)
        if cell.text.strip() or above is None or not above.text.strip() or cell in rest:
            continue
        merged = above.row_span > 1 or cell.row_span > 1
        covers_names = cell.row_span > 1 and _names(seam.part, seam.keys, cell.row_span) > 1
        if merged and (cell.col < first or first >= seam.keys or covers_names or _always_merged(seam, cell)):
            rest.append(cell)
    return rest + _blank_beside(seam, rest)


def _blank_beside(seam: Seam, rest: Sequence[Cell]) -> list[Cell]:
    """Return the cells below, blank as those above them, that are merged over the same rows as one of `rest`."""
    spans = {_rows(above, cell) for cell in rest if (above := seam.fellow(cell)) is not None}
    spans = {rows for rows in spans if max(rows[1:]) > 1}
    blank = ((seam.fellow(cell), cell) for cell in seam.below if not cell.text.strip() and cell not in rest)
    return [cell for above, cell in blank if above and not above.text.strip() and _rows(above, cell) in spans]


def _rows(above: Cell, below: Cell) -> tuple[int, int, int]:
    return above.row, above.row_span, below.row_span


def _always_merged(seam: Seam, blank: Cell) -> bool:
    """Tell whether a blank cell beside a name lies in a column of words that leaves no other named row blank."""
    return seam.fits and not is_data(collapse(seam.above[blank.col].text)) and _never_blank(seam, blank.col)


def _never_blank(seam: Seam, col: int) -> bool:
    """Tell whether a column leaves no named row blank on both sides of the break, but for the row below it."""
    for part in (seam.last, seam.part):
        named = {cell.row for cell in part if cell.col == seam.keys - 1 and cell.col_span == 1 and cell.text.strip()}
        first = min((cell.row for cell in part), default=0)
        blanks = (cell for cell in part if cell.col == col and cell.row > first and not cell.text.strip())
        if any(not named.isdisjoint(range(cell.row, cell.row + cell.row_span)) for cell in blanks):
            return False
    return True


def _rest_of_name(seam: Seam) -> list[Cell]:
    """Return the cells below that go on with the row above where its name is cut, though an indicator of it begins.

    A name that stands without a code and without an amount, which no other row lacks, is the rest of one.
    """
    name = next((cell for cell in seam.below if cell.col == seam.keys - 1 and cell.text.strip()), None)
    above = seam.fellow(name) if name is not None else None
    if name is None or above is None or not above.text.strip() or seam.keys < 2:
        return []
    merged = any(cell.col == name.col and cell.row_span > 1 for cell in (*seam.last, *seam.part))
    beside = [(cell, seam.fellow(cell)) for cell in seam.below if cell.row_span == name.row_span]
    group = [(cell, over) for cell, over in beside if over is not None and over.text.strip()]
    blank = [(cell, over) for cell, over in group if not cell.text.strip()]
    lacking = [over for cell, over in blank if is_data(collapse(over.text)) and _never_blank(seam, cell.col)]
    coded = any(over.col < name.col for over in lacking)
    if not merged or not coded or all(over.col < name.col for over in lacking):
        return []
    return [cell for cell, _ in (group if name.row_span > 1 else [(name, above), *blank])]


def _is_name_without_its_values(seam: Seam, pieces: Sequence[Cell]) -> bool:
    """Tell whether all that stands below is more words, the name's among them, without code and amount.

    The row above has both, and no other named row lacks the amount. A name in other print is a heading of its own.
    """
    beside = [(cell, seam.above[cell.col]) for cell in pieces]
    name = next((cell for cell in pieces if cell.col == seam.keys - 1), None)
    if name is None or any(not over.text.strip() or is_data(collapse(cell.text)) for cell, over in beside):
        return False
    over = seam.above[name.col]
    if name.bold != over.bold or name.text.isupper() != over.text.isupper() or _LIST_MARK.match(name.text.strip()):
        return False
    lacking = [c.col for c in seam.below if not c.text.strip() and is_data(collapse(seam.above[c.col].text))]
    coded = any(is_code(collapse(seam.above[col].text)) for col in lacking if col < name.col)
    return coded and any(col > name.col and _never_blank(seam, col) for col in lacking)


def _reads_on(seam: Seam, cell: Cell) -> bool:
    """Tell whether the words of a merged cell go on below the break."""
    above = seam.fellow(cell)
    if above is None or max(above.row_span, cell.row_span) == 1:
        return False
    before, after = above.text.strip(), cell.text.strip()
    if before and after and _cut_code(seam, cell.col, before, after):
        return True
    if not before or not after or is_data(collapse(after)):
        return False
    return _goes_on(before, after) + _known_texts(seam, [(cell.col, before, after)])[0] >= 2


def _names(part: Sequence[Cell], keys: int, rows: int) -> int:
    """Count the named rows among the first `rows` rows."""
    named = 0
    for cell in part:
        if cell.row >= rows:
            break
        named += cell.col == keys - 1 and bool(cell.text.strip())
    return named


def join_texts(before: str, after: str, *, named: bool = False) -> str:
    """Return a cut cell's text; a number or code cut in two is closed up, words keep the line break.

    `named` cells stand in the columns that name a row, where digits are codes.
    """
    head, tail = before.strip(), after.strip()
    if not head or not tail:
        return before if head else after
    code = _PART_OF_CODE.match(head) and _PART_OF_CODE.match(tail) and (named or is_code(head))
    if code and tail.count(".") <= head.count("."):
        return head + tail
    return (
        head + tail if _CUT_QUANTITY.search(f"{head}\n{tail}") or _is_cut_number(head, tail) else f"{before}\n{after}"
    )


def _goes_on(before: str, after: str) -> int:
    """Weigh what shows that `after` is the rest of `before`."""
    if not before:
        return 0
    if _is_cut_number(before, after) or (_CURRENCY.match(before) and is_data(collapse(after))):
        return 3
    if is_data(collapse(after)):
        return 0
    weight = 0
    mark = _LIST_MARK.match(after)
    if mark is None and (after[0].islower() or after[0] in "),.;/&"):
        weight += 2
    if _UNFINISHED.search(before) and mark is None:
        weight += 2
    if before.count("(") > before.count(")") and 0 <= after.find(")") < (after.find("(") % (len(after) + 1)):
        weight += 2
    if mark is not None and mark["n"]:
        numbers = _LIST_NUMBERS.findall(before)
        weight += 2 if len(numbers) > 1 and int(numbers[-1]) + 1 == int(mark["n"]) else 0
    return weight


def _stands_alone(before: str, after: str, *, named: bool, sure: bool) -> int:
    """Weigh what shows that `after` is a cell of its own; negative or 0.

    A name counts less where another cell of the row surely goes on and the row has no value (`sure`).
    """
    text = collapse(after)
    if named and (is_row_number(text) or is_code(text)):
        return -6
    if is_data(text):
        return -6 if before and not is_blank_mark(before) else -2
    if named:
        return -1 if sure and before else -3
    return -2 if not before else -1 if _ENDS_CLAUSE.search(before) else 0


def _is_cut_number(before: str, after: str) -> bool:
    """Tell whether a number was cut in two: only both halves together are well-formed."""
    head, tail = _PART_OF_NUMBER.match(before), _PART_OF_NUMBER.match(after)
    if head is None or tail is None:
        return False
    whole = is_grouped_number(head[1] + tail[1])
    if whole and _ONE_DECIMAL.search(head[1]) and len(tail[1]) == 1:
        return True
    return whole and not (is_grouped_number(head[1]) and (is_grouped_number(tail[1]) or tail[1].isdigit()))
