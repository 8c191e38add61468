"""A workspace and a language -> the workspace in that language, and how much of it has no translation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from som_cli.model.action import Action
from som_cli.model.entity import Record
from som_cli.model.entry import FieldPath, Item, Mark, field_name
from som_cli.model.indicator import Indicator
from som_cli.model.layout import LOCALES, TRANSLATED_CHAPTER
from som_cli.model.partnership import Member
from som_cli.model.plan import Objective, Plan
from som_cli.model.values import tongue
from som_cli.model.walk import marked_values
from som_cli.model.workspace import Workspace
from som_cli.text.source import SourceText

# Kinds whose texts a document in another language prints, and fields that stay with the editors.
PRINTED: tuple[type[Item], ...] = (Plan, Objective, Action, Indicator, Member)
INTERNAL = frozenset({"note", "waivers", "justification"})
# Proper names are the same in every language.
_NAMES: tuple[type[Item], ...] = (Member,)
DIGEST_LENGTH = 8
_FRONT_MATTER = re.compile(r"---\n(?:[^\n]*\n)*?---\n")
_OF = re.compile(r"^of: *[\"']?([0-9a-f]{8})[\"']? *$", re.MULTILINE)


class Translated(NamedTuple):
    """A workspace in another language; `missing` texts and `chapters` are still in the language of the source."""

    workspace: Workspace
    missing: int = 0
    chapters: frozenset[str] = frozenset()


class TranslatedChapter(NamedTuple):
    """A chapter of `locales/<language>/`, and its source at `path`, where that is there.

    Its text begins at `start`, behind a front matter with the digest of the source that it was made of; `of` says where
    that stands, (0, 0) where nothing says so.
    """

    language: str
    path: str
    source: SourceText | None
    file: SourceText
    start: int
    of: tuple[int, int]

    @property
    def digest(self) -> str:
        return self.file.text[slice(*self.of)]

    @property
    def text(self) -> str:
        return self.file.text[self.start :]


def translated_chapters(workspace: Workspace) -> Sequence[TranslatedChapter]:
    """The chapters of all languages, in the order of paths."""
    return workspace.once(_translated_chapters)


def _translated_chapters(workspace: Workspace) -> Sequence[TranslatedChapter]:
    return tuple(_each_translated_chapter(workspace))


def _each_translated_chapter(workspace: Workspace) -> Iterator[TranslatedChapter]:
    for place, file in workspace.texts.items():
        if place.startswith(LOCALES) and TRANSLATED_CHAPTER.fullmatch(place):
            language, _, path = place.removeprefix(LOCALES).partition("/")
            head = _FRONT_MATTER.match(file.text)
            start = head.end() if head else 0
            of = _OF.search(file.text, 0, start)
            place_of_digest = of.span(1) if of else (0, 0)
            yield TranslatedChapter(language, path, workspace.texts.get(path), file, start, place_of_digest)


def text_digest(text: str) -> str:
    """The first 8 hexadecimal digits of the sha256 of a source text, its final newline with it."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def prose_of(item: Item, *, internal: bool = False) -> dict[FieldPath, str]:
    """The texts of an item by the path of their field; with `internal` also those that documents do not print."""
    return {
        path: value
        for marker, value, path in marked_values(item)
        if marker is Mark.PROSE and (internal or INTERNAL.isdisjoint(path))
    }


def translated(workspace: Workspace, language: str) -> Translated:
    """Each text by the overlay of `locales/<language>/` that was made of it; the others marked with their language.

    A translation of an older text counts as none: what it says is not what stands there today.
    """
    source = workspace.settings.language
    code = tongue(language)
    if code == tongue(source):
        return Translated(workspace)
    overlays = {one.item: one.texts for one in workspace.overlays.values() if one.language in {language, code}}
    items = {kind: dict(found) for kind, found in workspace.items.items()}
    missing = 0
    for cls in PRINTED:
        for item in workspace.of(cls).values():
            texts = {}
            known = overlays.get(item.id, {})
            for path, text in prose_of(item).items():
                found = known.get(field_name(path))
                if found is not None and found.of == text_digest(text):
                    texts[path] = found.text
                elif cls not in _NAMES:
                    texts[path] = f"{text.rstrip()} [{source}]"
                    missing += 1
            items[cls.kind_name][item.id] = _with_texts(item, texts)
    # What is in the very language goes before what is in its tongue.
    chapters = {
        one.path: SourceText(one.file.path, "\n" * one.file.text.count("\n", 0, one.start) + one.text)
        for one in sorted(translated_chapters(workspace), key=lambda one: one.language)
        if one.language in {language, code} and one.source and one.digest == text_digest(one.source.text)
    }
    left = chapter_paths(workspace) - chapters.keys()
    texts_by_path = {**workspace.texts, **chapters}
    return Translated(replace(workspace, items=items, texts=texts_by_path), missing + len(left), frozenset(left))


def chapter_paths(workspace: Workspace) -> frozenset[str]:
    """The chapters that plans print."""
    return frozenset(path for plan in workspace.plans.values() for path in plan.chapters)


def _with_texts(record: Any, texts: Mapping[FieldPath, str]) -> Any:
    """A record, or a list or mapping of records, with some texts in it replaced."""
    groups: dict[str | int, dict[FieldPath, str]] = {}
    for path, text in texts.items():
        groups.setdefault(path[0], {})[path[1:]] = text
    if isinstance(record, Record):
        values = dict(vars(record))
        for step, inner in groups.items():
            name = str(step) if step in values else f"{step}_"
            values[name] = _replaced(values[name], inner)
        return type(record).from_fields(values)
    if isinstance(record, tuple):
        return tuple(_replaced(part, groups[index]) if index in groups else part for index, part in enumerate(record))
    return {key: _replaced(part, groups[key]) if key in groups else part for key, part in record.items()}


def _replaced(value: Any, texts: Mapping[FieldPath, str]) -> Any:
    return texts[()] if () in texts else _with_texts(value, texts)
