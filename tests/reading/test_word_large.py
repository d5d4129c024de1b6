"""Speed and memory of reading Word, and a real document."""

import subprocess
import sys
from pathlib import Path

from extractor.reading.document import Grid
from extractor.reading.word import read_word
from tests.reading.hostile_word import large_table
from tests.reading.wordml import read, xml
from tests.real import REAL, needs_real
from tests.work import work


def test_a_large_table_is_read_whole() -> None:
    (grid,) = read_word(large_table(3000), "x").blocks
    assert isinstance(grid, Grid)
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (3000, 10, 30_000)
    assert grid.cells[-1].text == "Kolom 9 baris 2999"


def test_the_pieces_in_which_a_file_is_parsed_do_not_show() -> None:
    cells = "tc(p'satu' p'dua') tc(tcPr(vMerge=restart)'tiga')"
    table = f"tbl(tblGrid(gridCol{{w=500}} gridCol{{w=700}}) tr({cells}) tr(tc'empat' tc(tcPr(vMerge))) bookmarkEnd)"
    frame = f"tbl(tr(tc(p'bingkai' {table} p)))"
    unit = (
        f"p'awal' {table} p {frame} sdt(sdtContent({table} p'dalam')) p(pPr(rPr(del))'ca') {table} tbl(tr(tc'kotak')) p"
    )
    once = read(unit).blocks
    n = 3_000_000 // len(xml(unit))
    assert len(once) == 9
    assert read(f"{unit} " * n).blocks == once * n


def test_twice_the_rows_take_twice_the_work() -> None:
    half, whole = large_table(2000), large_table(4000)
    assert work(lambda: read_word(whole, "x")) < 2.1 * work(lambda: read_word(half, "x"))


def test_twenty_thousand_rows_take_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "besar.docx"
    path.write_bytes(large_table(20_000))
    program = (
        "import sys; from extractor.reading.word import read_word;"
        "read_word(open(sys.argv[1], 'rb').read(), 'x');"
        # Not ru_maxrss, which begins with the size of the process that this one was forked from.
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    result = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert int(result.stdout) < 250_000


@needs_real
def test_a_real_document() -> None:
    data = (REAL / "renja-malili-2022.docx").read_bytes()
    grids = [block for block in read_word(data, "x").blocks if isinstance(block, Grid)]
    assert [grid.n_cols for grid in grids] == [23, 12, 12, 6, 10, 10, 10, 7, 7]
