"""The folder of templates -> the words of one language, set by its typography."""

from __future__ import annotations

import re
from pathlib import Path

from som_cli.document.formatting import NO_BREAK_SPACE, Formatter
from som_cli.document.labels import Labels, load_labels
from som_cli.document.typography import typeset
from som_cli.text.json_reader import as_plain
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml

_NUMBER = re.compile(r"(\{count\}) ")


class LabelFileError(Exception):
    """The file of labels is absent or cannot be read; the text says where and why."""


def load_edition_labels(templates: Path, language: str) -> Labels:
    """The labels of `labels.<language>.yml` and `labels/*.<language>.yml`; those of `own/` replace ours one by one.

    A language without a file of its own (`pl-PL`) has that of its tongue (`pl`). Raises LabelFileError, and
    UnknownLanguageError where there is no formatting data for the language.
    """
    codes = (language, language.partition("-")[0])
    paths = next((found for code in codes if (found := _label_files(templates, code))), None)
    if paths is None:
        raise LabelFileError(f"{templates}: there is no file labels.{language}.yml")
    texts: dict[str, str] = {}
    for path in paths:
        loaded = _load(path, language)
        texts |= {key: _set(text, loaded.formatter.language) for key, text in loaded.texts.items()}
    return Labels(texts, Formatter(language))


def _label_files(templates: Path, code: str) -> list[Path]:
    """Common words, those of single reports, then the workspace's own: a key of a later file wins."""
    places = (templates, templates / "own")
    found = [path for place in places for path in (place / f"labels.{code}.yml", *_parts(place, code))]
    return [path for path in found if path.is_file()]


def _parts(place: Path, code: str) -> list[Path]:
    return sorted((place / "labels").glob(f"*.{code}.yml"))


def _load(path: Path, language: str) -> Labels:
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
    try:
        return load_labels(as_plain(root), language)
    except ValueError as error:
        if isinstance(error, UnicodeError) or type(error) is not ValueError:
            raise
        raise LabelFileError(f"{path}: {error}") from error


def _set(text: str, language: str) -> str:
    """Typography on the text around its places; a number stays on the line of what it counts."""
    return _NUMBER.sub(rf"\1{NO_BREAK_SPACE}", typeset(text, language.partition("-")[0]))
