"""The sample document -> a later edition of it with every kind of edit that a redline has to show."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

from som_cli.document import blocks as b
from som_cli.document.document import Document, Picture, plain_text
from tests.writers.sample import sample_document


def first_edition() -> Document:
    """The sample without the changes that its annex quotes: a document that is redlined has none of its own."""
    document = sample_document()
    blocks = [block for block in document.blocks if "insertion" not in json.dumps(block)]
    return replace(document, blocks=tuple(blocks))


def edited_document() -> Document:
    """Words, facts, items, rows, cells, a card, headings, a figure, a table and a section come, go or change."""
    document = first_edition()
    blocks: list[Any] = copy.deepcopy(list(document.blocks))
    text = json.dumps(blocks, ensure_ascii=False)
    for was, now in (
        ('"piętnaście"', '"szesnaście"'),
        ('"opisuje,"', '"określa,"'),
        ('"Okres"', '"Horyzont"'),
        (
            '"wspólnych"',
            '"wspólnych"}, {"t": "Space"}, {"t": "Str", "c": "i"}, {"t": "Space"}, {"t": "Str", "c": "pilnych"',
        ),
        ('"18\u00a0400\u00a0000,00\u00a0zł"', '"17\u00a0900\u00a0000,00\u00a0zł"'),
        ('"roboty"', '"prace"'),
    ):
        text = text.replace(was, now)
    blocks = json.loads(text)
    index = next(at for at, block in enumerate(blocks) if plain_text(block).startswith("Cele strategiczne dzielą"))
    blocks[index : index + 1] = [
        b.paragraph("Nowy akapit, całkiem inny od poprzedniego: ", b.strong("nic wspólnego"), ".")
    ]
    blocks.insert(index, b.heading(2, "Zasady wyboru", "zasady"))
    blocks.insert(index + 1, b.card(b.paragraph("Nowa karta."), b.facts([("Koszt", "1 zł")]), identifier="karta-nowa"))
    blocks = [block for block in blocks if "TRP-1.4" not in json.dumps(block)]
    _edit_tables(blocks)
    picture = document.pictures["budget"]
    changed = Picture(picture.svg.replace(b"<svg", b"<svg ", 1), picture.draw_png, picture.width, picture.height)
    blocks.append(b.figure("rys-nowy", "Nowy rysunek", "Opis nowego rysunku.", "second", source="Źródło: nowe."))
    return replace(document, blocks=tuple(blocks), pictures={"budget": changed, "second": picture})


def _edit_tables(blocks: list[Any]) -> None:
    for block in blocks:
        held = [block, *(block["c"][1] if block["t"] == "Div" else [])]
        for found in held:
            if found["t"] == "Div" and "table" in found["c"][0][1]:
                _edit_table(found["c"][1][0]["c"])


def _edit_table(content: list[Any]) -> None:
    rows = content[4][0][3]
    name = content[0][0]
    if name == "tab-wskazniki":
        rows[3][1][1][4] = [b.paragraph("Nowa nazwa wskaźnika")]
        rows[3][1][4][4] = [b.paragraph("99,5")]
        del rows[10:13]
        rows.insert(20, copy.deepcopy(rows[5]))
        rows[20][1][0][4] = [b.paragraph(b.code("IND-900"))]
    elif name == "tab-budzet":
        foot = content[5][1]
        foot[0][1][1][4] = [b.paragraph("30 000 000")]
        rows.pop()
    elif name == "tab-plany":
        rows[1][1][1][4] = [b.paragraph("7")]
        content[1][1] = [{"t": "Plain", "c": b.text("Udział planów w celach strategicznych")}]
    elif name == "tab-cele":
        content[2].pop()
        for row in (*content[3][1], *rows):
            row[1].pop()
        content[0][2] = [["kinds", "code,text"]]
