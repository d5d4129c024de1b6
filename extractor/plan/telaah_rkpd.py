"""The review against the draft RKPD (T-C.31): two mirrored halves, kept apart."""

from __future__ import annotations

from extractor.plan.columns import RecognisedTable
from extractor.plan.indicators import IndicatorFields, read_indicators
from extractor.plan.kode_baku import Official
from extractor.plan.model import Indikator, PlanRow, TelaahRkpd, TelaahRow, TelaahTotal
from extractor.plan.names import NameBook
from extractor.plan.nomenclature import name_key
from extractor.plan.rows import split_label
from extractor.plan.text import collapse
from extractor.plan.tree import Branch, PlanTree, read_tree


def read_review(
    recognised: RecognisedTable, book: NameBook, *, sub_expected: bool | None
) -> tuple[TelaahRkpd, PlanTree]:
    """Return the review of a table, and the tree it was read from with its doubts."""
    tree = read_tree(
        recognised,
        book,
        sub_expected=sub_expected,
        name_field="rancangan_awal.nama",
        else_field="hasil_analisis.nama",
    )
    review = TelaahRkpd(
        table=recognised.table.id,
        rows=[
            TelaahRow(
                level=branch.level,
                nomor=tree.rows.text(branch.group, "nomor"),
                rancangan_awal=_half(tree, branch, "rancangan_awal"),
                hasil_analisis=_half(tree, branch, "hasil_analisis"),
                catatan=tree.rows.text(branch.group, "catatan"),
                at=tree.rows.at(branch.group),
            )
            for branch in tree.branches
        ],
        total=TelaahTotal(
            rancangan_awal=tree.amount(tree.total, "rancangan_awal.pagu_indikatif"),
            hasil_analisis=tree.amount(tree.total, "hasil_analisis.pagu_indikatif"),
        ),
    )
    return review, tree


def _half(tree: PlanTree, branch: Branch, half: str) -> PlanRow:
    rows, group = tree.rows, branch.group
    fields = IndicatorFields(f"{half}.indikator.uraian", f"{half}.indikator.target", f"{half}.indikator.target_maju")
    nama: str | None = group.nama
    kode = branch.kode
    official = branch.official
    if rows.named_otherwise(group):  # a row that only the analysis has
        if half == "rancangan_awal":
            nama, official = None, Official()
    elif half == "hasil_analisis":
        text = rows.text(group, f"{half}.nama")
        nama = collapse(split_label(text)[1]) if text else None
        kode = rows.text(group, f"{half}.kode")
        # The row was matched by the draft's half: it says the same of this one only where that has the same name.
        if name_key(nama or "") != name_key(group.nama or "") or (kode and kode != branch.kode):
            official = Official()
    return PlanRow(
        kode=kode,
        nama=nama,
        nama_baku=official.nama,
        kode_baku=official.kode,
        indikator=[
            Indikator(uraian=line.uraian, target=line.target, target_maju=line.target_maju)
            for line in read_indicators(tree.values, group, fields)
        ],
        lokasi=rows.text(group, f"{half}.lokasi"),
        pagu_indikatif=tree.branch_amount(branch, f"{half}.pagu_indikatif"),
        sumber_dana=rows.text(group, f"{half}.sumber_dana"),
        catatan=rows.text(group, f"{half}.catatan"),
        penanggung_jawab=rows.text(group, f"{half}.penanggung_jawab"),
        at=rows.at(group),
    )
