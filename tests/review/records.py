"""Records of a batch with every status, for the report of it."""

from __future__ import annotations

from decimal import Decimal

from extractor.batch.records import Record

RECORDS = [
    Record("a/besar.docx", "findings", sha256="1", pages=None, seconds=2.5, peak_memory=80 << 20, tahun=2022,
           perangkat_daerah="Dinas Kesehatan", daerah="Kota Contoh", total_pagu=9_000_000_000,
           findings={"sum-mismatch": 3, "number-repaired": 1}, severities={"error": 3, "info": 1}),
    Record("a/besar.pdf", "ok", sha256="2", pages=12, seconds=0.5, peak_memory=90 << 20, tahun=2022,
           perangkat_daerah="Dinas Kesehatan", daerah="Kota Contoh", total_pagu=8_500_000_000),
    Record("b/kecil.docx", "findings", sha256="3", seconds=0.1, peak_memory=70 << 20, tahun=2023,
           perangkat_daerah="Kecamatan <Uji> & Coba", daerah="Kota Contoh", total_pagu=Decimal("150000000.50"),
           findings={"sum-mismatch": 1}, severities={"warning": 1}),
    Record("c/<script>document.title='x'</script>\n.docx", "failed", "timeout", "It did not end within 9 seconds."),
    Record("c/kosong.txt", "no-plan", sha256="4", seconds=0.01),
    Record("c/foto.jpg", "skipped", "other-kind", "No Word, PDF or text document."),
]  # fmt: skip
