"""Automatic list numbers: the labels that Word shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.document import Grid, Paragraph
from extractor.reading.numbering import format_number
from tests.reading.wordml import grid, read


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    indent = f"pPr(ind{{left={720 * (index + 1)} hanging=360}})"
    return f'lvl{{ilvl={index}}}(start={start} numFmt={form} {more} lvlText{{val="{text}"}} {indent})'


def abstract(*levels: str, number: int = 0, more: str = "") -> str:
    return f"abstractNum{{abstractNumId={number}}}({more} {' '.join(levels)})"


def num(number: int, abstract_number: int = 0, more: str = "") -> str:
    return f"num{{numId={number}}}(abstractNumId={abstract_number} {more})"


def items(*places: tuple[int, int]) -> str:
    """Return paragraphs by (list, level)."""
    return " ".join(f"p(pPr(numPr(ilvl={level} numId={number}))'x')" for number, level in places)


def labels(body: str, **parts: str) -> list[str | None]:
    return [block.label for block in read(body, **parts).blocks if isinstance(block, Paragraph)]


THREE = abstract(level(0, "decimal", "%1."), level(1, "lowerLetter", "%1.%2)"), level(2, "lowerRoman", "%3."))


def test_levels_count_and_restart_below_an_upper_level() -> None:
    body = items((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert labels(body, numbering=THREE + num(1)) == ["1.", "1.a)", "1.b)", "i.", "2.", "2.a)", "i."]


def test_a_skipped_upper_level_has_begun() -> None:
    body = items((1, 1), (1, 1), (1, 0), (1, 2), (1, 1))
    assert labels(body, numbering=THREE + num(1)) == ["1.a)", "1.b)", "2.", "i.", "2.b)"]


def test_lists_of_one_definition_share_their_count() -> None:
    numbering = THREE + num(1) + num(2, more="lvlOverride{ilvl=0}(startOverride=8)") + num(3)
    body = items((1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (3, 0), (2, 0))
    assert labels(body, numbering=numbering) == ["1.", "2.", "8.", "9.", "10.", "11.", "12."]


def test_lists_of_two_definitions_count_apart() -> None:
    numbering = THREE + abstract(level(0, "upperLetter", "%1."), number=1) + num(1) + num(2, 1)
    assert labels(items((1, 0), (2, 0), (1, 0), (2, 0)), numbering=numbering) == ["1.", "A.", "2.", "B."]


def test_an_override_may_replace_the_level() -> None:
    override = f"lvlOverride{{ilvl=0}}({level(0, 'upperRoman', '(%1)', start=4)})"
    assert labels(items((1, 0), (1, 0)), numbering=THREE + num(1, more=override)) == ["(IV)", "(V)"]


def test_legal_numbers_are_decimal() -> None:
    numbering = abstract(level(0, "upperRoman", "BAB %1"), level(1, "decimal", "%1.%2", "isLgl")) + num(1)
    assert labels(items((1, 0), (1, 1), (1, 0), (1, 1)), numbering=numbering) == ["BAB I", "1.1", "BAB II", "2.1"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("", ["1", "1.1", "a", "b", "1.2", "a", "2", "2.1", "a"]),
     ("lvlRestart=0", ["1", "1.1", "a", "b", "1.2", "c", "2", "2.1", "d"]),
     ("lvlRestart=1", ["1", "1.1", "a", "b", "1.2", "c", "2", "2.1", "a"])],
)  # fmt: skip
def test_restart_rules(rule: str, expected: list[str]) -> None:
    numbering = abstract(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3", rule))
    body = items((1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert labels(body, numbering=numbering + num(1)) == expected


def test_number_from_the_style_chain_with_its_linked_level() -> None:
    styles = (
        "style{type=paragraph styleId=Judul}(name=Judul pPr(numPr(numId=1)))"
        "style{type=paragraph styleId=Sub}(name=Sub basedOn=Judul pPr(numPr(ilvl=1)))"
        "style{type=paragraph styleId=Link}(name=Link pPr(numPr(numId=1)))"
    )
    numbering = abstract(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", "pStyle=Link")) + num(1)
    body = "p(pPr(pStyle=Judul)'a') p(pPr(pStyle=Sub)'b') p(pPr(pStyle=Link)'c') p(pPr(pStyle=Judul numPr(numId=0))'d')"
    assert labels(body, numbering=numbering, styles=styles) == ["1.", "1.1", "1.2", None]


def test_a_list_style_leads_to_its_definition() -> None:
    styles = "style{type=numbering styleId=Daftar}(name=Daftar pPr(numPr(numId=2)))"
    numbering = (
        abstract(more="numStyleLink=Daftar") + abstract(level(0, "decimal", "%1)"), number=1) + num(1) + num(2, 1)
    )
    assert labels(items((1, 0), (2, 0)), numbering=numbering, styles=styles) == ["1)", "2)"]


def test_a_list_style_that_leads_back_to_itself_has_no_numbers() -> None:
    styles = "style{type=numbering styleId=Daftar}(pPr(numPr(numId=1)))"
    assert labels(items((1, 0)), numbering=abstract(more="numStyleLink=Daftar") + num(1), styles=styles) == [None]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [("\uf0b7", "Symbol", "•"), ("\uf0a7", "Wingdings", "▪"), ("\uf0d8", "Wingdings", "➢"),
     ("\uf0fc", "Wingdings", "✓"),
     ("o", "Courier New", "o"), ("-", "Arial", "-"), ("\uf0f5", "Webdings", "•")],
)  # fmt: skip
def test_bullets(text: str, font: str, expected: str) -> None:
    fonts = f'rPr(rFonts{{ascii="{font}" hAnsi="{font}"}})'
    numbering = abstract(f'lvl{{ilvl=0}}(numFmt=bullet lvlText{{val="{text}"}} {fonts})') + num(1)
    assert labels(items((1, 0)), numbering=numbering) == [expected]


def test_no_number_without_a_definition_or_with_an_empty_text() -> None:
    assert labels(items((7, 0), (1, 5)), numbering=THREE + num(1)) == [None, None]
    assert labels(items((1, 0))) == [None]
    assert labels(items((1, 0)), numbering=abstract(level(0, "none", "")) + num(1)) == [None]


def test_the_number_column_of_a_table_may_be_automatic() -> None:
    row = "tr(tc(p(pPr(numPr(ilvl=0 numId=1)))) tc'Program' tc(p(pPr(numPr(ilvl=1 numId=1))'Dokumen')))"
    cells = grid(f"tbl({row} {row})", numbering=THREE + num(1)).cells
    assert [cell.text for cell in cells] == ["1.", "Program", "1.a) Dokumen", "2.", "Program", "2.a) Dokumen"]


def test_indent_of_list_items() -> None:
    styles = "style{type=paragraph styleId=ListParagraph}(pPr(ind{left=720}))"
    body = (
        "p(pPr(pStyle=ListParagraph numPr(ilvl=1 numId=1))'list over style') "
        "p(pPr(pStyle=ListParagraph numPr(ilvl=1 numId=1) ind{left=2000 firstLine=0})'own over list') "
        "p(pPr(pStyle=ListParagraph)'style')"
    )
    blocks = read(body, numbering=THREE + num(1), styles=styles).blocks
    assert [block.indent for block in blocks if isinstance(block, Paragraph)] == [54.0, 100.0, 36.0]


def test_deleted_and_hidden_paragraphs_do_not_count() -> None:
    gone = "p(pPr(numPr(ilvl=0 numId=1) rPr(del)) del(r(delText'x')))"
    hidden = "p(pPr(numPr(ilvl=0 numId=1) rPr(vanish)) r(rPr(vanish) t'x'))"
    assert labels(f"{items((1, 0))} {gone} {hidden} {items((1, 0))}", numbering=THREE + num(1)) == ["1.", "2."]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [(4, "upperRoman", "IV"), (1999, "lowerRoman", "mcmxcix"), (27, "lowerLetter", "aa"), (52, "upperLetter", "ZZ"),
     (7, "decimalZero", "07"), (12, "decimalZero", "12"), (3, "chicago", "3"), (3, "none", ""), (0, "upperRoman", "0"),
     (10**9, "upperRoman", "1000000000"), (10**9, "lowerLetter", "1000000000"), (-1, "upperLetter", "-1")],
)  # fmt: skip
def test_number_formats(value: int, form: str, expected: str) -> None:
    assert format_number(value, form) == expected


@given(st.lists(st.integers(0, 2), min_size=1, max_size=60))
def test_labels_tell_the_path(levels: list[int]) -> None:
    """The label of a level-n item holds the counts of its ancestors: equal to those of the last item above it."""
    numbering = abstract(*(level(i, "decimal", ".".join(f"%{n + 1}" for n in range(i + 1))) for i in range(3))) + num(1)
    found = labels(items(*((1, i) for i in levels)), numbering=numbering)
    last: list[int] = []
    for depth, label in zip(levels, found, strict=True):
        assert label
        path = [int(piece) for piece in label.split(".")]
        expected = [*last[:depth], *[1] * (depth - len(last))]
        assert path[:-1] == expected
        assert path[-1] == (last[depth] + 1 if depth < len(last) else 1)
        last = path


def test_a_table_is_read_in_document_order() -> None:
    blocks = read(f"{items((1, 0))} tbl(tr(tc({items((1, 0))}))) {items((1, 0))}", numbering=THREE + num(1)).blocks
    assert isinstance(blocks[1], Grid)
    assert blocks[1].cells[0].text == "2. x"
    assert isinstance(blocks[2], Paragraph)
    assert blocks[2].label == "3."
