"""Long documents: memory a page is small, and the text of the JSON comes in pieces."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import simplejson

from extractor import extract
from samples.build import FOLDER
from samples.catalogue import SAMPLES
from samples.reportlab_pdf import reportlab_pdf
from tests.reading.pdf.making import repeated

PROGRAM = """
import re, sys
from pathlib import Path
from extractor import extract
for part in extract(Path(sys.argv[1])).json_parts(indent=2):
    pass
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def peak_kilobytes(path: Path) -> int:
    """Return the most memory that a process held which read a document and wrote its JSON."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc only")
def test_two_thousand_pages_would_stay_under_300_megabytes(tmp_path: Path) -> None:
    samples = [reportlab_pdf(sample.describe()) for sample in SAMPLES]
    peaks = {}
    for pages in (100, 500):
        path = tmp_path / f"{pages}.pdf"
        path.write_bytes(repeated(samples, pages))
        peaks[pages] = peak_kilobytes(path)
    a_page = (peaks[500] - peaks[100]) / 400
    assert peaks[100] + 1900 * a_page < 300_000


@pytest.mark.parametrize("indent", [None, 2, 4])
@pytest.mark.parametrize("name", ["kecamatan-2022.docx", "dinas-2013.txt"])
def test_the_pieces_of_the_json_make_the_whole(name: str, indent: int | None) -> None:
    renja = extract(FOLDER / name)
    pieces = list(renja.json_parts(indent=indent))
    apart = (",", ":") if indent is None else None
    whole = simplejson.dumps(renja.model_dump(), use_decimal=True, ensure_ascii=False, indent=indent, separators=apart)
    assert "".join(pieces) == renja.to_json(indent=indent) == whole
    assert max(map(len, pieces)) < len(whole) / 2


def test_the_json_of_an_empty_document() -> None:
    renja = extract(b"Tidak ada apa-apa di sini.\n", name="kosong.txt")
    assert renja.tables == []
    assert renja.to_json(indent=2) == simplejson.dumps(renja.model_dump(), ensure_ascii=False, indent=2)
