"""A Document -> plain text that a person can read and a test can compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from som_cli.document.document import Document


def dump(document: Document) -> str:
    cover = document.cover
    head = [
        f"name: {document.name}",
        f"cover: {cover.organisation} | {cover.title} | {cover.subtitle}",
        *(f"cover: {line}" for line in (*cover.decisions, *cover.lines)),
        f"footer: {document.footer}",
        f"stamp: {document.stamp}",
        f"pictures: {', '.join(document.pictures)}",
        "",
    ]
    return "\n".join([*head, *lines_of(list(document.blocks))]) + "\n"


def lines_of(blocks: list[Any], indent: str = "") -> Iterator[str]:
    for block in blocks:
        yield from _lines(block["t"], block.get("c"), indent)


def _lines(kind: str, content: Any, indent: str) -> Iterator[str]:
    if kind in {"Para", "Plain"}:
        yield indent + words(content)
    elif kind == "Header":
        level, (identifier, classes, _), nodes = content
        yield f"{indent}{'#' * level} {words(nodes)}{_named(identifier, classes)}"
    elif kind == "BulletList":
        for item in content:
            yield from lines_of(item, f"{indent}- ")
    elif kind == "DefinitionList":
        for term, definitions in content:
            values = [" ".join(lines_of(definition)) for definition in definitions]
            yield f"{indent}{words(term)}: {' / '.join(values)}"
    elif kind == "Div":
        (identifier, classes, _), blocks = content
        yield f"{indent}::: {' '.join(classes)}{_named(identifier, [])}"
        yield from lines_of(blocks, f"{indent}  ")
    elif kind == "Table":
        yield from _table(content, indent)
    elif kind == "Figure":
        (identifier, _, _), (_, caption), blocks = content
        image = blocks[0]["c"][0]["c"]
        yield f"{indent}figure {identifier}: {words(caption[0]['c'])} [{words(image[1])}]"
    else:
        raise ValueError(kind)


def _named(identifier: str, classes: list[str]) -> str:
    return "".join([f" #{identifier}" if identifier else "", *(f" .{css}" for css in classes)])


def _table(content: Any, indent: str) -> Iterator[str]:
    (identifier, _, pairs), (_, caption), specs, head, bodies, foot = content
    shown = words(caption[0]["c"]) if caption else ""
    yield f"{indent}table {identifier} ({dict(pairs).get('kinds', '')}, {len(specs)} columns): {shown}"
    rows = [(">", row) for row in head[1]]
    rows += [("|", row) for body in bodies for row in body[3]]
    rows += [("=", row) for row in foot[1]]
    for sign, row in rows:
        yield f"{indent}{sign} " + " | ".join(cell_text(cell) for cell in row[1])


def cell_text(cell: Any) -> str:
    """The lines of a cell; where it is a place that links lead to, its name."""
    parts = []
    for block in cell[4]:
        if block["t"] == "Div":
            inner = " / ".join(lines_of(block["c"][1]))
            parts.append(f"{inner}{_named(block['c'][0][0], [])}")
        else:
            parts.extend(lines_of([block]))
    return " / ".join(parts)


def words(nodes: list[Any]) -> str:
    return "".join(_word(node["t"], node.get("c")) for node in nodes)


def _word(kind: str, content: Any) -> str:
    match kind:
        case "Str":
            shown = str(content).replace("\u00a0", "~")
        case "Space" | "SoftBreak":
            shown = " "
        case "LineBreak":
            shown = " \\ "
        case "Link":
            shown = f"[{words(content[1])}]({content[2][0]})"
        case "Span" if "mark" in content[0][1]:
            shown = f"<{words(content[1])}>"
        case "Span":
            shown = words(content[1])
        case "Note":
            shown = f"(note: {' '.join(lines_of(content))})"
        case _:
            shown = words(content)
    return shown
