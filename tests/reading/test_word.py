"""Paragraphs of Word files: what a reader sees, in order."""

import pytest

from extractor.reading.document import Figure, Grid, Paragraph
from extractor.reading.word import read_word
from tests.reading.wordml import docx, package, part, read, relationships, zipped


def texts(body: str, **parts: str) -> list[str]:
    """Return paragraphs as text, figures as [alternative text], grids as |cell|cell|."""
    shown = []
    for block in read(body, **parts).blocks:
        if isinstance(block, Grid):
            shown.append("|" + "|".join(cell.text for cell in block.cells) + "|")
        else:
            shown.append(block.text or "" if isinstance(block, Paragraph) else f"[{block.text}]")
    return shown


def only(body: str, **parts: str) -> Paragraph:
    (block,) = read(body, **parts).blocks
    assert isinstance(block, Paragraph)
    return block


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ("r'Rencana ' r'Kerja'", "Rencana Kerja"),
        ("r(t'a' br t'b' cr t'c')", "a\nb\nc"),
        ("r(t'1.' tab t'  isi ')", "1.\t  isi "),
        ("r(t'ber' softHyphen t'jalan') r'pe\u00adgawai'", "berjalanpegawai"),
        ("r(t'rata' noBreakHyphen t'rata')", "rata-rata"),
        ("r'41.300' r(rPr(vertAlign=superscript) t'1')", "41.300"),
        ("r'100 m' r(rPr(vertAlign=superscript) t'2')", "100 m2"),
        ("r'10' r(rPr(vertAlign=superscript) t'6')", "106"),
        ("r(br{type=page} t'BAB I' br{type=page})", "BAB I"),
        ("r(t'a' br{type=page} t'b')", "a\nb"),
        ("r(sym{font=Wingdings char=F0FC}) r(sym{font=Symbol char=F0B3}) r(sym{font=Symbol char=002D})", "✓≥−"),
        ("r(sym{font=X char=D800}) r(sym{font=X char=zz}) r(sym{char=FFFFFFFFFF})", "••"),
        ("r(rPr(rFonts{ascii=Symbol}) t'\uf0b7 isi')", "• isi"),
        ("ins(r'baru') del(r(delText'lama')) moveFrom(r't') moveTo(r'pindah')", "barupindah"),
        ("r(rPr(vanish) t'rahasia') r'terang'", "terang"),
        ("r(rPr(vanish=0) t'terang')", "terang"),
        ("hyperlink'tautan' smartTag(r'cerdas' smartTag(r'!')) customXml(r'x') bdo(r'y')", "tautancerdas!xy"),
        ("sdt(sdtPr(alias=A) sdtContent(r'isi'))", "isi"),
        ("fldSimple{instr=PAGE}(r'7')", "7"),
        ("r(fldChar{fldCharType=begin}) r(instrText'PAGE') r(fldChar{fldCharType=separate}) r'7' "
         "r(fldChar{fldCharType=end}) r'!'", "7!"),
        ("r(fldChar{fldCharType=begin}) r(instrText'IF') r(fldChar{fldCharType=begin}) r(instrText'PAGE') "
         "r(fldChar{fldCharType=separate}) r'7' r(fldChar{fldCharType=end}) r(instrText'=1') "
         "r(fldChar{fldCharType=separate}) r'ya' r(fldChar{fldCharType=end})", "ya"),
        ("r(fldChar{fldCharType=begin}) r'never ended'", "never ended"),
        ("r(fldChar{fldCharType=end}) r'never begun'", "never begun"),
        ("m:oMathPara(m:oMath(m:r(m:t'a') m:f(m:num(m:r(m:t'b')))))", "ab"),
        ("r(rPr(caps) t'kecil')", "KECIL"),
        ("r(mc:AlternateContent(mc:Choice{.Requires=x}(t'satu') mc:Fallback(t'dua')))", "satu"),
        ("mc:AlternateContent(mc:Choice{.Requires=x} mc:Fallback(r'dua'))", "dua"),
        ("commentRangeStart bookmarkStart r(t'a') r(commentReference) proofErr r(lastRenderedPageBreak t'b')", "ab"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(runs: str, expected: str) -> None:
    assert texts(f"p({runs})") == [expected]


def test_a_line_break_in_the_xml_is_no_line_break() -> None:
    assert texts("p'satu\ndua'") == ["satu dua"]


def test_fields_over_several_paragraphs_show_their_result() -> None:
    entry = "hyperlink(r(t'{0}' tab) r(fldChar{{fldCharType=begin}}) r(instrText'PAGEREF') " \
            "r(fldChar{{fldCharType=separate}}) r'{1}' r(fldChar{{fldCharType=end}}))"  # fmt: skip
    body = (
        "p(r(fldChar{fldCharType=begin}) r(instrText'TOC') r(fldChar{fldCharType=separate}) "
        + entry.format("BAB I", 1) + ") p(" + entry.format("BAB II", 9) + ") p(r(fldChar{fldCharType=end})) p'isi'"
    )  # fmt: skip
    assert texts(body) == ["BAB I\t1", "BAB II\t9", "isi"]


def test_blocks_in_wrappers_are_read_in_place() -> None:
    body = (
        "p'1' sdt(sdtPr sdtContent(p'2' tbl(tr(tc'3')) sdt(sdtContent(p'4')))) customXml(p'5') "
        "mc:AlternateContent(mc:Choice(p'6') mc:Fallback(p'no')) ins(p'7') del(p'no') p'8'"
    )
    assert texts(body) == ["1", "2", "|3|", "4", "5", "6", "7", "8"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert texts("p(pPr(rPr(del)) r'satu ') p(pPr(rPr(moveFrom)) r'dua ') p'tiga' p'empat'") == [
        "satu dua tiga",
        "empat",
    ]
    assert texts("p(pPr(rPr(del)) r'akhir')") == ["akhir"]
    assert texts("p(pPr(rPr(del)) r'a') tbl(tr(tc(p(pPr(rPr(del)) r'b') p'c'))) p'd'") == ["a", "|bc|", "d"]


def test_bold_is_true_where_all_that_shows_is_bold() -> None:
    assert only("p(r(rPr(b) t'BAB I') r' ')").bold
    assert not only("p(r(rPr(b) t'BAB') r' I')").bold
    assert not only("p(r(rPr(b=0) t'BAB'))").bold
    assert only("p(r(rPr(b) t'BAB') r(rPr(vanish) t'x'))").bold


STYLES = (
    "docDefaults(rPrDefault(rPr) pPrDefault(pPr))"
    "style{type=paragraph default=1 styleId=Normal}(name=Normal)"
    "style{type=paragraph styleId=Heading1}(basedOn=Normal pPr(jc=center outlineLvl=0) rPr(b caps))"
    "style{type=paragraph styleId=Sub}(name=Sub basedOn=Heading1 pPr(outlineLvl=1 ind{left=720 hanging=360}))"
    "style{type=paragraph styleId=Heading3}(name{val=\"heading 3\"})"
    "style{type=paragraph styleId=A}(basedOn=B rPr(b)) style{type=paragraph styleId=B}(basedOn=A)"
    "style{type=character styleId=Strong}(rPr(b)) style{type=character styleId=Hidden}(rPr(vanish))"
)  # fmt: skip


def test_styles_give_outline_weight_capitals_and_place() -> None:
    heading = only("p(pPr(pStyle=Heading1)'bab i')", styles=STYLES)
    assert (heading.text, heading.outline, heading.bold, heading.centered) == ("BAB I", 1, True, True)
    sub = only("p(pPr(pStyle=Sub jc=left)'bagian')", styles=STYLES)
    assert (sub.text, sub.outline, sub.bold, sub.centered, sub.indent) == ("BAGIAN", 2, True, False, 18.0)
    assert only("p(pPr(pStyle=Heading3)'x')", styles=STYLES).outline == 3
    assert only("p(pPr(outlineLvl=9 pStyle=Heading1)'x')", styles=STYLES).outline is None
    assert only("p(pPr(pStyle=Nowhere)'x')", styles=STYLES).outline is None


def test_toggles_of_paragraph_and_character_style_cancel() -> None:
    assert only("p(r(rPr(rStyle=Strong) t'x'))", styles=STYLES).bold
    assert not only("p(pPr(pStyle=Heading1) r(rPr(rStyle=Strong) t'x'))", styles=STYLES).bold
    assert only("p(pPr(pStyle=Heading1) r(rPr(rStyle=Strong b) t'x'))", styles=STYLES).bold
    assert texts("p(r'a' r(rPr(rStyle=Hidden) t'b'))", styles=STYLES) == ["a"]


def test_a_cycle_of_styles_ends() -> None:
    assert only("p(pPr(pStyle=A)'x')", styles=STYLES).bold
    assert only("p(pPr(pStyle=B)'x')", styles=STYLES).bold


def test_indent_is_that_of_the_first_line() -> None:
    assert only("p(pPr(ind{left=1440 hanging=720})'x')").indent == 36.0
    assert only("p(pPr(ind{start=720 firstLine=360})'x')").indent == 54.0
    assert only("p(pPr(ind{left=1in})'x')").indent == 72.0
    assert only("p(pPr(ind{left=wide firstLine=1e400})'x')").indent == 0.0


BOX = "wps:wsp(wps:txbx(txbxContent(p'kotak' tbl(tr(tc'a' tc'b')))))"
OLD_BOX = "pict(v:shape(v:textbox(txbxContent(p'lama'))))"


def test_text_boxes_follow_the_paragraph_that_holds_them() -> None:
    drawing = f"drawing(wp:anchor(wp:docPr{{.descr=bingkai}} a:graphic(a:graphicData({BOX}))))"
    both = f"mc:AlternateContent(mc:Choice({drawing}) mc:Fallback({OLD_BOX}))"
    assert texts(f"p(r'sebelum ' r({both}) r'sesudah') p'lanjut'") == ["sebelum sesudah", "kotak", "|a|b|", "lanjut"]
    assert texts(f"p(r({OLD_BOX}))") == ["lama"]
    assert texts(f"tbl(tr(tc(p(r'isi' r({both}))) tc'x')) p'z'") == ["|isi\nkotak\na\tb|x|", "|a|b|", "z"]


def test_pictures_are_figures_and_shapes_are_not() -> None:
    picture = 'drawing(wp:inline(wp:docPr{.descr="Peta wilayah"} a:graphic(a:graphicData(pic:pic))))'
    shape = "drawing(wp:anchor(wp:docPr{.descr=garis} a:graphic(a:graphicData(wps:wsp))))"
    old = 'pict(v:shape{.alt="Bagan"}(v:imagedata))'
    assert texts(f"p(r'Gambar 1' r({picture})) p(r({shape})) p(r({old})) tbl(tr(tc(p(r({picture})))))") == [
        "Gambar 1", "[Peta wilayah]", "[Bagan]", "||", "[Peta wilayah]",
    ]  # fmt: skip
    assert read("p(r(pict(v:shape(v:imagedata))))").blocks == (Figure(None),)


def test_an_embedded_workbook_is_a_figure_with_a_doubt() -> None:
    document = read("p'a' p(r(object(v:shape(v:imagedata) o:OLEObject{.ProgID=Excel.Sheet.12})))")
    assert document.blocks[1] == Figure(None)
    assert [(doubt.code, doubt.block) for doubt in document.doubts] == [("table-unrecognised", 1)]


def test_imported_content_is_told() -> None:
    (doubt,) = read("p'a' altChunk{r:id=r9} p'b'").doubts
    assert (doubt.code, doubt.severity) == ("table-unrecognised", "error")


def test_notes_follow_the_block_that_refers_to_them() -> None:
    notes = (
        "footnote{type=separator id=0}(p(r(separator))) "
        "footnote{id=2}(p(r(footnoteRef) r' Perda 3/2016') p'baris dua') footnote{id=5}(p'kedua')"
    )
    last = "endnote{id=1}(p(r'akhir' r(endnoteReference{id=1})))"
    body = (
        "p(r'Dasar' r(footnoteReference{id=2}) r' hukum' r(endnoteReference{id=1})) p(r(footnoteReference{id=99})) "
        "tbl(tr(tc(p(r'10' r(footnoteReference{id=5}))))) p'z'"
    )
    blocks = read(body, footnotes=notes, endnotes=last).blocks
    shown = [
        (b.label, b.text) if isinstance(b, Paragraph) else b.cells[0].text for b in blocks if not isinstance(b, Figure)
    ]
    assert shown == [
        (None, "Dasar hukum"),
        ("1", "Perda 3/2016\nbaris dua"),
        ("i", "akhir"),
        "10",
        ("2", "kedua"),
        (None, "z"),
    ]


def test_headers_and_footers_are_running_text_once_each() -> None:
    document = read(
        "p'isi'",
        header1="p'Dinas Kesehatan' p(pPr(jc=right)'Kabupaten')",
        header2="p'Dinas Kesehatan' p'Kabupaten'",
        footer1="tbl(tr(tc'RENJA' tc(p(fldSimple(r'7')))))",
        footer2="p'12'",
    )
    assert document.running_text == ("Dinas Kesehatan\nKabupaten", "RENJA\n7")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["isi"]


def test_blank_paragraphs_are_no_blocks() -> None:
    assert texts("p p' ' p(r(br)) p'x' sectPr") == ["x"]
    assert read("").blocks == ()


def test_strict_files_read_the_same() -> None:
    body = part("document", "body(p(pPr(ind{left=36pt})'isi') tbl(tr(tc'a' tc'b')))")
    strict = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != body
    assert read_word(package(strict), "x").blocks == read_word(package(body), "x").blocks


def test_the_main_part_may_have_any_name() -> None:
    blocks = read_word(docx("p'isi'"), "x").blocks
    for name in ("word/document2.xml", "isi.xml", "a/b/c.xml"):
        assert read_word(package(part("document", "body(p'isi')"), main_name=name), "x").blocks == blocks


def test_parts_are_found_by_relationship_in_any_spelling() -> None:
    numbering = part(
        "numbering", "abstractNum{abstractNumId=0}(lvl{ilvl=0}(start=1 lvlText{val=%1.})) num{numId=1}(abstractNumId=0)"
    )
    body = part("document", "body(p(pPr(numPr(numId=1))'x'))")
    for target in ("numbering.xml", "/word/numbering.xml", "../word/numbering.xml", "..\\word\\Numbering.xml"):
        data = zipped(
            {
                "_rels/.rels": relationships({"officeDocument": "/word/document.xml"}),
                "word\\document.xml": body,
                "word/_rels/document.xml.rels": relationships({"numbering": target}),
                "word/numbering.xml": numbering,
            }
        )
        assert read_word(data, "x").blocks == (Paragraph("x", "1."),)
