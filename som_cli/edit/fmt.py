"""Files of a workspace -> the same files in canonical form, and the problems of those that cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from som_cli.edit.changes import Changes
from som_cli.model.canonical import canonical_text
from som_cli.model.layout import has_form
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.files import Files
from som_cli.text.json_reader import parse_json
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Formatted:
    """The new contents of the files that change, how many were looked at, and why some could not be."""

    changes: Changes
    count: int
    problems: tuple[Diagnostic, ...]


def format_files(files: Files, paths: Iterable[str]) -> Formatted:
    """The canonical form of the files at `paths`. Raises OSError where the disk refuses one."""
    writes = {}
    problems: list[Diagnostic] = []
    count = 0
    for path in paths:
        if has_form(path):
            count += 1
            content = files.read(path)
            formatted, found = format_content(path, content)
            problems += found
            if formatted != content:
                writes[path] = formatted
    return Formatted(Changes(writes), count, tuple(problems))


def format_content(path: str, content: bytes) -> tuple[bytes, list[Diagnostic]]:
    """One file in canonical form; as it is, and why, where it cannot be read.

    All files: no byte order mark, LF, composed letters, an end of line at the end. YAML: all of the form.
    """
    source, problems = read_source(path, _plain(content))
    if source is None:
        return content, problems
    if path.endswith(".yml"):
        problems = parse_yaml(source)[1]
        text = source.text if problems else canonical_text(source)
    else:
        problems = parse_json(source)[1] if path.endswith(".geojson") else []
        text = source.text if source.text.endswith("\n") or not source.text else f"{source.text}\n"
    return (content, problems) if problems else (text.encode(), [])


def _plain(content: bytes) -> bytes:
    """The bytes without what a program can mend unseen: byte order mark, Windows line ends, decomposed letters."""
    content = content.removeprefix(_BOM).replace(b"\r\n", b"\n")
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8")).encode()
    except UnicodeDecodeError:
        return content  # the reader says what is wrong
