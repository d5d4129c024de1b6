"""The walk over SOURCE: order, links, what is left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.batch.store import LocalStore, Store, UrlStore
from extractor.batch.walk import Found, walk


def told(store: Store, **options: str) -> list[tuple[str, str | None]]:
    return [(found.path, found.skip) for found in walk(store, **options)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    for path in ("b/2.docx", "b/1.docx", "a.docx", "c/d/e.pdf", ".git/config", "~$a.docx"):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text("x")
    return made


EXPECTED = [
    (".git/", "hidden"), ("a.docx", None), ("b/1.docx", None), ("b/2.docx", None), ("c/d/e.pdf", None),
    ("~$a.docx", "lock-file"),
]  # fmt: skip


def test_order(folder: Path) -> None:
    assert told(LocalStore(str(folder))) == EXPECTED
    assert told(UrlStore(folder.as_uri())) == EXPECTED


def test_links(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "x").mkdir(parents=True)
    (outside / "x" / "f.docx").write_text("x")
    os.symlink("..", outside / "x" / "up")
    os.symlink(folder, outside / "back")
    for name, target in (("0", "b"), ("b/loop", ".."), ("out", outside), ("out2", outside / "x"), ("all", "/")):
        os.symlink(target, folder / name)
    os.symlink("a.docx", folder / "z.docx")
    os.mkfifo(folder / "pipe.docx")
    found = told(LocalStore(str(folder)))
    assert [path for path, skip in found if skip == "visited"] == [
        "0/", "all/", "b/loop/", "out/back/", "out/x/up/", "out2/",
    ]  # fmt: skip
    assert [path for path, skip in found if skip is None] == [
        "a.docx", "b/1.docx", "b/2.docx", "c/d/e.pdf", "out/x/f.docx", "z.docx",
    ]  # fmt: skip
    assert ("pipe.docx", "not-a-file") in found
    through_url = told(UrlStore(folder.as_uri()))
    assert [path for path, skip in through_url if skip == "visited"] == ["0/", "all/", "b/loop/", "out/", "out2/"]


def test_one_file_and_a_folder_left_out(folder: Path) -> None:
    assert list(walk(LocalStore(str(folder)), only="a.docx")) == [Found("a.docx")]
    assert "c/d/e.pdf" not in [found.path for found in walk(LocalStore(str(folder)), without="c")]


def test_a_folder_that_went_away(folder: Path) -> None:
    steps = walk(LocalStore(str(folder)))
    assert next(steps).path == ".git/"
    for path in sorted(folder.rglob("b/*")):
        path.unlink()
    (folder / "b").rmdir()
    assert [found.path for found in steps][:3] == ["a.docx", "b", "c/d/e.pdf"]
