"""Names and values -> WordprocessingML elements: the few that the pass after pandoc makes."""

from __future__ import annotations

from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The order in which Word demands the properties of a paragraph.
_PARAGRAPH_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
)


def element(name: str, /, *children: Any, text: str = "", **values: Any) -> Any:
    """`w:name` with attributes of the same namespace; an underscore at the end of a name only keeps Python calm."""
    from docx.oxml import OxmlElement

    node = OxmlElement(f"w:{name}")
    for key, value in values.items():
        node.set(f"{WORD}{key.rstrip('_')}", str(value))
    if text:
        node.text = text
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for child in children:
        node.append(child)
    return node


def run(text: str) -> Any:
    return element("r", element("t", text=text))


def field(instruction: str, shown: str) -> list[Any]:
    """The runs of a field that shows `shown` until Word computes it."""
    return [*field_start(instruction), run(shown), field_end()]


def field_start(instruction: str) -> list[Any]:
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", element("instrText", text=f" {instruction} ")),
        element("r", element("fldChar", fldCharType="separate")),
    ]


def field_end() -> Any:
    return element("r", element("fldChar", fldCharType="end"))


def paragraph(style: str, *children: Any) -> Any:
    return element("p", element("pPr", element("pStyle", val=style)), *children)


def paragraph_properties(node: Any) -> Any:
    properties = node.find(f"{WORD}pPr")
    if properties is None:
        properties = element("pPr")
        node.insert(0, properties)
    return properties


def set_property(node: Any, prop: Any) -> None:
    """Puts a property into a paragraph at the place that the schema gives it, instead of one of the same name."""
    properties = paragraph_properties(node)
    for old in properties.findall(prop.tag):
        properties.remove(old)
    rank = _PARAGRAPH_ORDER.index(prop.tag.removeprefix(WORD))
    for index, other in enumerate(properties):
        if _PARAGRAPH_ORDER.index(other.tag.removeprefix(WORD)) > rank:
            properties.insert(index, prop)
            return
    properties.append(prop)


def style_of(node: Any) -> str:
    """A paragraph's style id; empty for another element and for a paragraph without one."""
    style = node.find(f"{WORD}pPr/{WORD}pStyle") if node.tag == f"{WORD}p" else None
    return "" if style is None else str(style.get(f"{WORD}val"))


def visible_text(node: Any) -> str:
    """What a paragraph says, without the instructions of its fields and without what is struck out."""
    return "".join(piece.text or "" for piece in node.iter(f"{WORD}t"))
