"""Program codes of every era: their shape, their segments, and what level a shape speaks for.

Era C (Permendagri 90/2019 and after): 1, 2, 3, 5 and 6 segments for urusan, bidang urusan, program, kegiatan, sub
kegiatan, the fourth being one digit. Eras A and B (Permendagri 13/2006): urusan.bidang.unit.program.kegiatan, with
the bidang repeated in some (2.07.2.07.01.27.02).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extractor.plan.model import Level

_SEGMENT = r"(?:\d{1,4}|[Xx]{1,2})"
_BETWEEN = regex.compile(r"[.,\s]+")
_KODE = regex.compile(rf"{_SEGMENT}(?:\s*[.,]\s*{_SEGMENT})*\s*\.?")
_LEADING = regex.compile(
    rf"^(?P<kode>{_SEGMENT}(?:\s*\.\s*{_SEGMENT}){{1,8}}\s*\.?)(?:\s*[-–:]\s+|\s+)(?P<nama>(?=\D).*\S)", regex.S
)
_ACCOUNT = regex.compile(r"^[456](?:\.\d){1,2}(?:\.\d\d){1,4}(?:\.\d{4})?$")


@lru_cache(maxsize=4096)
def segments(kode: str) -> tuple[str, ...]:
    """Return the segments of a code; a decimal comma counts as a dot, a trailing dot as nothing."""
    return tuple(part for part in _BETWEEN.split(kode) if part)


def is_kode(text: str) -> bool:
    """Tell whether `text` has the shape of a code: segments of digits (or X) between dots."""
    return _KODE.fullmatch(text.strip()) is not None


def split_leading_kode(name: str) -> tuple[str | None, str]:
    """Return the code glued to the front of a name, and the rest; a list number ("1.") is no code."""
    found = _LEADING.match(name)
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
        return {2: "program", 3: "kegiatan"}.get(count)  # type: ignore[return-value]
    if count == 1:
        return "urusan" if len(parts[0]) == 1 else None
    if count == 2:
        return "bidang_urusan" if len(parts[1]) == 2 else None
    if count == 3:
        return "program"
    if len(parts[3]) == 1:
        return {5: "kegiatan", 6: "sub_kegiatan"}.get(count)  # type: ignore[return-value]
    if parts[:2] == parts[2:4]:
        return {6: "program", 7: "kegiatan"}.get(count)  # type: ignore[return-value]
    return {4: "program", 5: "kegiatan"}.get(count)  # type: ignore[return-value]


def levels_of_shapes(kodes: Sequence[str | None]) -> list[Level | None]:
    """Return the level that each code of one table speaks for, by its shape and those of the codes above it.

    The codes of eras A and B have the unit's segment or leave it out: four segments are a program, or a kegiatan below
    a program of three; below a unit of three segments they are a program again, which kegiatan of five show.
    """
    shapes = [level_of_shape(kode) if kode else None for kode in kodes]
    parts = [segments(kode) if kode else () for kode in kodes]
    old = [
        level is not None and not (len(part) > 3 and len(part[3]) == 1)
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


def is_below(child: str, parent: str) -> bool:
    """Tell whether the code `child` begins with all segments of `parent`."""
    above = segments(parent)
    below = segments(child)
    return len(below) > len(above) and below[: len(above)] == above
