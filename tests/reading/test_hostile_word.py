"""Word files made to break a reader: each ends in a document or in one clear error, within the limits."""

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import limits
from extractor.errors import LimitError, NotSupportedError, RenjaError, UnreadableError
from extractor.reading.document import Document, Grid, Paragraph
from extractor.reading.word import read_word
from tests.reading.hostile_word import W, bomb, entity_bomb, nested_tables
from tests.reading.wordml import docx, package, part, read, relationships, zipped
from tests.tiling import assert_tiles
from tests.work import work

RICH = (
    "p(pPr(pStyle=A numPr(ilvl=0 numId=1) ind{left=720}) r(rPr(b)t'BAB I')) "
    "p(r(fldChar{fldCharType=begin}) r'x' ins(r'y') r(footnoteReference{id=1})) "
    "tbl(tblGrid(gridCol{w=500} gridCol{w=600}) tr(trPr(tblHeader) tc(tcPr(gridSpan=2)'a')) "
    "tr(tc(tcPr(vMerge=restart)'b') tc'c') tr(tc(tcPr(vMerge)) tc(p'd' tbl(tr(tc'e' tc'f')))))"
)
PARTS = {
    "styles": "style{type=paragraph styleId=A}(basedOn=B rPr(caps)) style{type=paragraph styleId=B}(pPr(outlineLvl=0))",
    "numbering": "abstractNum{abstractNumId=0}(lvl{ilvl=0}(start=1 numFmt=decimal lvlText{val=%1.})) "
    "num{numId=1}(abstractNumId=0)",
    "footnotes": "footnote{id=1}(p'catatan')",
    "header1": "p'kepala'",
}


def outcome(data: bytes) -> Document | RenjaError:
    """Read a file; any exception that is not a RenjaError fails the test."""
    try:
        document = read_word(data, "uji.docx")
    except RenjaError as error:
        return error
    for block in document.blocks:
        if isinstance(block, Grid):
            assert_tiles(block)
    return document


def error(data: bytes) -> RenjaError:
    found = outcome(data)
    assert isinstance(found, RenjaError)
    return found


def test_the_file_that_the_others_are_made_from_reads() -> None:
    document = outcome(docx(RICH, **PARTS))
    assert isinstance(document, Document)
    assert len(document.blocks) == 5


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"not a zip", b"PK\x03\x04" + bytes(50), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_no_zip(data: bytes) -> None:
    assert type(error(data)) is UnreadableError


def test_a_zip_without_word() -> None:
    assert type(error(zipped({"a.txt": "x"}))) is NotSupportedError
    assert type(error(zipped({"word/document.xml": "<a/>"}))) is UnreadableError
    assert type(error(zipped({"word/document.xml": ""}))) is UnreadableError


def test_missing_parts_are_as_good_as_empty() -> None:
    main = part("document", f"body({RICH})")
    with_dead_links = zipped(
        {
            "word/document.xml": main,
            "_rels/.rels": relationships({"officeDocument": "word/nowhere.xml"}),
            "word/_rels/document.xml.rels": relationships(
                {"styles": "styles.xml", "numbering": "", "header": "../../x"}
            ),
        }
    )
    assert isinstance(outcome(with_dead_links), Document)
    assert isinstance(outcome(zipped({"word/document.xml": main})), Document)


@pytest.mark.parametrize("kind", ["styles", "numbering", "footnotes", "header"])
def test_a_damaged_side_part_is_an_error_that_names_it(kind: str) -> None:
    found = error(package(part("document", f"body({RICH})"), {kind: "<w:styles"}))
    assert type(found) is UnreadableError
    assert kind in found.text("en")


def test_truncated_at_many_points() -> None:
    data = docx(RICH, **PARTS)
    for length in range(0, len(data), 37):
        assert type(error(data[:length])) is UnreadableError


def test_xml_truncated_at_many_points() -> None:
    main = part("document", f"body({RICH})")
    for length in range(0, len(main), 29):
        assert type(error(package(main[:length]))) is UnreadableError


def test_an_encrypted_entry() -> None:
    data = bytearray(docx("p'isi'"))
    entry = data.rfind(b"word/document.xml") - 46
    data[entry + 8] |= 1
    found = error(bytes(data))
    assert type(found) is UnreadableError
    assert "encrypted" in found.text("en")


def test_an_unknown_compression() -> None:
    data = bytearray(docx("p'isi'"))
    struct.pack_into("<H", data, data.rfind(b"word/document.xml") - 46 + 10, 99)
    assert type(error(bytes(data))) is UnreadableError


@pytest.mark.parametrize("megabytes", [40, 300])
def test_a_zip_bomb(megabytes: int) -> None:
    data = bomb(megabytes << 20)
    assert len(data) < 400_000
    assert type(error(data)) is LimitError


def test_a_zip_bomb_whose_directory_lies() -> None:
    data = bytearray(bomb(80 << 20))
    entry = data.rfind(b"word/document.xml") - 46
    struct.pack_into("<I", data, entry + 24, 1000)
    assert isinstance(outcome(bytes(data)), UnreadableError)


def test_too_many_entries() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for index in range(limits.MAX_ZIP_ENTRIES + 1):
            archive.writestr(f"{index}", b"")
    assert type(error(buffer.getvalue())) is LimitError


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entries_of_the_same_name() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for text in ("satu", "dua"):
            archive.writestr("word/document.xml", part("document", f"body(p'{text}')"))
    document = outcome(buffer.getvalue())
    assert isinstance(document, Document)
    assert len(document.blocks) == 1


@pytest.mark.parametrize("use", ["<w:r><w:t>&a9;</w:t></w:r>", '<w:pPr><w:pStyle w:val="&a9;"/></w:pPr>', ""])
def test_an_entity_bomb(use: str) -> None:
    assert isinstance(error(package(entity_bomb(use))), UnreadableError | LimitError)
    assert isinstance(
        error(package(part("document", "body"), {"styles": entity_bomb(use)})), UnreadableError | LimitError
    )


def test_an_external_entity_is_not_read() -> None:
    doctype = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    assert type(error(package(doctype + body))) is UnreadableError


@pytest.mark.parametrize("beside", ["", "p'x'"])
@pytest.mark.parametrize("depth", [limits.MAX_NESTED_TABLES + 1, 60, 84, 200, 2000])
def test_tables_nested_too_deep(depth: int, beside: str) -> None:
    main = f'<w:document xmlns:w="{W}"><w:body>{nested_tables(depth, beside)}</w:body></w:document>'
    assert type(error(package(main))) is LimitError


@pytest.mark.parametrize("wrapper", ["sdt", "ins", "smartTag", "r", "hyperlink", "txbxContent", "tc", "tr"])
def test_any_element_nested_deep(wrapper: str) -> None:
    for depth in (100, 240, 5000):
        inner = f"<w:{wrapper}>" * depth + "<w:t>x</w:t>" + f"</w:{wrapper}>" * depth
        for around in ("{}", "<w:p>{}</w:p>", "<w:p><w:r><w:pict>{}</w:pict></w:r></w:p>", "<w:tbl>{}</w:tbl>"):
            found = outcome(package(f'<w:document xmlns:w="{W}"><w:body>{around.format(inner)}</w:body></w:document>'))
            assert isinstance(found, Document | LimitError)


def test_text_boxes_in_text_boxes() -> None:
    box = "<w:p><w:r><w:pict><w:txbxContent>"
    end = "</w:txbxContent></w:pict></w:r></w:p>"
    for depth in (10, 60, 500):
        main = f'<w:document xmlns:w="{W}"><w:body>{box * depth}<w:p/>{end * depth}</w:body></w:document>'
        assert isinstance(outcome(package(main)), Document | LimitError)


def test_notes_that_refer_to_each_other() -> None:
    notes = "footnote{id=1}(p(r'a' r(footnoteReference{id=2}))) footnote{id=2}(p(r'b' r(footnoteReference{id=1})))"
    blocks = read("p(r'x' r(footnoteReference{id=1}) r(footnoteReference{id=2}))", footnotes=notes).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["x", "a", "b"]


def test_five_megabytes_in_a_cell() -> None:
    text = "Rp 1.000 " * (5_000_000 // 9)
    document = outcome(docx(f"tbl(tr(tc'{text}' tc'x'))"))
    assert isinstance(document, Document)
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert grid.cells[0].text == text


def test_twenty_megabytes_in_a_cell_pass_a_limit() -> None:
    runs = "<w:r><w:t>" + "x" * (1 << 20) + "</w:t></w:r>"
    main = f'<w:document xmlns:w="{W}"><w:body><w:tbl><w:tr><w:tc><w:p>{runs * 40}</w:p></w:tc></w:tr></w:tbl></w:body>'
    assert type(error(package(main + "</w:document>"))) is LimitError


def test_too_many_columns_or_cells() -> None:
    assert type(error(docx(f"tbl(tr({'tc ' * 300}))"))) is LimitError
    wide = f"tbl({'tr(tc(tcPr(gridSpan=250)))' * 9000} {'tr(tc(tcPr(gridSpan=250)))' * 9000})"
    assert type(error(docx(wide))) is LimitError


def two_cells(first: int, second: int) -> str:
    return f"tr(tc(tcPr(tcW{{w={first}}})) tc(tcPr(tcW{{w={second}}})))"


def large_bodies(n: int) -> tuple[str, dict[str, str]]:
    """Return a chain of styles, and bodies with `n` of one thing each: merges, fields, runs, spans, doubts."""
    chain = " ".join(f"style{{type=paragraph styleId=S{i}}}(basedOn=S{i + 1})" for i in range(n))
    return chain, {
        "merge": f"tbl(tr(tc(tcPr(vMerge=restart)'a') tc) {'tr(tc(tcPr(vMerge)) tc)' * n})",
        "fields": f"p({'r(fldChar{fldCharType=begin})' * n} r'x')",
        "styles": " ".join(f"p(pPr(pStyle=S{i})'x')" for i in range(n)),
        "ragged": f"tbl({'tr(tc tc tc) tr(tc tc)' * n})",
        "widths": f"tbl({' '.join(two_cells(100 + i % 7, 900 - i % 7) for i in range(n))} tr(tc(tcPr(tcW{{w=1000}}))))",
        "runs": f"p({'r t p ' * n * 5})",
        "cells' paragraphs": f"tbl(tr(tc({'p ' * n * 10})) tr(tc'x') tr(tc'y'))",
        "deleted marks": "p(pPr(rPr(del))r'x')" * n,
        "spans": f"tbl({('tr(' + 'tc(tcPr(gridSpan=99999))' * 40 + ')') * (n // 40)})",
    }  # fmt: skip


def test_no_step_is_quadratic() -> None:
    (few_styles, few), (many_styles, many) = large_bodies(1000), large_bodies(2000)
    for what in few:
        small, large = docx(few[what], styles=few_styles), docx(many[what], styles=many_styles)
        assert work(lambda data=large: outcome(data)) < 2.3 * work(lambda data=small: outcome(data)), what  # type: ignore[misc]


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_damaged_bytes(chance: random.Random, changes: int) -> None:
    data = bytearray(docx(RICH, **PARTS))
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    outcome(bytes(data))


TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "tblGrid", "gridCol", "sdt", "sdtContent", "ins",
    "del", "txbxContent", "pict", "body",
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_damaged_xml(chance: random.Random, changes: int) -> None:
    """Elements and values put where they do not belong, in XML that stays well formed."""
    values = ("-1", "99999", "1e9", "", "x", "restart", "continue", "0", "4294967296", "9" * 5000, "٣", "1_0")
    main = part("document", f"body({RICH})")
    for _ in range(changes):
        match chance.randrange(3):
            case 0:  # an element renamed, both its tags
                old, new = chance.choice(TAGS), chance.choice(TAGS)
                main = main.replace(f"<w:{old}>", f"<w:{new}>").replace(f"</w:{old}>", f"</w:{new}>")
            case 1:  # a value replaced
                places = [i for i in range(len(main)) if main.startswith('w:val="', i)]
                if places:
                    start = chance.choice(places) + 7
                    main = main[:start] + chance.choice(values) + main[main.index('"', start) :]
            case _:  # an element put before some tag
                places = [i for i in range(main.index("xmlns:v"), len(main)) if main[i] == "<"]
                start = chance.choice(places)
                main = f'{main[:start]}<w:{chance.choice(TAGS)} w:val="{chance.choice(values)}"/>{main[start:]}'
    outcome(package(main, {kind: part("x", notation) for kind, notation in PARTS.items() if kind != "header1"}))


@settings(deadline=None, max_examples=100)
@given(st.randoms(use_true_random=False), st.sampled_from(["styles", "numbering", "footnotes"]))
def test_damaged_side_parts(chance: random.Random, kind: str) -> None:
    values = ("-1", "99999", "", "A", "B", "0", "1", "8", "9" * 5000, "%9%1", "bullet")
    text = part(kind, PARTS[kind])
    for _ in range(6):
        places = [i for i in range(len(text)) if text.startswith('="', i) and i > text.index(f"<w:{kind}") + 900]
        if places:
            start = chance.choice(places) + 2
            text = text[:start] + chance.choice(values) + text[text.index('"', start) :]
    outcome(package(part("document", f"body({RICH})"), {kind: text}))
