"""Two documents -> one with changes marked: nothing lost on either side, like things paired, words not torn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from som_cli.document import blocks as b
from som_cli.document.document import Cover, Document, Picture, plain_text
from som_cli.document.redline import diff_blocks, redline
from som_cli.document.redline_words import diff_inlines
from tests.properties import documents

CHANGES = {"insertion", "deletion"}
_INLINE = {"Str", "Space", "Strong", "Emph", "Span", "Link", "Note", "LineBreak"}


# ---- a redline read as one side of it


def side(node: Any, gone: str) -> Any:
    """The blocks with one kind of change taken out and the frames of the other removed."""
    if isinstance(node, list):
        return [found for child in node for found in _side(child, gone)]
    return node


def _side(node: Any, gone: str) -> Iterator[Any]:
    if isinstance(node, dict) and node.get("t") in {"Div", "Span"}:
        (name, classes, pairs), children = node["c"]
        if gone in classes:
            return
        left = side(children, gone)
        if {*CHANGES, "changed"} & set(classes):
            yield from left
        else:
            yield {"t": node["t"], "c": [[name, classes, pairs], left]}
    elif isinstance(node, dict):
        yield {key: side(value, gone) for key, value in node.items()}
    elif isinstance(node, list) and _is_row(node):
        (name, classes, pairs), cells = node
        if gone not in classes:
            yield [[name, [css for css in classes if css not in {*CHANGES, "changed"}], pairs], side(cells, gone)]
    elif isinstance(node, list):
        left = side(node, gone)
        # An item or a fact all of which went leaves nothing behind.
        if left or not node:
            yield left
    else:
        yield node


def _is_row(node: list[Any]) -> bool:
    """Whether a list is a table's row: an attribute and cells of five parts each."""
    is_pair = len(node) == 2 and isinstance(node[0], list) and len(node[0]) == 3 and isinstance(node[1], list)
    return is_pair and isinstance(node[0][1], list) and all(len(cell) == 5 for cell in node[1])


def texts(blocks: list[b.Block]) -> list[str]:
    """The text of each paragraph, heading with its level, and cell, in their order; empty ones say nothing."""
    return [text for text in _texts(blocks) if text]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        words = node and all(isinstance(child, dict) and child["t"] in _INLINE for child in node)
        yield from [plain_text(node)] if words else (text for child in node for text in _texts(child))
    elif isinstance(node, dict):
        prefix = str(node["c"][0]) if node["t"] == "Header" else ""
        yield from (prefix + text for text in _texts(node.get("c")))


@given(documents.blocks, documents.blocks)
@settings(max_examples=100, deadline=None)
def test_both_sides_can_be_read_from_it(old: list[b.Block], new: list[b.Block]) -> None:
    marked = diff_blocks(old, new)
    assert texts(side(marked, "deletion")) == texts(new)
    assert texts(side(marked, "insertion")) == texts(old)


@given(documents.blocks)
@settings(max_examples=40, deadline=None)
def test_equal_documents_have_no_changes(blocks: list[b.Block]) -> None:
    assert diff_blocks(blocks, blocks) == blocks


# ---- words


def marked(old: Any, new: Any) -> str:
    """A comparison as a line: `[-went-]`, `{+came+}`."""
    signs = {"insertion": "{{+{}+}}", "deletion": "[-{}-]"}
    shown = ""
    for node in diff_inlines(b.inlines(old), b.inlines(new)):
        change = node["c"][0][1][0] if node["t"] == "Span" and node["c"][0][1][0] in signs else ""
        shown += signs[change].format(plain_text(node)) if change else plain_text(node)
    return shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("cel 80 km", "cel 75 km", "cel [-80-]{+75+} km"),
        ("koszt 12\u00a0000,50 zł.", "koszt 13\u00a0000,50 zł.", "koszt [-12\u00a0000,50-]{+13\u00a0000,50+} zł."),
        ("plan do 2030.", "plan do 2030, potem dalej.", "plan do 2030{+, potem dalej+}."),
        ("lata 2025–2030", "lata 2025–2032", "lata 2025–[-2030-]{+2032+}"),
        ("tu stary zły kod i dalej", "tu nowy dobry kod i dalej", "tu [-stary zły-]{+nowy dobry+} kod i dalej"),
        ("jedno zdanie", "zupełnie co innego", "[-jedno zdanie-]{+zupełnie co innego+}"),
        (["tak ", b.strong("jest")], ["tak ", "jest"], "tak [-jest-]{+jest+}"),
        (["karta ", b.code("STR-1.1")], ["karta ", b.code("STR-1.2")], "karta [-STR-1.1-]{+STR-1.2+}"),
    ],
)
def test_words_are_compared_whole(old: Any, new: Any, shown: str) -> None:
    assert marked(old, new) == shown


def test_a_change_keeps_what_is_around_its_words() -> None:
    old, new = b.link("stary plan gminy", "#a"), b.link("nowy plan gminy", "#a")
    found = diff_inlines([old], [new])
    assert [node["t"] for node in found] == ["Span", "Span", "Link"]
    assert [node["c"][1][0]["t"] for node in found[:2]] == ["Link", "Link"]


# ---- blocks


def kinds(blocks: list[b.Block]) -> list[str]:
    """The class of each block's division, empty for a block that is as it was."""
    return [(block["c"][0][1] or [""])[0] if block["t"] == "Div" else "" for block in blocks]


def test_a_new_paragraph_does_not_disturb_the_others() -> None:
    old = [b.paragraph(f"Akapit numer {number} o sprawie {number * 7}.") for number in range(6)]
    new = [*old[:3], b.paragraph("Zupełnie nowa treść."), *old[3:5]]
    assert kinds(diff_blocks(old, new)) == ["", "", "", "insertion", "", "", "deletion"]


def test_a_thing_is_known_by_its_identifier_wherever_it_goes() -> None:
    first = b.card(b.paragraph("Koszt 5 zł"), identifier="karta-1")
    second = b.card(b.paragraph("Koszt 5 zł"), identifier="karta-2")
    changed = b.card(b.paragraph("Koszt 6 zł"), identifier="karta-2")
    assert kinds(diff_blocks([first, second], [changed])) == ["deletion", "card"]


def rows(*cells: tuple[str, ...]) -> b.Block:
    return b.table("t", "Tabela", [b.Column(str(number)) for number in range(len(cells[0]))], cells)


def row_classes(block: b.Block) -> list[str]:
    return [" ".join(row[0][1]) for row in block["c"][1][0]["c"][4][0][3]]


def test_rows_are_paired_by_their_first_cell() -> None:
    old = rows(("A", "1", "x"), ("B", "2", "x"), ("C", "3", "x"))
    new = rows(("A", "1", "x"), ("C", "4", "x"), ("D", "3", "x"))
    (found,) = diff_blocks([old], [new])
    assert row_classes(found) == ["", "deletion", "changed", "insertion"]


def test_rows_that_a_cell_joins_go_together() -> None:
    joined = [(b.Span("A", rows=2), "1"), ("2",)]
    old = b.table("t", "Tabela", [b.Column("x"), b.Column("y")], [*joined, ("B", "3")])
    (found,) = diff_blocks([old], [rows(("B", "3"))])
    assert row_classes(found) == ["deletion", "deletion", ""]


def test_a_table_of_other_columns_is_another_table() -> None:
    assert kinds(diff_blocks([rows(("A", "1"))], [rows(("A", "1", "2"))])) == ["table"]
    (found,) = diff_blocks([rows(("A", "1"))], [rows(("A", "1", "2"))])
    assert kinds(found["c"][1]) == ["deletion", "insertion"]


def test_what_went_leaves_its_name_to_what_came() -> None:
    old, new = rows(("A", "1")), rows(("A", "1", "2"))
    (found,) = diff_blocks([old], [new])
    assert [part["c"][1][0]["c"][0][0] for part in found["c"][1]] == ["", "t"]


# ---- documents


def document(*blocks: b.Block, **pictures: bytes) -> Document:
    drawn = {name: Picture(svg, bytes, 10, 10) for name, svg in pictures.items()}
    return Document("d", "pl", Cover("o", "t"), blocks, {}, 0, pictures=drawn)


def test_a_picture_is_known_by_what_it_shows() -> None:
    one = document(b.figure("f", "Podpis", "opis", "a"), a=b"<svg/>")
    same = document(b.figure("f", "Podpis", "opis", "b"), b=b"<svg/>")
    other = document(b.figure("f", "Podpis", "opis", "a"), a=b"<svg>2</svg>")
    assert kinds(list(redline(one, same).blocks)) == ["figure"]
    found = redline(one, other)
    assert kinds(list(found.blocks)) == ["deletion", "insertion"]
    assert sorted(picture.svg for picture in found.pictures.values()) == [b"<svg/>", b"<svg>2</svg>"]


def test_time_grows_with_the_length_and_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        old = [b.paragraph(f"Gmina {n % 5} ma {n} dróg i plan na rok {n % 9}") for n in range(count)]
        new = [b.paragraph(f"Gmina {n % 5} ma {n} ulic i cel na rok {n % 7}") for n in range(count)]
        start = time.process_time()
        diff_blocks(old, new)
        return time.process_time() - start

    assert seconds(1600) < 12 * seconds(400)
