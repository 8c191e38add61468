"""Parts of a Word file -> numbered headings, even list indents, language, fields to refresh."""

from __future__ import annotations

from typing import Any

from som_cli.writers.docx_xml import WORD, element

_LEVELS = 3
_INDENTS = (567, 737, 907)
_LIST_STEP = 340


def add_heading_numbers(numbering: Any, styles: Any) -> None:
    """One list of three levels linked to the styles Heading 1 to 3: pandoc keeps none of the template's numbering."""
    abstract = 1 + max(_numbers(numbering, "abstractNum", "abstractNumId"), default=0)
    concrete = 1 + max(_numbers(numbering, "num", "numId"), default=0)
    levels = [_level(index) for index in range(_LEVELS)]
    numbering.insert(
        0, element("abstractNum", element("multiLevelType", val="multilevel"), *levels, abstractNumId=abstract)
    )
    numbering.append(element("num", element("abstractNumId", val=abstract), numId=concrete))
    for index in range(_LEVELS):
        _link_style(styles, f"Heading{index + 1}", index, concrete)
    # In many templates the contents' heading is a chapter's heading: it takes no number from it.
    _link_style(styles, "TOCHeading", 0, 0)


def _numbers(numbering: Any, tag: str, name: str) -> list[int]:
    return [int(node.get(f"{WORD}{name}")) for node in numbering.findall(f"{WORD}{tag}")]


def _level(index: int) -> Any:
    shown = "".join(f"%{level}." for level in range(1, index + 2))
    indent = element("ind", left=_INDENTS[index], hanging=_INDENTS[index])
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val="decimal"),
        element("pStyle", val=f"Heading{index + 1}"),
        element("lvlText", val=shown),
        element("lvlJc", val="left"),
        element("pPr", indent),
        ilvl=index,
    )


def _link_style(styles: Any, identifier: str, level: int, number: int) -> None:
    style = styles.find(f"{WORD}style[@{WORD}styleId='{identifier}']")
    if style is None:
        return
    properties = style.find(f"{WORD}pPr")
    if properties is None:
        properties = element("pPr")
        style.append(properties)
    for old in properties.findall(f"{WORD}numPr"):
        properties.remove(old)
    link = element("numPr", element("ilvl", val=level), element("numId", val=number))
    before = {f"{WORD}{name}" for name in ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
    properties.insert(sum(1 for child in properties if child.tag in before), link)


def even_list_indents(numbering: Any) -> None:
    """Lists begin at the text's edge and step in evenly."""
    for level in numbering.iter(f"{WORD}lvl"):
        if level.find(f"{WORD}pStyle") is None:
            indent = level.find(f"{WORD}pPr/{WORD}ind")
            if indent is not None:
                indent.set(f"{WORD}left", str(_LIST_STEP * (int(level.get(f"{WORD}ilvl")) + 1)))
                indent.set(f"{WORD}hanging", str(_LIST_STEP))


def set_language(styles: Any, language: str) -> None:
    for node in styles.iter(f"{WORD}lang"):
        node.set(f"{WORD}val", language)


def write_settings(settings: Any, language: str) -> None:
    """Settings of a current Word: it asks on opening whether to fill in page numbers, hyphenates, and knows its age."""
    for child in list(settings):
        settings.remove(child)
    uri = "http://schemas.microsoft.com/office/word"
    notes = [element("footnote", id=-1), element("footnote", id=0)]
    theme = ("bg1 light1", "t1 dark1", "bg2 light2", "t2 dark2", *(f"accent{n} accent{n}" for n in range(1, 7)))
    colors = dict(pair.split(" ") for pair in theme)
    for node in (
        element("zoom", percent="100"),
        element("defaultTabStop", val="567"),
        element("autoHyphenation", val="true"),
        element("consecutiveHyphenLimit", val="2"),
        element("hyphenationZone", val="425"),
        element("characterSpacingControl", val="doNotCompress"),
        element("updateFields", val="true"),
        element("footnotePr", *notes),
        element("compat", element("compatSetting", name="compatibilityMode", uri=uri, val="15")),
        element("themeFontLang", val=language),
        element("clrSchemeMapping", **colors, hyperlink="hyperlink", followedHyperlink="followedHyperlink"),
    ):
        settings.append(node)
