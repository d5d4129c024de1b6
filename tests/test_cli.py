"""The `renja` command as a user runs it: output, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.command import renja
from tests.reading.pdf.making import A4, Page, pdf
from tests.scans import Scan, scan_pdf

SAMPLES = Path(__file__).parent.parent / "samples" / "documents"
KECAMATAN = SAMPLES / "kecamatan-2022.docx"


def test_extract_writes_json_to_stdout_and_a_summary_to_stderr() -> None:
    done = renja("extract", KECAMATAN)
    assert done.returncode == 0
    assert json.loads(done.stdout)["identity"]["tahun"] == 2022
    assert "Kecamatan Malili" in done.stderr
    assert "6 / 16 / 31" in done.stderr


def test_extract_writes_a_file_and_nothing_to_stdout(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    done = renja("extract", KECAMATAN, "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(target.read_text("utf-8"))["source"]["file_name"] == KECAMATAN.name


def test_messages_follow_the_locale_and_the_option() -> None:
    assert "Perangkat daerah" in renja("extract", KECAMATAN, LC_ALL="id_ID.UTF-8").stderr
    assert "Perangkat daerah" in renja("extract", KECAMATAN, "--lang", "id").stderr
    assert "Office" in renja("extract", KECAMATAN, "--lang", "en", LC_ALL="id_ID.UTF-8").stderr


def test_findings_speak_the_chosen_language() -> None:
    indonesian = json.loads(renja("extract", KECAMATAN, "--lang", "id").stdout)["findings"]
    english = json.loads(renja("extract", KECAMATAN, "--lang", "en").stdout)["findings"]
    assert [finding["code"] for finding in indonesian] == [finding["code"] for finding in english]
    assert all(one["message"] != other["message"] for one, other in zip(indonesian, english, strict=True))


def test_tables_writes_the_tables_of_any_document() -> None:
    done = renja("tables", KECAMATAN)
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert [table["number"] for table in found][:2] == ["2.1", "2.2"]
    assert found[0]["cells"][0]["text"]


def test_inspect_shows_the_tree_with_amounts() -> None:
    done = renja("inspect", KECAMATAN)
    assert done.returncode == 0
    assert "Penyediaan Gaji dan Tunjangan ASN" in done.stdout
    assert "2.154.370.786" in done.stdout
    assert "⚠" in done.stdout


def test_check_prints_the_findings_of_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    renja("extract", KECAMATAN, "-o", target)
    done = renja("check", target)
    assert done.returncode == 0
    assert "sum-mismatch" in done.stdout


def test_what_is_piped_has_whole_lines(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    renja("extract", KECAMATAN, "-o", target)
    found = json.loads(target.read_text("utf-8"))["findings"]
    lines = renja("check", target, COLUMNS="40").stdout.splitlines()
    assert [finding["message"] in line for line, finding in zip(lines, found, strict=True)] == [True] * len(found)
    shown = (
        renja("inspect", target, COLUMNS="40").stdout.splitlines() + renja("diff", target, target).stdout.splitlines()
    )
    assert all(line == line.rstrip() for line in [*lines, *shown])


@pytest.mark.parametrize(("ocr", "pages"), [("auto", [2]), ("always", [1, 2]), ("never", [])])
def test_ocr_recognises_scanned_pages_all_or_none(tmp_path: Path, ocr: str, pages: list[int]) -> None:
    printed = pdf(*(Page(*A4).lines(60, 100, ["RENCANA KERJA (RENJA)", "TAHUN 2022"], size=14) for _ in range(2)))
    mixed = pypdfium2.PdfDocument(printed)
    mixed.del_page(1)
    mixed.import_pages(pypdfium2.PdfDocument(scan_pdf(printed, Scan(150), [1])))
    mixed.save(tmp_path / "campuran.pdf")
    done = renja("extract", tmp_path / "campuran.pdf", "--ocr", ocr)
    found = json.loads(done.stdout)
    assert found["source"]["ocr_pages"] == pages
    unread = [one["at"]["page"] for one in found["findings"] if one["code"] == "page-unreadable"]
    assert unread == ([2] if ocr == "never" else [])
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"not json", "Not JSON"), (b'{"schema_version": "1.0"}', "Breaks the schema"), (b"[]", "Breaks the schema")],
)
def test_check_refuses_what_breaks_the_contract(tmp_path: Path, content: bytes, told: str) -> None:
    target = tmp_path / "bad.json"
    target.write_bytes(content)
    done = renja("check", target)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_schema_is_json() -> None:
    assert json.loads(renja("schema").stdout)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.docx", None, 2),
        ("not.docx", b"PK\x03\x04 broken", 2),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(200), 3),
        ("empty.pdf", b"", 2),
        ("letter.txt", b"Dengan hormat, bersama ini kami sampaikan undangan rapat.", 5),
    ],
)
def test_exit_codes(tmp_path: Path, name: str, content: bytes | None, code: int) -> None:
    target = tmp_path / name
    if content is not None:
        target.write_bytes(content)
    done = renja("extract", target)
    assert done.returncode == code
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stdout) is (code == 5)


def test_usage_errors_are_one() -> None:
    for arguments in (["extract"], ["ekstrak", KECAMATAN], ["extract", KECAMATAN, "--lang", "fr"]):
        done = renja(*arguments)
        assert done.returncode == 1
        assert "Usage: " in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "indonesian", "english"),
    [
        (["extract"], "BERKAS belum disebutkan", "FILE is missing"),
        (["review", KECAMATAN], "-o / --output belum disebutkan", "-o / --output is missing"),
        (["ekstract", KECAMATAN], "Tidak ada perintah ekstract. Maksudnya extract?", "Did you mean extract?"),
        (["extract", KECAMATAN, "--ouput", "a"], "Tidak ada pilihan --ouput. Maksudnya --output?", "no option --ouput"),
        (["extract", KECAMATAN, "--ocr", "kadang"], "pilih auto, always, never", "choose auto, always, never"),
        (["extract", KECAMATAN, "lain.pdf"], "tidak dikenali di sini: lain.pdf", "Not expected here: lain.pdf"),
        (["extract", KECAMATAN, "-o"], "-o memerlukan nilai", "-o needs a value"),
        (["serve", "--port", "99999"], "--port paling besar 65535", "--port is at most 65535"),
        (["serve", "--workers", "0"], "--workers paling kecil 1", "--workers is at least 1"),
        (["serve", "--workers", "dua"], "Nilai --workers tidak berlaku", "The value of --workers is not valid"),
    ],
)
def test_usage_errors_speak_both_languages(arguments: list[str | Path], indonesian: str, english: str) -> None:
    for locale, told in (("id_ID.UTF-8", indonesian), ("en_US.UTF-8", english)):
        done = renja(*arguments, LC_ALL=locale)
        assert (done.returncode, done.stdout) == (1, "")
        assert told in done.stderr
        assert "--help" in done.stderr


def test_help_speaks_indonesian() -> None:
    whole = [renja(*some, LC_ALL="id_ID.UTF-8").stdout.rstrip() for some in ([], ["--help"])]
    assert whole[0] == whole[1]
    assert renja().stderr == ""
    for command in ("extract", "batch", "export", "diff", "review", "apply", "serve", "schema", "nomenclature"):
        told = renja(command, "--help", LC_ALL="id_ID.UTF-8").stdout
        assert "Pilihan" in told
        assert "Contoh: renja" in told
        assert "Tampilkan bantuan ini" in told
        assert not re.search(
            r"(?i)usage|options|arguments|commands? |show this|required|default|<str|<path|<bool", told
        )


def test_the_language_may_be_chosen_before_or_after_the_command() -> None:
    for arguments in (["--lang", "id"], ["--lang", "id", "--help"], ["--lang", "id", "schema", "--help"]):
        done = renja(*arguments)
        assert (done.returncode, "Cara pakai:" in done.stdout, done.stderr) == (0, True, "")
    assert "Perangkat daerah" in renja("--lang", "id", "extract", KECAMATAN).stderr


def test_typical_mistakes_say_what_to_do(tmp_path: Path) -> None:
    told = renja("extract", tmp_path)
    assert (told.returncode, "renja batch" in told.stderr) == (2, True)
    missing = renja("extract", tmp_path / "a.pdf", LC_ALL="id_ID.UTF-8")
    assert "tidak ada berkas atau folder bernama itu" in missing.stderr


def test_json_is_shown_by_inspect_and_is_no_document_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "renja.json"
    file.write_text(renja("extract", KECAMATAN).stdout, "utf-8")
    assert renja("inspect", file).stdout == renja("inspect", KECAMATAN).stdout
    for command, *more in (["extract"], ["tables"], ["review", "-o", str(tmp_path / "t.html")]):
        done = renja(command, file, *more)
        assert done.returncode == 3
        assert "renja inspect" in done.stderr


@pytest.mark.parametrize("command", ["extract", "tables", "review"])
def test_a_target_is_looked_at_before_the_document_is_read(tmp_path: Path, command: str) -> None:
    """Not after minutes of work: the document here is none, and the target is what is complained of."""
    document = tmp_path / "a.pdf"
    document.write_bytes(b"%PDF-1.4 no more")
    (tmp_path / "folder").mkdir()
    for target, says in (
        (tmp_path / "nowhere" / "out.json", "Make the folder first"),
        (document / "out.json", "Make the folder first"),
        (tmp_path / "folder", "Is a directory"),
        (document, "the file that is read"),
        (tmp_path / "folder" / ".." / "a.pdf", "the file that is read"),
    ):
        done = renja(command, document, "-o", target)
        assert done.returncode == 6
        assert says in done.stderr
        assert str(target) in done.stderr
    assert document.read_bytes() == b"%PDF-1.4 no more"


def without_privileges() -> list[str]:
    """Return what lets root run a command that may not write everywhere."""
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_permissions_that_are_missing_are_told(tmp_path: Path) -> None:
    locked, secret = tmp_path / "terkunci", tmp_path / "rahasia.json"
    locked.mkdir(mode=0o555)
    secret.write_text("{}")
    secret.chmod(0)
    for arguments, says in (
        (["extract", KECAMATAN, "-o", locked / "a.json"], "hak aksesnya tidak ada"),
        (["batch", SAMPLES, "-o", locked / "out"], "hak aksesnya tidak ada"),
        (["check", secret], "hak"),
    ):
        code = "from extractor.cli import main; main()"
        command = [*without_privileges(), sys.executable, "-c", code, *map(str, arguments), "--lang", "id"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode != 0
        assert says in done.stderr
        assert "Traceback" not in done.stderr
    assert list(locked.iterdir()) == []


def test_an_output_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    done = renja("extract", KECAMATAN, "-o", tmp_path / "nowhere" / "out.json")
    assert done.returncode == 6
    assert "cannot be written" in done.stderr


def test_help_has_examples_and_exit_codes() -> None:
    top = renja("--help").stdout
    assert "Exit codes" in top
    for command in ("extract", "tables", "inspect", "check"):
        assert f"renja {command}" in renja(command, "--help").stdout


def test_version_loads_no_reader() -> None:
    code = "import sys; from extractor.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "print(sorted({'lxml', 'regex', 'numpy', 'pdfplumber'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("renja ")
    assert done.stdout.splitlines()[1] == "[]"
