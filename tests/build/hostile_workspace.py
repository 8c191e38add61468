"""The classes of the model -> a workspace in which every field of free text holds hostile text."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.model.codelists import CodeLists
from som_cli.model.entity import Record, field_types
from som_cli.model.entry import InList, Mark, Origin, Pattern, Ref
from som_cli.model.layout import PLACES, Form
from som_cli.model.monitoring import Overlay
from som_cli.model.partnership import Settings
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace

LONG_WORD = "Konstantynopolitańczykowianeczka" * 6 + "żółwiowa"
TEXTS = (
    '#read("/etc/passwd")',
    "{{7*7}} {{7919*7907}}",
    "```{=openxml}\n<w:p><w:r><w:t>raw</w:t></w:r></w:p>\n```",
    "```{=typst}\n#panic()\n```",
    "=cmd|' /C calc'!A0",
    "[/x][red]",
    "<script>alert(1)</script>",
    r"$x$ \input{/etc/passwd} \u{41} &amp; &#65; %s %(x)s {0}",
    "[link](file:///etc/passwd) ![p](/etc/passwd) <file:///etc/passwd>",
    LONG_WORD,
    "emoji 😀, CJK 漢字",
)
# What a text looks like after an evaluation that must not happen.
EVALUATED = "62615533"
HOSTILE = "\n\n".join(TEXTS)

# What the settings say decides how the workspace is read; it is no text for a document.
SETTINGS = {
    "schema": 1,
    "language": "en",
    "as_of": "2016-07-01",
    "currency": "EUR",
    "area": "partnership",
    "bbox": [-1, -1, 1, 1],
}
# Ids that other items name; each kind of item that a reference can name has one.
IDS = {
    "partnership": "hostile",
    "member": "gmina",
    "plan": "str",
    "objective": "STR-1",
    "action": "STR-A-01",
    "indicator": "IND-1",
    "source": "SRC-001",
    "stakeholder": "SH-01",
    "factors": "EF-1",
    "fund": "own",
    "unit": "km",
    "term": "TERM",
    "procedure": "zit",
    "risk": "STR-R-01",
    "route": "STR-T-01",
    "line": "STR-L-01",
    "stop": "STR-P-01",
    "consultation": "K-1",
    "remark": "K-1/U-1",
    "decision": "D-1",
    "meeting": "M-1",
    "round": "2015",
    "body": "office",
    "area": "partnership",
    "item": "STR-1",
    "code": "hostile",
    "archived document": "old",
}
# The workspace has a code list of its own; all others are the shipped ones.
LISTS = {name: next(iter(codes)) for name, codes in CodeLists().items()} | {"surfaces": IDS["code"]}


@dataclass
class Generator:
    """Makes values; each text begins with a mark of its own (`T17`), by which it is found again."""

    texts: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def text(self, place: str) -> str:
        self.count += 1
        made = f"T{self.count} {HOSTILE}"
        self.texts[f"T{self.count}"] = place
        return made

    def record(self, cls: type, place: str, **fixed: Any) -> dict[str, Any]:
        """All keys of a class with values of their types; `fixed` ones as they are."""
        hints = field_types(cls)
        made: dict[str, Any] = {}
        specs: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(cls)
        for spec in specs:
            key = spec.name.rstrip("_")
            if key in fixed:
                made |= {} if fixed[key] is None else {key: fixed[key]}
            elif hints[spec.name] is not Origin and key not in {"mirror_of", "parent", "superseded_by", "provenance"}:
                value = self.value(hints[spec.name], f"{place}.{key}")
                if value is not None:
                    made[key] = value
        return made

    def value(self, hint: Any, place: str) -> Any:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._marked(hint, place)
        if origin in (Union, types.UnionType):
            return self.value(next(part for part in arguments if part is not type(None)), place)
        if origin is tuple:
            value = self.value(arguments[0], f"{place}[]")
            return [] if value is None else [value]
        if origin is Mapping:
            value = self.value(arguments[1], f"{place}{{}}")
            return {"office": value, "en": value} if arguments[1] is str else {"office": value}
        return self._plain(hint, place)

    def _plain(self, hint: Any, place: str) -> Any:
        if hint is str:
            return self.text(place)
        if hint is bool:
            return True
        if hint in (int, Decimal):
            return 1
        if hint is PartialDate:
            return "2016"
        if issubclass(hint, StrEnum):
            return next(iter(hint)).value
        if issubclass(hint, Record):
            return self.record(hint, place)
        raise TypeError(hint)

    def _marked(self, hint: Any, place: str) -> Any:
        found: Any = None
        for mark in hint.__metadata__:
            if isinstance(mark, Pattern):
                found = mark.expression.replace("[0-9a-f]{64}", "0" * 64) if "{64}" in mark.expression else mark.example
            elif isinstance(mark, Ref):
                found = IDS.get(mark.kinds[0], "hostile")
            elif isinstance(mark, InList):
                found = LISTS[mark.name]
            elif mark is Mark.PROSE:
                found = self.text(place)
        return found


def write_hostile(folder: Path) -> Mapping[str, str]:
    """Writes the workspace; mark of each text -> the field that holds it."""
    generator = Generator()
    for path, content in _files(generator):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return generator.texts


def _files(generator: Generator) -> Iterator[tuple[str, Any]]:
    for place in PLACES:
        cls = place.cls
        if cls is Overlay:
            continue
        identifier = IDS.get(cls.kind_name, "hostile")
        path = place.pattern.replace("\\", "")
        for name, value in (("id", identifier), ("plan", "str"), ("consultation", "K-1"), ("round", "2015")):
            path = path.replace(f"(?P<{name}>[^/]+)", value)
        path = path.replace("(?P<member>[^/]+)", "gmina").replace("(?P<list>[^/]+)", "surfaces")
        path = path.replace("K-1/U-1", "U-1")
        name = cls.__name__
        if cls is Settings:
            yield path, SETTINGS
        elif place.form is Form.KEYED:
            yield path, {identifier: generator.record(cls, name, id=None)}
        elif place.form is Form.NATURAL:
            yield path, generator.record(cls, name, id=None)
        else:
            yield path, generator.record(cls, name, id=identifier, **_FIXED.get(name, {}))


_FIXED: Mapping[str, Mapping[str, Any]] = {
    "Plan": {"prefix": "STR", "chapters": []},
    "Partnership": {"bodies": {"office": {"name": f"Office {HOSTILE}", "kind": "decision"}}, "quorum": {"office": 0.5}},
}


def texts_of(workspace: Workspace) -> set[str]:
    """The marks of all texts that were read."""
    items = [*workspace.all_items(), *(entry for codes in workspace.codelists.values() for entry in codes.values())]
    return {mark for item in items for mark in _marks(item)}


def _marks(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.endswith(TEXTS[-1]):
        yield value.split(" ", 1)[0]
    elif isinstance(value, (Mapping, Record)):
        for part in (value if isinstance(value, Mapping) else vars(value)).values():
            yield from _marks(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _marks(part)
