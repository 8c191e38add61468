"""Unchanged files and options -> what the last build of them came to, kept under `.som/`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from som_cli.cli.publishing import Published
from som_cli.cli.verdicts import FOLDER, as_dict, as_message, keep, read_diagnostic, read_message
from som_cli.console import Console
from som_cli.messages import Message
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.source import SourceText
from som_cli.writers.files import MANIFEST, Output, digest, is_current, read_manifest
from som_cli.writers.findings import FindingsPage, concise


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """What a build says: the summary of the check, problems in the prose, warnings, a line a file."""

    summary: tuple[Message, ...]
    problems: tuple[Diagnostic, ...]
    warnings: tuple[Message, ...]
    lines: tuple[Message, ...]

    def show(self, console: Console, folder: Path, *, with_summary: bool) -> None:
        """Prints it; a build that has just run has said its summary before it began."""
        if with_summary:
            console.note(self.summary)
        page = FindingsPage(self.problems, (), {}, _NO_TEXTS, folder, console.language)
        console.write(concise(page, Path.cwd()))
        console.note(self.warnings)
        for line in self.lines:
            console.write(console.say(line) + "\n")


_NO_TEXTS: Mapping[str, SourceText] = {}


def keep_build(folder: Path, key: str, done: Published, summary: Sequence[Message]) -> KeptBuild:
    """Stores what a build came to, for the next one of the same files, and gives it to be shown."""
    document = {
        "summary": [as_message(one) for one in summary],
        "problems": [as_dict(one) for one in done.problems],
        "warnings": [as_message(one) for one in done.warnings],
        "files": {one.file: one.inputs for one in done.outputs},
        "manifest": _manifest(done.folder),
    }
    keep(folder, key, document)
    return KeptBuild(tuple(summary), done.problems, done.warnings, tuple(done.lines()))


def recall_build(folder: Path, key: str, target: Path) -> KeptBuild | None:
    """What the build of this key came to, where each of its files is still there as it was written; else None."""
    try:
        document = json.loads((folder / FOLDER / f"{key}.json").read_text(encoding="utf-8"))
        known = read_manifest(target)
        files: dict[str, str] = document["files"]
        if document["manifest"] != _manifest(target):
            return None
        if not all(is_current(target, known, file, inputs) for file, inputs in files.items()):
            return None
        done = Published(target, tuple(_outputs(known, files)), frozenset(), (), ())
        return KeptBuild(
            tuple(read_message(one) for one in document["summary"]),
            tuple(read_diagnostic(one) for one in document["problems"]),
            tuple(read_message(one) for one in document["warnings"]),
            tuple(done.lines()),
        )
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError):
        return None


def _outputs(known: Mapping[str, Output], files: Mapping[str, str]) -> list[Output]:
    return [known[file] for file in files]


def _manifest(folder: Path) -> str:
    try:
        return digest((folder / MANIFEST).read_bytes())
    except OSError:
        return ""
