"""A folder of files made to break a batch, over 200 of them: `python -m tests.hostile.corpus DIR`.

Each builder yields names and bytes; what is no plain file (links, pipes, unreadable files) is made by `build`.
"""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from samples.catalogue import SAMPLES
from samples.reportlab_pdf import reportlab_pdf
from samples.text_export import flat_text
from samples.word import docx as word_file
from tests.reading.hostile_word import bomb, entity_bomb, nested_tables
from tests.reading.ole_file import compound
from tests.reading.wordml import NAMESPACES, docx, package, part, zipped

File = tuple[str, bytes]
W: Final = NAMESPACES["w"]
PDF_HEAD: Final = b"%PDF-1.7\n"


def good() -> dict[str, bytes]:
    """Return the whole documents that others are damaged from, by extension."""
    description = SAMPLES[3].describe()
    return {"docx": word_file(description), "pdf": reportlab_pdf(description), "txt": flat_text(description)}


def truncated() -> Iterator[File]:
    for extension, data in good().items():
        for share in (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
            yield f"{int(share * 100):02}.{extension}", data[: int(len(data) * share)]
        yield f"head-gone.{extension}", data[len(data) // 4 :]
        yield f"middle-gone.{extension}", data[: len(data) // 3] + data[len(data) // 2 :]


def flipped() -> Iterator[File]:
    chance = random.Random(4)
    for extension, data in good().items():
        for number in range(10):
            changed = bytearray(data)
            for _ in range(1 << number % 8):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            yield f"{number}.{extension}", bytes(changed)


def empty() -> Iterator[File]:
    for extension in ("docx", "doc", "pdf", "txt", "odt", "rtf", "zip"):
        yield f"empty.{extension}", b""
        yield f"one-byte.{extension}", b"\x00"
    yield "nulls.docx", bytes(100_000)
    yield "blanks.txt", b" \n" * 50_000
    yield "noise.pdf", random.Random(1).randbytes(50_000)
    yield "noise.txt", random.Random(2).randbytes(50_000)


def misnamed() -> Iterator[File]:
    files = good()
    yield "word.pdf", files["docx"]
    yield "word.txt", files["docx"]
    yield "word.bak", files["docx"]
    yield "word-without-extension", files["docx"]
    yield "word.zip", files["docx"]
    yield "pdf.docx", files["pdf"]
    yield "pdf.doc", files["pdf"]
    yield "text.docx", files["txt"]
    yield "text.pdf", files["txt"]
    yield "page.docx", b"<!DOCTYPE html><html><body>404 Not Found</body></html>"
    yield "page.pdf", b"<html><head><title>Login</title></head></html>" * 40
    yield "picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(3000)
    yield "picture.jpg", b"\xff\xd8\xff\xe0" + bytes(3000)
    yield "program.doc", b"MZ" + random.Random(3).randbytes(4000)
    yield "sheet.docx", package("<worksheet/>", main_name="xl/workbook.xml")
    yield "sheet.xlsx", package("<worksheet/>", main_name="xl/workbook.xml")
    yield "plain-zip.docx", zipped({"readme.txt": "x"})
    yield "old.docx", compound({"WordDocument": bytes(600)})
    yield "old-other.doc", compound({"Workbook": bytes(600)})
    yield "encrypted.docx", compound({"EncryptedPackage": bytes(600), "EncryptionInfo": bytes(100)})
    yield "sectors-of-old.doc", compound({"WordDocument": bytes(600)})[:700]
    yield "stub.rtf", b"{\\rtf1 " + b"{" * 5000
    yield "stub.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x"})


def bombs() -> Iterator[File]:
    yield "40-mb.docx", bomb(40 << 20)
    yield "300-mb.docx", bomb(300 << 20)
    yield (
        "styles.docx",
        package(
            part("document", "body(p'x')"),
            {"styles": part("styles", "").replace("></w:styles>", ">" + "<w:style/>" * 400_000 + "</w:styles>")},
        ),
    )
    lying = bytearray(bomb(80 << 20))
    struct.pack_into("<I", lying, lying.rfind(b"word/document.xml") - 46 + 24, 1000)
    yield "lying-directory.docx", bytes(lying)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for index in range(12_000):
            archive.writestr(f"{index}", b"")
    yield "entries.docx", buffer.getvalue()
    for name, use in (("text", "<w:r><w:t>&a9;</w:t></w:r>"), ("value", '<w:pPr><w:pStyle w:val="&a9;"/></w:pPr>')):
        yield f"entities-in-{name}.docx", package(entity_bomb(use))
    yield "entities-in-styles.docx", package(part("document", "body"), {"styles": entity_bomb("")})
    for name, target in (
        ("file", "file:///etc/passwd"),
        ("net", "http://127.0.0.1:9/x"),
        ("endless", "file:///dev/zero"),
    ):
        doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{target}">]>'
        main = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
        yield f"external-{name}.docx", package(doctype + main)
    blanks = zlib.compress(b" " * (100 << 20), 1)
    yield "content.pdf", one_page(blanks, b"/Filter /FlateDecode")
    yield "operators.pdf", one_page(zlib.compress(b"0 0 m 9 9 l S\n" * 500_000, 1), b"/Filter /FlateDecode")
    yield "twice-packed.pdf", one_page(zlib.compress(blanks), b"/Filter [/FlateDecode /FlateDecode]")
    yield "many-blanks.txt", b"\n" * 20_000_000
    yield "one-line.txt", b"Rp 1.000 " * 600_000
    yield "tabs.txt", b"\t" * 3_000_000
    yield "digits.txt", b"\t" + b"1" * 5_000_000
    yield "dots.txt", ("\t" + "1.000." * 300_000 + "\n").encode()


def recursion() -> Iterator[File]:
    for depth in (13, 84, 200, 3000):
        main = f'<w:document xmlns:w="{W}"><w:body>{nested_tables(depth)}</w:body></w:document>'
        yield f"tables-{depth}.docx", package(main)
    for wrapper in ("sdt", "ins", "smartTag", "r", "hyperlink", "tc"):
        inner = f"<w:{wrapper}>" * 5000 + "<w:t>x</w:t>" + f"</w:{wrapper}>" * 5000
        yield f"{wrapper}.docx", package(f'<w:document xmlns:w="{W}"><w:body><w:p>{inner}</w:p></w:body></w:document>')
    circle = "style{type=paragraph styleId=A}(basedOn=B) style{type=paragraph styleId=B}(basedOn=A)"
    yield "styles-in-a-circle.docx", docx("p(pPr(pStyle=A)'x')", styles=circle)
    notes = "footnote{id=1}(p(r'a' r(footnoteReference{id=2}))) footnote{id=2}(p(r'b' r(footnoteReference{id=1})))"
    yield "notes-in-a-circle.docx", docx("p(r'x' r(footnoteReference{id=1}))", footnotes=notes)
    yield "arrays.pdf", PDF_HEAD + b"1 0 obj " + b"[" * 200_000
    yield "dictionaries.pdf", PDF_HEAD + b"1 0 obj " + b"<</A " * 200_000
    yield "groups.rtf", b"{\\rtf1 " + b"{\\b " * 2_000 + b"x" + b"}" * 2_000
    yield "page-tree.pdf", objects([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    content = b"<</Length 5>>stream\n/X Do\nendstream"
    yield "form.pdf", objects([*_TREE, page, content, form + b"stream\n/X Do\nendstream"])


def sizes() -> Iterator[File]:
    row = "tr(tc'1' tc'Kegiatan' tc'Rp 1.000.000')"
    yield "rows.docx", docx(f"tbl({row * 10_000})")
    yield "rows.txt", "".join(f"\t{n}\n\tKegiatan {n}\n\tRp 1.000.000\n\n" for n in range(10_000)).encode()
    yield "long-cell.docx", docx(f"tbl(tr(tc'{'Rp 1.000 ' * 500_000}' tc'x'))")
    yield "columns.docx", docx(f"tbl(tr({'tc ' * 300}))")
    yield "span.docx", docx("tbl(tr(tc(tcPr(gridSpan=99999)'a')))")
    yield "negative-span.docx", docx("tbl(tr(tc(tcPr(gridSpan=-5)'a') tc(tcPr(gridSpan=0)'b')))")
    yield "merge-without-start.docx", docx(f"tbl({'tr(tc(tcPr(vMerge)) tc(tcPr(vMerge)))' * 500})")
    yield "paragraphs.docx", docx("p'x' " * 100_000)
    yield "headings.docx", docx("".join(f"p'BAB {'I' * (n % 9 + 1)}' " for n in range(5_000)))
    yield "laws.docx", docx("".join(f"p'Undang-Undang Nomor {n} Tahun 2004 tentang {n}' " for n in range(5_000)))
    yield "amounts.docx", docx(f"p'{'Rp. 1.000.000,- (satu juta rupiah) ' * 5_000}'")
    yield "pages.pdf", objects([_TREE[0], b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", _PAGE])
    kids = b" ".join(b"3 0 R" for _ in range(3000))
    yield "same-page.pdf", objects([_TREE[0], b"<</Type/Pages/Kids[" + kids + b"]/Count 3000>>", _PAGE])
    huge = _PAGE.replace(b"0 0 99 99", b"0 0 2000000000 2000000000")
    yield "media-box.pdf", objects([*_TREE, huge])
    yield "negative-box.pdf", objects([*_TREE, _PAGE.replace(b"0 0 99 99", b"99 99 -99 nan")])
    lines = b"".join(b"%d 0 m %d 500 l S 0 %d m 500 %d l S\n" % (n, n, n, n) for n in range(500))
    yield "hatching.pdf", one_page(lines)


_TREE: Final = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
_PAGE: Final = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"


def objects(bodies: list[bytes]) -> bytes:
    """Return a PDF of these objects, without a cross-reference table; readers rebuild it."""
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(bodies, 1))
    return PDF_HEAD + body + b"trailer <</Root 1 0 R>>\n%%EOF\n"


def one_page(content: bytes, extra: bytes = b"") -> bytes:
    """Return a PDF of one page with a content stream."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    stream = b"<</Length %d %b>>stream\n%b\nendstream" % (len(content), extra, content)
    return objects([*_TREE, page, stream])


def names() -> Iterator[File]:
    data = docx("p'isi'")
    long = "n" * 245
    for name in (
        "two\nlines.docx", "tab\there.docx", "\x1b[31mred.docx", " blank first.docx", "blank last .docx",
        "-o.docx", "--help.docx", "a&b;c|d.docx", "$(touch x).docx", "`id`.docx", "<script>alert(1)<script>.docx",
        "quote'\".docx", "semi;colon.docx", "per%2e%2ecent.docx", "..docx..docx", "con.docx", "\u202etxt.docx",
        "emoji \U0001f4c4.docx", "e\u0301.docx", "\xe9.docx", "UPPER.DOCX", "double.docx.docx", "{}.docx",
        "[bold].docx", f"{long}.docx", "back\\slash.docx", os.fsdecode(b"latin-\xe9\xff.docx"), "a.docx.json",
    ):  # fmt: skip
        yield name, data
    yield "batch.jsonl", b"{}\n"


def locks() -> Iterator[File]:
    yield "~$plan.docx", b"\x04user".ljust(54, b"\0") + b"\x04\0u\0s\0e\0r".ljust(108, b"\0")
    yield "~$empty.docx", b""
    yield "~WRL0001.tmp", docx("p'x'")
    yield ".~lock.plan.docx#", b",user,host,01.01.2024 00:00,file:///x;"
    yield ".hidden.docx", docx("p'x'")
    yield "Thumbs.db", compound({"Catalog": bytes(100)})
    yield "desktop.ini", b"[.ShellClassInfo]\r\n"


def archives() -> Iterator[File]:
    data = docx("p'isi'")
    traversal = {
        "../../escape.docx": data, "/abs/olute.docx": data, "C:\\drive\\letter.docx": data, "..\\..\\back.docx": data,
        "a/../../b.docx": data, "....//c.docx": data, "~/home.docx": data, "new\nline.docx": data,
        ".hidden/x.docx": data, "__MACOSX/._x.docx": data,
        "deep/" * 300 + "x.docx": data, "l" * 300 + ".docx": data, "ok/fine.docx": data,
    }  # fmt: skip
    yield "traversal.zip", zipped(traversal)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.docx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("folder/", "")
        archive.writestr("plan.docx", data)
    yield "link.zip", buffer.getvalue()
    yield "inner.zip", zipped({"more.zip": zipped({"x.docx": data}), "x.docx": data})
    yield "nothing.zip", zipped({})
    yield "no-documents.zip", zipped({"a.png": b"\x89PNG", "b/c.xlsx": "x"})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("blanks.txt", "w") as stream:
        for _ in range(100):
            stream.write(b" " * (1 << 20))
    yield "unpacking.zip", buffer.getvalue()
    locked = bytearray(zipped({"x.docx": data}))
    locked[locked.rfind(b"x.docx") - 46 + 8] |= 1
    yield "password.zip", bytes(locked)
    broken = bytearray(zipped({"x.docx": data, "y.docx": data}))
    broken[60:70] = b"corruption"
    yield "checksum.zip", bytes(broken)
    yield "cut.zip", zipped({"x.docx": data})[:-30]
    odd = bytearray(zipped({"x.docx": data}))
    struct.pack_into("<H", odd, odd.rfind(b"x.docx") - 46 + 10, 99)
    yield "method.zip", bytes(odd)
    nul = zipped({"nul_name.docx": data}).replace(b"nul_name", b"nul\0name")
    yield "nul.zip", nul
    yield "bytes.zip", zipped({"name__.docx": data}).replace(b"name__", b"name\xff\xfe")


KINDS: Final[dict[str, Callable[[], Iterator[File]]]] = {
    "truncated": truncated, "flipped": flipped, "empty": empty, "misnamed": misnamed, "bombs": bombs,
    "recursion": recursion, "sizes": sizes, "names": names, "locks": locks, "archives": archives,
}  # fmt: skip


def build(folder: Path) -> int:
    """Write the corpus and return the number of its names; what this system or user cannot make is left out."""
    count = 0
    for kind, files in KINDS.items():
        os.makedirs(folder / kind, exist_ok=True)
        for name, data in files():
            (folder / kind / name).write_bytes(data)
            count += 1
    return count + _links(folder / "links")


def _links(folder: Path) -> int:
    """Make links, pipes and what cannot be read."""
    (folder / "real" / "below").mkdir(parents=True, exist_ok=True)
    (folder / "real" / "plan.docx").write_bytes(docx("p'isi'"))
    (folder / "folder.docx").mkdir(exist_ok=True)
    made = 2
    for name, target in (
        ("real/below/up", ".."), ("real/below/top", "../.."), ("self", "."), ("again", "real"), ("root", "/"),
        ("itself.docx", "itself.docx"), ("dead.docx", "nowhere.docx"), ("plan-link.docx", "real/plan.docx"),
        ("endless.txt", "/dev/zero"), ("null.docx", "/dev/null"), ("one.docx", "two.docx"), ("two.docx", "one.docx"),
    ):  # fmt: skip
        if not os.path.lexists(folder / name):
            os.symlink(target, folder / name)
        made += 1
    for name in ("pipe.docx", "pipe.zip"):
        if not os.path.lexists(folder / name):
            os.mkfifo(folder / name)
        made += 1
    locked = folder / "no-permission.docx"
    locked.write_bytes(docx("p'isi'"))
    locked.chmod(0)
    closed = folder / "closed"
    closed.mkdir(exist_ok=True)
    closed.chmod(0)
    return made + 2


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
