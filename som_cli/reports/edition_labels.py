"""The folder of templates -> the words of one language, set by its typography."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from som_cli.document.formatting import NO_BREAK_SPACE, Formatter
from som_cli.document.labels import Labels, load_labels
from som_cli.document.typography import typeset
from som_cli.model.values import tongue
from som_cli.text.json_reader import as_plain
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.source import read_source
from som_cli.text.suggest import nearest
from som_cli.text.yaml_reader import parse_yaml

_NUMBER = re.compile(r"(\{count\}) ")
# The language that the words of a new one are translated from.
_MODEL = "en"
_OWN = "own"
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
# Numbers after which no language that counts with whole numbers has another form.
_COUNTS = 201


class LabelFileError(Exception):
    """The file of labels is absent or cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class UnknownLabel:
    """A label of the workspace's own that stands for none of ours, and the one that was probably meant."""

    path: Path
    line: int
    key: str
    meant: str | None


def labelled_languages(templates: Path) -> list[str]:
    """The languages that a folder of templates has words for, its own ones among them."""
    return sorted({path.name.split(".")[1] for path in templates.rglob("labels.*.yml")})


def load_edition_labels(templates: Path, language: str) -> Labels:
    """The labels of `labels.<language>.yml` and `labels/*.<language>.yml`; those of `own/` replace ours one by one.

    A language without a file of its own (`pl-PL`) has that of its tongue (`pl`). Raises LabelFileError, and
    UnknownLanguageError where there is no formatting data for the language.
    """
    codes = (language, tongue(language))
    paths = next((found for code in codes if (found := _label_files(templates, code))), None)
    if paths is None:
        raise LabelFileError(f"{templates}: there is no file labels.{language}.yml")
    texts: dict[str, str] = {}
    if not _label_files(templates, code := paths[0].name.split(".")[1], places=("",)):
        _check_complete(templates, code, paths, Formatter(language))
    for path in paths:
        loaded = _load(path, language)
        texts |= {key: _set(text, loaded.formatter.language) for key, text in loaded.texts.items()}
    return Labels(texts, Formatter(language))


def unknown_labels(templates: Path, language: str) -> Iterator[UnknownLabel]:
    """The workspace's own labels that no document of ours asks for; those under `own` are for its own templates."""
    codes = dict.fromkeys((language, tongue(language)))
    paths = next((found for code in codes if (found := _label_files(templates, code, places=(_OWN,)))), ())
    if not paths:
        return
    ours = _without_forms(_keys(_label_files(templates, _MODEL, places=("",))))
    for path in paths:
        for key, line in _lines(_tree(path)):
            stem, _, form = key.rpartition(".")
            is_known = key in ours or (form in PLURAL_FORMS and stem in ours)
            if not is_known and not key.startswith(f"{_OWN}."):
                yield UnknownLabel(path, line, key, nearest(key, ours))


def _check_complete(templates: Path, code: str, paths: list[Path], formatter: Formatter) -> None:
    """Raises LabelFileError that names all that the labels of a language which we do not have still lack."""
    ours, own = _keys(_label_files(templates, _MODEL, places=("",))), _keys(paths)
    forms = list(dict.fromkeys(formatter.plural(count) for count in range(_COUNTS)))
    wanted: dict[str, None] = {}
    for key in ours:
        stem, _, form = key.rpartition(".")
        is_counted = form in PLURAL_FORMS and f"{stem}.one" in ours and f"{stem}.other" in ours
        wanted |= dict.fromkeys(f"{stem}.{one}" for one in forms) if is_counted else {key: None}
    if missing := [key for key in wanted if key not in own]:
        raise LabelFileError(f"the labels in {code!r} lack {len(missing)} of {len(wanted)}: {', '.join(missing)}")


def _without_forms(keys: Collection[str]) -> set[str]:
    """The keys, and those of texts with plural forms without them: each language has its own forms."""
    return {*keys, *(key.rpartition(".")[0] for key in keys if key.endswith(".other"))}


def _keys(paths: Iterable[Path]) -> dict[str, None]:
    """All keys of label files, in their order."""
    return {key: None for path in paths for key, _ in _lines(_tree(path))}


def _lines(tree: MappingNode, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Each key that holds a text, with its line."""
    for key, value in tree.items():
        if isinstance(value, MappingNode):
            yield from _lines(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", tree.places[key][0].line + 1


def _label_files(templates: Path, code: str, places: Sequence[str] = ("", _OWN)) -> list[Path]:
    """Common words, those of single reports, then the workspace's own: a key of a later file wins."""
    folders = [templates / place for place in places]
    found = [path for place in folders for path in (place / f"labels.{code}.yml", *_parts(place, code))]
    return [path for path in found if path.is_file()]


def _parts(place: Path, code: str) -> list[Path]:
    return sorted((place / "labels").glob(f"*.{code}.yml"))


def _load(path: Path, language: str) -> Labels:
    try:
        return load_labels(as_plain(_tree(path)), language)
    except ValueError as error:
        if isinstance(error, UnicodeError) or type(error) is not ValueError:
            raise
        raise LabelFileError(f"{path}: {error}") from error


def _tree(path: Path) -> MappingNode:
    try:
        source, problems = read_source(path.name, path.read_bytes())
    except OSError as error:
        raise LabelFileError(f"{path}: {error.strerror}") from error
    root = None
    if source is not None:
        root, problems = parse_yaml(source)
    if problems:
        raise LabelFileError(f"{path}:{problems[0].span.line}: {problems[0].message}")
    if not isinstance(root, MappingNode):
        raise LabelFileError(f"{path}: the file holds no labels")
    return root


def _set(text: str, language: str) -> str:
    """Typography on the text around its places; a number stays on the line of what it counts."""
    return _NUMBER.sub(rf"\1{NO_BREAK_SPACE}", typeset(text, tongue(language)))
