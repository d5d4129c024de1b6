"""Rebuilds the committed samples, or writes random ones: `python -m samples.build [--random N DIR]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from samples.catalogue import SAMPLES, Sample
from samples.random_office import random_office
from samples.truth import dumps, truth

FOLDER = Path(__file__).parent / "documents"


def files(sample: Sample) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file of a sample: its renditions and its truth."""
    description = sample.describe()
    for suffix, render in sample.renditions.items():
        yield f"{description.name}{suffix}", render(description)
    yield f"{description.name}.truth.json", dumps(truth(description)).encode()


def committed() -> dict[str, bytes]:
    """Return every committed sample file by name, built anew."""
    return {name: content for sample in SAMPLES for name, content in files(sample)}


def write_random(count: int, folder: Path, first_seed: int = 0) -> list[Path]:
    """Write `count` random documents with their truths to `folder`; return the documents."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for seed in range(first_seed, first_seed + count):
        office = random_office(seed)
        path = folder / f"{office.description.name}.docx"
        path.write_bytes(office.docx())
        (folder / f"{office.description.name}.truth.json").write_text(dumps(truth(office.description)), "utf-8")
        written.append(path)
    return written


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", nargs=2, metavar=("N", "DIR"), help="write N random documents to DIR")
    parser.add_argument("--seed", type=int, default=0, help="first seed of the random documents")
    given = parser.parse_args()
    if given.random:
        write_random(int(given.random[0]), Path(given.random[1]), given.seed)
        return
    FOLDER.mkdir(exist_ok=True)
    for name, content in committed().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
