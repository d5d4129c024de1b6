"""The real documents, which are never part of the project: tests that need them skip where they are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents (../shared/real) are not here")
