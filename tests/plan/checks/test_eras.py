"""What the rules of the plan's year ask for: each absence is told, and nothing else."""

from __future__ import annotations

import pytest

from extractor.plan.checks import eras
from extractor.plan.model import Identity, Renja
from tests.plan.checks.build import chapter, facts, node, over, plan, renja, table

check_era = over(eras.check_era)
FIELDS = ("kode", "nama", "indikator.uraian", "lokasi", "indikator.target", "pagu_indikatif", "sumber_dana")
FORECAST = ("indikator.target_maju", "prakiraan_maju")
OLD = ("PENDAHULUAN", "EVALUASI PELAKSANAAN RENJA SKPD TAHUN LALU", "TUJUAN, SASARAN, PROGRAM DAN KEGIATAN", "PENUTUP")
NEW = (
    "PENDAHULUAN",
    "HASIL EVALUASI RENCANA KERJA PERANGKAT DAERAH TAHUN LALU",
    "TUJUAN DAN SASARAN PERANGKAT DAERAH",
    "RENCANA KERJA DAN PENDANAAN PERANGKAT DAERAH",
    "PENUTUP",
)


def document(tahun: int | None, titles: tuple[str, ...] = (), fields: tuple[str, ...] = (*FIELDS, *FORECAST)) -> Renja:
    leaf = node("sub_kegiatan", "C", 10)
    rows = node("program", "A", 10, node("kegiatan", "B", 10, *([leaf] if tahun and tahun >= 2021 else [])))
    return renja(
        identity=Identity(tahun=tahun),
        chapters=[chapter(str(number), "teks", title=title) for number, title in enumerate(titles, 1)],
        rencana=plan(rows, tahun=tahun),
        tables=[table("t1", "3.1", "rencana", fields)],
    )


@pytest.mark.parametrize(("tahun", "titles"), [(2014, OLD), (2018, OLD), (2018, NEW), (2019, NEW), (2023, NEW)])
def test_nothing_is_missing_in_a_whole_plan_of_its_era(tahun: int, titles: tuple[str, ...]) -> None:
    assert check_era(document(tahun, titles)) == []


@pytest.mark.parametrize("title", ["RENCANA KERJA DAN PENDANAAN", "PROGRAM DAN KEGIATAN", "RENCANA PROGRAM"])
def test_other_names_of_the_funding_chapter(title: str) -> None:
    assert check_era(document(2022, (*NEW[:3], title, "PENUTUP"))) == []


@pytest.mark.parametrize("titles", [OLD, (*NEW[:3], "PENUTUP")])
def test_a_plan_of_a_later_year_without_the_funding_chapter(titles: tuple[str, ...]) -> None:
    found = check_era(document(2022, titles))
    assert [(one.code, one.severity) for one in found] == [("chapter-missing", "warning")]
    assert "2022" in found[0].message.id
    assert "Rencana Kerja dan Pendanaan" in found[0].message.id


def test_an_old_plan_without_its_evaluation() -> None:
    assert [one.code for one in check_era(document(2014, (OLD[0], *OLD[2:])))] == ["chapter-missing"]


def test_a_part_of_a_plan_and_one_of_unknown_year_miss_nothing() -> None:
    assert check_era(document(2022, NEW[1:3])) == []
    assert check_era(document(None, OLD)) == []


def test_a_plan_table_without_forecast() -> None:
    found = check_era(document(2014, OLD, FIELDS))
    assert [(one.code, one.severity, one.at.table) for one in found] == [("header-unrecognised", "info", "t1")]
    assert "bakunya: prakiraan maju;" in found[0].message.id


def test_an_amendment_has_no_forecast() -> None:
    assert check_era(document(2022, NEW, (*FIELDS, "sebelum_perubahan.pagu_indikatif"))) == []


def test_a_plan_of_2021_and_after_without_sub_kegiatan() -> None:
    one = document(2022, NEW)
    one.rencana = plan(node("program", "A", 10, node("kegiatan", "B", 10)))
    assert facts(check_era(one)) == [("level-uncertain", "info", [], None, None)]
