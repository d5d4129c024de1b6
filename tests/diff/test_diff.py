"""Two versions of a plan: what was done to one is what the comparison tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Renja, extract
from extractor.diff.compare import compare
from extractor.diff.model import Diff, RowDiff
from extractor.diff.words import field_label
from extractor.messages import Language
from extractor.plan.model import At, CapaianGroup, EvaluationIndikator, EvaluationNode, Node, TujuanSasaran, Value
from extractor.plan.schema import schema_text
from samples.build import FOLDER
from tests.command import renja as command
from tests.plan.checks.build import aim, evaluated, evaluation_of, node, plan, renja, review, rp, said
from tests.reading.pdf.making import encrypted
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
    same = [(each.bagian, each.counts.same) for each in diff.plans if not each.rows]
    assert same == [
        ("rencana", 53), ("pendanaan", 53), ("telaah_rkpd.rancangan_awal", 53), ("telaah_rkpd.hasil_analisis", 53),
        ("tujuan_sasaran", 4),
    ]  # fmt: skip
    (evaluation,) = (each for each in diff.plans if each.rows)
    assert evaluation.bagian == "evaluasi"
    # The text does not say over how many rows a cell reaches.
    assert {change.field for row in evaluation.rows for change in row.changes} == {"sasaran"}


def test_evaluations_are_compared_by_their_columns() -> None:
    def version_of(realised: int, done: int, *more: EvaluationNode) -> Renja:
        times = said(f"{done} kali", done, "kali")
        groups: dict[CapaianGroup, tuple[Value, int]] = {"target": (said("12"), 900), "realisasi": (times, realised)}
        kegiatan = evaluated("kegiatan", "Rapat", groups, uraian="Jumlah rapat")
        top = evaluated("program", "PROGRAM", {"target": (None, 900)}, kegiatan, *more)
        return renja(rencana=plan(*before()), evaluasi=evaluation_of(top, total={"realisasi": (None, 800)}))

    gone = evaluated("kegiatan", "Listrik", {"realisasi": (None, 10)})
    diff = compare(version_of(800, 10, gone), version_of(850, 11))
    plans, found = diff.plans
    assert (plans.bagian, plans.rows, found.bagian) == ("rencana", [], "evaluasi")
    assert [(list(row.kinds), row.nama, changes(row)) for row in found.rows] == [
        (["changed"], "Rapat", [("capaian.realisasi.anggaran", 800, 850), ("capaian.realisasi.kinerja", 10, 11)]),
        (["removed"], "Listrik", [("capaian.realisasi.anggaran", 10, None)]),
    ]
    assert [(one.difference, one.indikator) for one in found.rows[0].changes] == [(50, None), (1, "Jumlah rapat")]
    totals = {(one.field, one.kind): (one.before, one.after) for one in found.totals}
    assert totals == {
        ("capaian.realisasi.anggaran", "stated"): (800, 800), ("capaian.realisasi.anggaran", "sum"): (810, 850),
        ("capaian.target.anggaran", "stated"): (None, None), ("capaian.target.anggaran", "sum"): (900, 900),
    }  # fmt: skip


def test_each_indicator_of_an_evaluated_row_is_compared_by_itself() -> None:
    def version_of(*done: tuple[str, int]) -> Renja:
        row = evaluated("kegiatan", "Rapat", {"realisasi": (said(str(done[0][1]), done[0][1]), 1)})
        row.indikator = [
            EvaluationIndikator(uraian=uraian, kinerja={"realisasi": said(str(number), number)})
            for uraian, number in done
        ]
        return renja(evaluasi=evaluation_of(row))

    diff = compare(version_of(("Rapat", 3), ("Peserta", 40)), version_of(("Peserta", 45), ("Rapat", 3)))
    (row,) = diff.plans[1].rows
    assert [(one.indikator, one.field, one.difference) for one in row.changes] == [
        ("Peserta", "capaian.realisasi.kinerja", 5)
    ]


def test_both_halves_of_the_review_are_compared() -> None:
    one = renja(telaah_rkpd=review(("program", "P", 5, 7), ("kegiatan", "Rapat", 5, 7), draft=5, result=7))
    other = renja(telaah_rkpd=review(("program", "P", 5, 8), ("kegiatan", "Rapat", 5, 8), draft=5, result=8))
    _, draft, result = compare(one, other).plans
    assert (draft.bagian, draft.rows, draft.counts.same) == ("telaah_rkpd.rancangan_awal", [], 2)
    assert result.bagian == "telaah_rkpd.hasil_analisis"
    assert [changes(row) for row in result.rows] == [[("pagu_indikatif", 7, 8)]] * 2
    assert [(one.before, one.after) for one in result.totals] == [(7, 8), (7, 8)]


def test_objectives_are_compared_under_their_aims() -> None:
    def version_of(*rows: tuple[str, str, str, int]) -> Renja:
        return renja(
            tujuan_sasaran=[
                TujuanSasaran(
                    tujuan=tujuan, sasaran=sasaran, indikator_tujuan="Indeks", indikator_sasaran=uraian,
                    target=said(str(target), target), at=At(table="t1", rows=[row]),
                )
                for row, (tujuan, sasaran, uraian, target) in enumerate(rows)
            ]
        )  # fmt: skip

    same = ("Layanan", "Mutu", "Aduan", 5)
    one = version_of(("Layanan", "Mutu", "Nilai IKM", 80), same, ("Desa", "Maju", "IDM", 1))
    other = version_of(("Layanan", "Mutu", "Nilai IKM", 82), same, ("Desa", "Kuat", "IDM", 1))
    assert compare(one, deepcopy(one)).same
    found = compare(one, other).plans[1]
    assert (found.bagian, found.totals) == ("tujuan_sasaran", [])
    assert [(list(row.kinds), row.nama, changes(row)) for row in found.rows] == [
        (["changed"], "Mutu", [("indikator.target", 80, 82)]),
        (["removed"], "Maju", [("indikator.uraian", "IDM", None), ("indikator.target", 1, None)]),
        (["added"], "Kuat", [("indikator.uraian", None, "IDM"), ("indikator.target", None, 1)]),
    ]
    assert found.rows[0].after is not None
    assert found.rows[0].after.path == ["Layanan"]
    assert not compare(one, renja()).same


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_field_has_a_name(language: Language) -> None:
    for group in get_args(CapaianGroup):
        for field in (f"capaian.{group}.anggaran", f"capaian.{group}.kinerja", f"indikator.anggaran.{group}"):
            label = field_label(field).text(language)
            assert label[0].isupper()
            assert not {".", "_"} & set(label)
            assert label.endswith("(K)" if field.endswith("kinerja") else "(Rp)")


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
