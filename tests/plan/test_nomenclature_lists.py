"""Lists of official names: files of every make, broken ones, and what is learned from extracted plans."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from extractor import limits
from extractor.errors import LimitError, OutputError, RenjaError, UnreadableError
from extractor.plan import nomenclature_import
from extractor.plan.model import At, Identity, Node, Plan, Renja, Source
from extractor.plan.nomenclature import Entry
from extractor.plan.nomenclature_import import learn_names, read_list
from extractor.plan.nomenclature_store import core, data_folder, entry, list_path, load, nomenclature_in_use, save
from tests.plan.many_names import made

ROWS = [
    ["kode", "level", "nama", "indikator", "satuan"],
    ["1.01", "bidang_urusan", "URUSAN PEMERINTAHAN BIDANG PENDIDIKAN", "", ""],
    ["1.01.02", "program", "PROGRAM PENGELOLAAN PENDIDIKAN", "", ""],
    ["1.01.02.1.01", "kegiatan", "Pengelolaan Pendidikan Sekolah Menengah, Atas", "", ""],
    ["1.01.02.1.01.0001", "sub_kegiatan", "Pembangunan Ruang – Kelas Café", "Jumlah Ruang", "Unit"],
]
EXPECTED = [
    entry("1.01", "bidang_urusan", "C", "URUSAN PEMERINTAHAN BIDANG PENDIDIKAN"),
    entry("1.01.02", "program", "C", "PROGRAM PENGELOLAAN PENDIDIKAN"),
    entry("1.01.02.1.01", "kegiatan", "C", "Pengelolaan Pendidikan Sekolah Menengah, Atas"),
    entry("1.01.02.1.01.0001", "sub_kegiatan", "C", "Pembangunan Ruang – Kelas Café"),
]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("RENJA_DATA_DIR", str(folder))
    return folder


def csv_bytes(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8", newline: str = "\n") -> bytes:
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows]
    return newline.join(lines).encode(encoding)


def xlsx_bytes(rows: list[list[str]], above: int = 0, first_sheet: bool = True) -> bytes:
    book = Workbook()
    sheet = book.active
    if not first_sheet:
        sheet.append(["Petunjuk"])
        sheet = book.create_sheet("Daftar")
    for number in range(above):
        sheet.append([f"Lampiran {number}"])
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        csv_bytes(ROWS),
        csv_bytes(ROWS, ";", "utf-8-sig", "\r\n"),
        csv_bytes(ROWS, "\t", "utf-16"),
        csv_bytes(ROWS, "|", "cp1252", "\r\n"),
        csv_bytes([["", "", "", "", ""], ["DAFTAR", "", "", "", ""], *ROWS, ["", "", "", "", ""]]),
        csv_bytes([[row[2], row[4], row[0], row[3], row[1]] for row in ROWS]),
        csv_bytes([[row[0], row[2]] for row in ROWS]),
        csv_bytes(
            [["KODE ", "Tingkat", "Nama"], *([row[0] + " .", row[1].replace("_", " "), row[2]] for row in ROWS[1:])]
        ),
        xlsx_bytes(ROWS),
        xlsx_bytes(ROWS, above=3, first_sheet=False),
    ],
    ids=["plain", "semicolon", "utf-16", "cp1252", "titles", "order", "no level", "spelling", "xlsx", "second sheet"],
)
def test_a_list_of_any_make_is_read(tmp_path: Path, content: bytes) -> None:
    gathered = read_list(written(tmp_path, "daftar", content))
    assert list(gathered.entries) == EXPECTED
    assert gathered.left_out == 0


def test_rows_that_name_nothing_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ["", "program", "Tanpa kode"],
        ["abc", "program", "x"],
        ["1.02.02", "program", ""],
        ["1.02.03", "?", "y"],
    ]
    gathered = read_list(written(tmp_path, "a.csv", csv_bytes(rows)))
    assert (len(gathered.entries), gathered.left_out) == (4, 4)


def test_lines_broken_after_a_hyphen_are_joined(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"kode,nama\n1.01.02.1.01,Penyusunan RKA- SKPD\n")
    assert [each.nama for each in read_list(path).entries] == ["Penyusunan RKA-SKPD"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\n",
        b"\x00\x01\x02" * 100,
        b"PK\x03\x04" + b"broken" * 50,
        xlsx_bytes(ROWS)[:-200],
        b"tahun,jumlah\n2020,5\n",
        b"kode,nama\n",
        b"kode,nama\n,\nxx,yy\n",
        b'kode,nama\n1.01,"' + b"a" * 200_000,
        xlsx_bytes([["tahun", "jumlah"]]),
    ],
    ids=["empty", "blank", "binary", "no zip", "cut", "columns", "header only", "no codes", "endless field", "sheet"],
)
def test_a_broken_or_empty_file_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_list(written(tmp_path, "daftar.csv", content))
    assert caught.value.file_name == "daftar.csv"


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read_list(tmp_path / "nowhere.csv")


def refused(path: Path) -> str | None:
    """Return the file named by the error that the list gives; None where it is read."""
    try:
        read_list(path)
    except RenjaError as error:
        return error.file_name
    return None


def test_damaged_workbooks_never_break_the_program(tmp_path: Path) -> None:
    content = xlsx_bytes(ROWS)
    chance = random.Random(5)
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        assert refused(written(tmp_path, "a.xlsx", bytes(damaged))) in (None, "a.xlsx")


def test_parts_of_a_workbook_may_hold_anything(tmp_path: Path) -> None:
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS)))
    for victim in source.namelist():
        for content in (b"", b"<a/>", b"<", b"\x00" * 50):
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as target:
                for name in source.namelist():
                    target.writestr(name, content if name == victim else source.read(name))
            assert refused(written(tmp_path, "a.xlsx", stream.getvalue())) in (None, "a.xlsx")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(limits.MAX_NOMENCLATURE_BYTES + 1)
    with pytest.raises(LimitError):
        read_list(path)


def test_a_workbook_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * (limits.MAX_NOMENCLATURE_UNPACKED + 1))
    with pytest.raises(LimitError):
        read_list(written(tmp_path, "bomb.xlsx", stream.getvalue()))


def test_too_many_names_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nomenclature_import, "MAX_NOMENCLATURE_NAMES", 3)
    with pytest.raises(LimitError):
        read_list(written(tmp_path, "a.csv", csv_bytes(ROWS)))


def test_a_saved_list_is_used_at_once_and_replaced_whole(data: Path) -> None:
    before = len(nomenclature_in_use())
    assert before == len(core())
    save("imported", EXPECTED)
    assert len(nomenclature_in_use()) == before + 4
    save("learned", EXPECTED[:1])
    assert len(nomenclature_in_use()) == before + 5
    save("imported", EXPECTED[:2])
    assert len(nomenclature_in_use()) == before + 3
    assert [Entry(*each) for each in load("imported")] == EXPECTED[:2]  # type: ignore[arg-type]
    assert sorted(path.name for path in data.iterdir()) == ["nomenclature-imported.tsv", "nomenclature-learned.tsv"]


def test_a_list_that_cannot_be_written_leaves_the_old_one(data: Path) -> None:
    save("imported", EXPECTED)

    def failing() -> object:
        yield EXPECTED[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError):
        save("imported", failing())  # type: ignore[arg-type]
    assert len(load("imported")) == 4
    assert len(list(data.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"other\n", b"renja nomenclature 1\na\tb", b"\xff\xfe\x00"])
def test_a_damaged_stored_list_says_what_to_do(data: Path, content: bytes) -> None:
    data.mkdir()
    list_path("imported").write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        nomenclature_in_use()
    assert "renja nomenclature import" in str(caught.value)


def test_the_data_folder_follows_the_convention(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RENJA_DATA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "renja"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    if os.name == "posix":
        assert data_folder() == tmp_path / ".local" / "share" / "renja"


def test_ten_thousand_names_are_loaded_once() -> None:
    save("imported", made(10_000))
    assert len(nomenclature_in_use()) > 10_000
    assert nomenclature_in_use() is nomenclature_in_use()


def plan(tahun: int, *nodes: tuple[str | None, str]) -> bytes:
    """Return the JSON of an extracted plan that has these rows (code and name)."""
    source = Source(file_name="a.docx", sha256="", size_bytes=1, format="docx", pages=None, extractor_version="0")
    rows = [Node(level="program", kode=kode, kode_baku=kode, nama=nama, at=At()) for kode, nama in nodes]
    renja = Renja(source=source, identity=Identity(tahun=tahun), rencana=Plan(table="t1", tahun=tahun, nodes=rows))
    return renja.to_json().encode()


def test_names_are_learned_as_most_plans_spell_them(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    (folder / "deeper").mkdir(parents=True)
    written(folder, "1.json", plan(2022, ("1.03.10", "Program Penyelenggaraan Jalan"), (None, "Tanpa Kode")))
    written(folder, "2.json", plan(2022, ("1.03.10", "PROGRAM PENYELENGGA RAAN JALAN")))
    written(folder / "deeper", "3.json", plan(2023, ("1.03.10", "Program Penyelenggaraan Jalan")))
    written(folder / "deeper", "4.json", plan(2023, ("1.03.10", "Program Penyelenggaraan Jembatan")))
    written(folder, "5.json", plan(2018, ("1.03.10.15", "Program Pembangunan Jalan")))
    written(folder, "broken.json", b"{")
    written(folder, "other.json", b'{"a": 1}')
    gathered = learn_names(folder)
    assert list(gathered.entries) == [
        entry("1.03.10", "program", "C", "Program Penyelenggaraan Jalan"),
        entry("1.03.10.15", "program", "A", "Program Pembangunan Jalan"),
    ]
    assert gathered.left_out == 2


def test_nothing_to_learn_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        learn_names(tmp_path)
    written(tmp_path, "1.json", plan(2022, (None, "Tanpa Kode")))
    with pytest.raises(UnreadableError):
        learn_names(tmp_path)
