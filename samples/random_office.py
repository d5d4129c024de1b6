"""Plausible unseen documents of any era and hand, by seed, for measuring on hundreds of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from samples.audit import audit
from samples.description import (
    Block,
    Column,
    Description,
    EvaluationRow,
    Expected,
    Identity,
    Look,
    Paragraph,
    Row,
    Signature,
    Stated,
    Table,
    Total,
    walk,
)
from samples.forms import (
    TRIWULAN_NUMBERS,
    numbered,
    pendanaan,
    perubahan,
    rencana,
    sipd_ri,
    telaah,
    triwulan,
)
from samples.notation import add, change, restyle, review
from samples.prose import LAWS_A, LAWS_B, LAWS_C, Story, chapters
from samples.random_plan import PlanMaker, Taste, bare, draw_taste, spoil
from samples.random_words import FIELDS, LATER_GROUPS, NOW_GROUPS, REGIONS, SYNONYMS, TOTALS
from samples.values import MoneyStyle, meant, money
from samples.word import Hand, docx


@dataclass(frozen=True, slots=True)
class RandomOffice:
    """A described document and the hand that writes it."""

    description: Description
    hand: Hand

    def docx(self) -> bytes:
        """Return the document as a Word file."""
        return docx(self.description, self.hand)


def random_office(seed: int, size: int | None = None) -> RandomOffice:
    """Return the document of `seed`; `size` is its number of programs, drawn where not given."""
    rng = Random(seed)
    return _Maker(rng, size).office(seed)


def _hand(rng: Random) -> Hand:
    return Hand(
        headings=rng.choice(("style", "bold", "plain")),
        numbers=rng.choice(("typed", "automatic")),
        merges="old" if rng.random() < 0.15 else "grid",
        ragged=rng.random() < 0.25,
        contents=rng.random() < 0.5,
        tracked=rng.random() < 0.2,
        hidden=rng.random() < 0.2,
        controls=rng.random() < 0.2,
        text_box=rng.random() < 0.2,
        title_apart=rng.random() < 0.7,
    )


class _Maker:
    """One document being drawn."""

    def __init__(self, rng: Random, size: int | None) -> None:
        self.rng = rng
        self.taste: Taste = draw_taste(rng)
        self.field = rng.choice(FIELDS)
        self.region = rng.choice(REGIONS)
        self.maker = PlanMaker(rng, self.taste, self.field)
        self.rows = self.maker.rows(size or rng.randint(2, 7))
        self.faults = rng.random() < 0.5
        self.total_word = rng.choice(TOTALS)

    def office(self, seed: int) -> RandomOffice:
        year = self.taste.year
        amended = self.taste.era == "C" and self.rng.random() < 0.15
        identity = Identity(self.field.office, self.region, year, None, "perubahan_renja" if amended else "renja")
        organ = "SKPD" if self.taste.era == "A" else "Perangkat Daerah"
        laws = {"A": LAWS_A, "B": LAWS_B, "C": LAWS_C}[self.taste.era]
        slots: dict[str, tuple[Block, ...]] = {}
        if self.rng.random() < 0.6:
            slots["evaluasi"] = (Paragraph("Hasil evaluasi disajikan dalam tabel berikut."), self._evaluation())
        if self.rng.random() < 0.6 and not amended:
            slots["telaah"] = (Paragraph("Hasil penelaahan disajikan dalam tabel berikut."), self._review())
        table = self._amended() if amended else self._plan()
        said, narrative = self._narrative()
        slots["rencana"] = (said, table)
        if self.taste.era != "A":
            slots["pendanaan"] = (Paragraph("Pendanaan mengikuti rencana pada bab sebelumnya."),)
            if self.rng.random() < 0.6 and not amended:
                slots["pendanaan"] = (Paragraph("Pendanaan disajikan dalam tabel berikut."), self._budget())
        title = "PERUBAHAN RENCANA KERJA (RENJA)" if amended else "RENCANA KERJA (RENJA)"
        cover = (title, self.field.office.upper(), self.region.upper(), f"TAHUN {year}")
        place = self.region.split(" ", 1)[1]
        signature = Signature(
            (f"{place}, 5 Juni {year - 1}", "Kepala Perangkat Daerah,"),
            place,
            f"{year - 1}-06-05",
            "Kepala Perangkat Daerah",
        )
        plain = Description(
            f"acak-{seed:05d}", identity, cover, chapters(Story(identity, organ, laws, slots)), laws, signature
        )
        expected = (*audit(plain), *narrative)
        return RandomOffice(replace(plain, expected=expected, clean=not expected), _hand(self.rng))

    # --- looks

    def _look(self, rows: tuple[Row, ...], sub: bool) -> Look:
        """Return a look that leaves at least one sign of each level besides the sums, nearly always."""
        rng = self.rng
        indents = {"kegiatan": 8.0, "sub_kegiatan": 16.0} if rng.random() < 0.35 else {}
        bold: tuple[Any, ...] = rng.choice(
            (("program",), ("program", "kegiatan"), ("urusan", "bidang_urusan", "program"), ())
        )
        if not bold and not self.taste.capitals:
            bold = ("program",)
        count = sum(max(1, len(row.indikator)) for row in walk(rows))
        parts: tuple[int, ...] = ()
        if count > 8 and rng.random() < 0.5 and not self.taste.many_indicators:
            parts = tuple(sorted(rng.sample(range(3, count), rng.choice((1, 2)))))
        return Look(
            indicators=rng.choice(("merged", "merged", "blank", "lines")) if self.taste.many_indicators else "merged",
            merge_equal=("sumber_dana",) if rng.random() < 0.15 and not self.taste.many_indicators else (),
            subtotals=rng.random() < 0.12 and not sub,
            bold_levels=bold,
            indents=indents,
            parts=parts,
            stray=rng.choice(("", "", f"Rencana Kerja Tahun {self.taste.year}")),
            repeat_header=rng.random() < 0.5,
            wide_groups=rng.random() < 0.7,
        )

    def _prefixes(self, rows: tuple[Row, ...], coded: bool) -> tuple[Row, ...]:
        """Return rows with a dash or number before the lower names, in some documents without codes."""
        kind = self.rng.choice(("", "", "- ", "1.")) if not coded else ""
        lowest = "sub_kegiatan" if self.taste.era == "C" else "kegiatan"
        if kind == "- ":
            return change(rows, lambda row: replace(row, prefix="- ") if row.level == lowest else row)
        if kind != "1.":
            return rows

        def numbered_children(row: Row) -> Row:
            below = tuple(
                replace(child, prefix=f"{at + 1}. ") if child.level == lowest else child
                for at, child in enumerate(row.children)
            )
            return replace(row, children=below)

        return change(rows, numbered_children)

    def _spoken(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return the columns with their header words drawn from what offices write."""
        now = self.rng.choice(NOW_GROUPS).format(n=self.taste.year)
        later = self.rng.choice(LATER_GROUPS).format(n=self.taste.year + 1)
        chosen = {field: self.rng.choice(words) for field, words in SYNONYMS.items()}
        done: list[Column] = []
        for column in columns:
            name = "kode" if column.field.startswith("kode") else column.field
            path = list(column.path)
            path[-1] = chosen.get(name, path[-1])
            if path[0].startswith("Rencana Tahun"):
                path[0] = now
            elif path[0].startswith("Prakiraan Maju"):
                path[0] = later
            done.append(replace(column, path=tuple(path)))
        return tuple(done)

    def _numbers(self, columns: tuple[Column, ...]) -> tuple[tuple[str, int], ...]:
        form = self.rng.choice(("{}", "{}", "({})", ""))
        return numbered(columns, form) if form else ()

    def _caption(self, number: str) -> str:
        return self.rng.choice(("Tabel {}", "TABEL {}", "Tabel. {}", "Tabel {}.")).format(number)

    def _total(self, values: dict[str, int], style: MoneyStyle) -> Total | None:
        if self.rng.random() < 0.1:
            return None
        return Total(self.total_word, {field: money(value, style) for field, value in values.items()})

    # --- tables

    def _plan(self) -> Table:
        rng, year, style = self.rng, self.taste.year, self.taste.style
        wide = self.taste.era == "C" and not self.taste.groups and rng.random() < 0.3
        kode = 1 if wide else rng.choices((0, 1, 5), (30, 55, 15))[0]
        columns = sipd_ri(year) if wide else rencana(year, kode, location_first=rng.random() < 0.3)
        columns = self._spoken(columns)
        if not wide and rng.random() < 0.25:
            columns = (*columns, Column("penanggung_jawab", (rng.choice(SYNONYMS["penanggung_jawab"]),), 1.3))
        rows = self._prefixes(self.rows, kode > 0)
        if kode and rng.random() < 0.15:
            rows = change(rows, lambda row: replace(row, kode=None))
        if wide:
            rows = change(rows, _widened)
        rows = change(rows, lambda row: replace(row, penanggung_jawab="Sekretariat") if not row.children else row)
        if self.faults and rng.random() < 0.5:
            rows = spoil(rng, rows, style)
        look = self._look(rows, False)
        total = self._total({"pagu_indikatif": add(self.rows), "prakiraan_maju": add(self.rows, "maju")}, style)
        if kode == 5 and self.taste.era == "C":
            columns = _more_kode(columns)
        title = f"Rumusan Rencana Program dan Kegiatan Tahun {year} dan Prakiraan Maju Tahun {year + 1}"
        titles = (
            title,
            f"{self.field.office} {self.region}",
            *(("(dalam ribuan rupiah)",) if style == "ribuan" else ()),
        )
        return Table(
            "rencana", self._caption("3.1"), "3.1", titles, columns, rows, self._numbers(columns),
            total=total, tahun=year, look=look,
        )  # fmt: skip

    def _amended(self) -> Table:
        year, style = self.taste.year, self.taste.style
        columns = perubahan(year, self.rng.choice((0, 1)))
        moved = self.rng.choice((90, 110, 125))

        def before(row: Row) -> Row:
            told = tuple(replace(one, target_sebelum=one.target) for one in row.indikator)
            old = None
            if row.pagu is not None:
                own = bare(row.pagu) * moved // 100
                if style == "ribuan":
                    own = own // 1000 * 1000
                lowest = money(own, style)
                old = lowest if not row.children else money(add(row.children, "pagu_sebelum"), style)
            difference = bare(row.pagu) - bare(old)
            text = money(abs(difference), style).raw if difference >= 0 else f"({money(-difference, style).raw})"
            return replace(row, indikator=told, pagu_sebelum=old, maju=None, extra={"x.selisih": text})

        rows = change(self.rows, before)
        values = {"sebelum_perubahan.pagu_indikatif": add(rows, "pagu_sebelum"), "pagu_indikatif": add(rows)}
        look = replace(self._look(rows, True), subtotals=False)
        title = f"Rumusan Perubahan Rencana Program dan Kegiatan Tahun {year}"
        titles = (title, "(dalam ribuan rupiah)") if style == "ribuan" else (title,)
        return Table(
            "rencana", self._caption("3.1"), "3.1", titles, columns, rows, self._numbers(columns),
            total=self._total(values, style), tahun=year, look=look,
        )  # fmt: skip

    def _budget(self) -> Table:
        year = self.taste.year
        style: MoneyStyle = "dot" if self.taste.style == "ribuan" else self.taste.style
        kode = self.rng.choice((0, 1))
        columns = self._spoken(pendanaan(year, kode))
        rows = restyle(change(self.rows, lambda row: replace(row, maju=None)), style)
        if self.faults and self.rng.random() < 0.5:
            rows = spoil(self.rng, rows, style)
        return Table(
            "pendanaan", self._caption("4.1"), "4.1", (f"Rencana Kerja dan Pendanaan Tahun {year}",), columns,
            self._prefixes(rows, kode > 0), self._numbers(columns),
            total=self._total({"pagu_indikatif": add(self.rows)}, style), tahun=year, look=self._look(rows, True),
        )  # fmt: skip

    def _review(self) -> Table:
        style: MoneyStyle = "dot"
        columns = telaah(location_first=self.rng.random() < 0.4)
        rows = self.rows
        while rows[0].level in ("urusan", "bidang_urusan", "kelompok"):
            rows = tuple(child for row in rows for child in row.children)
        rows = change(restyle(rows, style), lambda row: replace(row, kode=None, indikator=row.indikator[:1]))
        total = {f"{half}.pagu_indikatif": add(rows) for half in ("rancangan_awal", "hasil_analisis")}
        counts = {"program": 0, "other": 0}

        def number(row: Row, _: int) -> str:
            counts["program" if row.level == "program" else "other"] += 1
            return _roman(counts["program"]) if row.level == "program" else str(counts["other"])

        return Table(
            "telaah_rkpd", self._caption("2.3"), "2.3", (f"Review Rancangan Awal RKPD Tahun {self.taste.year}",),
            columns, review(rows, number, {}), self._numbers(columns), total=self._total(total, style),
            look=Look(repeat_header=self.rng.random() < 0.5),
        )  # fmt: skip

    def _evaluation(self) -> Table:
        year = self.taste.year - 1
        rows = self.rows
        while rows[0].level in ("urusan", "bidang_urusan", "kelompok"):
            rows = tuple(child for row in rows for child in row.children)
        quarters = self.rng.randint(1, 4)
        judged = tuple(self._judged(row, quarters) for row in rows)
        groups = ("target", *(f"triwulan_{n}" for n in range(1, quarters + 1)), "realisasi")
        total = {f"capaian.{group}.anggaran": sum(_rp(row, group) for row in judged) for group in groups}
        return Table(
            "evaluasi", self._caption("2.1"), "2.1", (f"Evaluasi terhadap Hasil Renja Tahun {year}",),
            triwulan(year, year + 4), judged, TRIWULAN_NUMBERS, number_row=2, total=self._total(total, "dot"),
            tahun=year,
            look=Look(merge_equal=("sasaran", "penanggung_jawab"), repeat_header=self.rng.random() < 0.5),
        )  # fmt: skip

    def _judged(self, row: Row, quarters: int) -> EvaluationRow:
        children = tuple(self._judged(child, quarters) for child in row.children)
        if children:
            parts = {
                f"triwulan_{n}": sum(_rp(child, f"triwulan_{n}") for child in children) for n in range(1, quarters + 1)
            }
            target = sum(_rp(child, "target") for child in children)
        else:
            target = max(bare(row.pagu), 1000)
            parts = {f"triwulan_{n}": target * self.rng.randint(5, 24) // 100 for n in range(1, quarters + 1)}
        done = sum(parts.values())
        capaian: dict[str, tuple[Stated | None, Stated | None]] = {
            "target": (row.indikator[0].target if row.indikator else None, money(target)),
            "realisasi": (None, money(done)),
            "tingkat_capaian": (None, meant(f"{done * 100 / target:.2f}%".replace(".", ","))),
        }
        for name, amount in parts.items():
            capaian[name] = (None, money(amount))
        return EvaluationRow(
            row.level, row.nama, sasaran="Meningkatnya mutu layanan",
            indikator=tuple(one.uraian or "" for one in row.indikator[:1]), capaian=capaian,
            penanggung_jawab=self.field.office, children=children,
        )  # fmt: skip

    def _narrative(self) -> tuple[Paragraph, tuple[Expected, ...]]:
        """Return the sentence that counts programs and kegiatan, and the finding where it miscounts."""
        levels = [row.level for row in walk(self.rows)]
        programs, activities = levels.count("program"), levels.count("kegiatan")
        said = programs + 1 if self.faults and self.rng.random() < 0.3 else programs
        text = f"Pada tahun {self.taste.year} direncanakan {said} program dan {activities} kegiatan sebagai berikut."
        wrong = (Expected("narrative-mismatch", None, None, programs, said),) if said != programs else ()
        return Paragraph(text), wrong


def _rp(row: EvaluationRow, group: str) -> int:
    return bare(row.capaian[group][1])


def _widened(row: Row) -> Row:
    """Fill the columns only the SIPD print has."""
    told = tuple(
        replace(one, extra={"x.ind.renstra": one.target.raw if one.target else "", "x.ind.lalu": "-", "x.ind.kini": ""})
        for one in row.indikator
    )
    return replace(row, indikator=told, catatan=None, kelompok_sasaran=None if row.children else "Masyarakat")


def _more_kode(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Give the code the six cells that era C needs: 1 | 05 | 02 | 2 | 01 | 0001."""
    head = columns[0].path
    rest = tuple(column for column in columns if not column.field.startswith("kode."))
    return (*(Column(f"kode.{index}", head, 0.5) for index in range(6)), *rest)


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1] if number <= 10 else str(number)
