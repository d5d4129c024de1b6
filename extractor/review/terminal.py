"""Summaries, trees and findings for the terminal, drawn with rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from extractor.messages import Language, Message
from extractor.plan.model import CapaianGroup, Evaluation, EvaluationNode, Finding, Node, Plan, Renja, TelaahRkpd, Value
from extractor.plan.wording import TERMS, capitalised, column_label, number

SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "cyan"}
LEVEL_STYLE = {
    "urusan": "bold magenta",
    "bidang_urusan": "bold magenta",
    "kelompok": "bold blue",
    "program": "bold",
    "kegiatan": "",
    "sub_kegiatan": "dim",
}
_WORDS = {
    "file": Message(id="Berkas", en="File"),
    "office": Message(id="Perangkat daerah", en="Office"),
    "year": Message(id="Tahun", en="Year"),
    "chapters": Message(id="Bab", en="Chapters"),
    "tables": Message(id="Tabel", en="Tables"),
    "programs": Message(id="Program / kegiatan / sub kegiatan", en="Program / kegiatan / sub kegiatan"),
    "total": Message(id="Total pagu indikatif", en="Total budget ceiling"),
    "findings": Message(id="Temuan", en="Findings"),
    "error": Message(id="kesalahan", en="errors"),
    "warning": Message(id="peringatan", en="warnings"),
    "info": Message(id="catatan", en="notes"),
    "none": Message(id="tidak ada", en="none"),
    "unstated": Message(id="tidak dinyatakan", en="not stated"),
    "plan": capitalised(TERMS["rencana"]),
    "funding": capitalised(TERMS["pendanaan"]),
    "evaluation": capitalised(TERMS["evaluasi"]),
    "review": capitalised(TERMS["telaah_rkpd"]),
    "no_plan": Message(id="Tidak ada rencana yang ditemukan.", en="No plan was found."),
    "marked": Message(id="⚠ = baca teks aslinya", en="⚠ = read the printed text"),
}


def word(name: str, language: Language) -> str:
    """Return a word of the interface."""
    return _WORDS[name].text(language)


def summary(renja: Renja, language: Language) -> RenderableType:
    """Return the short table that `renja extract` shows: chapters, tables, programs, total, findings by severity."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    identity = renja.identity
    unstated = word("unstated", language)
    office = ", ".join(part for part in (identity.perangkat_daerah, identity.daerah) if part) or unstated
    table.add_row(word("file", language), Text(renja.source.file_name))
    table.add_row(word("office", language), Text(office))
    table.add_row(word("year", language), str(identity.tahun or unstated))
    table.add_row(word("chapters", language), str(len(renja.chapters)))
    table.add_row(word("tables", language), str(len(renja.tables)))
    plan = renja.rencana or renja.pendanaan
    if (shown := plan or renja.evaluasi) is not None:
        levels = Counter(node.level for node in walk(shown.nodes))
        counts = " / ".join(str(levels[level]) for level in ("program", "kegiatan", "sub_kegiatan"))
        table.add_row(word("programs", language), counts)
    if plan is not None:
        total = plan.total.pagu_indikatif
        table.add_row(word("total", language), number(total.value) if total else unstated)
    table.add_row(word("findings", language), _severities(renja.findings, language))
    return table


def walk(nodes: Iterable[Node] | Iterable[EvaluationNode]) -> Iterable[Node | EvaluationNode]:
    """Yield every node of a tree, parents first."""
    stack: list[Node | EvaluationNode] = [*nodes][::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children[::-1])


def plan_tree(renja: Renja, language: Language) -> RenderableType:
    """Return the document's plan, or what it has instead, as a tree with amounts; flagged values are marked."""
    parts: list[RenderableType] = []
    for name, plan in (("plan", renja.rencana), ("funding", renja.pendanaan)):
        if plan is not None:
            parts.append(_plan(word(name, language), plan))
    if renja.rencana is None and renja.pendanaan is None:
        if renja.evaluasi is not None:
            parts.append(_evaluation(renja.evaluasi, language))
        if renja.telaah_rkpd is not None:
            parts.append(_review(word("review", language), renja.telaah_rkpd))
    if not parts:
        return Text(word("no_plan", language))
    return Group(*parts, Text(word("marked", language), style="dim"))


def findings_table(findings: Sequence[Finding], language: Language) -> RenderableType:
    """Return the findings, one a row: severity, code, place, sentence."""
    if not findings:
        return Text(f"{word('findings', language)}: {word('none', language)}")
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(
            Text(
                word(finding.severity, language) if language == "id" else finding.severity,
                style=SEVERITY_STYLE[finding.severity],
            ),
            _place(finding),
            Text(f"{finding.message} [{finding.code}]"),
        )
    return table


def _place(finding: Finding) -> str:
    at = finding.at
    parts = [at.table or ""]
    if at.rows:
        parts.append(f":{at.rows[0]}")
    if at.page is not None:
        parts.append(f" p{at.page}")
    return "".join(parts)


def _severities(findings: Sequence[Finding], language: Language) -> Text:
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return Text(word("none", language), style="green")
    text = Text()
    for severity in ("error", "warning", "info"):
        if counts[severity]:
            if text:
                text.append(", ")
            name = word(severity, language)
            if language == "en" and counts[severity] == 1:
                name = name.removesuffix("s")
            text.append(f"{counts[severity]} {name}", style=SEVERITY_STYLE[severity])
    return text


def _amount(value: Value | None) -> str:
    if value is None or not value.raw:
        return ""
    shown = number(value.value) if value.value is not None else escape(value.raw)
    return f"[yellow]⚠ {shown} ({escape(value.raw)})[/]" if value.flags else f"[green]{shown}[/]"


def _label(level: str, kode: str | None, nama: str | None, amount: str) -> str:
    style = LEVEL_STYLE[level]
    name = escape(" ".join(part for part in (kode, nama) if part) or "?")
    return f"{f'[{style}]{name}[/]' if style else name}  {amount}".rstrip()


def _plan(title: str, plan: Plan) -> Tree:
    tree = Tree(f"[bold]{title} {plan.tahun or ''}[/]  {_amount(plan.total.pagu_indikatif)}")
    for node in plan.nodes:
        _add(tree, node)
    return tree


def _add(tree: Tree, node: Node) -> None:
    branch = tree.add(_label(node.level, node.kode, node.nama, _amount(node.pagu_indikatif)))
    for child in node.children:
        _add(branch, child)


def _evaluation(evaluation: Evaluation, language: Language) -> Tree:
    """Return the evaluation with the amounts of one column group, the first that states any, named at the top."""
    stated = {
        group
        for node in walk(evaluation.nodes)
        if isinstance(node, EvaluationNode)
        for group, half in node.capaian.items()
        if half.anggaran and half.anggaran.value is not None
    }
    group = next((one for one in get_args(CapaianGroup) if one in stated), None)
    told = column_label(f"{group}.anggaran") if group else Message("", "")
    tree = Tree(f"[bold]{word('evaluation', language)} {evaluation.tahun or ''}[/]  {told.text(language)}")
    for node in evaluation.nodes:
        _add_evaluated(tree, node, group)
    return tree


def _add_evaluated(tree: Tree, node: EvaluationNode, group: CapaianGroup | None) -> None:
    half = node.capaian.get(group) if group else None
    branch = tree.add(_label(node.level, node.kode, node.nama, _amount(half.anggaran if half else None)))
    for child in node.children:
        _add_evaluated(branch, child, group)


def _review(title: str, review: TelaahRkpd) -> Tree:
    tree = Tree(f"[bold]{title}[/]")
    for row in review.rows:
        tree.add(
            _label(
                row.level, row.hasil_analisis.kode, row.rancangan_awal.nama, _amount(row.hasil_analisis.pagu_indikatif)
            )
        )
    return tree
