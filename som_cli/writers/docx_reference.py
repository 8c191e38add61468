"""Nothing -> the Word template (reference.docx): pandoc's own package with our style sheet, fonts and page."""

from __future__ import annotations

import io
import zipfile

from som_cli.document.pandoc import run_pandoc
from som_cli.writers.docx_package import stable_zip
from som_cli.writers.docx_styles import (
    FONT,
    MARGIN,
    NAMESPACE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT,
    Style,
    styles,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Word takes the font of the second name where the first is not installed.
_FONTS = f"""<w:fonts xmlns:w="{NAMESPACE}"><w:font w:name="{FONT}"><w:altName w:val="Calibri"/>
<w:panose1 w:val="020B0503030403020204"/><w:charset w:val="EE"/><w:family w:val="swiss"/>
<w:pitch w:val="variable"/></w:font>
<w:font w:name="Calibri"><w:altName w:val="Arial"/><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="EE"/>
<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>"""

_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="NormalTable"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)

_SECTION = (
    f'<w:sectPr><w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}"'
    f' w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="624" w:footer="624" w:gutter="0"/></w:sectPr>'
)


def make_reference() -> bytes:
    """The template's bytes, the same on every run. Each style shows itself in one line of the template's text."""
    default = run_pandoc(["--print-default-data-file", "reference.docx"], b"", memory_mb=256, timeout_seconds=60)
    with zipfile.ZipFile(io.BytesIO(default)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/styles.xml"] = _style_sheet().encode()
    parts["word/fontTable.xml"] = (_HEAD + _FONTS).encode()
    parts["word/document.xml"] = _specimen().encode()
    return stable_zip(parts)


def _style_sheet() -> str:
    faces = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{faces}<w:color w:val="{TEXT}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    )
    body = "".join(style_markup(style) for style in styles())
    return f'{_HEAD}<w:styles xmlns:w="{NAMESPACE}">{defaults}{normal}{_NORMAL_TABLE}{body}</w:styles>'


def style_markup(style: Style) -> str:
    """The style as an element of styles.xml, whose prefix `w` it uses."""
    custom = "" if style.name.lower() in _BUILT_IN else ' w:customStyle="1"'
    following = f'<w:next w:val="{Style(style.following).identifier}"/>' if style.following else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{custom} w:styleId="{style.identifier}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/>{paragraph}{run}{style.extra}</w:style>'
    )


_BUILT_IN = frozenset(
    {
        *(f"heading {level}" for level in range(1, 5)),
        *(f"toc {level}" for level in range(1, 4)),
        "body text",
        "block text",
        "title",
        "subtitle",
        "caption",
        "header",
        "footer",
        "toc heading",
        "table of figures",
        "footnote text",
        "footnote reference",
        "hyperlink",
    }
)


def _specimen() -> str:
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.identifier}"/></w:pPr><w:r><w:t>{style.name}</w:t></w:r></w:p>'
        for style in styles()
        if style.kind == "paragraph"
    )
    return f'{_HEAD}<w:document xmlns:w="{NAMESPACE}"><w:body>{lines}{_SECTION}</w:body></w:document>'
