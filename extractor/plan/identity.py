"""Which plan a document is, whose and of which year: every place that says so votes, the cover loudest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import regex

from extractor.messages import Message
from extractor.plan.doubt import Doubt
from extractor.plan.headings import (
    LONG_LINE,
    Piece,
    chapter_line,
    is_contents_entry,
    is_front_heading,
    pieces,
    section_line,
)
from extractor.plan.mentions import Ballot, offices, regions
from extractor.plan.model import At, Evaluation, EvaluationNode, Identity, JenisDokumen, Node, Plan, Tahapan
from extractor.plan.signature import find_signature
from extractor.plan.text import collapse, squash
from extractor.tables.model import Flow, LogicalTable

Place = Literal["cover", "running", "label", "title", "prose"]

_WEIGHT: Final[dict[Place, float]] = {"cover": 100, "running": 50, "label": 40, "title": 10, "prose": 1}
"""How much a mention counts by its place; names in prose are many and about other offices too."""
_PLAN: Final = r"(?:rencana\s+kerja(?!\s+(?:pemerintah|dan\s+anggaran|anggaran))|renja)"
_PLAN_YEAR: Final = regex.compile(
    rf"{_PLAN}\b(?P<between>[^.;:]{{0,110}}?)\b(?:(?:tahun|t\.?a\.?)\s*(?:anggaran\s*)?(?:rencana\s*)?\(?)?\s*(?P<year>20\d\d)(?![\d/.-])",
    regex.IGNORECASE,
)
_YEAR: Final = regex.compile(
    r"(?:tahun|t\.a\.?|ta)\s*(?:anggaran\s*)?\(?(?P<year>20\d\d)\b(?!\s*[-–/])", regex.IGNORECASE
)
_PLAN_TABLE: Final = regex.compile(
    r"(?:rumusan\s+rencana|rencana\s+program|rencana\s+kerja\s+dan\s+pendanaan)", regex.IGNORECASE
)
_OTHER_YEAR: Final = regex.compile(r"evaluasi|tahun\s+lalu|realisasi|capaian|maju|renstra|rpjmd", regex.IGNORECASE)
_AMENDED: Final = regex.compile(
    r"perubahan\s+(?:atas\s+)?(?:rencana\s+kerja(?!\s+(?:pemerintah|dan\s+anggaran))|renja)"
    r"|(?:rencana\s+kerja|renja)\s*(?:\(\s*renja\s*\)\s*)?[-–]?\s*(?:(?:skpd|opd|pd|perangkat\s+daerah)\s+)?(?:perubahan\b|p\b)"
    r"|p\s*-\s*renja",
    regex.IGNORECASE,
)
_PLAN_WORD: Final = regex.compile(_PLAN, regex.IGNORECASE)
_STAGES: Final[tuple[tuple[Tahapan, regex.Pattern[str]], ...]] = (
    ("rancangan_akhir", regex.compile(r"rancangan\s+akhir(?!\s+rkpd)|\branhir\b", regex.IGNORECASE)),
    ("rancangan_awal", regex.compile(r"rancangan\s+awal(?!\s+rkpd)|\branwal\b(?!\s+rkpd)", regex.IGNORECASE)),
    ("rancangan", regex.compile(rf"rancangan\s+(?:perubahan\s+)?{_PLAN}", regex.IGNORECASE)),
)
_LABEL: Final = regex.compile(
    r"(?:nama\s+)?(?:skpd|opd|perangkat\s+daerah|sub\s+unit\s+organisasi|unit\s+organisasi|organisasi|unit\s+kerja)\s*:\s*"
    r"(?:[\d.]+\s*[-–]?\s*)?(?P<name>\p{L}.*)",
    regex.IGNORECASE,
)
_OF_PLAN: Final = regex.compile(
    rf"{_PLAN}\W+(?:\(renja\)\W+)?(?:(?:skpd|opd|pd|perangkat\s+daerah)\W+)?(?:kantor\W+)?$", regex.IGNORECASE
)
_ONLY_TITLES: Final = ("bagian", "bidang", "kantor", "upt", "uptd", "puskesmas")
"""Offices of these kinds are named in any prose; only a cover, a running head or a label makes one the plan's."""
_SPECIFIC: Final = ("upt", "uptd", "rsud", "rumah", "puskesmas", "kelurahan", "bidang", "bagian")
"""On a cover such an office is named together with the one above it, which is then not the plan's."""
_PROVINCES: Final = {
    squash(name): name
    for name in (
        "Aceh", "Nanggroe Aceh Darussalam", "Sumatera Utara", "Sumatera Barat", "Riau", "Jambi", "Sumatera Selatan",
        "Bengkulu", "Lampung", "Kepulauan Bangka Belitung", "Kepulauan Riau", "DKI Jakarta",
        "Daerah Khusus Ibukota Jakarta", "Jawa Barat", "Jawa Tengah", "Daerah Istimewa Yogyakarta", "DI Yogyakarta",
        "Jawa Timur", "Banten", "Bali", "Nusa Tenggara Barat", "Nusa Tenggara Timur", "Kalimantan Barat",
        "Kalimantan Tengah", "Kalimantan Selatan", "Kalimantan Timur", "Kalimantan Utara", "Sulawesi Utara",
        "Sulawesi Tengah", "Sulawesi Selatan", "Sulawesi Tenggara", "Gorontalo", "Sulawesi Barat", "Maluku",
        "Maluku Utara", "Papua", "Papua Barat", "Papua Barat Daya", "Papua Selatan", "Papua Tengah",
        "Papua Pegunungan",
    )
}  # fmt: skip
_ABOVE_PROGRAMS: Final = ("urusan", "bidang_urusan", "kelompok")
_HEAD_ROWS: Final = 12
"""Rows at a table's top where lines such as "Unit Organisasi : ..." stand."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that may say something about the plan, and where it stands."""

    place: Place
    text: str


def find_identity(flow: Flow, running_text: Sequence[str], file_name: str) -> Identity:
    """Return what the document's text says about itself.

    `running_text` are the page headers and footers. The name of the file decides nothing but a tie between years.
    """
    texts = list(_texts(flow, running_text))
    tahun = _year(texts, file_name)
    office, region, province = _names(texts)
    return Identity(
        jenis_dokumen=_kind(texts),
        tahapan=_stage(texts),
        tahun=tahun,
        perangkat_daerah=office,
        daerah=region,
        provinsi=province,
        pengesahan=find_signature(flow),
    )


def add_from_tables(identity: Identity, plans: Sequence[Plan], evaluations: Sequence[Evaluation]) -> list[Doubt]:
    """Fill in from the tables of a file without cover and title what its text does not say; return what is missing.

    The year is that of the plan's columns, or the one whose quarters a file of evaluations alone states. The office is
    the one that all rows stand under.
    """
    if identity.tahun is None:
        quarterly = [] if plans else [one.tahun for one in evaluations if _states_quarters(one)]
        identity.tahun = next(filter(None, [*(plan.tahun for plan in plans), *quarterly]), None)
    if identity.perangkat_daerah is None:
        identity.perangkat_daerah = _office_above([*plans, *evaluations])
    return list(_missing(identity))


def _states_quarters(evaluation: Evaluation) -> bool:
    return any(group.startswith("triwulan") for node in evaluation.nodes[:1] for group in node.capaian)


def _office_above(tables: Sequence[Plan | Evaluation]) -> str | None:
    """Return the office that rows above the programs name, None where they name several or only parts of one."""
    named = Ballot()
    rows: list[Node | EvaluationNode] = [node for table in tables for node in table.nodes]
    while rows:
        row = rows.pop()
        if row.level in _ABOVE_PROGRAMS:
            rows += row.children
        text = collapse(row.nama or "")
        for mention in offices(text) if row.level == "kelompok" else ():
            if len(text) == mention.end - mention.start and mention.words[0].casefold() not in _SPECIFIC:
                named.add(mention.words, 1.0)
    return named.winner() if len(named.ends) == 1 else None


def _texts(flow: Flow, running_text: Sequence[str]) -> Iterator[_Text]:
    parts = pieces(flow)
    cover = _cover(parts)
    if cover:
        yield _Text("cover", collapse(" ".join(_printed(piece) for piece in parts[:cover])))
    for text in running_text:
        yield _Text("running", collapse(text))
    for piece in parts[cover:]:
        if isinstance(piece.source, LogicalTable):
            yield from _table_texts(piece.source)
        elif piece.paragraph is not None and not is_contents_entry(piece.raw):
            label = _LABEL.fullmatch(piece.text)
            yield _Text("label", label["name"]) if label else _Text("prose", piece.text)


def _cover(parts: Sequence[Piece]) -> int:
    """Return how many pieces before the preface, the contents or the first chapter are the cover; 0 without one."""
    for i, piece in enumerate(parts):
        text = piece.full
        begins = piece.paragraph is not None and (
            chapter_line(text) or section_line(text) or is_front_heading(text) or len(text) > LONG_LINE
        )
        if begins or (isinstance(piece.source, LogicalTable) and piece.source.n_cols > 1):
            return i
    return len(parts) if len(parts) < 2 * _HEAD_ROWS else 0


def _printed(piece: Piece) -> str:
    """Return the text of a piece of the cover; tables of one column there are frames round it."""
    if isinstance(piece.source, LogicalTable):
        return " ".join(cell.text for cell in piece.source.cells[:_HEAD_ROWS])
    return piece.full if piece.paragraph is not None else ""


def _table_texts(table: LogicalTable) -> Iterator[_Text]:
    if table.title:
        title = collapse(table.title)
        label = regex.search(r"(?i)\b(?:skpd|opd|perangkat\s+daerah|unit\s+kerja)\s*:\s*(?P<name>\p{L}.*)", title)
        yield _Text("title", title)
        if label is not None:
            yield _Text("label", label["name"])
    for cell in table.cells:
        if cell.row >= _HEAD_ROWS:
            break
        label = _LABEL.fullmatch(collapse(cell.text)) if len(cell.text) < LONG_LINE else None
        if label is not None:
            yield _Text("label", label["name"])


def _kind(texts: Sequence[_Text]) -> JenisDokumen:
    """Return the kind: an amendment where the cover or a running head says so, else where most of the text does."""
    set_off = [text.text for text in texts if text.place in ("cover", "running")]
    named = [text for text in set_off if _PLAN_WORD.search(text)]
    if named:
        return "perubahan_renja" if any(_AMENDED.search(text) for text in named) else "renja"
    amended = sum(len(_AMENDED.findall(text.text)) for text in texts)
    return "perubahan_renja" if 2 * amended > sum(len(_PLAN_WORD.findall(text.text)) for text in texts) else "renja"


def _stage(texts: Sequence[_Text]) -> Tahapan | None:
    set_off = " | ".join(text.text for text in texts if text.place in ("cover", "running"))
    return next((stage for stage, pattern in _STAGES if pattern.search(set_off)), None)


def _year(texts: Sequence[_Text], file_name: str) -> int | None:
    """Return the year most places name as the plan's; the file's name breaks a tie."""
    votes: defaultdict[int, float] = defaultdict(float)
    for text in texts:
        weight = _WEIGHT[text.place]
        for year in _plan_years(text):
            votes[year] += weight
    if not votes:
        return None
    most = max(votes.values())
    tied = sorted(year for year, weight in votes.items() if weight == most)
    return next((year for year in tied if str(year) in file_name), tied[0])


def _plan_years(text: _Text) -> Iterator[int]:
    if text.place == "title" and _PLAN_TABLE.search(text.text):
        year = None if _OTHER_YEAR.match(text.text) else _YEAR.search(text.text)
        if year is not None:
            yield int(year["year"])
        return
    found = False
    for match in _PLAN_YEAR.finditer(text.text):
        before = text.text[max(0, match.start() - 60) : match.start()]
        if text.place in ("prose", "title") and (_OTHER_YEAR.search(before) or _OTHER_YEAR.search(match["between"])):
            continue
        found = True
        yield int(match["year"])
    if text.place == "cover" and not found:
        yield from (int(match["year"]) for match in _YEAR.finditer(text.text))


def _names(texts: Sequence[_Text]) -> tuple[str | None, str | None, str | None]:
    """Return office, region and province by the votes of every mention."""
    office, province, local = Ballot(), Ballot(), Ballot()
    beside = {"Provinsi": 0.0, "": 0.0}
    for text in texts:
        weight = _WEIGHT[text.place]
        ends = set()
        for mention in offices(text.text):
            kind = mention.words[0].casefold()
            if text.place == "prose" and kind in _ONLY_TITLES:
                continue
            factor = 3.0 if _OF_PLAN.search(text.text, 0, mention.start) else 1.0
            factor *= 1.5 if text.place == "cover" and kind in _SPECIFIC else 1.0
            office.add(mention.words, weight * factor)
            ends.add(mention.end)
        for mention in regions(text.text):
            kind = mention.words[0].capitalize()
            adjacent = any(0 <= mention.start - end <= 2 for end in ends)
            (province if kind == "Provinsi" else local).add(mention.words, weight * (3 if adjacent else 1))
            if adjacent:
                beside[kind if kind == "Provinsi" else ""] += weight
    provinsi = _province(province)
    daerah = local.winner()
    if provinsi is not None and (daerah is None or beside["Provinsi"] > beside[""]):
        daerah = f"Provinsi {provinsi}"
    return office.winner(), daerah, provinsi


def _province(ballot: Ballot) -> str | None:
    """Return the province most mentioned; a name that starts with that of a province there is ends with it."""
    votes: defaultdict[str, float] = defaultdict(float)
    others = Ballot()
    for words, weight in ballot.ends.items():
        known = (_PROVINCES.get("".join(words[1:length])) for length in range(len(words), 1, -1))
        name = next(filter(None, known), None)
        if name is None:
            others.add(tuple(ballot.spellings[words].most_common(1)[0][0].split()), weight)
        else:
            votes[name] += weight
    best = max(votes, key=lambda name: votes[name], default=None)
    if best is None or votes[best] < max(others.ends.values(), default=0):
        other = others.winner()
        return other.split(maxsplit=1)[1] if other else best
    return best


def _missing(identity: Identity) -> Iterator[Doubt]:
    if identity.tahun is None:
        yield _not_stated(Message(id="Tahun rencana", en="The plan year"), "warning")
    if identity.perangkat_daerah is None:
        yield _not_stated(Message(id="Nama perangkat daerah", en="The name of the office"), "warning")
    if identity.daerah is None:
        yield _not_stated(Message(id="Nama kabupaten, kota atau provinsi", en="The name of the region"), "info")


def _not_stated(what: Message, severity: Literal["warning", "info"]) -> Doubt:
    message = Message(
        id=f"{what.id} tidak ditemukan di dokumen; lengkapi dari sumber lain.",
        en=f"{what.en} was not found in the document; supply it from elsewhere.",
    )
    return Doubt("identity-missing", severity, message, At())
