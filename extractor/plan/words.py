"""The words of table headers, as patterns over a header's key; misspellings of one letter are tolerated.

A key is a header text in lower case with everything but letters, digits and plus signs dropped, so that line breaks,
hyphens and letter-spacing do not matter; "n-1" becomes "nmin1". Sources: Permendagri 54/2010 annex VI, 86/2017
(tables T-C.29 to T-C.33, T-E), the SIPD print layouts, and the synonyms seen in real documents.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex


def header_key(text: str) -> str:
    """Return the key of a header text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = regex.sub(r"\bn\s*[-–−]\s*(?=\d)", "nmin", folded)
    return regex.sub(r"[^a-z0-9+%]", "", folded)


def _word(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


WORDS: dict[str, regex.Pattern[str]] = {
    name: _word(pattern)
    for name, pattern in {
        # leaves
        "NOMOR": r"^(?:no|nomor|nourut|nomorurut|nr)$",
        "KODE": r"^(?:no(?:mor)?)?(?:kode|kd)(?!pos)|^no(?:mor)?rek(?:ening)?$",
        "NAMA": r"(?:(?<!j)urusan|(?:program){e<=1}|(?:kegiatan){e<=1}|^nomenklatur)",
        "URAIAN": r"^(?:uraian|rincian)",
        "INDIKATOR": r"(?:^(?:indikator){e<=1}|^t[oa]l[oa]kukur|^ik[ku]?$|^capaianprogram|^keluaran(?:sub)?kegiatan"
        r"|^hasil(?:kegiatan|program)|indikatorkinerja|^keluaran$|^hasil$|^sasaranprogram"
        r"|^sasaran(?:dan)?indikator|^(?:output|outcomes?)(?:kegiatan|program)?$)",
        "LOKASI": r"^(?:lokasi|tempat|(?:lokasi){e<=1})",
        "TARGET": r"^(?:(?:target){e<=1}|volume|besaran|vol$|k$|kinerja$|sasarancapaian|capaian|kuantitas)",
        "CAPAIAN": r"^capaian",
        "SATUAN": r"^(?:satuan|sat)$",
        "UANG": r"(?:^rp(?:000|ribu(?:an)?|juta(?:an)?|jt)?$"
        r"|^(?:pagu|(?:anggaran){e<=1}|alokasi|dana|biaya|nilai(?:rp|rupiah)|plafon|jumlah|keuangan)"
        r"|^(?:perkiraan|prakiraan|estimasi|rencana)(?:kebutuhan)?(?:dana|anggaran|biaya)"
        r"|(?:kebutuhan){e<=2}dana|(?:paguindikatif){e<=2}|paguanggaran|targetanggaran)",
        "SUMBER_DANA": r"^(?:(?:sumber){e<=1}(?:dana|pendanaan|pembiayaan|anggaran|biaya)|sd$|sumber$)",
        "CATATAN": r"^(?:(?:catatan){e<=1}|ket$|(?:keterangan){e<=1}|analisis$|alasan)",
        "KELOMPOK_SASARAN": r"^kelompok(?:sasaran|penerima)",
        "PENANGGUNG_JAWAB": r"(?:(?:penanggungjawab){e<=2}|^unitkerja|^unitperangkatdaerah"
        r"|^(?:skpd|kspd|opd|sopd|pd)(?:pelaksana|terkait)?$|^perangkatdaerah|^pelaksana|^(?:bidang)?pengampu)",
        "BIDANG": r"^(?:sub)?bidang$|^bidang(?:pelaksana|teknis)$|^bagian$",
        "PRIORITAS": r"prioritas",
        "PRIORITAS_GRUP": r"^prioritas(?:pembangunan|nasional|daerah|provinsi)?$",
        "SASARAN": r"^(?:sasaran){e<=1}",
        "TUJUAN": r"^(?:tujuan){e<=1}",
        "INDIKATOR_TUJUAN": r"^(?:indikator){e<=1}(?:kinerja)?tujuan",
        "INDIKATOR_SASARAN": r"^(?:indikator){e<=1}(?:kinerja)?sasaran",
        "INDIKATOR_KEDUANYA": r"^(?:indikator){e<=1}(?:kinerja)?tujuan(?:dan)?sasaran",
        "TAHUN": r"^(?:tahun|th|thn)?(?:ke)?(?:19|20)\d\d$|^(?:tahun|thn?)?n(?:min\d|\+\d)?$",
        "RUPIAH": r"^(?:target|realisasi)?(?:rp|rupiah|anggaran|keuangan|pagu|dana|jumlah)(?:dana|anggaran)?(?:rp)?"
        r"(?:000|ribu(?:an)?|juta(?:an)?|jt)?$",
        "KINERJA": r"^(?:k|kinerja|fisik|volume|satuan)$",
        "DESA": r"^(?:desa|kelurahan|kecamatan|lingkungan|jalan|dusun|alamat)",
        "HARGA": r"^(?:harga|koefisien|tarif)",
        # groups: searched in the whole path
        "MAJU": r"(?:p(?:r|er)a?k(?:iraan){e<=1}maju|pagumaju|targetmaju|danamaju|(?:tahun)?n\+1|alokasitahunn\+1"
        r"|majurencanatahun)",
        "RANCANGAN_AWAL": r"(?:(?:rancangan){e<=1}awal|(?:rancangan){e<=1}rkpd|ranwal)",
        "HASIL_ANALISIS": r"(?:hasil(?:analisi[sa]){e<=1}|analisi[sa]kebutuhan)",
        "SEBELUM": r"(?:^sebelum|semula|sebelum(?:perubahan|pergeseran)"
        r"|(?:pagu|anggaran|target|apbd)(?:awal|murni|induk|sebelum))",
        "SESUDAH": r"(?:^sesudah|^setelah|menjadi|se(?:sudah|telah)(?:perubahan|pergeseran)"
        r"|(?:pagu|anggaran|target|apbd)(?:perubahan|setelah|pergeseran|revisi|efisiensi))",
        "SELISIH": r"(?:selisih|bertambah|berkurang|^sisa$|kurangtambah)",
        "RENSTRA": r"(?:(?:renstra){e<=1}|rpjmd|(?:rencana){e<=1}strategis)",
        "HASIL_KELUARAN": r"hasilprogram|keluarankegiatan",
        "REALISASI": r"(?:(?:realisasi){e<=1})",
        "TINGKAT": r"(?:tingkat(?:capaian|realisasi)|rasio|persen(?:tase)?(?:capaian|realisasi)|capaian%|^%$"
        r"|^%(?:capaian|realisasi))",
        "TARGET_GRUP": r"^target",
        "TARGET_ANYWHERE": r"(?:target){e<=1}",
        "TARGET_DAN_REALISASI": r"^targetdan(?:realisasi){e<=1}",
        "TRIWULAN": r"(?:(?:triwulan){e<=1}|tribulan|(?:^|realisasi|target|capaian|kinerja)tw(?=[iv1-4]))",
        "SAMPAI_TRIWULAN": r"(?:sd|sampai(?:dengan)?|hingga)(?:triwulan|tribulan|tw)",
        **{
            f"TRIWULAN_{n}": rf"(?:^|triwulan|tw|tribulan)(?:{roman}|{n})"
            rf"(?:(?:tahun)?(?:19|20)\d\d|(?:jan|apr|jul|o[kc]t)[a-z]*(?:(?:19|20)\d\d)?)?$"
            for n, roman in enumerate(("i", "ii", "iii", "iv"), 1)
        },
        "LALU": r"(?:tahunlalu|nmin[23]|tahunsebelumnya|sampaidengantahunlalu|lalu)",
        "BERJALAN": r"(?:tahunberjalan|nmin1)",
        "PERKIRAAN": r"(?:p(?:r|er)a?k(?:iraan){e<=1})",
        "USULAN": r"(?:usulan)",
        "PROYEKSI": r"(?:proyeksi)",
        "IKK": r"(?:^ikk|^spm|standarnasional)",
    }.items()
}


@lru_cache(maxsize=20_000)
def says(word: str, key: str) -> bool:
    """Tell whether the header key `key` says `word`, a name in `WORDS`."""
    return WORDS[word].search(key) is not None
