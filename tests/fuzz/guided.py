"""Fuzzing guided by coverage, run by hand: `python -m tests.fuzz.guided TARGET [-max_total_time=300]`.

Needs the package atheris. An input that breaks a target is written to the current folder: keep it, shortened, in
`tests/fuzz/found/TARGET-what.bin`, where the tests run it from then on.
"""

from __future__ import annotations

import sys


def main() -> None:
    import atheris

    with atheris.instrument_imports(include=["extractor"]):
        from tests.fuzz.targets import TARGETS, timed

    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, lambda data: timed(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
