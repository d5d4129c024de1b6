"""Program codes of every era: their shape, their segments, and what level a shape speaks for.

Era C (Permendagri 90/2019 and after): 1, 2, 3, 5 and 6 segments for urusan, bidang urusan, program, kegiatan, sub
kegiatan, the fourth being one digit. Eras A and B (Permendagri 13/2006): urusan.bidang.unit.program.kegiatan, with
the bidang repeated in some (2.07.2.07.01.27.02).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import regex

from extractor.plan.model import Level

_SEGMENT = r"(?:\d{1,4}|[Xx]{1,2})"
_BETWEEN = regex.compile(r"[.,\s/–-]+")
_KODE = regex.compile(rf"{_SEGMENT}(?:\s*[.,]\s*{_SEGMENT})*\s*\.?|{_SEGMENT}(?:[/–-]{_SEGMENT}){{2,}}")
_GLUED = (
    regex.compile(
        rf"(?P<kode>{_SEGMENT}(?:\s*\.\s*{_SEGMENT}){{1,8}}\s*\.?)(?:\s*[-–:]\s+|\s+)(?P<nama>(?=\D).*\S)", regex.S
    ),
    regex.compile(rf"[(\[]?(?P<kode>{_SEGMENT}(?:\.{_SEGMENT}){{2,8}})[)\].]?\s*(?P<nama>(?=\p{{Lu}}).*\S)", regex.S),
    regex.compile(r"(?P<kode>\d)(?:\s*[-–:]\s*|\s+)(?P<nama>(?:urusan|unsur)\s+\p{L}.*\S)", regex.S | regex.I),
    regex.compile(rf"(?P<nama>\S.*?)\s*[(\[](?P<kode>{_SEGMENT}(?:\.{_SEGMENT}){{2,8}})\.?[)\]]", regex.S),
)
"""A code before a name, after white space or a dash; with nothing between, or in brackets; the one digit of an urusan;
in brackets behind it."""
_SPENDING = regex.compile(r"[456](?:\.\d){1,2}(?:\.\d\d)*(?:\.\d{4})?")
_FEWEST_NESTED: Final = 2
_FOLLOWING: Final = 0.9
"""Share of a list's numbers that must follow from the one before."""
_ACCOUNT = regex.compile(r"^[456](?:\.\d){1,2}(?:\.\d\d){1,4}(?:\.\d{4})?$")


@lru_cache(maxsize=4096)
def segments(kode: str) -> tuple[str, ...]:
    """Return the segments of a code; a comma, dash or slash counts as a dot, a trailing dot as nothing."""
    return tuple(part for part in _BETWEEN.split(kode) if part)


def is_kode(text: str) -> bool:
    """Tell whether `text` has the shape of a code: segments of digits (or X) between dots."""
    return _KODE.fullmatch(text.strip()) is not None


def is_account(kode: str) -> bool:
    """Tell whether a code has the shape of an account of spending or income (5.1.02.01.01.0024, 5.2.1)."""
    return _SPENDING.fullmatch(".".join(segments(kode))) is not None


def split_kode(name: str) -> tuple[str | None, str]:
    """Return the code glued to a name, and the rest; a list number ("1.") is no code."""
    found = next((match for pattern in _GLUED if (match := pattern.fullmatch(name))), None)
    if found is None:
        return None, name
    kode = regex.sub(r"\s+", "", found["kode"])
    shape = segments(kode)
    # "1.1 Latar" is an outline number: a code of two segments has two digits in its second one.
    if len(shape) == 2 and len(shape[1]) != 2:
        return None, name
    return kode, found["nama"]


def level_of_shape(kode: str) -> Level | None:
    """Return the level that the shape of `kode` speaks for, None where it fits no era or is an organisation's."""
    parts = segments(kode)
    count = len(parts)
    if not count or not is_kode(kode) or _ACCOUNT.match(kode):
        return None
    if len(parts[0]) > 2:
        # "307.01.001": urusan and bidang written as one, without a unit; alone it may be a running number.
        return _level_of_count(count, program=2)
    if _lacks_bidang(parts):
        return "kegiatan" if count == 3 else "sub_kegiatan"
    if count == 1:
        return "urusan" if len(parts[0]) == 1 else None
    if count == 2:
        return "bidang_urusan" if len(parts[1]) == 2 else None
    if count == 3:
        return "program"
    if len(parts[3]) == 1:
        return "kegiatan" if count == 5 else "sub_kegiatan" if count == 6 else None
    return _level_of_count(count, program=6 if parts[:2] == parts[2:4] else 4)


def _level_of_count(count: int, *, program: int) -> Level | None:
    """Return the level of a code of `count` segments where programs have `program` and kegiatan one more."""
    return "program" if count == program else "kegiatan" if count == program + 1 else None


def _lacks_bidang(parts: Sequence[str]) -> bool:
    """Tell whether a code of era C begins with its program: 02.2.01.0001."""
    return len(parts) in (3, 4) and len(parts[0]) == 2 and len(parts[1]) == 1


def levels_of_shapes(kodes: Sequence[str | None]) -> list[Level | None]:
    """Return the level that each code of one table speaks for, by its shape and those of the codes above it.

    The codes of eras A and B have the unit's segment or leave it out: four segments are a program, or a kegiatan below
    a program of three; below a unit of three segments they are a program again, which kegiatan of five show. A code
    that repeats the one above it, and numbers of an outline, speak for no level.
    """
    if is_outline(kodes):
        return [None] * len(kodes)
    shapes = [level_of_shape(kode) if kode else None for kode in kodes]
    for index in range(1, len(kodes)):
        if kodes[index] == kodes[index - 1]:
            shapes[index] = None
    parts = [segments(kode) if kode else () for kode in kodes]
    old = [
        level is not None and not (len(part) > 3 and len(part[3]) == 1) and not _lacks_bidang(part)
        for level, part in zip(shapes, parts, strict=True)
    ]
    above = {part[:3] for part, fits in zip(parts, old, strict=True) if fits and len(part) == 4}
    with_unit = any(fits and len(part) == 5 for part, fits in zip(parts, old, strict=True))
    named = {part for part in parts if len(part) == 3}
    for index, (part, fits) in enumerate(zip(parts, old, strict=True)):
        if fits and len(part) == 3 and part in above and with_unit:
            shapes[index] = "kelompok"
        elif fits and len(part) == 4 and part[:3] in named and not with_unit:
            shapes[index] = "kegiatan"
    return shapes


def is_outline(numbers: Sequence[str | None]) -> bool:
    """Tell whether numbers are those of a list (1, 1.1, 1.1.1, 1.2 …): nearly each follows from the one before."""
    written = [segments(number) for number in numbers if number]
    if not written or len(written[0]) > 2 or sum(len(parts) > 1 for parts in written) < _FEWEST_NESTED:
        return False
    if any(not part.isdigit() or part[0] == "0" for parts in written for part in parts):
        return False
    counted = [tuple(map(int, parts)) for parts in written]
    follows = sum(
        after == (*before, 1) or any(after == (*before[:at], before[at] + 1) for at in range(len(before)))
        for before, after in pairwise(counted)
    )
    return follows >= _FOLLOWING * (len(counted) - 1)


def is_below(child: str, parent: str) -> bool:
    """Tell whether the code `child` begins with all segments of `parent`."""
    above = segments(parent)
    below = segments(child)
    return len(below) > len(above) and below[: len(above)] == above
