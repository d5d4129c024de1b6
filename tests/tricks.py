"""Texts that try to become more than text, and a `Renja` that has one of them in every field that takes text.

Whatever writes or shows a plan must leave them inert: pages run no script of theirs (they would set the title to
`TRICKED`), spreadsheets calculate nothing, nothing is fetched, no name from a document becomes a file name.
"""

from __future__ import annotations

import io
import re
import types
import typing
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import cycle
from typing import Any, Final
from xml.sax.saxutils import escape, unescape

from extractor.plan.model import Renja, Table, TableCell

TRICKED: Final = "tricked"
"""Title of a page in which a trick has worked."""
_RUN: Final = f"document.title='{TRICKED}'"

HTML: Final = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"</style></title></textarea><script>{_RUN}</script>",
    f'"><img src=x onerror="{_RUN}">',
    f"'><svg/onload={_RUN}>",
    f'" autofocus onfocus="{_RUN}" x="',
    f"javascript:{_RUN}",
    f"`${{{_RUN}}}`",
    f"';{_RUN};//",
    f"<!--<script>{_RUN}</script>-->",
    "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "$title ${title} {title} {{7*7}} %(title)s %s",
)
FORMULAS: Final = (
    '=HYPERLINK("http://evil.example/","klik")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "＝1+1",
    "'=1+1",
    "''",
    'a","=1+1","b',
    "a;=1+1;b\r\n=1+1",
    "http://evil.example/",
    "internal:'Temuan'!A1",
    "external:\\\\evil.example\\x.xlsx",
    "-",
)
PATHS: Final = (
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "file:///etc/passwd",
    "CON",
    "~/x",
    "a/../../b\x00.json",
    "-rf",
    "$(touch x) `touch x` ; touch x",
)
OTHERS: Final = (
    "'; DROP TABLE documents; --",
    '"; DROP TABLE documents; --',
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\ufffe\uffff",
    "_x0041_ _x000D_",
    "\u202etxt.exe\u2066\u200b\u2028\u2029",
    f"\x1b]0;{TRICKED}\x07\x1b[31m\x1b[2J",
    "[red]merah[/red] [/] [link=http://evil.example/]x[/link]",
    "\ufeffa",
    "NULL",
    "NaN",
    "1e5",
    "000123",
    "2021-02-30",
    " ruang di tepi ",
    "🎯 é e\u0301",
    "panjang " * 4_100,
)
NUMBERS: Final = (1_250_000_000_000, Decimal("-1234567.89"), 0, 10**30, Decimal("0.000001"))
TRICKS: Final = HTML + FORMULAS + PATHS + OTHERS


def renja_full_of(trick: str) -> Renja:
    """Return a `Renja` with `trick` in every field that takes text, most lists of two items, trees three deep.

    Everything stands in rows 0 and 1 of the one table, whose id is the trick too; amounts are numbers of all kinds.
    """
    return Renja.model_validate(_Filled(trick).model(Renja, {}))


class _Filled:
    """Members for models, made from their annotations, so that a field added to the contract is filled too."""

    def __init__(self, trick: str) -> None:
        self._trick = trick
        self._numbers = cycle(NUMBERS)
        self._hints: dict[type[Any], dict[str, Any]] = {}
        self._choices: dict[tuple[Any, ...], Iterator[Any]] = {}

    def model(self, kind: type[Any], depths: dict[type[Any], int]) -> dict[str, Any]:
        deeper = {**depths, kind: depths.get(kind, 0) + 1}
        if kind not in self._hints:
            self._hints[kind] = typing.get_type_hints(kind, include_extras=False)
        hints = self._hints[kind]
        names = [each.name for each in fields(kind)] if is_dataclass(kind) else list(kind.model_fields)
        return {name: self._member(hints[name], name, deeper) for name in names}

    def _member(self, hint: Any, name: str, depths: dict[type[Any], int]) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint is str:
            return self._trick
        if hint is float:
            return 10.5
        if hint is int:
            return {"tahun": 2022, "page": 1}.get(name, 1)
        if origin is typing.Literal:
            return next(self._choices.setdefault(arguments, cycle(arguments)))
        if origin is typing.Annotated:
            return self._member(arguments[0], name, depths)
        if origin in (typing.Union, types.UnionType):
            return self._one_of(arguments, name, depths)
        if origin is list:
            return self._list(arguments[0], name, depths)
        if origin is tuple:
            return tuple(float(index) for index in range(len(arguments)))
        if origin is dict:
            keys = typing.get_args(arguments[0]) or (self._trick,)
            return {key: self._member(arguments[1], name, depths) for key in keys}
        return self.model(hint, depths)

    def _one_of(self, arguments: tuple[Any, ...], name: str, depths: dict[type[Any], int]) -> Any:
        options = [each for each in arguments if each is not type(None)]
        return next(self._numbers) if Decimal in options else self._member(options[0], name, depths)

    def _list(self, item: Any, name: str, depths: dict[type[Any], int]) -> list[Any]:
        if item is int:
            return [0, 1] if name == "rows" else [1]
        if typing.get_origin(item) is types.UnionType:
            # The blocks of a section: one of every kind.
            return [self.model(kind, depths) for kind in typing.get_args(item)]
        if depths.get(item, 0) >= 3:
            return []
        # Ids of tables are unique, and so are the places of cells.
        return [self._member(item, name, depths) for _ in range(1 if item in (Table, TableCell) else 2)]


def with_tricks(data: bytes) -> bytes:
    """Return a Word file with tricks after every fourth of its texts."""
    usable = [trick for trick in TRICKS if trick.isprintable() and len(trick) < 200]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                count = iter(range(1 << 30))

                def tricky(match: re.Match[str], count: Iterator[int] = count) -> str:
                    number = next(count)
                    more = " " + usable[number // 4 % len(usable)] if number % 4 == 0 else ""
                    return f"{match[1]}{escape(unescape(match[2]) + more)}</w:t>"

                part = re.sub(r"(<w:t[^>]*>)([^<]*)</w:t>", tricky, part.decode()).encode()
            new.writestr(name, part)
    return out.getvalue()
