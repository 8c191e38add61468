"""Translations (LOC01–05): there, of the text of today, of something that exists, with the same figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from som_cli.analysis.translation import (
    PRINTED,
    TranslatedChapter,
    chapter_paths,
    prose_of,
    text_digest,
    translated_chapters,
)
from som_cli.messages import Message, msg
from som_cli.model.entry import Item, field_name
from som_cli.model.layout import place_of
from som_cli.model.monitoring import Overlay, TranslatedText
from som_cli.model.walk import marked_values
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related, Span
from som_cli.text.suggest import suggestion

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_IDENTIFIER = re.compile(r"(?<![\w-])[A-Z]{2,6}(?:-[A-Z]+)*-\d[\w.]*\w|(?<![\w-])IND(?:-[A-Z0-9]+)+")
_INSERTION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_UNIT = re.compile(r"(?<=\d)[ \u00a0]?(%|km|ha|m²|m³|m|t|MW|kW|MWh|kWh|GJ|zł|€|°C)(?!\w)")


class Translation(NamedTuple):
    """One translated text of an overlay, with the item and the source text where they are there."""

    overlay: Overlay
    key: str
    text: TranslatedText
    item: Item | None
    source: str | None


@rule("LOC01", "I→W@A")
def untranslated_texts(workspace: Workspace) -> Iterator[Finding]:
    """A declared language lacks translations of texts that documents print."""
    settings = workspace.settings
    translated = {(one.overlay.language, one.overlay.item, one.key) for one in _translations(workspace)}
    translated |= {(one.language, one.path, "") for one in translated_chapters(workspace)}
    for index, language in enumerate(settings.languages):
        if language == settings.language:
            continue
        texts = [(item.id, key) for cls in PRINTED for item in workspace.of(cls).values() for key in _texts(item)]
        texts += [(path, "") for path in chapter_paths(workspace)]
        count = sum((language, *text) in translated for text in texts)
        if count < len(texts):
            message = msg(
                "{language}: {count} of {all} texts are translated ({share} %)",
                language=language,
                count=count,
                all=len(texts),
                share=100 * count // len(texts),
            )
            help_ = msg(
                "translate the rest under `locales/{language}/`, or take the language off the list", language=language
            )
            yield Finding(settings, ("languages", index), message, help_, about=language)


@rule("LOC02", "W")
def stale_translation(workspace: Workspace) -> Iterator[Finding]:
    """A translation was made of another text than the one that stands there today."""
    for one in _translations(workspace):
        if one.source is None or one.item is None:
            continue
        digest = text_digest(one.source)
        if digest != one.text.of:
            related = (Related(one.item.origin.span(_path(one.item, one.key)), msg("the text of today")),)
            told = _older(one.text.of, digest)
            yield Finding(one.overlay, (one.key, "of"), *told, about=one.text.id, related=related)
    for chapter in translated_chapters(workspace):
        digest = text_digest(chapter.source.text) if chapter.source else chapter.digest
        if digest != chapter.digest:
            span = chapter.file.span_at(chapter.of[0], len(chapter.digest) or 1)
            related = (Related(Span(chapter.path), msg("the text of today")),)
            told = _older(chapter.digest, digest) if chapter.digest else _of_nothing(digest)
            yield Finding(_holder(chapter, workspace), ("chapters",), *told, related=related, span=span)


def _older(of: str, digest: str) -> tuple[Message, Message]:
    message = msg("translated from a text with the fingerprint {of}, today's is {digest}", of=of, digest=digest)
    return message, msg('compare the two texts, then write `of: "{digest}"`', digest=digest)


def _of_nothing(digest: str) -> tuple[Message, Message]:
    message = msg(
        "nothing says of which text this is the translation; today's has the fingerprint {digest}", digest=digest
    )
    return message, msg('begin the file with three lines: `---`, `of: "{digest}"`, `---`', digest=digest)


def _holder(chapter: TranslatedChapter, workspace: Workspace) -> Item:
    """The item that carries the waivers of a chapter: its plan, or the settings where there is none."""
    return workspace.plan_at(chapter.path) or workspace.settings


@rule("LOC03", "E")
def translation_of_nothing(workspace: Workspace) -> Iterator[Finding]:
    """A translation is of an item or a field that is not there, or stands at another path than its item."""
    for overlay in workspace.overlays.values():
        item = workspace.by_id.get(overlay.item)
        if item is None:
            if overlay.item not in workspace.unread.ids:
                message = msg("nothing has the id `{id}`", id=overlay.item)
                yield Finding(overlay, ("id",), message, suggestion(overlay.item, workspace.by_id))
            continue
        place = place_of(overlay.origin.path)
        same = f"{place[1]['same']}.yml" if place else item.origin.path
        if same != item.origin.path:
            message = msg("the item stands at {path}, its translation at {other}", path=item.origin.path, other=same)
            yield Finding(overlay, ("id",), message, msg("move the file to the same path under `locales/`"))
        known = _texts(item)
        for key in overlay.texts:
            if key not in known and not _stands_in(item, key):
                message = msg("`{item}` has no text `{field}`", item=item.id, field=key)
                yield Finding(overlay, (key,), message, suggestion(key, known), about=f"{overlay.id}.{key}")
    for chapter in translated_chapters(workspace):
        if chapter.path not in workspace.paths:
            message = msg("there is no file `{value}`", value=chapter.path)
            holder, span = _holder(chapter, workspace), Span(chapter.file.path)
            yield Finding(holder, ("chapters",), message, suggestion(chapter.path, chapter_paths(workspace)), span=span)


@rule("LOC04", "W")
def translation_that_differs(workspace: Workspace) -> Iterator[Finding]:
    """A translation has other numbers, ids, insertions or units than its source."""
    for one in _translations(workspace):
        flaw = _difference(one.source, one.text.text) if one.source is not None else None
        if flaw is not None and one.item is not None:
            related = (Related(one.item.origin.span(_path(one.item, one.key)), msg("the source")),)
            yield Finding(one.overlay, (one.key, "text"), flaw, _CORRECT, about=one.text.id, related=related)
    for chapter in translated_chapters(workspace):
        flaw = _difference(chapter.source.text, chapter.text) if chapter.source is not None else None
        if flaw is not None:
            related = (Related(Span(chapter.path), msg("the source")),)
            span = chapter.file.span_at(chapter.start)
            yield Finding(_holder(chapter, workspace), ("chapters",), flaw, _CORRECT, related=related, span=span)


_CORRECT = msg("correct the translation")


@rule("LOC05", "E")
def translated_value(workspace: Workspace) -> Iterator[Finding]:
    """A translation changes a field that is no text: a value, a code, a reference."""
    for overlay in workspace.overlays.values():
        item = workspace.by_id.get(overlay.item)
        for key in overlay.texts if item is not None else ():
            if item is not None and key not in _texts(item, internal=True) and _stands_in(item, key):
                message = msg("`{field}` of `{item}` is no text", field=key, item=item.id)
                help_ = msg("delete it here; values are the same in every language")
                yield Finding(overlay, (key,), message, help_, about=f"{overlay.id}.{key}")


def _translations(workspace: Workspace) -> Iterator[Translation]:
    for overlay in workspace.overlays.values():
        item = workspace.by_id.get(overlay.item)
        texts = _texts(item, internal=True) if item else {}
        for key, text in overlay.texts.items():
            yield Translation(overlay, key, text, item, texts.get(key))


def _texts(item: Item, *, internal: bool = False) -> dict[str, str]:
    """The texts of an item by field; with `internal` also those that documents do not print."""
    return {field_name(path): text for path, text in prose_of(item, internal=internal).items()}


def _path(item: Item, key: str) -> tuple[str | int, ...]:
    return next((path for _, _, path in marked_values(item) if field_name(path) == key), ())


def _stands_in(item: Item, key: str) -> bool:
    return re.split(r"[.\[]", key, maxsplit=1)[0] in item.origin.node and key != "id"


def _difference(source: str, translation: str) -> Message | None:
    """What the two have in other numbers, the most telling kind; how a language groups digits is no difference."""
    kinds: Mapping[str, tuple[Message, re.Pattern[str]]] = {
        "insertion": (msg("insertions"), _INSERTION),
        "id": (msg("ids"), _IDENTIFIER),
        "unit": (msg("units"), _UNIT),
        "number": (msg("numbers"), _NUMBER),
    }
    for key, (name, pattern) in kinds.items():
        one, two = (Counter(_normal(found, key) for found in pattern.findall(text)) for text in (source, translation))
        if one != two:
            return msg(
                "{what} differ: {source} in the source, {translation} here",
                what=name,
                source=_shown(one - two),
                translation=_shown(two - one),
            )
    return None


def _normal(found: str, key: str) -> str:
    return re.sub(r"\D", "", found) if key == "number" else "".join(found.split())


def _shown(counts: Counter[str]) -> str:
    return ", ".join(sorted(counts.elements())) or "–"
