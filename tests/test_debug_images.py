"""Pictures of what was seen: which pages, how large, what is drawn where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from typer.testing import CliRunner

from extractor.cli import app
from extractor.debug_images import CELL, NAMED, RESOLUTION, RULING, SPAN, UNNAMED
from extractor.errors import OutputError, UsageError
from extractor.pipeline import extract_tables
from samples.offices import kecamatan
from samples.reportlab_pdf import reportlab_pdf
from tests.reading.pdf.making import Page, pdf

SCALE = RESOLUTION / 72


def ruled(page: Page, *, names: tuple[str, str, str] = ("Nama", "Pagu Indikatif", "Hal lain")) -> Page:
    """Draw a table of three columns whose first body row is one merged cell: x 60, 260, 410, 560; rows 30 high."""
    for top in (100, 130, 160, 190):
        page.line(60, top, 560, top)
    for x in (60, 560):
        page.line(x, 100, x, 190)
    for x in (260, 410):
        page.line(x, 100, x, 130)
        page.line(x, 160, x, 190)
    for x, name in zip((70, 270, 420), names, strict=True):
        page.text(x, 120, name).text(x, 180, "isi")
    return page.text(300, 150, "satu sel")


def pixels(path: Path) -> npt.NDArray[np.int64]:
    return np.asarray(Image.open(path).convert("RGB")).astype(np.int64)


def near(picture: npt.NDArray[np.int64], color: tuple[int, int, int], x: float, y: float, reach: float = 2.0) -> bool:
    """Tell whether a pixel of about this colour lies within `reach` points of a place on the page."""
    x0, y0, x1, y1 = (max(0, int(side * SCALE)) for side in (x - reach, y - reach, x + reach, y + reach))
    around = picture[y0 : y1 + 1, x0 : x1 + 1]
    return bool((np.abs(around - np.array(color)).max(axis=2) < 50).any())


def test_one_picture_for_each_page_with_a_table(tmp_path: Path) -> None:
    data = pdf(Page().text(60, 100, "Tanpa tabel"), ruled(Page()), ruled(Page(width=842, height=595)))
    extract_tables(data, name="contoh.pdf", debug_images=tmp_path / "baru" / "gambar")
    written = sorted((tmp_path / "baru" / "gambar").iterdir())
    assert [path.name for path in written] == ["contoh-002.png", "contoh-003.png"]
    sizes = [Image.open(path).size for path in written]
    assert sizes[0] == pytest.approx((595 * SCALE, 842 * SCALE), abs=2)
    assert sizes[1] == pytest.approx((842 * SCALE, 595 * SCALE), abs=2)


@pytest.mark.parametrize("extra", ["", "/CropBox [0 0 595 842]", "/Rotate 0"])
def test_rulings_cells_and_spans_are_drawn_where_they_lie(extra: str, tmp_path: Path) -> None:
    extract_tables(pdf(ruled(Page(extra=extra))), name="t.pdf", debug_images=tmp_path)
    picture = pixels(tmp_path / "t-001.png")
    assert near(picture, RULING, 500, 100)
    assert near(picture, RULING, 260, 175)
    assert near(picture, CELL, 150, 160)
    assert not near(picture, RULING, 260, 145)
    assert not near(picture, RULING, 300, 400)
    # The span is filled thinly on white paper: its colour shows through, the plain cell stays white.
    tint = tuple(255 - round((255 - part) * 70 / 255) for part in SPAN)
    assert (np.abs(picture[int(145 * SCALE), int(200 * SCALE)] - np.array(tint)) < 12).all()
    assert (picture[int(182 * SCALE), int(200 * SCALE)] > 245).all()


def test_a_cropped_page_is_drawn_as_it_is_seen(tmp_path: Path) -> None:
    extract_tables(pdf(ruled(Page(extra="/CropBox [40 100 580 800]"))), name="t.pdf", debug_images=tmp_path)
    picture = pixels(tmp_path / "t-001.png")
    assert picture.shape[:2] == pytest.approx((700 * SCALE, 540 * SCALE), abs=2)
    assert near(picture, RULING, 500 - 40, 100 - 42)
    assert near(picture, RULING, 260 - 40, 175 - 42)


def test_a_turned_page_is_drawn_as_it_is_seen(tmp_path: Path) -> None:
    extract_tables(pdf(ruled(Page(extra="/Rotate 90"))), name="t.pdf", debug_images=tmp_path)
    picture = pixels(tmp_path / "t-001.png")
    assert picture.shape[:2] == pytest.approx((595 * SCALE, 842 * SCALE), abs=2)
    assert near(picture, RULING, 842 - 100, 500)
    assert near(picture, RULING, 842 - 175, 260)


def test_columns_are_named_by_field_or_header(tmp_path: Path) -> None:
    names = ("Program/Kegiatan", "Kebutuhan Dana/Pagu Indikatif (Rp)", "Nomor Telepon")
    (table,) = extract_tables(pdf(ruled(Page(), names=names)), name="t.pdf", debug_images=tmp_path)
    picture = pixels(tmp_path / "t-001.png")
    for column, x in zip(table.columns, (60, 260, 410), strict=True):
        color = NAMED if column.field else UNNAMED
        assert near(picture, color, x + 5, 105, reach=4), column


def test_a_whole_sample(tmp_path: Path) -> None:
    data = reportlab_pdf(kecamatan.description())
    tables = extract_tables(data, name="s.pdf", debug_images=tmp_path)
    pages = {page for table in tables for page in table.pages}
    assert {int(path.stem[-3:]) for path in tmp_path.iterdir()} == pages
    named = sum(bool((np.abs(pixels(path) - np.array(NAMED)).max(axis=2) < 5).any()) for path in tmp_path.iterdir())
    assert named >= len(pages) - 2


def test_other_formats_are_refused(tmp_path: Path) -> None:
    sample = Path(__file__).resolve().parents[1] / "samples" / "documents" / "dinas-2013.txt"
    with pytest.raises(UsageError, match="no PDF"):
        extract_tables(sample, debug_images=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        extract_tables(pdf(ruled(Page())), name="t.pdf", debug_images=tmp_path / "berkas" / "gambar")


def test_the_command_writes_pictures_beside_its_json(tmp_path: Path) -> None:
    source = tmp_path / "t.pdf"
    source.write_bytes(pdf(ruled(Page())))
    result = CliRunner().invoke(app, ["tables", str(source), "--debug-images", str(tmp_path / "g")])
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "g").iterdir()] == ["t-001.png"]
