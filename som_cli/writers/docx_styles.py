"""Nothing -> the style sheet of the Word template: page size, fonts, every paragraph, character and table style."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ACCENT, TEXT, GREY, BAND, RULE = "14506B", "1A1A1A", "5B6770", "F3F6F8", "CBD3D9"
WHITE, WARNING = "FFFFFF", "FFF4E5"
FONT = "Source Sans 3"

# The styles of the cover whose words stand on the coloured band.
ON_BAND = ("Cover Organisation", "Title", "Subtitle")

# A4 in twentieths of a point.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1418
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

FACT_TERM = 2835


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its id is its name without spaces, so that pandoc finds it by either."""

    name: str
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""
    kind: str = "paragraph"
    extra: str = ""

    @property
    def identifier(self) -> str:
        words = self.name.split(" ")
        return "".join(word[:1].upper() + word[1:] for word in words)


def _size(points: float, *, color: str = "", bold: bool = False) -> str:
    shade = f'<w:color w:val="{color}"/>' if color else ""
    weight = "<w:b/><w:bCs/>" if bold else ""
    half = round(points * 2)
    return f'{weight}{shade}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _heading(level: int, points: float, before: int, after: int) -> list[Style]:
    keep = "<w:keepNext/><w:keepLines/>"
    shape = f"<w:suppressAutoHyphens/>{_spacing(before, after, 240)}"
    # The numbering itself is put in after pandoc, which throws the template's numbering away.
    numbered = Style(
        f"heading {level}",
        following="Body Text",
        paragraph=f'{keep}{shape}<w:outlineLvl w:val="{level - 1}"/>',
        run=_size(points, color=ACCENT, bold=True),
    )
    plain = Style(
        f"Heading {level} Plain",
        based_on=f"Heading{level}",
        following="Body Text",
        paragraph='<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>',
    )
    return [numbered, plain]


def _contents(level: int, left: int, hanging: int, before: int, *, bold: bool = False) -> Style:
    page = f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/>'
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{left}"/>{page}</w:tabs>'
    indent = f'<w:ind w:left="{left}" w:right="567" w:hanging="{hanging}"/>'
    weight = "<w:b/><w:bCs/>" if bold else ""
    return Style(f"toc {level}", paragraph=f"{tabs}<w:suppressAutoHyphens/>{_spacing(before, 20)}{indent}", run=weight)


def styles() -> list[Style]:
    return [*_text_styles(), *_cover_styles(), *_heading_styles(), *_table_styles(), *_page_styles(), *_run_styles()]


def _text_styles() -> list[Style]:
    after = _spacing(0, 140)
    return [
        Style("Body Text", paragraph=after),
        Style("First Paragraph", "BodyText", "Body Text"),
        Style("Compact", "BodyText", paragraph=_spacing(0, 60)),
        Style(
            "Block Text",
            "BodyText",
            paragraph=f'{_spacing(60, 140)}<w:ind w:left="567" w:right="567"/>',
            run="<w:i/><w:iCs/>",
        ),
        Style("Source Code", "BodyText", paragraph=f"<w:suppressAutoHyphens/>{after}", run="<w:noProof/>"),
        Style("Fact", "BodyText", paragraph=_facts()),
        Style("Fact More", "BodyText", paragraph=f'{_spacing(0, 50)}<w:ind w:left="{FACT_TERM}"/>'),
        # Their line and their shade are copied to whatever stands in a card or in a note.
        Style("Card", "BodyText", paragraph=f'{_left_line(ACCENT)}<w:ind w:left="284"/>'),
        Style(
            "Note",
            "BodyText",
            paragraph=f'{_left_line(GREY)}<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/><w:ind w:left="284"/>',
        ),
        Style("footnote text", paragraph=_spacing(0, 40), run=_size(9)),
    ]


def _left_line(color: str) -> str:
    return f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{color}"/></w:pBdr>'


def _facts() -> str:
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{FACT_TERM}"/></w:tabs>'
    return f'{tabs}{_spacing(0, 50)}<w:ind w:left="{FACT_TERM}" w:hanging="{FACT_TERM}"/>'


def _cover_styles() -> list[Style]:
    # White on the ground of the band: the band behind them is drawn in the colour of the title's ground.
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'
    steady = "<w:suppressAutoHyphens/>"
    beside = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
    boxed = f'<w:bdr w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"/>'
    return [
        Style("Cover Organisation", paragraph=f"{ground}{_spacing(0, 240)}", run=_size(14, color=WHITE, bold=True)),
        Style(
            "Title",
            following="Subtitle",
            paragraph=f"<w:keepLines/>{ground}{steady}{_spacing(0, 200, 228)}",
            run=_size(34, color=WHITE, bold=True),
        ),
        Style("Subtitle", paragraph=f"{ground}{steady}{_spacing(0, 0, 252)}", run=_size(16, color=WHITE)),
        Style("Cover Draft", paragraph=_spacing(0, 360), run=f"{_size(13, color=ACCENT, bold=True)}{boxed}"),
        Style(
            "Cover Decision",
            paragraph=f'{beside}{steady}{_spacing(0, 360)}<w:ind w:left="284"/>',
            run=_size(14, bold=True),
        ),
        Style("Cover Line", paragraph=_spacing(0, 60), run=_size(11, color=GREY)),
    ]


def _heading_styles() -> list[Style]:
    sizes = ((1, 20, 480, 200), (2, 15, 360, 140), (3, 12.5, 280, 100))
    numbered = [style for size in sizes for style in _heading(*size)]
    fourth = _heading(4, 11, 220, 80)
    contents = Style(
        "TOC Heading", paragraph=f"<w:keepNext/>{_spacing(360, 200)}", run=_size(20, color=ACCENT, bold=True)
    )
    lists = Style(
        "table of figures",
        paragraph=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs><w:suppressAutoHyphens/>'
        f'{_spacing(0, 20)}<w:ind w:left="567" w:right="567" w:hanging="567"/>',
    )
    levels = [
        _contents(1, 454, 454, 80, bold=True),
        _contents(2, 1077, 623, 0),
        _contents(3, 1871, 794, 0),
    ]
    return [*numbered, *fourth, contents, *levels, lists]


def _table_styles() -> list[Style]:
    ragged = '<w:jc w:val="left"/>'
    steady = "<w:suppressAutoHyphens/>"
    tight = _spacing(50, 50, 240)
    caption = f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>{_spacing(280, 100)}"
    return [
        Style("Table Text", paragraph=f"{tight}{ragged}", run=_size(9)),
        Style("Table Code", "TableText", paragraph=steady),
        Style("Table Number", "TableText", paragraph=f'{steady}<w:jc w:val="right"/>'),
        Style(
            "Table Head",
            "TableText",
            paragraph=f"<w:keepNext/>{steady}",
            run=f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>',
        ),
        Style("Table Head Number", "TableHead", paragraph='<w:jc w:val="right"/>'),
        Style("Table Head Group", "TableHead", paragraph='<w:jc w:val="center"/>'),
        Style("Table Total", "TableText", paragraph=steady, run="<w:b/><w:bCs/>"),
        Style("Table Total Number", "TableTotal", paragraph='<w:jc w:val="right"/>'),
        Style("caption", paragraph=caption, run=_size(9.5, color=TEXT, bold=True)),
        Style("Table Caption", "Caption"),
        Style("Image Caption", "Caption", paragraph=_spacing(60, 240)),
        Style("Figure", paragraph=f'<w:keepNext/>{_spacing(240, 40, 240)}<w:jc w:val="center"/>'),
        Style("Source Line", paragraph=f"<w:keepLines/>{_spacing(80, 280)}", run=_size(8.5, color=GREY)),
        # The empty line that Word demands where a page turns right after a table.
        Style("Section End", paragraph=_spacing(0, 0, 20), run=_size(1)),
        Style("Data Table", "NormalTable", kind="table", extra=_table_look()),
    ]


def _table_look() -> str:
    rules = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
        for edge, size, color in (("top", 8, ACCENT), ("bottom", 8, ACCENT), ("insideH", 4, RULE))
    )
    head = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/>'
    margins = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    return (
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr>{head}{shade}</w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
        "</w:tcBorders></w:tcPr></w:tblStylePr>"
    )


def _page_styles() -> list[Style]:
    over = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/></w:pBdr>'
    under = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/></w:pBdr>'
    boxed = "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="4" w:color="{TEXT}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    warning = f'<w:shd w:val="clear" w:color="auto" w:fill="{WARNING}"/>'
    return [
        Style("header", paragraph=f"{under}{_spacing(0, 0)}", run=_size(8.5, color=GREY)),
        Style("footer", paragraph=f"{over}{_spacing(0, 0)}", run=_size(8.5, color=GREY)),
        Style(
            "Stamp",
            paragraph=f"<w:pBdr>{boxed}</w:pBdr>{warning}{_spacing(0, 160)}"
            '<w:ind w:left="113" w:right="113"/><w:jc w:val="center"/>',
            run=_size(9.5, bold=True),
        ),
    ]


def _run_styles() -> list[Style]:
    def run(name: str, shape: str) -> Style:
        return Style(name, "DefaultParagraphFont", kind="character", run=shape)

    edge = f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    return [
        run("Code Word", "<w:noProof/>"),
        run("Verbatim Char", "<w:noProof/>"),
        run("Mark", f'<w:color w:val="{GREY}"/><w:sz w:val="15"/><w:szCs w:val="15"/>{edge}'),
        run("Fact Term", f'<w:color w:val="{GREY}"/>'),
        run("footnote reference", '<w:vertAlign w:val="superscript"/>'),
        run("Hyperlink", f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
    ]
