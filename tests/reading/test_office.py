"""Old Word files through LibreOffice: the real program, and doubles of it that fail on purpose."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from extractor import ExitCode, extract, extract_tables, limits
from extractor.errors import LimitError, NotSupportedError, RenjaError, UnreadableError
from extractor.reading.document import Document, Format, Grid, Paragraph
from extractor.reading.office import Converted, OldFile, convert_many, read_converted, read_office
from extractor.reading.office_volume import doc_text, lost, volume
from extractor.reading.soffice import find_soffice
from samples.build import FOLDER
from tests.processes import alive
from tests.real import REAL, needs_real

FORMATS: dict[Format, str] = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt"}
SAMPLES = sorted(FOLDER.glob("*.docx"))
KECAMATAN = FOLDER / "kecamatan-2022.docx"
PLAN = ("identity", "rencana", "pendanaan", "rencana_lain", "telaah_rkpd", "tujuan_sasaran", "dasar_hukum")

needs_soffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the doubles are shell scripts")


@pytest.fixture(scope="session")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> dict[Format, dict[str, bytes]]:
    """The samples written as old formats by LibreOffice, by format and name."""
    folder = tmp_path_factory.mktemp("old")
    made: dict[Format, dict[str, bytes]] = {}
    for kind, target in FORMATS.items():
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += ["--convert-to", target, "--outdir", str(folder), *map(str, SAMPLES)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        made[kind] = {path.stem: (folder / f"{path.stem}.{kind}").read_bytes() for path in SAMPLES}
    return made


@pytest.fixture(scope="session")
def from_word() -> dict[str, Any]:
    return {path.stem: extract(path).model_dump() for path in SAMPLES}


def double(tmp_path: Path, script: str) -> Path:
    """Return a program that stands in for LibreOffice; `$out` is its output folder, `$files` how many it got."""
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nout=; files=0\nwhile [ $# -gt 0 ]; do case "$1" in\n'
        "--convert-to) shift;; --outdir) shift; out=$1;; -*) ;; *) files=$((files+1)); last=$1;; esac; shift; done\n"
        + script
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def only_error(results: list[Converted | RenjaError]) -> RenjaError:
    (found,) = results
    assert isinstance(found, RenjaError)
    return found


@needs_soffice
@pytest.mark.parametrize("kind", FORMATS)
def test_old_formats_give_the_plan_of_the_word_file(
    kind: Format, old_files: dict[Format, dict[str, bytes]], from_word: dict[str, Any]
) -> None:
    names = sorted(old_files[kind])
    results = convert_many([OldFile(old_files[kind][name], kind, f"{name}.{kind}") for name in names])
    for name, result in zip(names, results, strict=True):
        assert isinstance(result, Converted)
        found = extract(result.docx, name="converted.docx").model_dump()
        assert {part: found[part] for part in PLAN} == {part: from_word[name][part] for part in PLAN}, name
        document = read_converted(OldFile(old_files[kind][name], kind, name), result)
        assert document.format == kind
        assert not document.doubts


@needs_soffice
@pytest.mark.parametrize("kind", FORMATS)
def test_old_file_extracted_from_its_path(
    kind: Format, old_files: dict[Format, dict[str, bytes]], from_word: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / f"rencana kerja.{kind}"
    path.write_bytes(old_files[kind]["kecamatan-2022"])
    found = extract(path).model_dump()
    assert found["source"]["format"] == kind
    assert {key: part for key, part in found.items() if key != "source"} == {
        key: part for key, part in from_word["kecamatan-2022"].items() if key != "source"
    }


@needs_soffice
@needs_real
@pytest.mark.parametrize("kind", FORMATS)
def test_old_formats_of_a_real_plan(kind: Format, tmp_path: Path) -> None:
    source = REAL / "renja-malili-2022.docx"
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", FORMATS[kind], "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = extract(tmp_path / f"{source.stem}.{kind}").model_dump()
    from_word = extract(source).model_dump()
    assert {part: found[part] for part in PLAN} == {part: from_word[part] for part in PLAN}


@needs_soffice
@needs_real
def test_real_doc_gives_its_tables() -> None:
    tables = extract_tables(REAL / "kak-sukabumi-2020.doc")
    assert [(table.n_rows, table.n_cols) for table in tables] == [(5, 5), (6, 8)]
    assert tables[0].cells[1].text == "Rincian Menu Kegiatan"


@needs_soffice
@pytest.mark.parametrize("kind", FORMATS)
def test_volume_of_the_original_is_that_of_the_conversion(
    kind: Format, old_files: dict[Format, dict[str, bytes]]
) -> None:
    data = old_files[kind]["kecamatan-2022"]
    before, word = volume(data, kind, "a"), volume(KECAMATAN.read_bytes(), "docx", "a")
    assert before.characters == pytest.approx(word.characters, rel=0.02)
    assert before.cells == pytest.approx(word.cells, rel=0.2)
    assert not lost(before, word)


@needs_soffice
def test_text_of_a_doc_is_found_without_libreoffice(old_files: dict[Format, dict[str, bytes]]) -> None:
    text = doc_text(old_files["doc"]["kecamatan-2022"])
    assert text is not None
    assert "PENDAHULUAN" in text
    assert text.count("\x07") > 1000


@pytest.mark.parametrize("cut", [600, 5_000, 40_000])
@needs_soffice
def test_volume_of_a_truncated_doc(cut: int, old_files: dict[Format, dict[str, bytes]]) -> None:
    text = doc_text(old_files["doc"]["kecamatan-2022"][:cut])
    assert text is None or len(text) < cut


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_soffice() is not None:
        pytest.skip("LibreOffice stands at its usual place, whatever the PATH")
    path = tmp_path / "lama.rtf"
    path.write_bytes(b"{\\rtf1 lama}" + b" " * 600)
    with pytest.raises(NotSupportedError) as caught:
        extract(path)
    assert caught.value.exit_code == ExitCode.NOT_SUPPORTED
    assert "libreoffice-writer" in caught.value.text("en")
    assert "libreoffice-writer" in caught.value.text("id")


@posix
def test_hanging_program_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OFFICE_SECONDS", 1)
    pids = tmp_path / "pids"
    program = double(tmp_path, f"sleep 600 & echo $! >> {pids}\nsleep 600\n")
    started = time.monotonic()
    error = only_error(convert_many([OldFile(b"{\\rtf1 a}", "rtf", "a.rtf")], soffice=program))
    assert isinstance(error, LimitError)
    assert time.monotonic() - started < 10
    for pid in map(int, pids.read_text().split()):
        assert not alive(pid)


@posix
@pytest.mark.parametrize(
    "script",
    [
        "kill -SEGV $$\n",
        "exit 0\n",
        "exit 77\n",
        'echo garbage > "$out/0.docx"\n',
        'head -c 100000 /dev/urandom > "$out/0.docx"\n',
        'ln -s /etc/passwd "$out/0.docx"\n',
        'mkdir "$out/0.docx"\n',
    ],
    ids=["crashes", "writes nothing", "fails", "writes text", "writes noise", "writes a link", "writes a folder"],
)
def test_program_that_makes_no_document(script: str, tmp_path: Path) -> None:
    error = only_error(convert_many([OldFile(b"{\\rtf1 a}", "rtf", "a.rtf")], soffice=double(tmp_path, script)))
    assert isinstance(error, UnreadableError)
    assert "a.rtf" in str(error)


@posix
def test_document_cut_short_by_a_crash_is_not_taken(tmp_path: Path) -> None:
    half = tmp_path / "half.docx"
    half.write_bytes(KECAMATAN.read_bytes()[:20_000])
    program = double(tmp_path, f'cp {half} "$out/0.docx"; kill -KILL $$\n')
    assert isinstance(only_error(convert_many([OldFile(b"{\\rtf1 a}", "rtf", "a")], soffice=program)), UnreadableError)


@posix
def test_after_a_failed_batch_each_file_is_tried_alone(tmp_path: Path) -> None:
    """The second file crashes every call it is part of; the others are not lost."""
    program = double(
        tmp_path,
        f'if [ $files -gt 1 ]; then cp {KECAMATAN} "$out/0.docx"; kill -SEGV $$; fi\n'
        f'grep -q bad "$last" && kill -SEGV $$\ncp {KECAMATAN} "$out/0.docx"\n',
    )
    files = [OldFile(b"{\\rtf1 %b}" % word, "rtf", word.decode()) for word in (b"one", b"bad", b"two")]
    results = convert_many(files, soffice=program)
    assert [isinstance(result, Converted) for result in results] == [True, False, True]
    assert isinstance(results[1], UnreadableError)
    assert results[1].file_name == "bad"


@posix
def test_lost_tables_are_a_doubt(tmp_path: Path) -> None:
    program = double(tmp_path, f'cp {FOLDER / "provinsi-2019.docx"} "$out/0.docx"\n')
    table = b"\\trowd\\cellx500\\cellx900 " + b"satu\\cell dua\\cell\\row " * 400
    document = read_office(b"{\\rtf1 " + table + b"}", "a.rtf", "rtf", soffice=program)
    (doubt,) = [one for one in document.doubts if "LibreOffice" in one.message.en]
    assert doubt.code == "page-unreadable"
    assert doubt.severity == "warning"


def odt(body: str) -> bytes:
    """Return an OpenDocument text with this body."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in [("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible")]
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
        package.writestr(
            "content.xml",
            f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def texts(document: Document) -> str:
    """Return all text of a document."""
    return "\n".join(
        block.text if isinstance(block, Paragraph) else " ".join(cell.text for cell in block.cells)
        for block in document.blocks
        if isinstance(block, Paragraph | Grid)
    )


@needs_soffice
def test_linked_section_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("RAHASIA")
    link = f'<text:section-source xlink:href="{secret.as_uri()}" text:filter-name="Text"/>'
    body = f'<text:p>Awal</text:p><text:section text:name="s">{link}<text:p>lama</text:p></text:section>'
    found = texts(read_office(odt(body), "a.odt", "odt"))
    assert "Awal" in found
    assert "RAHASIA" not in found


@needs_soffice
def test_linked_picture_asks_nobody() -> None:
    """A listener on this computer hears nothing while a picture it should serve is opened."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        heard: list[bytes] = []
        thread = threading.Thread(target=_listen, args=(server, heard), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        image = f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}"/></draw:frame>'
        found = read_office(odt(f"<text:p>Awal {image}</text:p>"), "a.odt", "odt")
        socket.create_connection(server.getsockname()).close()
        thread.join()
    assert "Awal" in texts(found)
    assert heard == [b""]


def _listen(server: socket.socket, heard: list[bytes]) -> None:
    """Keep what the first caller says; the test itself calls last and says nothing."""
    connection, _ = server.accept()
    with connection:
        connection.settimeout(5)
        heard.append(connection.recv(100))


@needs_soffice
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    read_office(odt("<text:p>Awal</text:p>"), "a.odt", "odt")
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith("renja-")]
    assert not left


@needs_soffice
def test_damaged_odt_is_said_to_be_damaged() -> None:
    with pytest.raises(UnreadableError):
        read_office(odt("<text:p>Awal</text:p>").replace(b"<office:body>", b"<office:bady>"), "a.odt", "odt")
