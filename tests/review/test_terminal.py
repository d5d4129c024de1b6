"""What the terminal shows of a plan."""

from __future__ import annotations

from rich.console import Console

from extractor.plan.model import Evaluation, EvaluationNode, Renja, Source, Value
from extractor.review.terminal import plan_tree, summary


def test_a_tree_of_an_evaluation_names_the_one_column_group_it_shows() -> None:
    def rupiah(value: int | None) -> Value:
        return Value(raw="" if value is None else str(value), value=value, unit=None if value is None else "IDR")

    def row(name: str, first: int | None, second: int) -> EvaluationNode:
        money = {"triwulan_1": rupiah(first), "triwulan_2": rupiah(second)}
        return EvaluationNode.model_validate(
            {
                "level": "program",
                "nama": name,
                "at": {},
                "capaian": {group: {"anggaran": one} for group, one in money.items()},
            }
        )

    source = Source(file_name="a.pdf", sha256="0" * 64, size_bytes=1, format="pdf", extractor_version="0")
    rows = [row("PASAR", 11_000, 22_000), row("NIAGA", None, 33_000)]
    renja = Renja(source=source, evaluasi=Evaluation(table="t1", tahun=2021, nodes=rows))
    console = Console(width=120)
    with console.capture() as printed:
        console.print(plan_tree(renja, "en"), summary(renja, "en"))
    shown = printed.get()
    assert "quarter I (Rp)" in shown
    assert "11.000" in shown
    assert "22.000" not in shown
    assert "33.000" not in shown
    assert "2 / 0 / 0" in shown
