"""The report of a batch: one HTML page with its charts and sortable tables, readable without network."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from extractor.batch.journal import cannot_write, read_records
from extractor.batch.progress import CODE_WORDS, STATUS_WORDS, clock
from extractor.batch.records import STATUSES, Record
from extractor.batch.store import LocalStore, open_store
from extractor.errors import UnreadableError
from extractor.messages import Language, Message, shown
from extractor.plan.wording import number, rupiah
from extractor.review.html_parts import HOUSE_STYLE, asset
from extractor.review.words import CODES

REPORT_FILE: Final = "report.html"
_TOP: Final = 12
"""Bars in a chart of the largest; the table below has all."""
_WEIGHTS: Final = {"error": 5, "warning": 2, "info": 1}
_SCALES: Final[tuple[tuple[int, Message], ...]] = (
    (10**12, Message(id="triliun", en="trillion")),
    (10**9, Message(id="miliar", en="billion")),
    (10**6, Message(id="juta", en="million")),
)
_WORDS: Final = {
    "title": Message(id="Laporan batch renja", en="Report of a renja batch"),
    "documents": Message(id="Dokumen", en="Documents"),
    "converted": Message(id="menjadi JSON", en="converted to JSON"),
    "failed": Message(id="gagal", en="failed"),
    "pages": Message(id="halaman PDF", en="PDF pages"),
    "time": Message(id="waktu proses", en="processing time"),
    "pagu": Message(id="pagu indikatif", en="budget ceilings (pagu)"),
    "status": Message(id="Status", en="Status"),
    "codes": Message(id="Temuan menurut kode", en="Findings by code"),
    "by_year": Message(id="Pagu menurut tahun", en="Pagu by year"),
    "by_office": Message(id="Pagu menurut perangkat daerah", en="Pagu by office"),
    "once": Message(
        id="Perangkat daerah dengan beberapa dokumen dalam satu tahun dihitung sekali, dengan total terbesarnya.",
        en="An office with several documents in one year counts once, with its largest total.",
    ),
    "slowest": Message(id="Paling lama", en="Slowest"),
    "doubtful": Message(id="Paling meragukan", en="Most doubtful"),
    "weights": Message(
        id="Bobot: kesalahan {error}, peringatan {warning}, catatan {info}.".format(**_WEIGHTS),
        en="Weights: error {error}, warning {warning}, note {info}.".format(**_WEIGHTS),
    ),
    "failures": Message(id="Yang gagal", en="What failed"),
    "path": Message(id="Berkas", en="File"),
    "reason": Message(id="Sebab", en="Reason"),
    "message": Message(id="Keterangan", en="What to do"),
    "year": Message(id="Tahun", en="Year"),
    "office": Message(id="Perangkat daerah", en="Office"),
    "region": Message(id="Daerah", en="Region"),
    "count": Message(id="Dokumen", en="Documents"),
    "amount": Message(id="Pagu (Rp)", en="Pagu (Rp)"),
    "errors": Message(id="Kesalahan", en="Errors"),
    "warnings": Message(id="Peringatan", en="Warnings"),
    "notes": Message(id="Catatan", en="Notes"),
    "seconds": Message(id="Detik", en="Seconds"),
    "memory": Message(id="Memori (MB)", en="Memory (MB)"),
    "page_count": Message(id="Halaman", en="Pages"),
    "search": Message(id="Cari berkas, perangkat daerah, kode …", en="Search files, offices, codes …"),
    "all": Message(id="Semua status", en="Every status"),
    "none": Message(id="Tidak ada.", en="None."),
    "unstated": Message(id="(tidak dinyatakan)", en="(not stated)"),
}  # fmt: skip


def write_report(results: str, output: Path | None, language: Language) -> Path | str:
    """Write the report of the batch in `results` (a folder or a URL) and return its place.

    Raises `UnreadableError` where there is no batch, `OutputError` where the report cannot be written.
    """
    store = open_store(results)
    try:
        records = list(read_records(store))
    except OSError as error:
        raise UnreadableError(
            shown(results),
            Message(id="Di sini tidak ada hasil batch.", en="There are no results of a batch here."),
            Message(id="Berikan folder yang diisi `renja batch`.", en="Give a folder that `renja batch` filled."),
        ) from error
    page = report_html(records, store.root, language).encode()
    try:
        if output is not None:
            output.write_bytes(page)
            return output
        store.write(REPORT_FILE, page)
    except OSError as error:
        raise cannot_write(str(output or results), error.strerror or str(error)) from error
    return Path(store.root, REPORT_FILE) if isinstance(store, LocalStore) else f"{store.root}/{REPORT_FILE}"


def report_html(records: Sequence[Record], place: str, language: Language) -> str:
    """Return the report of `records`; `place` is where they come from."""
    return _Report(records, language).page(place)


class _Report:
    """One report being written, in one language."""

    def __init__(self, records: Sequence[Record], language: Language) -> None:
        self._records = records
        self._language = language
        self._documents = [record for record in records if record.status != "skipped"]
        self._plans = _plans(self._documents)

    def _word(self, name: str) -> str:
        return escape(_WORDS[name].text(self._language))

    def page(self, place: str) -> str:
        template = Template(asset("report.html"))
        sections = [
            self._section("status", self._pie()),
            self._section("by_year", self._years()),
            self._section("codes", self._codes()),
            self._section("by_office", self._offices() + self._note("once")),
            self._section("slowest", self._slowest()),
            self._section("doubtful", self._doubtful() + self._note("weights")),
            self._section("failures", self._failures(), wide=True),
            self._section("amount", self._amounts(), wide=True),
            self._section("documents", self._tools() + self._table(), wide=True),
        ]
        return template.substitute(
            lang=self._language,
            house=asset(HOUSE_STYLE),
            title=self._word("title"),
            place=escape(shown(place)),
            tiles=self._tiles(),
            sections="\n".join(sections),
        )

    def _section(self, name: str, content: str, *, wide: bool = False) -> str:
        return f'<section id="s-{name}"{" class=wide" if wide else ""}><h2>{self._word(name)}</h2>{content}</section>'

    def _note(self, name: str) -> str:
        return f'<p class="note">{self._word(name)}</p>'

    def _tiles(self) -> str:
        statuses = Counter(record.status for record in self._records)
        written = statuses["ok"] + statuses["findings"] + statuses["no-plan"]
        tiles = [
            (_count(len(self._documents)), "documents"),
            (_count(written), "converted"),
            (_count(statuses["failed"]), "failed"),
            (_count(sum(record.pages or 0 for record in self._documents)), "pages"),
            (clock(sum(record.seconds for record in self._documents)), "time"),
            (self._short(sum(self._plans.values())), "pagu"),
        ]
        return "".join(
            f'<div class="tile"><b>{value}</b><span>{self._word(name)}</span></div>' for value, name in tiles
        )

    def _short(self, amount: int | Decimal) -> str:
        """Return rupiah in three digits or so: Rp 12,3 miliar."""
        for scale, word in _SCALES:
            scaled = Decimal(amount) / scale
            if abs(scaled) >= 1:
                text = f"{scaled:,.4g}" if abs(scaled) < 1000 else f"{scaled:,.0f}"
                return f"Rp {self._point(text)} {word.text(self._language)}"
        return rupiah(amount)

    def _point(self, text: str) -> str:
        return text.translate(str.maketrans(",.", ".,")) if self._language == "id" else text

    def _pie(self) -> str:
        counts = Counter(record.status for record in self._records)
        total = len(self._records)
        if not total:
            return self._empty()
        radius, at, parts, legend = 15.9155, 0.0, [], []
        for status in STATUSES:
            if count := counts[status]:
                share = count / total * 100
                parts.append(
                    f'<circle r="{radius}" cx="21" cy="21" fill="none" stroke="var(--{status})" stroke-width="6" '
                    f'stroke-dasharray="{share:.3f} {100 - share:.3f}" stroke-dashoffset="{25 - at:.3f}"/>'
                )
                at += share
                words = escape(STATUS_WORDS[status].text(self._language))
                legend.append(f'<li><b>{_count(count)}</b><i class="{status}"></i>{words}</li>')
        middle = f'<text x="105" y="112" text-anchor="middle">{_count(total)}</text>'
        circle = f'<g transform="scale(5)">{"".join(parts)}</g>'
        return (
            f'<div class="pie"><svg viewBox="0 0 210 210" role="img" aria-label="{self._word("status")}">'
            f"{circle}{middle}</svg><ul>{''.join(legend)}</ul></div>"
        )

    def _codes(self) -> str:
        codes: Counter[str] = Counter()
        for record in self._documents:
            codes.update(record.findings)
        names = {code: CODES[code].text(self._language) for code in CODES}
        return self._bars([(code, count, _count(count)) for code, count in codes.most_common()], names)

    def _years(self) -> str:
        years: defaultdict[int, int | Decimal] = defaultdict(int)
        for (year, _, _), amount in self._plans.items():
            if year is not None:
                years[year] += amount
        if not years:
            return self._empty()
        columns = [(str(year), float(amount), self._short(amount)) for year, amount in sorted(years.items())]
        return _columns(columns, self._word("by_year"))

    def _offices(self) -> str:
        offices: defaultdict[str, int | Decimal] = defaultdict(int)
        for (_, _, office), amount in self._plans.items():
            offices[office or _WORDS["unstated"].text(self._language)] += amount
        top = sorted(offices.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP]
        return self._bars([(office, float(amount), self._short(amount)) for office, amount in top])

    def _slowest(self) -> str:
        top = sorted(self._documents, key=lambda record: (-record.seconds, record.path))[:_TOP]
        unit = Message(id="dtk", en="s").text(self._language)
        return self._bars(
            [(shown(each.path), each.seconds, f"{self._point(f'{each.seconds:.2f}')} {unit}") for each in top]
        )

    def _doubtful(self) -> str:
        doubtful = [(doubt(record), record) for record in self._documents if record.severities]
        top = sorted(doubtful, key=lambda pair: (-pair[0], pair[1].path))[:_TOP]
        return self._bars([(shown(record.path), points, _count(points)) for points, record in top])

    def _bars(self, bars: Sequence[tuple[str, float, str]], names: Mapping[str, str] | None = None) -> str:
        """Return a bar chart; `names` tell what a bar's name means."""
        if not bars:
            return self._empty()
        most = max(value for _, value, _ in bars) or 1
        rows = (
            f'<div class="name">{escape(name)}{_meaning((names or {}).get(name))}</div>'
            f'<div class="track"><i style="width:{value / most * 100:.1f}%"></i></div>'
            f'<div class="value">{escape(text)}</div>'
            for name, value, text in bars
        )
        return f'<div class="bars">{"".join(rows)}</div>'

    def _empty(self) -> str:
        return f'<p class="empty">{self._word("none")}</p>'

    def _failures(self) -> str:
        failed = [record for record in self._records if record.status == "failed"]
        if not failed:
            return self._empty()
        rows = (
            f'<tr><td class="path">{escape(shown(each.path))}</td><td>{self._code(each.code)}</td>'
            f"<td>{escape(shown(each.message or ''))}</td></tr>"
            for each in failed
        )
        return _table(rows, [(self._word("path"), ""), (self._word("reason"), ""), (self._word("message"), "")])

    def _code(self, code: str | None) -> str:
        words = CODE_WORDS.get(code or "")
        return escape(words.text(self._language) if words else code or "")

    def _amounts(self) -> str:
        if not self._plans:
            return self._empty()
        counts = Counter(_plan_key(record) for record in self._documents if record.total_pagu is not None)
        rows = (
            f'<tr><td class="n" data-v="{year or ""}">{year or ""}</td><td>{escape(office or "")}</td>'
            f'<td>{escape(region or "")}</td><td class="n">{counts[year, region, office]}</td>'
            f'<td class="n" data-v="{amount}">{number(amount)}</td></tr>'
            for (year, region, office), amount in sorted(self._plans.items(), key=lambda pair: str(pair[0]))
        )
        heads = [("year", "n"), ("office", ""), ("region", ""), ("count", "n"), ("amount", "n")]
        return _table(rows, [(self._word(name), kind) for name, kind in heads]) + self._note("once")

    def _tools(self) -> str:
        options = "".join(
            f'<option value="{status}">{escape(STATUS_WORDS[status].text(self._language))}</option>'
            for status in STATUSES
        )
        return (
            f'<div class="tools"><input id="search" type="search" placeholder="{self._word("search")}" '
            f'aria-label="{self._word("search")}"><select id="status" aria-label="{self._word("status")}">'
            f'<option value="">{self._word("all")}</option>{options}</select></div>'
        )

    def _table(self) -> str:
        heads = [
            ("path", ""), ("status", ""), ("office", ""), ("year", "n"), ("amount", "n"), ("errors", "n"),
            ("warnings", "n"), ("notes", "n"), ("page_count", "n"), ("seconds", "n"), ("memory", "n"),
        ]  # fmt: skip
        rows = (self._row(record) for record in self._records)
        return _table(rows, [(self._word(name), kind) for name, kind in heads], "documents")

    def _row(self, record: Record) -> str:
        counts = record.severities
        memory = None if record.peak_memory is None else round(record.peak_memory / 2**20)
        told = escape(STATUS_WORDS[record.status].text(self._language))
        code = f" {escape(record.code)}" if record.code else ""
        numbers: list[tuple[object, str]] = [
            (record.tahun, str(record.tahun or "")),
            (record.total_pagu, "" if record.total_pagu is None else number(record.total_pagu)),
            *((counts.get(name), str(counts.get(name, ""))) for name in ("error", "warning", "info")),
            (record.pages, str(record.pages or "")),
            (record.seconds, self._point(f"{record.seconds:.2f}")),
            (memory, str(memory or "")),
        ]
        cells = "".join(f'<td class="n" data-v="{"" if key is None else key}">{text}</td>' for key, text in numbers)
        return (
            f'<tr data-status="{record.status}"><td class="path">{escape(shown(record.path))}</td>'
            f'<td data-v="{record.status}"><span class="badge {record.status}">{told}</span>{code}</td>'
            f"<td>{escape(record.perangkat_daerah or '')}</td>{cells}</tr>"
        )


_PlanKey = tuple[int | None, str | None, str | None]


def _plan_key(record: Record) -> _PlanKey:
    return record.tahun, record.daerah, record.perangkat_daerah


def _plans(records: Iterable[Record]) -> dict[_PlanKey, int | Decimal]:
    """Return the largest total of each office and year."""
    plans: dict[_PlanKey, int | Decimal] = {}
    for record in records:
        if record.total_pagu is not None:
            key = _plan_key(record)
            plans[key] = max(plans.get(key, record.total_pagu), record.total_pagu)
    return plans


def doubt(record: Record) -> int:
    """Return how doubtful a document is: its findings, weighted by severity."""
    return sum(_WEIGHTS.get(severity, 0) * count for severity, count in record.severities.items())


def _meaning(text: str | None) -> str:
    return f"<span>{escape(text)}</span>" if text else ""


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _table(rows: Iterable[str], heads: Sequence[tuple[str, str]], name: str = "") -> str:
    cells = "".join(f'<th class="{kind}"><button type="button">{text}</button></th>' for text, kind in heads)
    mark = f' id="{name}"' if name else ""
    return (
        f'<div class="scroll"><table{mark}><thead><tr>{cells}</tr></thead><tbody>\n'
        + "\n".join(rows)
        + "\n</tbody></table></div>"
    )


def _columns(columns: Sequence[tuple[str, float, str]], label: str) -> str:
    """Return a column chart as SVG, 520 units wide and 220 high, that is read out as `label` with its figures."""
    width, height, base = 520.0, 220.0, 192.0
    step = width / len(columns)
    most = max(value for _, value, _ in columns) or 1.0
    # Labels thin out where there are many years.
    every = math.ceil(len(columns) / 8)
    parts = [f'<line x1="0" x2="{width:.0f}" y1="{base}" y2="{base}"/>']
    for index, (name, value, text) in enumerate(columns):
        high = max(value, 0) / most * 160
        middle = step * (index + 0.5)
        broad = min(step * 0.6, 70)
        parts.append(
            f'<rect x="{middle - broad / 2:.1f}" y="{base - high:.1f}" width="{broad:.1f}" height="{high:.1f}" rx="3">'
            f"<title>{escape(name)}: {escape(text)}</title></rect>"
        )
        if index % every == 0:
            parts.append(f'<text x="{middle:.1f}" y="{height - 10:.0f}">{escape(name)}</text>')
            if len(columns) <= 4:
                parts.append(f'<text x="{middle:.1f}" y="{base - high - 8:.1f}">{escape(text)}</text>')
    told = escape("; ".join(f"{name}: {text}" for name, _, text in columns))
    return (
        f'<svg class="columns" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{label}. {told}">'
        f"{''.join(parts)}</svg>"
    )
