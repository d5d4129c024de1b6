"""Property tests over the fuzzed parts; `python -m tests.fuzz.guided` looks further, guided by coverage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, timed

FOUND = sorted((Path(__file__).parent / "found").glob("*.bin"))


@pytest.mark.parametrize("name", TARGETS)
def test_any_input_ends_well(name: str) -> None:
    @settings(
        deadline=None, max_examples=80 if name != "numbers" else 400, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(st.binary(max_size=400))
    def check(data: bytes) -> None:
        timed(TARGETS[name], data)

    check()


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(path: Path) -> None:
    """The file's name begins with its target."""
    timed(TARGETS[path.name.partition("-")[0]], path.read_bytes())
