"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_lists_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the nomenclature lists of whoever runs the tests out of them, here and in processes they start."""
    before = os.environ.get("RENJA_DATA_DIR")
    os.environ["RENJA_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))
    yield
    if before is None:
        del os.environ["RENJA_DATA_DIR"]
    else:
        os.environ["RENJA_DATA_DIR"] = before
