"""A house's Word template -> the same with every style that the documents use: its own, or else ours."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from som_cli.writers.docx_package import stable_zip
from som_cli.writers.docx_reference import style_markup
from som_cli.writers.docx_styles import ACCENT, NAMESPACE, ON_BAND, TEXT, WHITE, styles
from som_cli.writers.docx_xml import WORD, element

_STYLES = "word/styles.xml"
_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
_COLOR_LENGTH = len("RRGGBB")
_SHADE = re.compile(r"<w:shd [^>]*/>")


def house_template(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The template fit for use, and the names of the styles that it lacks and takes from us.

    A style is found by its name: an office's own Word gives it an id in its own language. Ours that are put in take the
    colour of the house's headings; fonts are the house's in any case, since ours are based on its Normal. Raises
    BadZipFile, KeyError and SyntaxError for what is no Word file.
    """
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = parse_xml(parts[_STYLES])
    is_changed = _rename(root)
    known = {style.get(f"{WORD}styleId") for style in root.findall(f"{WORD}style")}
    lacking = [style for style in styles() if style.identifier not in known]
    color = _heading_color(root) or ACCENT
    for style in lacking:
        markup = style_markup(style).replace(ACCENT, color)
        if style.name in ON_BAND and "Title" in known:
            # The house's title stands on white, and so does what stands beside it.
            markup = _SHADE.sub("", markup).replace(f'w:color w:val="{WHITE}"', f'w:color w:val="{TEXT}"')
        root.append(parse_xml(markup.replace("<w:style ", f'<w:style xmlns:w="{NAMESPACE}" ', 1)))
    if not lacking and not is_changed and _has_language(root) and not _drop_stops(root):
        return content, ()
    _drop_stops(root)
    _set_language(root)
    parts[_STYLES] = serialize_part_xml(root)
    return stable_zip(parts), tuple(style.name for style in lacking)


def _rename(root: Any) -> bool:
    """Gives the house's styles the ids by which we know their names; a style of another kind makes room for ours."""
    wanted = {style.name.lower(): style for style in styles()}
    wanted_ids = {"normal": "Normal", "normal table": "NormalTable", "default paragraph font": "DefaultParagraphFont"}
    wanted_ids |= {name: style.identifier for name, style in wanted.items()}
    renamed: dict[str, str] = {}
    for node, name in list(_named(root)):
        identifier, own = str(node.get(f"{WORD}styleId")), wanted.get(name)
        if own is not None and node.get(f"{WORD}type") != own.kind:
            root.remove(node)
            renamed[identifier] = own.identifier
        elif name in wanted_ids and identifier != wanted_ids[name]:
            node.set(f"{WORD}styleId", wanted_ids[name])
            renamed[identifier] = wanted_ids[name]
    for tag in _REFERENCES if renamed else ():
        for node in root.iter(f"{WORD}{tag}"):
            value = str(node.get(f"{WORD}val"))
            node.set(f"{WORD}val", renamed.get(value, value))
    return bool(renamed)


def _named(root: Any) -> Iterator[tuple[Any, str]]:
    for node in root.findall(f"{WORD}style"):
        name = node.find(f"{WORD}name")
        if name is not None:
            yield node, str(name.get(f"{WORD}val")).lower()


def _heading_color(root: Any) -> str:
    """The colour of the house's first heading as six digits; empty where it has none of its own, or one of a theme."""
    color = root.find(f"{WORD}style[@{WORD}styleId='Heading1']/{WORD}rPr/{WORD}color")
    value = "" if color is None else str(color.get(f"{WORD}val"))
    return value.upper() if len(value) == _COLOR_LENGTH else ""


def _drop_stops(root: Any) -> bool:
    """Takes the tab stops from the lines at head and foot: each has one of its own, at the end of its page's line."""
    stops = [
        stop
        for name in ("Header", "Footer")
        for stop in root.findall(f"{WORD}style[@{WORD}styleId='{name}']//{WORD}tabs")
    ]
    for stop in stops:
        stop.getparent().remove(stop)
    return bool(stops)


def _has_language(root: Any) -> bool:
    return next(root.iter(f"{WORD}lang"), None) is not None


def _set_language(root: Any) -> None:
    """A place for the language of the document where the template names none."""
    if _has_language(root):
        return
    target = root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr")
    if target is None:
        target = element("rPr")
        defaults = root.find(f"{WORD}docDefaults")
        if defaults is None:
            defaults = element("docDefaults")
            root.insert(0, defaults)
        for old in defaults.findall(f"{WORD}rPrDefault"):
            defaults.remove(old)
        defaults.insert(0, element("rPrDefault", target))
    target.append(element("lang", val="en-GB"))
