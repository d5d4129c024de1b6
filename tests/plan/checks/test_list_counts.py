from __future__ import annotations

import pytest

from extractor.plan.checks.list_counts import check_list_counts
from extractor.plan.checks.subject import Subject
from extractor.plan.model import Block, Chapter, ListBlock, ListItem, ParagraphBlock, Section
from tests.plan.checks.build import renja


def found(*blocks: Block) -> list[tuple[object, object]]:
    """What the list should hold and what is announced, for each doubt."""
    section = Section(number="3.2", title="Tujuan", blocks=list(blocks))
    chapter = Chapter(number="III", title="TUJUAN DAN SASARAN", sections=[section])
    return [(doubt.expected, doubt.found) for doubt in check_list_counts(Subject(renja(chapters=[chapter])))]


def paragraph(text: str) -> ParagraphBlock:
    return ParagraphBlock(text=text)


def listed(*labels: str) -> ListBlock:
    """A list; a label after a space is one level deeper for each."""
    items = [ListItem(label=one.strip(), level=len(one) - len(one.lstrip()), text=f"butir {one}") for one in labels]
    return ListBlock(items=items)


@pytest.mark.parametrize(
    "text",
    [
        "Untuk mencapainya maka ada 4 sasaran yaitu:",
        "Misi itu mempunyai 4 (empat) tujuan yang ingin dicapai, yakni :",
        "Ditetapkan 4 misi untuk mewujudkan visi pada tahun 2026 sebagai berikut:",
    ],
)
def test_a_list_of_other_length_than_announced(text: str) -> None:
    assert found(paragraph(text), listed("1.", "2.", "3.")) == [(3, 4)]
    assert found(paragraph(text), listed("a.", " -", " -", "b.", "c.", "d.")) == []
    assert found(paragraph(text), listed("-", "-", "-", "-", "-")) == [(5, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Untuk mencapai 4 tujuan tersebut ditetapkan strategi sebagai berikut:",
        "Untuk mencapai 4 tujuan, strategi yang ditempuh adalah:",
        "Dari 4 program itu hasilnya sebagai berikut:",
        "Kegiatan dilaksanakan pada 4 lokasi selama 4 hari dengan hasil sebagai berikut:",
        "Ada 4 program yang antara lain sebagai berikut:",
        "Tabel 4 program adalah sebagai berikut",
        "Ada 4 (lima) sasaran yaitu:",
        "Tahun 2024 program yaitu:",
    ],
)
def test_numbers_of_other_things(text: str) -> None:
    assert found(paragraph(text), listed("1.", "2.", "3.")) == []


def test_a_list_within_a_list() -> None:
    one = ListItem(label="1.", level=0, text="Kota cerdas dengan 3 tujuan yaitu:")
    two = ListItem(label="2.", level=0, text="Kota sehat dengan 1 tujuan yaitu:")
    deeper = [ListItem(label=f"{letter}.", level=1, text="tujuan") for letter in "ab"]
    assert found(ListBlock(items=[one, *deeper, two, deeper[0]])) == [(2, 3)]


def test_lists_that_go_on_below_or_began_above_are_not_counted() -> None:
    text = paragraph("Ada 3 misi yaitu:")
    assert found(text, listed("1."), paragraph("Uraian."), listed("2."), paragraph("Uraian."), listed("3.")) == []
    assert found(text, listed("2.", "3.")) == []
    assert found(text, paragraph("Uraian."), listed("1.")) == []
    assert found(text, listed("1."), paragraph("Uraian."), listed("1.", "2.")) == [(1, 3)]
