"""Translations (LOC01–05): there, of the text of today, of something that exists, with the same figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from som_cli.analysis.translation import PRINTED, prose_of, text_digest
from som_cli.messages import Message, msg
from som_cli.model.entry import Item, field_name
from som_cli.model.layout import place_of
from som_cli.model.monitoring import Overlay, TranslatedText
from som_cli.model.walk import marked_values
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related
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
    for index, language in enumerate(settings.languages):
        if language == settings.language:
            continue
        texts = [(item.id, key) for cls in PRINTED for item in workspace.of(cls).values() for key in _texts(item)]
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
            message = msg(
                "translated from a text with the fingerprint {of}, today's is {digest}", of=one.text.of, digest=digest
            )
            related = (Related(one.item.origin.span(_path(one.item, one.key)), msg("the text of today")),)
            help_ = msg('compare the two texts, then write `of: "{digest}"`', digest=digest)
            yield Finding(one.overlay, (one.key, "of"), message, help_, about=one.text.id, related=related)


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


@rule("LOC04", "W")
def translation_that_differs(workspace: Workspace) -> Iterator[Finding]:
    """A translation has other numbers, ids, insertions or units than its source."""
    for one in _translations(workspace):
        if one.source is None or one.item is None:
            continue
        for name, own, theirs in _differences(one.source, one.text.text):
            message = msg(
                "{what} differ: {source} in the source, {translation} here", what=name, source=own, translation=theirs
            )
            related = (Related(one.item.origin.span(_path(one.item, one.key)), msg("the source")),)
            help_ = msg("correct the translation")
            yield Finding(one.overlay, (one.key, "text"), message, help_, about=one.text.id, related=related)


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


def _differences(source: str, translation: str) -> Iterator[tuple[Message, str, str]]:
    """What the two have in other numbers; how a language groups digits is no difference."""
    kinds: Mapping[str, tuple[Message, re.Pattern[str]]] = {
        "insertion": (msg("insertions"), _INSERTION),
        "id": (msg("ids"), _IDENTIFIER),
        "unit": (msg("units"), _UNIT),
        "number": (msg("numbers"), _NUMBER),
    }
    for key, (name, pattern) in kinds.items():
        one, two = (Counter(_normal(found, key) for found in pattern.findall(text)) for text in (source, translation))
        if one != two:
            yield name, _shown(one - two), _shown(two - one)
            return


def _normal(found: str, key: str) -> str:
    return re.sub(r"\D", "", found) if key == "number" else "".join(found.split())


def _shown(counts: Counter[str]) -> str:
    return ", ".join(sorted(counts.elements())) or "–"
