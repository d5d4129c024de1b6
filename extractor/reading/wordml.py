"""WordprocessingML vocabulary: qualified names, measures, and the descent through wrappers of content."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Final

from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

BODY: Final = f"{W}body"
P: Final = f"{W}p"
PPR: Final = f"{W}pPr"
R: Final = f"{W}r"
RPR: Final = f"{W}rPr"
T: Final = f"{W}t"
TBL: Final = f"{W}tbl"
TR: Final = f"{W}tr"
TC: Final = f"{W}tc"
VAL: Final = f"{W}val"
ALTERNATE: Final = f"{MC}AlternateContent"
CHOICE: Final = f"{MC}Choice"
FALLBACK: Final = f"{MC}Fallback"

WRAPPERS: Final = frozenset(
    f"{W}{name}"
    for name in (
        "sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo", "ruby",
        "rubyBase",
    )
)  # fmt: skip
"""Elements whose children belong to the content around them; del and moveFrom are not: the final view drops them."""

_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}


def flat(container: Iterable[_Element], wanted: Container[str]) -> Iterator[_Element]:
    """Yield the children of `container` whose tag is wanted, in order, descending through wrappers (no recursion).

    Of alternate content the first choice with content is taken, else the fallback.
    """
    stack = [iter(container)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag in WRAPPERS:
                stack.append(iter(child))
                break
            elif tag == ALTERNATE:
                stack.append(iter(branch(child)))
                break
        else:
            stack.pop()


def branch(alternate: _Element) -> _Element:
    """Return the branch of alternate content to read."""
    fallback = alternate
    for child in alternate:
        if child.tag == CHOICE and len(child):
            return child
        if child.tag == FALLBACK:
            fallback = child
    return fallback


def on(element: _Element) -> bool:
    """Return the value of an on/off property; without a value it is on."""
    return element.get(VAL) not in ("0", "false", "off", "none")


def integer(text: str | None, default: int = 0) -> int:
    """Return a whole number attribute, `default` where it is missing or malformed."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def points(text: str | None) -> float | None:
    """Return a measure, in twentieths of a point or with its unit (strict files), in points; None if unreadable."""
    if text is None:
        return None
    factor = _POINTS.get(text[-2:])
    try:
        value = float(text[:-2]) * factor if factor else float(text) / 20
    except ValueError:
        return None
    return value if abs(value) < 1e6 else None
