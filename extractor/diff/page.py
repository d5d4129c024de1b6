"""A comparison as one HTML page that needs no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from string import Template
from typing import Final

from extractor.diff.model import Change, Diff, PlanDiff, RowDiff
from extractor.diff.words import (
    KINDS,
    NO_PLAN,
    SAME,
    TOTALS,
    field_label,
    is_amount,
    is_empty,
    name,
    part_label,
    path,
    side,
    signed,
    titled,
)
from extractor.messages import Language, Message, shown
from extractor.plan.wording import number
from extractor.review.html_parts import HOUSE_STYLE, asset, digest

_WORDS: Final = {
    "title": Message(id="Perbandingan rencana", en="Comparison of plans"),
    "total": Message(id="Total (Rp)", en="Total (Rp)"),
    "row": Message(id="Baris", en="Row"),
    "field": Message(id="Isian", en="Field"),
    "difference": Message(id="Selisih", en="Difference"),
    "search": Message(id="Cari …", en="Search …"),
    "show": Message(id="Tampilkan", en="Show"),
    "same": Message(id="baris sama", en="rows the same"),
    "under": Message(id="di bawah", en="under"),
    "from": Message(id="sebelumnya di bawah", en="before under"),
}


def diff_page(diff: Diff, language: Language) -> str:
    """Return the page; every text of the documents in it is inert."""
    return _Page(language).whole(diff)


class _Page:
    """One page being written, in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def _say(self, message: Message) -> str:
        return escape(message.text(self._language))

    def _word(self, word: str) -> str:
        return self._say(_WORDS[word])

    def whole(self, diff: Diff) -> str:
        script = asset("diff.js")
        if is_empty(diff):
            body = f'<p class="empty">{self._say(NO_PLAN)}</p>'
        else:
            same = f"<p><b>{self._say(SAME)}</b></p>" if diff.same else ""
            body = same + "\n".join(map(self._plan, diff.plans))
        return Template(asset("diff.html")).substitute(
            lang=self._language,
            house=asset(HOUSE_STYLE),
            script=script,
            script_digest=digest(script),
            title=self._word("title"),
            before=escape(titled(diff.before)),
            after=escape(titled(diff.after)),
            body=body,
        )

    def _plan(self, plan: PlanDiff) -> str:
        rows = "\n".join(map(self._row, plan.rows))
        heads = f'<th scope="col">{self._word("row")}</th><th scope="col">{self._word("field")}</th>' + self._sides()
        table = f'<div class="scroll"><table class="rows"><thead><tr>{heads}</tr></thead>\n{rows}\n</table></div>'
        return (
            f"<section><h2>{self._say(part_label(plan.bagian))}</h2>{self._totals(plan)}"
            f"{self._tools(plan)}{table if plan.rows else ''}</section>"
        )

    def _sides(self) -> str:
        difference = f'<th scope="col" class="n">{self._word("difference")}</th>'
        return f'<th scope="col" class="n">A</th><th scope="col" class="n">B</th>{difference}'

    def _totals(self, plan: PlanDiff) -> str:
        rows = "".join(
            f'<tr><th scope="row">{self._say(field_label(total.field))}, {self._say(TOTALS[total.kind])}</th>'
            f'<td class="n">{number(total.before)}</td><td class="n">{number(total.after)}</td>'
            f'<td class="n">{signed(total.difference)}</td></tr>'
            for total in plan.totals
            if total.before is not None or total.after is not None
        )
        head = f'<thead><tr><th scope="col">{self._word("total")}</th>{self._sides()}</tr></thead>'
        return f'<div class="scroll"><table class="totals">{head}<tbody>{rows}</tbody></table></div>' if rows else ""

    def _tools(self, plan: PlanDiff) -> str:
        same = f"{plan.counts.same} {self._word('same')}"
        if not plan.rows:
            return f"<p>{same}</p>"
        boxes = "".join(
            f'<label class="{kind}"><input type="checkbox" value="{kind}" checked> {count} {self._say(word)}</label>'
            for kind, word in KINDS.items()
            if (count := getattr(plan.counts, kind))
        )
        search = f'<input type="search" placeholder="{self._word("search")}" aria-label="{self._word("search")}">'
        return f"<fieldset><legend>{self._word('show')}</legend>{boxes}<span>{same}</span>{search}</fieldset>"

    def _row(self, row: RowDiff) -> str:
        """Return a row as a table body of its own: one line for each change, the name beside all of them."""
        lines = list(map(self._change, row.changes)) or ["<td></td>" * 4]
        badges = "".join(f'<span class="badge {kind}">{self._say(KINDS[kind])}</span>' for kind in row.kinds)
        head = (
            f'<th scope="rowgroup" rowspan="{len(lines)}"><span class="kinds">{badges}</span>'
            f'<span class="name {row.level}">{escape(name(row))}</span>{"".join(self._places(row))}</th>'
        )
        body = "</tr><tr>".join(lines)
        return f'<tbody data-kinds="{" ".join(row.kinds)}"><tr>{head}{body}</tr></tbody>'

    def _places(self, row: RowDiff) -> Iterator[str]:
        above = path(row.after or row.before)
        if above:
            yield f'<span class="path">{self._word("under")} {escape(" › ".join(above))}</span>'
        if "moved" in row.kinds and row.before:
            yield f'<span class="path">{self._word("from")} {escape(" › ".join(path(row.before)) or "–")}</span>'

    def _change(self, change: Change) -> str:
        of = ""
        if change.indikator and change.field != "indikator.uraian":
            of = f'<span class="of">{escape(shown(change.indikator))}</span>'
        kind = ' class="n"' if is_amount(change.field) else ""
        sides = "".join(f"<td{kind}>{escape(side(change, which))}</td>" for which in (change.before, change.after))
        difference = f'<td class="n">{signed(change.difference)}</td>'
        return f"<td>{self._say(field_label(change.field))}{of}</td>{sides}{difference}"
