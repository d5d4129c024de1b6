"""Names from archives never leave their folder; every name fits a file system."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract
from extractor.batch.names import NAME_BYTES, output_path, safe_member, skip_code
from extractor.messages import shown
from extractor.plan.model import Renja
from tests.reading.wordml import docx

PARTS = st.sampled_from(
    ["..", ".", "", "a", "b.docx", "C:", "~", "\n", "\x00", "x" * 300, "…" * 120, "\udce9", " ", ". ."]
)


@given(st.lists(PARTS, max_size=300), st.sampled_from(["/", "\\"]), st.text())
def test_a_member_stays_inside(parts: list[str], slash: str, more: str) -> None:
    safe = safe_member(slash.join([*parts, more]))
    path = os.path.normpath(f"/out/archive.zip/{output_path(safe)}")
    assert path.startswith("/out/archive.zip/")
    assert path == f"/out/archive.zip/{output_path(safe)}"
    assert all(len(os.fsencode(part)) <= NAME_BYTES for part in output_path(safe).split("/"))
    assert not any(ord(char) < 32 for char in safe)
    safe.encode()


@given(st.text(alphabet=st.characters()))
def test_what_is_shown_is_one_printable_line(name: str) -> None:
    told = shown(name.encode("utf-8", "replace").decode())
    assert len(told.splitlines()) <= 1
    told.encode()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("~$plan.docx", "lock-file"), (".plan.docx", "hidden"), ("Thumbs.db", "system-file"),
        ("plan.xlsx", "other-kind"), ("plan.docx", None), ("plan", None), ("plan.bak", None),
    ],
)  # fmt: skip
def test_what_is_left_out_by_name(name: str, code: str | None) -> None:
    assert skip_code(name) == code


def test_long_names_stay_apart() -> None:
    one, two = (output_path(f"{'n' * 300}{end}.docx") for end in "ab")
    assert one != two


def test_an_undecodable_name_is_extracted(tmp_path: Path) -> None:
    for raw in (b"latin-\xe9\xff.docx", b"\xed\xa0\x80.docx"):
        path = tmp_path / os.fsdecode(raw)
        path.write_bytes(docx("p'isi'"))
        json = extract(path).to_json()
        assert "\ufffd" in Renja.from_json(json.encode()).source.file_name
