"""The words of the review page, in both languages; terms of planning law are Indonesian in both."""

from __future__ import annotations

from typing import Final

from extractor.messages import Message
from extractor.plan.wording import LEVEL_NAMES, TERMS, capitalised

CODES: Final[dict[str, Message]] = {
    "number-repaired": Message(id="angka salah tulis, terbaca pasti", en="malformed number, certain"),
    "number-ambiguous": Message(id="angka dengan dua bacaan", en="number with two readings"),
    "number-unreadable": Message(id="angka tidak terbaca", en="unreadable number"),
    "number-scaled": Message(id="angka dalam ribuan atau jutaan", en="amounts in thousands or millions"),
    "sum-mismatch": Message(id="jumlah berbeda dari induknya", en="rows do not add up to their parent"),
    "total-mismatch": Message(id="jumlah berbeda dari totalnya", en="rows do not add up to the total"),
    "cross-table-mismatch": Message(id="beda antartabel", en="two tables differ"),
    "narrative-mismatch": Message(id="narasi berbeda dari tabel", en="text and table differ"),
    "ratio-mismatch": Message(id="persentase tidak sesuai", en="per cent does not fit"),
    "unit-mismatch": Message(id="satuan tidak sesuai", en="unit does not fit"),
    "numbering-irregular": Message(id="penomoran tidak urut", en="irregular numbering"),
    "column-misaligned": Message(id="isi bergeser kolom", en="cells in another column"),
    "row-misaligned": Message(id="isi bergeser baris", en="cells in another row"),
    "header-unrecognised": Message(id="kepala kolom tidak dikenali", en="column header not recognised"),
    "table-unrecognised": Message(id="tabel tidak dikenali", en="table not recognised"),
    "level-uncertain": Message(id="jenjang baris tidak pasti", en="level of a row uncertain"),
    "kode-invalid": Message(id="kode tidak sesuai", en="code does not fit"),
    "identity-missing": Message(id="identitas tidak lengkap", en="identity incomplete"),
    "chapter-missing": Message(id="bagian wajib tidak ada", en="required part missing"),
    "ocr-low-confidence": Message(id="teks pindaian meragukan", en="recognised text in doubt"),
    "page-unreadable": Message(id="halaman tidak terbaca", en="page unreadable"),
    "engine-fallback": Message(id="dibaca dengan cara lain", en="read in another way"),
}
"""What each kind of finding is, in a few words."""
WORDS: Final = {
    **{f"code.{code}": name for code, name in CODES.items()},
    # the page
    "save": Message(id="Simpan koreksi", en="Save corrections"),
    "json": Message(id="JSON", en="JSON"),
    "language": Message(id="Bahasa", en="Language"),
    "help": Message(id="Bantuan", en="Help"),
    "source": Message(id="Dokumen asli", en="Source document"),
    "plan": Message(id="Isi yang terbaca", en="What was read"),
    "parts": Message(id="Bagian rencana", en="Parts of the plan"),
    "zoom_in": Message(id="Perbesar", en="Zoom in"),
    "zoom_out": Message(id="Perkecil", en="Zoom out"),
    "zoom_fit": Message(id="Selebar layar", en="Fit width"),
    "previous": Message(id="Temuan sebelumnya", en="Previous finding"),
    "next": Message(id="Temuan berikutnya", en="Next finding"),
    "edit": Message(id="Periksa nilai", en="Check the value"),
    "close": Message(id="Tutup", en="Close"),
    "details": Message(id="Rincian", en="Details"),
    "table": Message(id="Tabel", en="Table"),
    "page": Message(id="Halaman", en="Page"),
    "row": Message(id="baris", en="row"),
    "none": Message(id="Tidak ada.", en="None."),
    "blank": Message(id="(kosong)", en="(blank)"),
    # findings
    "findings": Message(id="Temuan", en="Findings"),
    "no_findings": Message(id="Tidak ada temuan.", en="No findings."),
    "step_hint": Message(
        id="Tekan › (atau n) untuk temuan pertama; klik nilai untuk melihat letaknya.",
        en="Press › (or n) for the first finding; click a value to see its place.",
    ),
    "severity": Message(id="Tingkat", en="Severity"),
    "severity.error": Message(id="Kesalahan", en="Error"),
    "severity.warning": Message(id="Peringatan", en="Warning"),
    "severity.info": Message(id="Catatan", en="Note"),
    "code": Message(id="Jenis temuan", en="Kind of finding"),
    "all_codes": Message(id="Semua jenis", en="Every kind"),
    "expected": Message(id="seharusnya", en="expected"),
    "found": Message(id="tertulis", en="stated"),
    "has_findings": Message(id="{n} temuan", en="{n} findings"),
    # values and decisions
    "raw": Message(id="Tertulis", en="Printed"),
    "read": Message(id="Terbaca", en="Read as"),
    "new_value": Message(id="Nilai yang benar", en="Right value"),
    "new_text": Message(id="Teks yang benar", en="Right text"),
    "raw_text": Message(id="teks tertulis", en="printed text"),
    "reason": Message(id="Alasan", en="Reason"),
    "correct": Message(id="Koreksi", en="Correct"),
    "confirm": Message(id="Sudah benar", en="It is right"),
    "withdraw": Message(id="Batalkan keputusan", en="Withdraw"),
    "confirmed": Message(id="dikonfirmasi", en="confirmed"),
    "corrected": Message(id="dikoreksi", en="corrected"),
    "corrections": Message(id="Koreksi", en="Corrections"),
    "no_corrections": Message(
        id="Belum ada koreksi. Klik sebuah nilai atau teks, lalu koreksi atau nyatakan benar.",
        en="No corrections yet. Click a value or text, then correct it or say that it is right.",
    ),
    "apply_hint": Message(
        id="Simpan koreksi, lalu masukkan ke JSON dengan:", en="Save the corrections, then put them into the JSON with:"
    ),
    "number_hint": Message(
        id="Contoh: 1.250.000 atau 78,5; tanda - bila tidak ada angka.",
        en="Such as 1.250.000 or 78,5; a dash (-) where nothing is stated.",
    ),
    "nothing_stated": Message(id="tidak ada angka", en="nothing stated"),
    "no_number": Message(
        id="Bukan angka: titik untuk ribuan, koma untuk desimal.", en="No number: dots for thousands, a decimal comma."
    ),
    "same_value": Message(
        id="Ini sama dengan yang terbaca; pilih “Sudah benar”.", en="This is as it was read; choose “It is right”."
    ),
    "no_text": Message(id="Tuliskan teksnya.", en="Give the text."),
    "text_hint": Message(
        id="Seperti di dokumen; tanda - bila tidak tertulis.",
        en="As in the document; a dash (-) where nothing is stated.",
    ),
    "text_needed": Message(id="Seperti di dokumen.", en="As in the document."),
    "no_reason": Message(id="Tuliskan alasannya.", en="Give the reason."),
    "said_corrected": Message(id="Dikoreksi menjadi {value}.", en="Corrected to {value}."),
    "check_number": Message(id="Periksa juga angkanya.", en="Check its number too."),
    "said_confirmed": Message(id="{value} dikonfirmasi.", en="{value} confirmed."),
    "said_withdrawn": Message(id="Keputusan dibatalkan.", en="Decision withdrawn."),
    "said_saved": Message(id="{n} keputusan disimpan.", en="{n} decisions saved."),
    "nothing_to_save": Message(id="Belum ada koreksi.", en="There are no corrections yet."),
    "not_kept": Message(
        id="Peramban ini tidak menyimpan koreksi; simpan sebagai berkas sebelum menutup halaman.",
        en="This browser does not keep corrections; save them as a file before closing the page.",
    ),
    "flag.repaired": Message(id="penulisannya diperbaiki", en="malformed, repaired"),
    "flag.ambiguous": Message(id="dapat dibaca dua cara", en="two readings"),
    "flag.unreadable": Message(id="tidak terbaca", en="unreadable"),
    "flag.scaled": Message(id="dikalikan (ribuan atau jutaan)", en="multiplied out (thousands or millions)"),
    "flag.range": Message(id="rentang", en="a range"),
    # help
    "help_text": Message(
        id="Dokumen asli di samping isi yang terbaca. Klik nilai, teks atau temuan untuk melihat letaknya; klik "
        "letaknya untuk melihat nilainya. Koreksi disimpan di peramban ini dan sebagai berkas kecil, tanpa nama "
        "penulis.",
        en="The source document stands beside what was read. Click a value, a text or a finding to see its place; "
        "click a place to see its value. Corrections are kept in this browser and saved as a small file that names no "
        "author.",
    ),
    "key_enter": Message(id="Isi nilai temuan ini", en="Fill in the value of this finding"),
    "key_confirm": Message(id="Nilai terpilih sudah benar", en="The chosen value is right"),
    "key_save": Message(id="Simpan koreksi", en="Save corrections"),
    "key_escape": Message(id="Tutup", en="Close"),
    "key_help": Message(id="Bantuan ini", en="This help"),
    "marks": Message(
        id="⚠ angka meragukan · ● ada temuan · ✓ dikonfirmasi · ✎ dikoreksi",
        en="⚠ doubtful number · ● has a finding · ✓ confirmed · ✎ corrected",
    ),
    "noscript": Message(id="Halaman ini memerlukan JavaScript.", en="This page needs JavaScript."),
    # the contract's terms
    **{name: capitalised(term) for name, term in TERMS.items()},
    **{f"level.{level}": capitalised(Message(name, name)) for level, name in LEVEL_NAMES.items()},
    "renja": Message(id="Renja", en="Renja"),
    "perubahan_renja": Message(id="Perubahan Renja", en="Perubahan Renja"),
    "pagu_indikatif": Message(id="Pagu indikatif", en="Pagu indikatif (budget ceiling)"),
    "prakiraan_maju": Message(id="Prakiraan maju", en="Forecast (next year)"),
    "target": Message(id="Target", en="Target"),
    "rancangan_awal": Message(id="Rancangan awal RKPD", en="Draft RKPD"),
    "hasil_analisis": Message(id="Hasil analisis kebutuhan", en="Needs analysis"),
    "total": Message(id="Total", en="Total"),
    "total_pagu": Message(id="Total pagu indikatif tertulis", en="Stated total of pagu indikatif"),
    "total_maju": Message(id="Total prakiraan maju tertulis", en="Stated total of forecasts"),
    "kinerja": Message(id="Kinerja (K)", en="Performance (K)"),
    "anggaran": Message(id="Anggaran (Rp)", en="Money (Rp)"),
}
