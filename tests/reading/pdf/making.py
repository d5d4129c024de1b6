"""PDFs written by hand, operator by operator, so that a test knows exactly what each page draws."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor.reading.document import Document
from extractor.reading.pdf.reader import read_pages, to_document

A4 = (595, 842)
FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "C": "Courier", "S": "Symbol"}


@dataclass
class Page:
    """A page: its content operators in PDF space, and what its dictionary says."""

    width: float = A4[0]
    height: float = A4[1]
    content: list[str] = field(default_factory=list)
    extra: str = ""
    objects: dict[str, str] = field(default_factory=dict)
    """XObjects by name: the whole object, dictionary and stream."""
    forms_within: dict[str, dict[str, str]] = field(default_factory=dict)
    """XObjects used inside an XObject of the page."""
    states: str = ""
    """Entries of the ExtGState resource."""

    def draw(self, *operators: str) -> Page:
        self.content += operators
        return self

    def text(self, x: float, top: float, text: str, *, size: float = 10, font: str = "F", angle: int = 0) -> Page:
        """Write text whose baseline begins at x, top (from the page's top)."""
        a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[angle]
        place = f"{a} {b} {-b} {a} {x:.2f} {self.height - top:.2f} Tm"
        return self.draw(f"BT /{font} {size} Tf {place} ({escaped(text)}) Tj ET")

    def lines(self, x: float, top: float, texts: Sequence[str], *, size: float = 10, pitch: float = 12) -> Page:
        """Write lines of text below each other."""
        for i, text in enumerate(texts):
            self.text(x, top + i * pitch, text, size=size)
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float, *, width: float = 0.5) -> Page:
        return self.draw(f"{width} w {x0} {self.height - top} m {x1} {self.height - bottom} l S")

    def rect(self, x0: float, top: float, x1: float, bottom: float, paint: str = "f") -> Page:
        return self.draw(f"{x0} {self.height - bottom} {x1 - x0} {bottom - top} re {paint}")


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def pdf(*pages: Page) -> bytes:
    """Return a whole PDF file."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    catalog = add("")
    tree = add("")
    fonts = " ".join(
        f"/{key} {add(f'<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>')} 0 R"
        for key, name in FONTS.items()
    )
    kids = []
    for page in pages:
        xobjects = ""
        for name, body in page.objects.items():
            inner = " ".join(f"/{key} {add(form)} 0 R" for key, form in page.forms_within.get(name, {}).items())
            own = f"/Resources << /Font << {fonts} >> /XObject << {inner} >> >> /Length"
            xobjects += f" /{name} {add(body.replace('/Length', own, 1) if '/Form' in body else body)} 0 R"
        resources = f"<< /Font << {fonts} >> /XObject << {xobjects} >> /ExtGState << {page.states} >> >>"
        stream = "\n".join(page.content).encode("latin-1")
        content = add(b"<< /Length %d >> stream\n%b\nendstream" % (len(stream), stream))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width} {page.height}] {page.extra}"
                f" /Resources {resources} /Contents {content} 0 R >>"
            )
        )
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[tree - 1] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>".encode()
    return assemble(objects)


def encrypted(password: str) -> bytes:
    """Return a PDF of one line that opens with the password ("" is none) or its owner's."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="pemilik", strength=128))
    canvas.drawString(60, 700, "Rencana Kerja")
    canvas.save()
    return out.getvalue()


def repeated(files: Iterable[bytes], pages: int) -> bytes:
    """Return a PDF of so many pages: those of the files over and over."""
    sources = [pypdfium2.PdfDocument(file) for file in files]
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < pages:
        for source in sources:
            whole.import_pages(source, list(range(min(len(source), pages - len(whole)))))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def assemble(objects: Sequence[bytes]) -> bytes:
    """Return a file of numbered objects; the first is the catalog."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(dictionary: str, data: str) -> str:
    """Return a stream object."""
    return f"<< {dictionary} /Length {len(data)} >> stream\n{data}\nendstream"


def form(operators: str, box: Sequence[float], matrix: str = "1 0 0 1 0 0") -> str:
    """Return a form XObject."""
    bounds = " ".join(str(side) for side in box)
    return stream(f"/Type /XObject /Subtype /Form /BBox [{bounds}] /Matrix [{matrix}]", operators)


def image() -> str:
    """Return a grey one-pixel image."""
    return stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "8")


def read_layer(data: bytes, name: str, password: str | None = None) -> Document:
    """Return what the text layer of a PDF says, pages without usable text left as they are."""
    return to_document(read_pages(data, name, password))


SHADING = (
    b"/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0] /Function "
    b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0.4] /C1 [0 0.3 0.5] /N 1 >> >> >>"
)


def on_shading(page: Page, x: float, top: float, text: str) -> Page:
    """Write white text on a dark gradient, which is no painted path: pdfium's reading takes the text for hidden."""
    low = page.height - top - 4
    return page.draw(
        f"q {x - 4} {low} 90 16 re W n /S sh Q", "1 1 1 rg", f"BT /F 10 Tf {x} {low + 4} Td ({text}) Tj ET", "0 g"
    )


def shaded_pdf(*made: Page) -> bytes:
    """Return a file whose pages have the gradient /S."""
    for page in made:
        page.states = "/N << >>"
    return pdf(*made).replace(b"/ExtGState << /N << >> >>", b"/ExtGState << >> " + SHADING)
