"""Scans of random plans against the truth: rows, amounts, and no amount that is wrong in silence.

A small part of what `python -m tests.bench.scan_accuracy` measures on many.
"""

from __future__ import annotations

import pytest
import simplejson

from extractor import extract
from samples.random_office import random_office
from samples.reportlab_pdf import reportlab_pdf
from samples.truth import dumps, truth
from tests.scan_accuracy import Accuracy
from tests.scans import Scan, scan_pdf


@pytest.mark.parametrize(
    ("seed", "scan", "rows", "amounts"),
    [
        (72002, Scan(300, skew=-0.9, noise=8.0), 0.97, 0.98),
        (72002, Scan(200, skew=1.4, quality=60), 0.97, 0.98),
        (72002, Scan(150, skew=0.6), 0.93, 0.95),
    ],
    ids=["300 dpi", "200 dpi", "150 dpi"],
)
def test_a_scanned_plan(seed: int, scan: Scan, rows: float, amounts: float) -> None:
    description = random_office(seed, size=2).description
    found = extract(scan_pdf(reportlab_pdf(description), scan), name="pindai.pdf")
    accuracy = Accuracy()
    accuracy.add(simplejson.loads(dumps(truth(description)), use_decimal=True), found.model_dump())
    assert not accuracy.silent
    assert accuracy.placed >= rows * accuracy.rows > 0, accuracy.lost
    assert accuracy.exact >= amounts * accuracy.amounts > 0, accuracy.wrong
