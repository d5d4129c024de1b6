"""Two versions of a plan: what was done to one is what the comparison tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Renja, extract
from extractor.diff.compare import compare
from extractor.diff.model import Diff, RowDiff
from extractor.plan.model import Node, Value
from extractor.plan.schema import schema_text
from samples.build import FOLDER
from tests.plan.checks.build import aim, node, plan, renja, rp, said
from tests.reading.pdf.test_reader import encrypted
from tests.test_cli import renja as command
from tests.work import work

ROOT = Path(__file__).parents[2]


def version(*nodes: Node, total: int | None = None) -> Renja:
    return renja(rencana=plan(*nodes, total=total))


def told(diff: Diff) -> list[tuple[list[str], str | None, list[tuple[str, Any, Any]]]]:
    """Return what a test looks at: kinds, name, changes with amounts as numbers and texts as they are."""
    return [(list(row.kinds), row.nama, changes(row)) for row in diff.plans[0].rows]


def changes(row: RowDiff) -> list[tuple[str, Any, Any]]:
    return [(one.field, plain(one.before), plain(one.after)) for one in row.changes]


def plain(side: Value | str | None) -> Any:
    return (side.value or side.raw) if isinstance(side, Value) else side


def before() -> list[Node]:
    return [
        node(
            "program", "PROGRAM PENUNJANG", 500,
            node("kegiatan", "Administrasi Keuangan", 300, node("sub_kegiatan", "Gaji", 300)),
            node("kegiatan", "Administrasi Umum", 200, node("sub_kegiatan", "Alat tulis", 150),
                 node("sub_kegiatan", "Rapat koordinasi", 50,
                      indikator=[aim("Jumlah rapat", said("12 kali", 12, "kali"))])),
        ),
        node("program", "PROGRAM PEMBERDAYAAN", 100, node("kegiatan", "Musyawarah", 100)),
    ]  # fmt: skip


def test_the_same_plan_differs_in_nothing() -> None:
    diff = compare(version(*before(), total=600), version(*before(), total=600))
    assert diff.same
    assert diff.plans[0].rows == []
    assert diff.plans[0].counts.same == 8
    assert [total.difference for total in diff.plans[0].totals] == [0, 0, None, None]


def test_what_was_done_is_told_in_document_order() -> None:
    after = before()
    penunjang, pemberdayaan = after
    keuangan, umum = penunjang.children
    keuangan.pagu_indikatif = rp(310)
    rapat = umum.children[1]
    umum.children = [rapat]
    rapat.indikator[0].target = said("10 kali", 10, "kali")
    umum.nama = "Administrasi Umum Perangkat"
    pemberdayaan.children += [node("kegiatan", "Pelatihan", 40), node("kegiatan", "Alat tulis", 150)]
    diff = compare(version(*before(), total=600), version(*after, total=650))
    assert told(diff) == [
        (["changed"], "Administrasi Keuangan", [("pagu_indikatif", 300, 310)]),
        (["renamed"], "Administrasi Umum Perangkat",
         [("nama", "Administrasi Umum", "Administrasi Umum Perangkat")]),
        (["changed"], "Rapat koordinasi", [("indikator.target", 12, 10)]),
        (["added"], "Pelatihan", [("pagu_indikatif", None, 40)]),
        (["moved", "changed"], "Alat tulis", [("level", "sub_kegiatan", "kegiatan")]),
    ]  # fmt: skip
    assert diff.plans[0].rows[0].changes[0].difference == 10
    assert diff.plans[0].rows[4].before is not None
    assert diff.plans[0].rows[4].before.path == ["PROGRAM PENUNJANG", "Administrasi Umum"]
    counts = diff.plans[0].counts.model_dump()
    assert counts == {"same": 4, "added": 1, "removed": 0, "moved": 1, "renamed": 1, "changed": 3}
    stated, summed, *_ = diff.plans[0].totals
    assert (stated.before, stated.after, stated.difference) == (600, 650, 50)
    assert summed.difference == 0


def test_removed_rows_stand_after_the_row_they_followed() -> None:
    after = before()
    after[0].children.pop(0)
    rows = compare(version(*before()), version(*after)).plans[0].rows
    assert [(row.kinds, row.nama) for row in rows] == [
        (["removed"], "Administrasi Keuangan"),
        (["removed"], "Gaji"),
    ]
    assert rows[1].before is not None
    assert rows[1].before.path == ["PROGRAM PENUNJANG", "Administrasi Keuangan"]
    assert rows[1].after is None


def test_codes_given_anew_do_not_pair_strangers() -> None:
    """A row put in at the front shifts every running code; the rows are still themselves."""
    one = version(node("program", "P", None, node("kegiatan", "Rapat", 1, kode="1.01.01"),
                       node("kegiatan", "Listrik dan air", 2, kode="1.01.02"), kode="1.01"))  # fmt: skip
    other = version(node("program", "P", None, node("kegiatan", "Gedung baru", 9, kode="1.01.01"),
                         node("kegiatan", "Rapat", 1, kode="1.01.02"),
                         node("kegiatan", "Listrik dan air", 2, kode="1.01.03"), kode="1.01"))  # fmt: skip
    assert told(compare(one, other)) == [
        (["added"], "Gedung baru", [("pagu_indikatif", None, 9)]),
        (["changed"], "Rapat", [("kode", "1.01.01", "1.01.02")]),
        (["changed"], "Listrik dan air", [("kode", "1.01.02", "1.01.03")]),
    ]


def test_a_code_alone_tells_a_row_that_is_named_anew() -> None:
    one = version(node("program", "P", None, node("kegiatan", "Rapat", 1, kode="7.01.01.2.06"), kode="7.01.01"))
    other = version(node("program", "P", None, node("kegiatan", "Sosialisasi", 1, kode="7.01.01.2.06"), kode="7.01.01"))
    assert told(compare(one, other)) == [(["renamed"], "Sosialisasi", [("nama", "Rapat", "Sosialisasi")])]


def test_misread_letters_spaces_and_dashes() -> None:
    """A scan against its text: the same rows, and only what really reads otherwise is told."""
    after = before()
    after[0].children[0].nama = "Administrasi  KEUANGAN."
    after[0].children[1].children[0].nama = "A1at tulis"
    after[1].children[0].pagu_indikatif = said("l00", None, None, "unreadable")
    after[1].children[0].prakiraan_maju = said("-")
    rows = told(compare(version(*before()), version(*after)))
    assert rows == [
        (["renamed"], "A1at tulis", [("nama", "Alat tulis", "A1at tulis")]),
        (["changed"], "Musyawarah", [("pagu_indikatif", 100, "l00")]),
    ]


def test_rows_of_one_name_are_paired_in_order() -> None:
    def version_of(*amounts: int) -> Renja:
        return version(node("program", "P", None, *(node("kegiatan", "Belanja", each) for each in amounts)))

    assert told(compare(version_of(1, 2, 3), version_of(1, 5, 3))) == [
        (["changed"], "Belanja", [("pagu_indikatif", 2, 5)])
    ]


def test_grouping_rows_of_one_version_alone_move_nothing() -> None:
    grouped = [node("kelompok", "Bidang Sekretariat", None, *before())]
    assert [(row.kinds, row.nama) for row in compare(version(*before()), version(*grouped)).plans[0].rows] == [
        (["added"], "Bidang Sekretariat")
    ]


def test_indicators_are_paired_by_their_wording() -> None:
    def version_of(*pairs: tuple[str, int]) -> Renja:
        aims = [aim(uraian, said(str(target), target)) for uraian, target in pairs]
        return version(node("program", "P", 1, indikator=aims))

    sakip = ("Nilai SAKIP", 60)
    found = compare(version_of(sakip, ("Jumlah desa", 3)), version_of(("Jumlah desa", 4), sakip))
    assert told(found) == [(["changed"], "P", [("indikator.target", 3, 4)])]
    found = compare(version_of(sakip), version_of(sakip, ("Jumlah desa", 4)))
    assert told(found)[0][2] == [("indikator.uraian", None, "Jumlah desa"), ("indikator.target", None, 4)]


def test_units_count() -> None:
    def version_of(raw: str, unit: str | None) -> Renja:
        return version(node("program", "P", 1, indikator=[aim("Jumlah", said(raw, 12, unit))]))

    assert not compare(version_of("12 kali", "kali"), version_of("12 orang", "orang")).same
    assert compare(version_of("12 kali", "kali"), version_of("12", None)).same


@pytest.mark.parametrize("make", [lambda one: one, deepcopy])
def test_a_document_against_itself(make: Callable[[Renja], Renja]) -> None:
    one = extract(FOLDER / "kecamatan-2022.docx")
    assert compare(one, make(one)).same


def test_the_same_plan_from_word_and_from_text() -> None:
    diff = compare(extract(FOLDER / "kecamatan-2022.docx"), extract(FOLDER / "kecamatan-2022.txt"))
    assert diff.same
    assert [(each.bagian, each.counts.same) for each in diff.plans] == [("rencana", 53), ("pendanaan", 53)]


names = st.lists(st.sampled_from(["Rapat", "Listrik", "Gaji", "Belanja", "Rapat desa", ""]), max_size=8)


@given(names, names)
def test_every_row_is_counted_once_and_a_turned_comparison_is_its_mirror(one: list[str], other: list[str]) -> None:
    here, there = (
        version(node("program", "P", 1, *(node("kegiatan", each, 1) for each in some))) for some in (one, other)
    )
    diff, mirror = compare(here, there), compare(there, here)
    counts, back = diff.plans[0].counts, mirror.plans[0].counts
    alone = {"added", "removed"}
    both = counts.same + sum(not alone & set(row.kinds) for row in diff.plans[0].rows)
    assert both + counts.removed == 1 + len(one)
    assert both + counts.added == 1 + len(other)
    assert (counts.added, counts.removed) == (back.removed, back.added)
    assert diff.same == mirror.same == (sorted(one) == sorted(other) and counts.moved == 0)


def test_work_grows_with_the_rows() -> None:
    def pair(size: int) -> Callable[[], object]:
        def rows(step: int) -> list[Node]:
            return [
                node("program", f"Program nomor {number}", 1,
                     *(node("kegiatan", f"Kegiatan {number} urutan {place * step}", place) for place in range(20)))
                for number in range(size)
            ]  # fmt: skip

        one, other = version(*rows(1)), version(*rows(3))
        return lambda: compare(one, other)

    small, large = work(pair(20)), work(pair(80))
    assert large < 5.5 * small


def test_the_json_keeps_its_schema() -> None:
    schema = json.loads((ROOT / "schemas" / "diff.schema.json").read_text("utf-8"))
    assert schema == json.loads(schema_text(Diff, "Renja diff 1.0")), "run make schema"
    after = before()
    after[0].children.pop()
    diff = compare(version(*before()), version(*after))
    jsonschema.Draft202012Validator(schema).validate(json.loads(diff.to_json()))


def test_the_command(tmp_path: Path) -> None:
    one, other = extract(FOLDER / "perubahan-2023.docx"), extract(FOLDER / "perubahan-2023.docx")
    assert other.rencana is not None
    other.rencana.nodes[0].children[0].nama = "Program [red]lain[/red] \x1b[31m"
    (tmp_path / "b.json").write_text(other.to_json(), "utf-8")
    arguments = (FOLDER / "perubahan-2023.docx", tmp_path / "b.json")
    done = command("diff", *arguments)
    assert done.returncode == 0, done.stderr
    assert "1 renamed" in done.stdout
    assert "Program [red]lain[/red] \\x1b[31m" in done.stdout
    assert "\x1b" not in done.stdout
    done = command("diff", *arguments, "--json", "--html", tmp_path / "beda.html", "--lang", "id")
    assert json.loads(done.stdout)["same"] is False
    assert "Perbandingan rencana" in (tmp_path / "beda.html").read_text("utf-8")
    assert one.source.file_name in done.stdout
    assert "The two plans are the same" in command("diff", arguments[1], arguments[1]).stdout
    missing = command("diff", arguments[0], tmp_path / "c.json")
    assert missing.returncode == 2
    assert "c.json" in missing.stderr
    assert "renja diff" in command("diff", "--help").stdout


def test_a_locked_document_is_compared_with_its_password(tmp_path: Path) -> None:
    (tmp_path / "kunci.pdf").write_bytes(encrypted("kunci"))
    locked = tmp_path / "kunci.pdf"
    assert command("diff", locked, locked, "--password", "kunci").returncode == 0
    assert "--password" in command("diff", locked, locked).stderr
