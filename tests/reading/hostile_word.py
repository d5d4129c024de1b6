"""Word files that cost a careless reader its memory or its stack, and one that is merely long."""

from __future__ import annotations

import io
import zipfile

from tests.reading.wordml import NAMESPACES, package, xml

W = NAMESPACES["w"]


def bomb(size: int, name: str = "word/document.xml") -> bytes:
    """Return a package with a part of `size` blanks after its start."""
    head = f'<w:document xmlns:w="{W}"><w:body><w:p/>'.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as stream:
        stream.write(head)
        for _ in range(size // (1 << 20)):
            stream.write(b" " * (1 << 20))
    return buffer.getvalue()


def entity_bomb(use: str) -> str:
    entities = '<!ENTITY a0 "' + "x" * 100 + '">' + "".join(
        f'<!ENTITY a{i + 1} "' + f"&a{i};" * 10 + '">' for i in range(9)
    )  # fmt: skip
    return f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{W}"><w:body><w:p>{use}</w:p></w:body></w:document>'


def nested_tables(depth: int, beside: str = "") -> str:
    row = f"<w:tr><w:tc>{xml(beside) if beside else ''}"
    return f"<w:tbl>{row}" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def large_table(rows: int, columns: int = 10) -> bytes:
    text = "<w:p><w:r><w:t>Kolom {} baris {}</w:t></w:r></w:p>"
    cell = f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>{text}</w:tc>'
    lines = ("<w:tr>" + "".join(cell.format(c, r) for c in range(columns)) + "</w:tr>" for r in range(rows))
    grid = '<w:gridCol w:w="900"/>' * columns
    body = f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"
    return package(f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{body}</w:body></w:document>')
