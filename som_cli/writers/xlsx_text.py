"""Text and names -> what an Excel file accepts: visible controls, limits of length, valid names, wrapped lines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import Decimal

from som_cli.text import source

# Excel's limits, counted in UTF-16 units: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
CELL_LENGTH = 32_767
TITLE_LENGTH = 255
SHEET_NAME_LENGTH = 31
FOOTER_LENGTH = 255
FORMULA_LENGTH = 8_192

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|\s")
# Excel keeps this name for its own log of changes, in every language.
_RESERVED_SHEET_NAMES = frozenset({"history"})
_TABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*")
# Excel reads `_x0041_` in a table's column name as a letter, but not in the cell above the column.
_ESCAPED_LETTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_WORD_JOINER = "\u2060"


def visible(text: str) -> str:
    """The text with every control and bidirectional character written out, such as `[U+001B]`; tabs and lines stay."""
    lines = text.replace("\r\n", "\n")
    shown = "\t".join(source.visible(part) for part in lines.split("\t"))
    return _NOT_XML.sub(lambda found: f"[U+{ord(found[0]):04X}]", shown)


def cell_text(text: str, limit: int = CELL_LENGTH) -> str:
    """Visible text of at most `limit` UTF-16 units; what is cut is counted in a mark at the end: `… [+123]`."""
    shown = visible(text)
    if _units(shown) <= limit:
        return shown
    kept = len(shown)
    room = limit - len("… [+]") - len(str(kept))
    kept = len(shown.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore"))
    return f"{shown[:kept]}… [+{len(shown) - kept}]"


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula when somebody edits the cell or saves it as CSV."""
    return text.startswith(_FORMULA_STARTS)


def column_title(text: str) -> str:
    """A column's title as Excel demands it: one line, at most 255 characters."""
    return cell_text(_ESCAPED_LETTER.sub("_ ", " ".join(text.split())), TITLE_LENGTH)


def check_table(name: str, titles: Iterable[str], taken: set[str]) -> None:
    """Raises ValueError for a table that Excel would repair: its name invalid or `taken`, a title empty or repeated."""
    if not _TABLE_NAME.fullmatch(name) or _LOOKS_LIKE_CELL.fullmatch(name):
        raise ValueError(f"{name!r} is no name for an Excel table")
    if name.lower() in taken:
        raise ValueError(f"two tables, or a table and a list, are called {name!r}")
    seen: set[str] = set()
    for title in titles:
        if not title or title.lower() in seen:
            raise ValueError(f"the column titles of table {name!r} are not unique: {title!r}")
        seen.add(title.lower())
    if not seen:
        raise ValueError(f"table {name!r} has no columns")


def sheet_name(title: str, number: int, taken: set[str]) -> str:
    """A valid name for the sheet, unlike all `taken` (lower case) ones; a sheet without a title gets its number."""
    spaced = " ".join(_NOT_IN_SHEET_NAME.sub(" ", re.sub(r"\[(U\+\w+)\]", r"\1", visible(title))).split())
    stem = _shortened(spaced.strip("' "), SHEET_NAME_LENGTH) or str(number)
    name, again = stem, 1
    while name.lower() in taken | _RESERVED_SHEET_NAMES:
        again += 1
        suffix = f" ({again})"
        name = _shortened(stem, SHEET_NAME_LENGTH - len(suffix)) + suffix
    return name


def footer_text(text: str, limit: int = FOOTER_LENGTH) -> str:
    """Text for a page's head or foot, where `&` begins a code: doubled, and never read as the code of a picture."""
    shown = " ".join(visible(text).split())
    while _units(_escaped(shown)) > limit:
        shown = shown[:-2].rstrip() + "…"
    return _escaped(shown)


def exact_number(value: Decimal | int) -> float | int | None:
    """The number as Excel holds it: exact where a 64-bit float can be, else the nearest one; None past its range."""
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def wrapped_lines(text: str, characters: float) -> int:
    """In how many lines of so many characters the text is shown when words wrap."""
    room = max(characters, 1)
    total = 0
    for paragraph in text.split("\n"):
        lines, used = 1, 0.0
        for word in paragraph.split():
            length = len(word)
            if used and used + 1 + length > room:
                lines, used = lines + 1, 0.0
            if length > room:
                lines += math.ceil(length / room) - 1
                length = int(length % room)
            used += length + (1 if used else 0)
        total += lines
    return total


def _escaped(text: str) -> str:
    return re.sub(r"&(?=[G\[])", f"&{_WORD_JOINER}", text).replace("&", "&&")


def _shortened(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore").rstrip("' ")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
