"""The fixed parts of a Word package: styles, numbering, relationships."""
# ruff: noqa: E501 - markup reads best unbroken

from __future__ import annotations

from typing import Final

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _W,
        "r": _OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)

CONTENT_TYPES: Final = (
    _HEAD
    + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
        )
    )
    + "</Types>"
)

_RELS: Final = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'

ROOT_RELS: Final = (
    _HEAD
    + _RELS
    + f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)

DOCUMENT_RELS: Final = (
    _HEAD
    + _RELS
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(("styles", "numbering"), 1)
    )
    + "</Relationships>"
)


def _style(name: str, title: str, inside: str, based: str = "Normal") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if name != "Normal" else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/>{base}{inside}</w:style>'


STYLES: Final = (
    _HEAD
    + f'<w:styles xmlns:w="{_W}">'
    + '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="18"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Normal", "Normal", "")
    + "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr>',
        )
        for level in (1, 2, 3, 4)
    )
    + "</w:styles>"
)


def _level(number: int, form: str, text: str, start: int = 1) -> str:
    indent = 360 * (number + 1)
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="360"/></w:pPr></w:lvl>'
    )


_LISTS: Final = (
    ("decimal", "%{}."),
    ("lowerLetter", "%{})"),
    ("upperLetter", "%{}."),
    ("bullet", "-"),
    ("bullet", "•"),
    ("decimal", "%{})"),
    ("lowerLetter", "%{}."),
    ("decimal", "%{}."),
)

_ABSTRACT: Final = (
    _HEAD
    + f'<w:numbering xmlns:w="{_W}">'
    + '<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
    + _level(0, "upperRoman", "BAB %1")
    + _level(1, "decimal", "%1.%2").replace("<w:lvlText", "<w:isLgl/><w:lvlText", 1)
    + _level(2, "decimal", "%1.%2.%3").replace("<w:lvlText", "<w:isLgl/><w:lvlText", 1)
    + "</w:abstractNum>"
    + "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(level, form, text.format(level + 1)) for level in range(3))
        + "</w:abstractNum>"
        for number, (form, text) in enumerate(_LISTS)
    )
    + '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
)


def numbering(lists: int) -> str:
    """Return numbering.xml with `lists` list instances that each start at 1, of every form (numId 100 + 8 x list)."""
    starts = "".join(f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride>' for at in range(3))
    instances = "".join(
        f'<w:num w:numId="{100 + instance * 8 + form}"><w:abstractNumId w:val="{form}"/>{starts}</w:num>'
        for instance in range(lists)
        for form in range(len(_LISTS))
    )
    return f"{_ABSTRACT}{instances}</w:numbering>"
