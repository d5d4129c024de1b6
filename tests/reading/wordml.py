"""Word files for tests, written in a tiny notation.

An element is `name=value{attribute=value}(children)`, every part but the name optional; `=value` is the w:val
attribute; a name without prefix is in the w namespace, so is an attribute without prefix, and `.name` is in none.
Text stands in single quotes; straight in `p` it is a run, in `tc` a paragraph:
`tbl(tr(tc'a' tc(tcPr(gridSpan=2)'b')))`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from extractor.reading.document import Document, Grid
from extractor.reading.word import read_word
from tests.tiling import assert_tiles

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARATIONS: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*')|(?P<name>[\w:]+)(?:=(?P<val>[^\s(){}']+))?(?:\{(?P<attrs>[^}]*)\})?|(?P<mark>[()]))"
)
_ATTRIBUTE = re.compile(r"""(\.?[\w:]+)=(?:"([^"]*)"|(\S+))""")
_TEXT_IN: Final = {"p": ("r", "t"), "tc": ("p", "r", "t"), "r": ("t",), "hyperlink": ("r", "t"), "ins": ("r", "t")}
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def xml(notation: str) -> str:
    """Return the XML of elements in the notation."""
    out: list[str] = []
    open_names: list[str] = []
    pending: str | None = None  # an element whose children have not begun
    position = 0
    while position < len(notation.rstrip()):
        token = _TOKEN.match(notation, position)
        assert token, f"not in the notation: {notation[position : position + 40]!r}"
        position = token.end()
        if token["mark"] == "(":
            assert pending
            open_names.append(pending)
            pending = None
        elif token["text"] is not None:
            inside = _text(token["text"][1:-1], pending or open_names[-1])
            out.append(f"{inside}</{_qualified(pending)}>" if pending else inside)
            pending = None
        else:
            if pending:
                out.append(f"</{_qualified(pending)}>")
                pending = None
            if token["mark"] == ")":
                out.append(f"</{_qualified(open_names.pop())}>")
            else:
                pending = token["name"]
                out.append(f"<{_qualified(pending)}{_attributes(token['val'], token['attrs'])}>")
    if pending:
        out.append(f"</{_qualified(pending)}>")
    assert not open_names, f"not closed: {open_names}"
    return "".join(out)


def part(root: str, notation: str) -> str:
    """Return a whole part: a root element with its namespaces and children in the notation."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_DECLARATIONS}>{xml(notation)}</w:{root}>'


def package(main: str, others: Mapping[str, str] | None = None, main_name: str = "word/document.xml") -> bytes:
    """Return a Word package of a main part and others by kind ("styles", "header", …), as XML text."""
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/xml"/>'
        f'<Override PartName="/{main_name}" ContentType="{_MAIN_TYPE}"/></Types>',
        "_rels/.rels": relationships({"officeDocument": main_name}),
        main_name: main,
    }
    folder, _, base = main_name.rpartition("/")
    where = f"{folder}/" if folder else ""
    if others:
        files[f"{where}_rels/{base}.rels"] = relationships({kind: f"{kind}.xml" for kind in others})
        files |= {f"{where}{kind}.xml": text for kind, text in others.items()}
    return zipped(files)


def relationships(targets: Mapping[str, str]) -> str:
    """Return a relationships part from kinds to targets; digits at the end of a kind only tell two apart."""
    lines = (
        f'<Relationship Id="r{index}" Type="{_KINDS}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file from the notation of its body and of other parts (styles, numbering, footnotes, header1…)."""
    roots = {"header": "hdr", "footer": "ftr"}
    others = {kind: part(roots.get(kind.rstrip("0123456789"), kind), notation) for kind, notation in parts.items()}
    return package(part("document", f"body({body})"), others)


def read(body: str, **parts: str) -> Document:
    """Read a Word file given in the notation."""
    return read_word(docx(body, **parts), "uji.docx")


def grid(table: str, **parts: str) -> Grid:
    """Read the only grid of a body that is one table; its spans must tile."""
    (found,) = (block for block in read(table, **parts).blocks if isinstance(block, Grid))
    assert_tiles(found)
    return found


def picture(table: Grid) -> list[str]:
    """Return a grid as lines of text: a cell's text at its top left, `<` under a column span, `^` under a row span."""
    rows = [["?"] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                rows[row][col] = "^" if row > cell.row else "<"
        rows[cell.row][cell.col] = cell.text or "."
    return [" ".join(row) for row in rows]


def _text(text: str, where: str) -> str:
    wrap = _TEXT_IN.get(where, ())
    space = ' xml:space="preserve"' if (wrap or (where,))[-1] == "t" else ""
    opening = "".join(f"<w:{name}{space if name == 't' else ''}>" for name in wrap)
    return f"{opening}{escape(text)}{''.join(f'</w:{name}>' for name in reversed(wrap))}"


def _qualified(name: str | None) -> str:
    assert name
    return name if ":" in name else f"w:{name}"


def _attributes(value: str | None, listed: str | None) -> str:
    pairs = [("val", value)] if value is not None else []
    pairs += [(match[1], match[2] if match[2] is not None else match[3]) for match in _ATTRIBUTE.finditer(listed or "")]
    return "".join(
        f" {name[1:] if name.startswith('.') else _qualified(name)}={quoteattr(text)}" for name, text in pairs
    )
