"""Random trees of rows: eras, codes, indicators, amounts that add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from samples.description import Indicator, Level, Row, Stated
from samples.notation import add, change
from samples.random_words import OLD_SUPPORT, SUPPORT, UNITS, Field, Namer
from samples.values import MoneyStyle, meant, money

Era = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Taste:
    """The habits of one random office, drawn once."""

    era: Era
    year: int
    style: MoneyStyle
    top: bool
    """Rows of urusan and bidang urusan stand above the programs."""
    groups: bool
    """Grouping rows (units of the office) stand above the programs."""
    many_indicators: bool
    capitals: bool
    """Names of programs are printed in capitals."""
    four_digits: bool
    province: bool


def draw_taste(rng: Random) -> Taste:
    """Return random habits."""
    era: Era = rng.choice(("A", "B", "C", "C"))
    years = {"A": (2009, 2016), "B": (2017, 2020), "C": (2021, 2026)}[era]
    styles: tuple[MoneyStyle, ...] = ("dot", "dot,00", "dot,-", "Rp dot", "Rp\ndot", "ribuan", "comma", "Rp. dot,-")
    year = rng.randint(*years)
    top = rng.random() < 0.45
    return Taste(
        era,
        year,
        rng.choices(styles, (50, 14, 10, 8, 6, 4, 4, 4))[0],
        top,
        groups=not top and rng.random() < 0.25,
        many_indicators=rng.random() < 0.4,
        capitals=rng.random() < (0.7 if era == "C" else 0.4),
        four_digits=era == "C" and year >= 2024,
        province=rng.random() < 0.2,
    )


class PlanMaker:
    """Makes the rows of one plan."""

    def __init__(self, rng: Random, taste: Taste, field: Field) -> None:
        self.rng = rng
        self.taste = taste
        self.field = field
        self.namer = Namer(rng, field)
        self.place = rng.choice(("Kantor", "Kab. Contoh", "Semua kecamatan", "12 desa", "Kantor Dinas"))
        self.fund = rng.choice(("APBD", "APBD Kab", "PAD", "DAU", "Pendapatan Asli Daerah (PAD)"))

    def rows(self, programs: int) -> tuple[Row, ...]:
        """Return the whole tree with its amounts."""
        bidang = self.field.new if self.taste.era == "C" else self.field.old
        unit = f"{bidang}.01" if self.taste.era != "C" else bidang
        made = [self._program(unit, number) for number in range(programs)]
        made = list(change(tuple(made), self._summed))
        if self.taste.groups and len(made) > 1:
            cut = self.rng.randint(1, len(made) - 1)
            titles = self.rng.sample(("Sekretariat", "Bidang Pembinaan", "Bidang Pengendalian", "Bidang Data"), 2)
            return tuple(
                Row("kelompok", title, children=tuple(part))
                for title, part in zip(titles, (made[:cut], made[cut:]), strict=True)
            )
        if not self.taste.top:
            return tuple(made)
        own = self.rng.random() < 0.6
        return self._top(bidang, tuple(made), own)

    def _top(self, bidang: str, programs: tuple[Row, ...], amounts: bool) -> tuple[Row, ...]:
        names = {
            "1": "URUSAN PEMERINTAHAN WAJIB",
            "2": "URUSAN PEMERINTAHAN PILIHAN",
            "3": "URUSAN PEMERINTAHAN PILIHAN",
        }
        urusan = names.get(bidang[0], "UNSUR PENUNJANG URUSAN PEMERINTAHAN")
        general = self.taste.era != "C" and bidang == "1.20"
        name = "OTONOMI DAERAH DAN PEMERINTAHAN UMUM" if general else self.field.bidang
        middle = Row("bidang_urusan", name, bidang, children=programs)
        top = Row("urusan", urusan, bidang[0], children=(middle,))
        return change((top,), self._summed) if amounts else (top,)

    def _program(self, unit: str, number: int) -> Row:
        era = self.taste.era
        first = number == 0
        kode = f"{unit}.{number + 1:02d}" if era == "C" or first else f"{unit}.{number + 14}"
        if first and era == "C":
            where = "PROVINSI" if self.taste.province else "KABUPATEN/KOTA"
            name = f"PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH {where}"
            parts = self.rng.sample(SUPPORT, self.rng.randint(2, len(SUPPORT)))
            children = tuple(
                self._activity(f"{kode}.{1 if self.taste.province else 2}.{at + 1:02d}", title, below)
                for at, (title, below) in enumerate(parts)
            )
            return self._row("program", name, kode, children)
        if first:
            name = "Program Pelayanan Administrasi Perkantoran"
            chosen = self.rng.sample(OLD_SUPPORT, 3)
            children = tuple(self._leaf("kegiatan", title, f"{kode}.{at + 1:02d}") for at, title in enumerate(chosen))
        else:
            name = f"Program {self.namer.program()}"
            count = self.rng.randint(1, 4)
            if era == "C":
                level = 1 if self.taste.province else 2
                children = tuple(
                    self._activity(
                        f"{kode}.{level}.{at + 1:02d}",
                        self.namer.work(),
                        tuple(self.namer.work() for _ in range(self.rng.randint(1, 5))),
                    )
                    for at in range(count)
                )
            else:
                children = tuple(
                    self._leaf("kegiatan", self.namer.work(), f"{kode}.{at + 1:02d}") for at in range(count + 1)
                )
        return self._row("program", name.upper() if self.taste.capitals else name, kode, children)

    def _activity(self, kode: str, name: str, below: tuple[str, ...]) -> Row:
        width = 4 if self.taste.four_digits else 2
        children = tuple(
            self._leaf("sub_kegiatan", title, f"{kode}.{at + 1:0{width}d}") for at, title in enumerate(below)
        )
        return self._row("kegiatan", name, kode, children)

    def _leaf(self, level: Level, name: str, kode: str) -> Row:
        row = self._row(level, name, kode, ())
        thousand = self.taste.style == "ribuan"
        amount = (
            self.rng.randint(2, 900)
            * self.rng.choice((500, 1000, 2500))
            * (1000 if thousand else self.rng.choice((1, 100, 1000)))
        )
        amount = max(amount, 250_000)
        if not thousand and self.rng.random() < 0.3:
            amount += self.rng.randint(1, 999)
        later = amount * self.rng.choice((100, 105, 110)) // 100
        if thousand:
            amount, later = amount // 1000 * 1000, later // 1000 * 1000
        return replace(row, pagu=money(amount, self.taste.style), maju=money(later, self.taste.style))

    def _row(self, level: Level, name: str, kode: str, children: tuple[Row, ...]) -> Row:
        count = self.rng.choice((1, 1, 1, 2, 3)) if self.taste.many_indicators else 1
        indicators = tuple(self._indicator(level, number, name) for number in range(count))
        return Row(level, name, kode, indicators, self.place, sumber_dana=self.fund, children=children)

    def _indicator(self, level: Level, number: int, name: str) -> Indicator:
        if level == "program" or (level == "kegiatan" and self.taste.era == "C"):
            value = self.rng.choice(("100%", "95%", "92,5%", "80 %", "87,25%"))
            word = ("Persentase capaian", "Tingkat keberhasilan", "Cakupan")[number]
            return Indicator(f"{word} {name.lower()}", meant(value), meant(value))
        unit = self.rng.choice(UNITS)
        first = self.rng.choice((1, 2, 4, 12, 36, 150, 1250, 3540))
        word = ("Jumlah hasil", "Banyaknya keluaran", "Volume pekerjaan")[number]
        text = f"{first:,}".replace(",", ".")
        later = f"{first + self.rng.randint(0, 5):,}".replace(",", ".")
        return Indicator(f"{word} {name.lower()}", meant(f"{text} {unit}"), meant(f"{later} {unit}"))

    def _summed(self, row: Row) -> Row:
        if not row.children:
            return row
        style = self.taste.style
        return replace(row, pagu=money(add(row.children), style), maju=money(add(row.children, "maju"), style))


def spoil(rng: Random, rows: tuple[Row, ...], style: MoneyStyle) -> tuple[Row, ...]:
    """Return the rows with one lowest amount mistyped."""
    names = [row.nama for row in _lowest(rows)]
    chosen = rng.choice(names)

    def one(row: Row) -> Row:
        if row.nama != chosen or row.children or row.pagu is None or row.pagu.value is None:
            return row
        return replace(row, pagu=money(int(row.pagu.value) + rng.choice((9, 90, 900)) * 10000, style))

    return change(rows, one)


def _lowest(rows: tuple[Row, ...]) -> list[Row]:
    return [one for row in rows for one in (_lowest(row.children) if row.children else [row])]


def bare(stated: Stated | None) -> int:
    """Return an amount, 0 where there is none."""
    return int(stated.value) if stated is not None and stated.value is not None else 0
