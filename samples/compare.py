"""Measures an extraction against the truth: what differs, field by field, and how much of it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the truth says; `path` names it from the top of the document."""

    path: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected!r}, found {self.found!r}"


@dataclass(slots=True)
class Score:
    """Counts of what was compared and what was right, by measure (rows, amounts, spans, …)."""

    total: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    merges: bool = True
    """False where the format cannot tell a cell merged down from blank ones below."""

    def note(self, measure: str, path: str, expected: Any, found: Any, *, same: bool | None = None) -> bool:
        """Count one comparison; keep the difference where it fails."""
        good = expected == found if same is None else same
        self.total[measure] += 1
        self.right[measure] += good
        if not good:
            self.differences.append(Difference(path, expected, found))
        return good

    def share(self, measure: str) -> float:
        """Return the share that is right, 1.0 where nothing was compared."""
        return self.right[measure] / self.total[measure] if self.total[measure] else 1.0


def compare(truth: Json, found: Json, *, spans: bool = True) -> Score:
    """Return the score of `found` (a Renja as plain data) against `truth`; `spans` False for formats without merges."""
    score = Score(merges=spans)
    _identity(score, truth["identity"], found["identity"])
    _chapters(score, truth, found)
    _laws(score, truth["dasar_hukum"], found["dasar_hukum"])
    _records(score, truth, found)
    for member in ("rencana", "pendanaan"):
        _plan(score, member, truth[member], found[member])
    _evaluation(score, "evaluasi", truth["evaluasi"], found["evaluasi"])
    for number, (one, two) in enumerate(_paired(truth["rencana_lain"], found["rencana_lain"])):
        _plan(score, f"rencana_lain[{number}]", one, two)
    for number, (one, two) in enumerate(_paired(truth["evaluasi_lain"], found["evaluasi_lain"])):
        _evaluation(score, f"evaluasi_lain[{number}]", one, two)
    _review(score, truth["telaah_rkpd"], found["telaah_rkpd"])
    _tables(score, truth["tables"], found["tables"], spans)
    _findings(score, truth, found)
    return score


def differences(truth: Json, found: Json, *, spans: bool = True) -> list[Difference]:
    """Return every difference between `found` and `truth`."""
    return compare(truth, found, spans=spans).differences


def _paired(one: Sequence[Any], two: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for index in range(max(len(one), len(two))):
        yield one[index] if index < len(one) else None, two[index] if index < len(two) else None


def plain(text: str | None) -> str:
    """Return text without case and white space, for words whose line breaks a rendition may lose."""
    return "".join((text or "").split()).casefold()


# --- values


def same_value(expected: Json | None, found: Json | None) -> bool:
    """Tell whether two values say the same; a blank Value is null, a lone flag `range` needs no number."""
    if found is not None and not found["raw"]:
        found = None
    if expected is None or found is None:
        return expected is None and found is None
    unit = (expected["unit"] or "").casefold() == (found["unit"] or "").casefold()
    flags = set(expected["flags"]) == set(found["flags"])
    number = "range" in expected["flags"] or _equal(expected["value"], found["value"])
    return number and unit and flags and plain(found["raw"]).startswith(plain(expected["raw"]))


def _equal(one: Any, two: Any) -> bool:
    if one is None or two is None:
        return one is None and two is None
    return Decimal(str(one)) == Decimal(str(two))


def _value(score: Score, measure: str, path: str, expected: Json | None, found: Json | None) -> None:
    score.note(measure, path, expected, found, same=same_value(expected, found))


CARRIED = ("sasaran", "penanggung_jawab", "lokasi", "sumber_dana", "tujuan", "indikator_tujuan")


def _text(score: Score, path: str, expected: str | None, found: str | None, measure: str = "texts") -> None:
    carried = not score.merges and not found and path.rsplit(".", 1)[-1] in CARRIED
    score.note(measure, path, expected, found, same=carried or plain(expected) == plain(found))


# --- text parts


def _identity(score: Score, truth: Json, found: Json) -> None:
    for member, expected in truth.items():
        if member == "pengesahan":
            for part, told in expected.items():
                _text(score, f"identity.pengesahan.{part}", told, found[member][part], "identity")
        elif isinstance(expected, str):
            _text(score, f"identity.{member}", expected, found[member], "identity")
        else:
            score.note("identity", f"identity.{member}", expected, found[member])


def _chapters(score: Score, truth: Json, found: Json) -> None:
    ids = [table["id"] for table in found["tables"]]
    signature = {plain(line) for line in truth["signature_lines"]}
    for number, (one, two) in enumerate(_paired(truth["chapters"], found["chapters"])):
        _part(score, f"chapters[{number}]", one, two, ids, signature)


def _part(score: Score, path: str, truth: Json | None, found: Json | None, ids: list[str], drop: set[str]) -> None:
    if truth is None or found is None:
        score.note("sections", path, truth and truth["title"], found and found["title"])
        return
    named = (truth["number"], plain(truth["title"])) == (found["number"], plain(found["title"]))
    score.note(
        "sections", path, f"{truth['number']} {truth['title']}", f"{found['number']} {found['title']}", same=named
    )
    said = [line for block in truth["blocks"] for line in _lines(block, None)]
    read = [line for block in found["blocks"] for line in _lines(block, ids) if line[-1] not in drop]
    score.note("blocks", f"{path}.blocks", said, read)
    for number, (one, two) in enumerate(_paired(truth["sections"], found["sections"])):
        _part(score, f"{path}.sections[{number}]", one, two, ids, drop)


def _lines(block: Json, ids: list[str] | None) -> Iterator[tuple[str, ...]]:
    """Yield a block as comparable lines; a table is named by its place among the tables."""
    if block["kind"] == "paragraph":
        yield "paragraph", plain(block["text"])
    elif block["kind"] == "list":
        for item in block["items"]:
            yield "item", item["label"], str(item["level"]), plain(item["text"])
    elif block["kind"] == "table":
        name = block["table"]
        yield "table", name if ids is None else f"t{ids.index(name) + 1}" if name in ids else name


def _laws(score: Score, truth: Sequence[Json], found: Sequence[Json]) -> None:
    for number, (one, two) in enumerate(_paired(truth, found)):
        path = f"dasar_hukum[{number}]"
        if one is None or two is None:
            score.note("laws", path, one and one["raw"], two and two["raw"])
            continue
        for member in ("nomor", "tahun"):
            score.note("laws", f"{path}.{member}", one[member], two[member])
        same_kind = plain(one["jenis"]).startswith(plain(two["jenis"])) and bool(two["jenis"])
        score.note("laws", f"{path}.jenis", one["jenis"], two["jenis"], same=same_kind)
        _text(score, f"{path}.tentang", one["tentang"], two["tentang"], "laws")
        _text(score, f"{path}.raw", one["raw"].rstrip(";. "), two["raw"].rstrip(";. "), "laws")


RECORDS = ("tujuan_sasaran", "kinerja_pelayanan", "usulan_masyarakat")


def _records(score: Score, truth: Json, found: Json) -> None:
    for member in RECORDS:
        for number, (one, two) in enumerate(_paired(truth[member], found[member])):
            path = f"{member}[{number}]"
            if one is None or two is None:
                score.note("records", path, one, two)
                continue
            for name, expected in one.items():
                if isinstance(expected, Mapping) and "raw" not in expected:
                    for year in {**expected, **{year: v for year, v in two[name].items() if v["raw"]}}:
                        _value(score, "records", f"{path}.{name}.{year}", expected.get(year), two[name].get(year))
                elif isinstance(expected, Mapping) or name in ("target", "volume", "pagu_indikatif"):
                    _value(score, "records", f"{path}.{name}", expected, two[name])
                else:
                    _text(score, f"{path}.{name}", expected, two[name], "records")


# --- trees


def _flat(nodes: Sequence[Json], parent: str = "") -> Iterator[tuple[tuple[str, str, str], Json]]:
    """Yield nodes with what makes their place: name of the parent, level, name."""
    for node in nodes:
        name = plain(node["nama"])
        yield (parent, node["level"], name), node
        yield from _flat(node["children"], name)


def _matched(score: Score, path: str, truth: Json, found: Json) -> Iterator[tuple[str, Json, Json]]:
    """Yield rows that stand under the same parent at the same level; count those that do not."""
    waiting: dict[Any, list[Json]] = {}
    for key, node in _flat(found["nodes"]):
        waiting.setdefault(key, []).append(node)
    for key, node in _flat(truth["nodes"]):
        place = f"{path}/{node['nama']}"
        two = waiting[key].pop(0) if waiting.get(key) else None
        if score.note("rows", place, node["level"], two and two["level"], same=two is not None):
            assert two is not None
            yield place, node, two
    for key, rest in waiting.items():
        for _ in rest:
            score.note("rows too many", f"{path}/{key[2]}", None, key[1], same=False)


PLAN_TEXTS = ("kode", "lokasi", "sumber_dana", "catatan", "kelompok_sasaran", "penanggung_jawab", "prioritas")


def _plan_row(score: Score, path: str, one: Json, two: Json) -> None:
    _text(score, f"{path}.nama", one["nama"], two["nama"])
    for member in PLAN_TEXTS:
        _text(score, f"{path}.{member}", one[member], two[member], "kode" if member == "kode" else "texts")
    for member in ("pagu_indikatif", "prakiraan_maju"):
        _value(score, "amounts", f"{path}.{member}", one[member], two[member])
    for number, (first, second) in enumerate(_paired(one["indikator"], two["indikator"])):
        place = f"{path}.indikator[{number}]"
        if first is None or second is None:
            score.note("indicators", place, first, second)
            continue
        _text(score, f"{place}.uraian", first["uraian"], second["uraian"], "indicators")
        for member in ("target", "target_maju"):
            _value(score, "targets", f"{place}.{member}", first[member], second[member])
    before, read = _stated_before(one), _stated_before(two)
    if before is None or read is None:
        if before is not read:
            score.note("amounts", f"{path}.sebelum_perubahan", before, read)
        return
    _value(score, "amounts", f"{path}.sebelum.pagu", before["pagu_indikatif"], read["pagu_indikatif"])
    for number, (first, second) in enumerate(_paired(before["target"], read["target"])):
        _value(score, "targets", f"{path}.sebelum.target[{number}]", first, second)


def _stated_before(row: Json) -> Json | None:
    """Return what the row said before the amendment; null where it said nothing."""
    before: Json | None = row["sebelum_perubahan"]
    if before is None or (not (before["pagu_indikatif"] or {}).get("raw") and not before["target"]):
        return None
    return before


def _plan(score: Score, path: str, truth: Json | None, found: Json | None) -> None:
    if truth is None or found is None:
        score.note("parts", path, truth and "there", found and "there", same=(truth is None) == (found is None))
        return
    score.note("parts", f"{path}.tahun", truth["tahun"], found["tahun"])
    for place, one, two in _matched(score, path, truth, found):
        _plan_row(score, place, one, two)
    for member in ("pagu_indikatif", "prakiraan_maju"):
        _value(score, "amounts", f"{path}.total.{member}", truth["total"][member], found["total"][member])


def _groups(score: Score, path: str, truth: Json, found: Json) -> None:
    for group in {**truth, **found}:
        nothing = {"kinerja": None, "anggaran": None}
        one, two = truth.get(group) or nothing, found.get(group) or nothing
        for half in ("kinerja", "anggaran"):
            _value(score, "achievements", f"{path}.{group}.{half}", one[half], two[half])


def _evaluation(score: Score, path: str, truth: Json | None, found: Json | None) -> None:
    if truth is None or found is None:
        score.note("parts", path, truth and "there", found and "there", same=(truth is None) == (found is None))
        return
    score.note("parts", f"{path}.tahun", truth["tahun"], found["tahun"])
    for place, one, two in _matched(score, path, truth, found):
        for member in ("kode", "sasaran", "penanggung_jawab"):
            _text(score, f"{place}.{member}", one[member], two[member])
        said, read = ([plain(part["uraian"]) for part in node["indikator"]] for node in (one, two))
        score.note("indicators", f"{place}.indikator", said, read)
        _groups(score, place, one["capaian"], two["capaian"])
    _groups(score, f"{path}.total", truth["total"], found["total"])


def _review(score: Score, truth: Json | None, found: Json | None) -> None:
    if truth is None or found is None:
        same = (truth is None) == (found is None)
        score.note("parts", "telaah_rkpd", truth and "there", found and "there", same=same)
        return
    for number, (one, two) in enumerate(_paired(truth["rows"], found["rows"])):
        path = f"telaah_rkpd[{number}]"
        if one is None or two is None:
            score.note("rows", path, one and one["level"], two and two["level"], same=False)
            continue
        score.note("rows", f"{path}.level", one["level"], two["level"])
        for member in ("nomor", "catatan"):
            _text(score, f"{path}.{member}", (one[member] or "").rstrip("."), (two[member] or "").rstrip("."))
        for half in ("rancangan_awal", "hasil_analisis"):
            _plan_row(score, f"{path}.{half}", one[half], two[half])
    for half in ("rancangan_awal", "hasil_analisis"):
        _value(score, "amounts", f"telaah_rkpd.total.{half}", truth["total"][half], found["total"][half])


# --- tables


def _tables(score: Score, truth: Sequence[Json], found: Sequence[Json], spans: bool) -> None:
    for number, (one, two) in enumerate(_paired(truth, found)):
        path = f"tables[{number}]"
        if one is None or two is None:
            score.note("tables", path, one and one["kind"], two and two["kind"])
            continue
        for member in ("number", "kind", "n_cols", *(("n_rows", "header_rows") if spans else ())):
            score.note("tables", f"{path}.{member}", one[member], two[member])
        _text(score, f"{path}.title", one["title"], two["title"], "tables")
        for col, (named, column) in enumerate(zip(one["fields"], two["columns"], strict=False)):
            if named is not None:
                score.note("columns", f"{path}.columns[{col}]", named, column["field"])
        if spans:
            read = {(cell["row"], cell["col"]): cell for cell in two["cells"]}
            for row, col, row_span, col_span, text in one["cells"]:
                cell = read.get((row, col))
                shape = cell and [cell["row_span"], cell["col_span"], plain(cell["text"])]
                score.note("spans", f"{path}.cells[{row},{col}]", [row_span, col_span, plain(text)], shape)


# --- findings


def _findings(score: Score, truth: Json, found: Json) -> None:
    """Count expected findings that are there, and in a clean document those that must not be."""
    ids = [table["id"] for table in found["tables"]]
    open_ones = [(_at(one, ids, found), one) for one in found["findings"]]
    for one in truth["findings"]:
        name = f"finding {one['code']} {one['row'] or ''}"
        hit = next((index for index, (place, read) in enumerate(open_ones) if _meets(one, place, read)), None)
        score.note("findings", name, one, None, same=hit is not None)
        if hit is not None:
            open_ones.pop(hit)
    if truth["clean"]:
        for _, read in open_ones:
            if read["severity"] != "info":
                score.note("false findings", f"finding {read['code']}", None, read["message"], same=False)


def _at(finding: Json, ids: list[str], found: Json) -> tuple[int | None, str]:
    """Return the index of a finding's table and the words of its rows."""
    table = finding["at"]["table"]
    if table not in ids:
        return None, ""
    index = ids.index(table)
    rows = set(finding["at"]["rows"])
    return index, plain("".join(cell["text"] for cell in found["tables"][index]["cells"] if _covers(cell, rows)))


def _covers(cell: Json, rows: set[int]) -> bool:
    return any(row in rows for row in range(cell["row"], cell["row"] + cell["row_span"]))


def _meets(expected: Json, place: tuple[int | None, str], read: Json) -> bool:
    if read["code"] != expected["code"]:
        return False
    table, words = place
    if expected["table"] is not None and table != expected["table"]:
        return expected["code"] == "cross-table-mismatch" and _figures(expected, read)
    if expected["row"] and plain(expected["row"]) not in words:
        return False
    return _figures(expected, read)


def _figures(expected: Json, read: Json) -> bool:
    """Tell whether the two figures agree; either may be missing, and two tables may be named in either order."""
    said = {_key(one) for one in (expected["expected"], expected["found"]) if one is not None}
    told = {_key(one) for one in (read["expected"], read["found"]) if one is not None}
    if expected["code"] == "ratio-mismatch":
        return True
    return not said or not told or bool(said & told)


def _key(number: Any) -> Decimal:
    return Decimal(str(number)).normalize()
