"""Accuracy on scans of random plans of three makers: `python -m tests.bench.scan_accuracy [SEED] [DOCUMENTS]`."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random

import simplejson

from extractor import extract
from samples.pdf import by_browser, by_word_processor, reportlab_pdf
from samples.random_office import RandomOffice, random_office
from samples.truth import dumps, truth
from tests.scan_accuracy import Accuracy
from tests.scans import Scan, scan_pdf

RESOLUTIONS = (150, 200, 300)


def main(first: int, documents: int) -> None:
    """Print the accuracy over documents of consecutive seeds, and every amount that is wrong in silence."""
    by_resolution = {dpi: Accuracy() for dpi in RESOLUTIONS}
    for seed in range(first, first + documents):
        office = random_office(seed, size=2)
        expected = simplejson.loads(dumps(truth(office.description)), use_decimal=True)
        printed = _printed(office, seed)
        for dpi, accuracy in by_resolution.items():
            found = extract(scan_pdf(printed, _scan(seed, dpi)), name="pindai.pdf")
            accuracy.add(expected, found.model_dump())
    for dpi, accuracy in by_resolution.items():
        rows, amounts = accuracy.placed / accuracy.rows, accuracy.exact / accuracy.amounts
        print(
            f"{dpi} dpi: {rows:.2%} of {accuracy.rows} rows under the right parent, "
            f"{amounts:.2%} of {accuracy.amounts} amounts exact, {len(accuracy.silent)} wrong in silence"
        )
        print(*accuracy.silent, sep="\n")


def _printed(office: RandomOffice, seed: int) -> bytes:
    if seed % 3 == 0:
        # It prints what a tracked change deleted, and numbers sections by itself.
        return by_word_processor(office.description, replace(office.hand, tracked=False, numbers="typed"))
    return by_browser(office.description) if seed % 3 == 1 else reportlab_pdf(office.description)


def _scan(seed: int, dpi: int) -> Scan:
    """Return how a document is scanned: skewed by up to 1.5 degrees, noisy, compressed, blurred or bilevel."""
    rng = Random(seed * 1000 + dpi)
    return Scan(
        dpi,
        skew=rng.uniform(-1.5, 1.5),
        noise=rng.choice((2.0, 6.0, 10.0)),
        quality=rng.choice((50, 75, 90)),
        bilevel=dpi > 150 and rng.random() < 0.2,
        blur=rng.choice((0.0, 0.5, 0.8)),
        seed=seed,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1, int(sys.argv[2]) if len(sys.argv) > 2 else 12)
