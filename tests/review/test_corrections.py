"""What people decided about values, put into a document with its trail."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Renja, extract
from extractor.errors import UnreadableError
from extractor.plan.model import Correction, Decision, Value
from extractor.plan.schema import schema_text
from extractor.review.corrections import Corrections, Text, apply_corrections, read_corrections, value_at
from tests.command import renja as command
from tests.tricks import TRICKS

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "samples" / "documents" / "dinas-2013.docx"
PAGU = "/rencana/nodes/0/children/0/pagu_indikatif"


@pytest.fixture(scope="module")
def plan() -> Renja:
    return extract(DOCUMENT)


def at(plan: Renja, path: str) -> Value:
    value = value_at(plan, path)
    assert isinstance(value, Value)
    return value


def text_at(plan: Renja, path: str) -> str | None:
    text = value_at(plan, path)
    assert isinstance(text, Text)
    return text.text


def reworded(plan: Renja, path: str, new: str | int | None, decision: Decision = "corrected") -> Correction:
    old = text_at(plan, path)
    return Correction(
        document=plan.source.sha256, path=path, decision=decision, raw=old or "", old_value=old, new_value=new,
        reason="salah baca",
    )  # fmt: skip


def decided(plan: Renja, path: str, new: int | Decimal | None, decision: Decision = "corrected") -> Correction:
    value = at(plan, path)
    return Correction(
        document=plan.source.sha256,
        path=path,
        decision=decision,
        raw=value.raw,
        flags=list(value.flags),
        old_value=value.value,
        new_value=new,
        reason="salah cetak",
    )


def test_a_corrected_amount_keeps_its_text_and_leaves_a_trail(plan: Renja) -> None:
    old = at(plan, PAGU)
    one = decided(plan, PAGU, 123_456_789)
    done = apply_corrections(plan, [one], "k.json")
    new = at(done, PAGU)
    assert (new.raw, new.value, new.unit) == (old.raw, 123_456_789, old.unit)
    assert done.corrections == [one]
    assert one.old_value == old.value != 123_456_789
    assert plan.corrections == [], "the document given is left as it was"
    assert Renja.from_json(done.to_json()) == done
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    assert not list(validator.iter_errors(json.loads(done.to_json())))


def test_findings_are_of_the_values_as_they_stand(plan: Renja) -> None:
    wrong = apply_corrections(plan, [decided(plan, PAGU, 1)], "k.json", language="id")
    added = [finding for finding in wrong.findings if finding not in plan.findings]
    assert any(finding.code == "sum-mismatch" and 1 in (finding.found, finding.expected) for finding in added)
    right = apply_corrections(wrong, [decided(wrong, PAGU, at(plan, PAGU).value)], "k.json")
    assert {finding.code for finding in right.findings} == {finding.code for finding in plan.findings}
    assert len(right.findings) == len(plan.findings)
    assert [one.new_value for one in right.corrections] == [1, at(plan, PAGU).value]


def test_a_confirmed_value_loses_the_doubts_that_a_person_settles(plan: Renja) -> None:
    doubtful = plan.model_copy(deep=True)
    at(doubtful, PAGU).flags = ["scaled", "ambiguous"]
    one = decided(doubtful, PAGU, at(doubtful, PAGU).value, "confirmed")
    done = apply_corrections(doubtful, [one], "k.json")
    assert at(done, PAGU).flags == ["scaled"]
    assert done.corrections[0].flags == ["scaled", "ambiguous"]


def test_what_is_in_already_is_not_put_in_twice(plan: Renja) -> None:
    one = decided(plan, PAGU, None)
    once = apply_corrections(plan, [one], "k.json")
    assert at(once, PAGU).value is None
    assert apply_corrections(once, [one], "k.json") == once


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"document": "0" * 64}, "another document"),
        ({"path": "/rencana/nodes/99/pagu_indikatif"}, "no value"),
        *(({"path": f"/rencana/nodes/0/{name}"}, "no value") for name in ("level", "at/table", "nama_baku")),
        ({"path": "/identity/daerah"}, "no value"),
        ({"path": f"{PAGU}/flags/0"}, "no value"),
        ({"path": "/rencana/nodes/0/nama"}, "not "),
        ({"path": "/corrections/0"}, "no value"),
        ({"old_value": 5}, "not 5"),
        ({"raw": "lain"}, "not "),
        ({"decision": "confirmed"}, "not valid"),
        ({"new_value": "dua ratus"}, "not valid"),
        ({"new_value": Decimal("1E+999999999")}, "not valid"),
        ({"new_value": Decimal("1E-999999")}, "not valid"),
    ],
)
def test_what_does_not_fit_is_refused_as_a_whole(plan: Renja, change: dict[str, object], says: str) -> None:
    good = decided(plan, "/rencana/total/pagu_indikatif", 7)
    bad = decided(plan, PAGU, 123).model_copy(update=change)
    before = plan.to_json()
    with pytest.raises(UnreadableError, match=says) as refused:
        apply_corrections(plan, [good, bad], "koreksi.json")
    assert refused.value.file_name == "koreksi.json"
    assert plan.to_json() == before


@given(
    st.lists(st.sampled_from(["rencana", "nodes", "0", "1", "-1", "01", "pagu_indikatif", "~2", "~0", "", "raw", "x"]))
)
def test_any_pointer_leads_to_a_value_or_nowhere(steps: list[str]) -> None:
    found = value_at(_PLAN, "".join(f"/{step}" for step in steps))
    assert found is None or steps[-1] in ("pagu_indikatif", "raw")


_PLAN = extract(DOCUMENT)


# --- texts

NODE = "/rencana/nodes/0"
LEAF = f"{NODE}/children/0/children/0/children/0"


def test_every_text_of_a_row_is_put_in_with_its_trail(plan: Renja) -> None:
    target = f"{LEAF}/indikator/0/target"
    assert at(plan, target).unit is not None
    new: dict[str, str | None] = {
        f"{LEAF}/nama": "Penyediaan jasa pos", f"{LEAF}/lokasi": "Kec. Hulu Rimba", f"{LEAF}/sumber_dana": "DAU",
        f"{LEAF}/indikator/0/uraian": "Jumlah surat", f"{target}/unit": "lembar", f"{NODE}/kode": "2",
        f"{LEAF}/catatan": None,
    }  # fmt: skip
    wanted = [reworded(plan, path, text) for path, text in new.items()]
    done = apply_corrections(plan, wanted, "k.json")
    assert {path: text_at(done, path) for path in new} == new
    assert done.corrections == wanted
    assert all(text_at(plan, path) == one.old_value for path, one in zip(new, wanted, strict=True)), "as it was"
    assert apply_corrections(done, wanted, "k.json") == done
    assert Renja.from_json(done.to_json()) == done
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    assert not list(validator.iter_errors(json.loads(done.to_json())))


def test_texts_are_checked_again(plan: Renja) -> None:
    """A unit that the indicator's words contradict is found, and what names a row names it as it is called now."""
    wording, unit = f"{LEAF}/indikator/0/uraian", f"{LEAF}/indikator/0/target/unit"
    wrong = apply_corrections(
        plan, [reworded(plan, wording, "Persentase surat yang terkirim"), reworded(plan, unit, "orang")], "k.json"
    )
    (added,) = [one for one in wrong.findings if one.code == "unit-mismatch" and one not in plan.findings]
    renamed = apply_corrections(wrong, [reworded(wrong, wording, "Persentase berkas yang terkirim")], "k.json")
    assert added not in renamed.findings
    assert "berkas" in next(one.message for one in renamed.findings if one.code == "unit-mismatch")
    right = apply_corrections(renamed, [reworded(renamed, unit, "%")], "k.json")
    assert [one.code for one in right.findings] == [one.code for one in plan.findings]


def test_an_official_name_goes_with_the_name_it_was_of() -> None:
    plan = extract(ROOT / "samples" / "documents" / "kecamatan-2022.docx")
    assert plan.rencana
    path = next(f"/rencana/nodes/{index}" for index, node in enumerate(plan.rencana.nodes) if node.nama_baku)
    done = apply_corrections(plan, [reworded(plan, f"{path}/nama", "PROGRAM LAIN")], "k.json")
    assert done.rencana
    node = done.rencana.nodes[int(path.rpartition("/")[2])]
    assert (node.nama, node.nama_baku, node.kode_baku) == ("PROGRAM LAIN", None, None)


def test_a_number_whose_printed_digits_are_others_is_in_doubt_until_it_is_decided(plan: Renja) -> None:
    printed = reworded(plan, f"{PAGU}/raw", "Rp 123.456.789")
    doubtful = apply_corrections(plan, [printed], "k.json")
    assert (at(doubtful, PAGU).value, at(doubtful, PAGU).flags) == (at(plan, PAGU).value, ["ambiguous"])
    assert "number-ambiguous" in {one.code for one in doubtful.findings if one not in plan.findings}
    for order in (1, -1):
        both = apply_corrections(plan, [printed, decided(plan, PAGU, 123_456_789)][::order], "k.json")
        assert (at(both, PAGU).value, at(both, PAGU).raw, at(both, PAGU).flags) == (123_456_789, "Rp 123.456.789", [])


@pytest.mark.parametrize(
    ("path", "new", "decision"),
    [
        (f"{NODE}/nama", "", "corrected"),
        (f"{NODE}/nama", " dua  ruang ", "corrected"),
        (f"{NODE}/nama", "baris\nbaru", "corrected"),
        (f"{NODE}/nama", "panjang " * 700, "corrected"),
        (f"{NODE}/nama", 5, "corrected"),
        (f"{NODE}/nama", "lain", "confirmed"),
        (f"{PAGU}/raw", None, "corrected"),
        (f"{LEAF}/pagu_indikatif/unit", "dokumen", "corrected"),
        (f"{LEAF}/indikator/0/target/unit", "IDR", "corrected"),
        ("/kinerja_pelayanan/0/indikator", None, "corrected"),
    ],
)
def test_a_text_that_cannot_stand_there_is_refused(
    plan: Renja, path: str, new: str | int | None, decision: Decision
) -> None:
    with pytest.raises(UnreadableError, match="not valid"):
        apply_corrections(plan, [reworded(plan, path, new, decision)], "k.json")


@pytest.mark.parametrize("trick", TRICKS)
def test_a_text_of_tricks_comes_out_as_it_went_in(plan: Renja, trick: str) -> None:
    text = " ".join(trick.split())[:5_000].strip()
    file = Corrections(corrections_version="1.0", corrections=[reworded(plan, f"{NODE}/nama", text)])
    again = Corrections.model_validate_json(file.model_dump_json())
    done = Renja.from_json(apply_corrections(plan, again.corrections, "k.json").to_json())
    assert text_at(done, f"{NODE}/nama") == text


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for content in ("", "[]", "{", '{"corrections": [{}]}', '{"corrections": [], "more": 1}', "[" * 100_000):
        file = tmp_path / "k.json"
        file.write_text(content)
        with pytest.raises(UnreadableError, match=r"k\.json"):
            read_corrections(file)


def test_the_command(tmp_path: Path, plan: Renja) -> None:
    source, corrections, target = tmp_path / "a.json", tmp_path / "k.json", tmp_path / "b.json"
    source.write_text(plan.to_json(), "utf-8")
    one = decided(plan, PAGU, 123_456_789)
    corrections.write_text(Corrections(corrections_version="1.0", corrections=[one]).model_dump_json(), "utf-8")
    done = command("apply", corrections, source, "-o", target)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "1 of 1 corrections" in done.stderr
    written = json.loads(target.read_text("utf-8"))
    assert written["rencana"]["nodes"][0]["children"][0]["pagu_indikatif"]["value"] == 123_456_789
    assert written["corrections"][0]["reason"] == "salah cetak"
    again = command("apply", corrections, target)
    assert again.returncode == 0
    assert "0 of 1" in again.stderr
    source.write_text(plan.to_json().replace(plan.source.sha256, "f" * 64), "utf-8")
    refused = command("apply", corrections, source, "-o", tmp_path / "c.json", "--lang", "id")
    assert refused.returncode == 2
    assert "dokumen lain" in refused.stderr
    assert not (tmp_path / "c.json").exists()


def test_the_committed_schema_of_corrections() -> None:
    committed = (ROOT / "schemas" / "corrections.schema.json").read_text("utf-8")
    assert committed == command("schema", "corrections").stdout, "run make schema"
    for member in json.loads(committed)["$defs"]["Correction"]["properties"].values():
        assert member["description"]
