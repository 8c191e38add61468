"""Texts of files -> the items, tables and shapes that they hold."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from som_cli.messages import msg
from som_cli.model.decode import decode_item, example_keys
from som_cli.model.energy import Inventory
from som_cli.model.entry import Item, Origin
from som_cli.model.expected import as_mapping
from som_cli.model.inventories import decode_inventory
from som_cli.model.layout import GEOJSON, INVENTORY, Form, Place, place_of, plan_of
from som_cli.model.monitoring import Overlay, Return, TranslatedText
from som_cli.model.network import Shape
from som_cli.model.partnership import Settings
from som_cli.model.registry import CodeListEntry
from som_cli.model.shapes import decode_shapes
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.json_reader import parse_json
from som_cli.text.nodes import Mapping, span, value_place
from som_cli.text.source import SourceText, unreadable
from som_cli.text.yaml_reader import parse_yaml

SCHEMA_VERSIONS = ("1",)


@dataclass(slots=True)
class Decoded:
    """What all files hold, and the problems met; code lists by name."""

    items: list[Item] = field(default_factory=list)
    codelists: dict[str, dict[str, CodeListEntry]] = field(default_factory=dict)
    inventories: list[Inventory] = field(default_factory=list)
    shapes: dict[str, tuple[Shape, ...]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def decode_texts(texts: MappingType[str, SourceText]) -> Decoded:
    """Everything that the texts hold, file by file in the order of paths.

    All are parsed before the first is decoded. So items lie beside each other in memory and not among the nodes, and
    the rules, which walk them again and again, take a tenth less time.
    """
    decoded = Decoded()
    yaml_texts = [source for path, source in texts.items() if path.endswith((".yml", ".yaml"))]
    for parsed in [_parse(source, decoded) for source in yaml_texts]:
        if parsed is not None:
            _decode_yaml(*parsed, decoded)
    for path, source in texts.items():
        if path.endswith(".geojson"):
            _decode_geojson(source, decoded)
        elif path.endswith(".csv"):
            _decode_table(source, decoded)
    return decoded


def _decode_geojson(source: SourceText, decoded: Decoded) -> None:
    if not GEOJSON.fullmatch(source.path):
        return
    root, problems = parse_json(source)
    if not problems:
        shapes, problems = decode_shapes(source.path, root)
        decoded.shapes[source.path] = tuple(shapes)
    decoded.problems += problems


def _decode_table(source: SourceText, decoded: Decoded) -> None:
    if INVENTORY.fullmatch(source.path):
        inventory, problems = decode_inventory(source, plan_of(source.path) or "")
        decoded.inventories.append(inventory)
        decoded.problems += problems


def _parse(source: SourceText, decoded: Decoded) -> tuple[str, Place, MappingType[str, str], Mapping] | None:
    """The path of a file that holds data, what stands there, the parts of the path, and the root; or None."""
    found = place_of(source.path)
    if found is None:
        return None  # the check of places tells where it belongs
    place, parts = found
    root, problems = parse_yaml(source)
    if problems:
        decoded.problems += problems
    elif isinstance(root, Mapping):
        return source.path, place, parts, root
    elif root is not None or place.form is not Form.KEYED:
        message = msg("the file is empty") if root is None else msg("the file must hold a mapping (`key: value`)")
        decoded.problems.append(unreadable(Span(source.path), message, None, "YML06" if root is None else "SCH01"))
    return None


def _decode_yaml(path: str, place: Place, parts: MappingType[str, str], root: Mapping, decoded: Decoded) -> None:
    if place.form is Form.KEYED:
        _decode_keyed(place, parts, path, root, decoded)
    elif place.form is Form.OVERLAY:
        _decode_overlay(parts, path, root, decoded)
    else:
        _decode_single(place, parts, path, root, decoded)


def _decode_single(place: Place, parts: MappingType[str, str], path: str, root: Mapping, decoded: Decoded) -> None:
    expected = place.identifier.format_map(parts) if place.form is not Form.FREE_ID else None
    natural = {"id": expected} if place.form is Form.NATURAL and expected else None
    item, problems = decode_item(place.cls, root, path, natural=natural)
    if item is not None:
        if expected is not None and item.id != expected:
            problems.append(_other_name(item, "id", expected))
        if isinstance(item, Return):
            problems += [_other_name(item, key, parts[key]) for key in ("round", "member") if root[key] != parts[key]]
        if isinstance(item, Settings) and item.schema not in SCHEMA_VERSIONS:
            problems.append(_schema_version(item))
        decoded.items.append(item)
    decoded.problems += problems


def _decode_keyed(place: Place, parts: MappingType[str, str], path: str, root: Mapping, decoded: Decoded) -> None:
    for key, node in root.items():
        if not isinstance(node, Mapping):
            message = msg("a mapping (`key: value`) is expected here")
            help_ = as_mapping(key, example_keys(place.cls, ("id",)))
            problem = unreadable(span(path, value_place(root, key)), message, help_, "SCH01")
            decoded.problems.append(problem._replace(item=key))
            continue
        item, problems = decode_item(place.cls, node, path, natural={"id": key}, trail=(key,))
        decoded.problems += problems
        if isinstance(item, CodeListEntry):
            decoded.codelists.setdefault(parts["list"], {})[key] = item
        elif item is not None:
            decoded.items.append(item)


def _decode_overlay(parts: MappingType[str, str], path: str, root: Mapping, decoded: Decoded) -> None:
    identifier = root.get("id")
    if not isinstance(identifier, str):
        decoded.problems.append(unreadable(Span(path), msg("`{key}` is missing", key="id"), None, "YML06"))
        return
    texts = {}
    for key, node in root.items():
        if key == "id":
            continue
        if not isinstance(node, Mapping):
            message = msg("a translation is written as `{{text: …, of: …}}`")
            decoded.problems.append(unreadable(span(path, value_place(root, key)), message, None, "SCH01"))
            continue
        name = f"{parts['language']}:{identifier}.{key}"
        text, problems = decode_item(TranslatedText, node, path, natural={"id": name}, trail=(key,))
        decoded.problems += problems
        if text is not None:
            texts[key] = text
    language = parts["language"]
    overlay = Overlay(
        id=f"{language}:{identifier}", language=language, item=identifier, texts=texts, origin=Origin(path, root)
    )
    decoded.items.append(overlay)


def _other_name(item: Item, key: str, expected: str) -> Diagnostic:
    path = PurePosixPath(item.origin.path)
    message = msg(
        "`{key}` is `{found}`, the path says `{expected}`", key=key, found=item.origin.node[key], expected=expected
    )
    help_ = msg("make the two equal: the file {file} is found by its name", file=path.name)
    problem = unreadable(item.origin.span((key,)), message, help_, "YML05")
    return Diagnostic(problem.code, problem.severity, message, problem.span, help_, item.id, key)


def _schema_version(settings: Settings) -> Diagnostic:
    message = msg("schema version `{found}` is not supported", found=settings.schema)
    help_ = msg("this program reads version {known}; write `schema: {known}`", known=", ".join(SCHEMA_VERSIONS))
    return unreadable(settings.origin.span(("schema",)), message, help_, "YML12")
