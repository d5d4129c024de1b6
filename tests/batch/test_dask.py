"""The Dask engine on a real cluster of separate processes, documents and results behind URLs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from extractor.batch.engine_dask import dask_engine
from extractor.batch.journal import UrlJournal
from extractor.batch.run import Tally, run_batch
from extractor.batch.store import UrlStore
from extractor.errors import OutputError, UsageError
from samples.random_office import random_office
from tests.batch.results import records_of, run, stamps, tree
from tests.command import renja

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans in folders and in an archive, one cut, one missing its end."""
    made = tmp_path_factory.mktemp("dask") / "in"
    (made / "a").mkdir(parents=True)
    with zipfile.ZipFile(made / "arsip.zip", "w") as archive:
        for seed in range(24):
            data = random_office(seed, 2).docx()
            if seed % 4 == 0:
                archive.writestr(f"dalam/{seed}.docx", data)
            else:
                (made / "a" / f"{seed}.docx").write_bytes(data[:2000] if seed == 7 else data)
    return made


def test_a_lost_worker_changes_nothing(folder: Path, tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    run(folder, tmp_path / "local")
    killed: list[int] = []
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        pids = list(client.run(os.getpid).values())

        def kill_one(tally: Tally) -> None:
            if tally.done >= 4 and not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        tally = run_batch(
            folder.as_uri(), (tmp_path / "out").as_uri(), workers=2,
            engine=dask_engine(cluster.scheduler_address, 2), watch=kill_one,
        )  # fmt: skip
    assert killed
    assert tally.done == 24
    assert tree(tmp_path / "out") == tree(tmp_path / "local")
    here, there = records_of(tmp_path / "out"), records_of(tmp_path / "local")
    assert here.keys() == there.keys()
    assert all(here[path].status == there[path].status for path in here)
    assert [entry.name for entry in (tmp_path / "out").iterdir() if entry.name.startswith(".")] == [".renja"]
    assert not any((tmp_path / "out" / ".renja").iterdir())


def test_a_rerun_at_a_url_by_local_processes(folder: Path, tmp_path: Path) -> None:
    out = (tmp_path / "out").as_uri()
    first = run_batch(folder.as_uri(), out, workers=2)
    before = stamps(tmp_path / "out")
    again = run_batch(folder.as_uri(), out, workers=2)
    assert again.unchanged == first.done - first.statuses["failed"] == 23
    assert stamps(tmp_path / "out") == before


def test_a_second_batch_at_a_url_is_refused(folder: Path, tmp_path: Path) -> None:
    store = UrlStore((tmp_path / "out").as_uri())
    journal = UrlJournal(store)
    with pytest.raises(OutputError, match="Another batch"):
        run_batch(str(folder), store.root, workers=1)
    journal.close()
    assert run_batch(str(folder), store.root, workers=2).done == 24


def test_records_of_a_batch_killed_at_a_url_are_kept(folder: Path, tmp_path: Path) -> None:
    """What was written in pieces is read again; the lock of the dead batch is let go after a minute."""
    store = UrlStore((tmp_path / "out").as_uri())
    run_batch(str(folder), store.root, workers=2)
    before = stamps(tmp_path / "out")
    lines = (tmp_path / "out" / "batch.jsonl").read_bytes()
    store.write(".renja/journal/1.jsonl", lines + b'{"path": "torn')
    store.write(".renja/lock", b"host 1 2 1000000000")
    store.remove("batch.jsonl")
    assert run_batch(str(folder), store.root, workers=2).unchanged == 23
    assert stamps(tmp_path / "out") == before


def test_no_scheduler_at_the_address() -> None:
    with pytest.raises(UsageError, match="No Dask scheduler"):
        dask_engine("not an address", 1)


def test_without_the_extra(folder: Path, tmp_path: Path) -> None:
    hide = "import sys; sys.modules.update(dict.fromkeys(['distributed', 'dask', 'fsspec']));"
    for arguments in ([str(folder), "--engine", "dask"], ["file:///nowhere/at/all"]):
        command = f"{hide} from extractor.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", command, "batch", *arguments, "-o", str(tmp_path / "o"), "--lang", "en"],
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 1
        assert "renja-extractor[cluster]" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_command_makes_its_own_cluster(folder: Path, tmp_path: Path) -> None:
    done = renja("batch", str(folder), "-o", str(tmp_path / "out"), "--engine", "dask", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert len(tree(tmp_path / "out")) == 23
