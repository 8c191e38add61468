"""Files of a workspace -> Workspace, and every problem met on the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from som_cli.messages import msg
from som_cli.model.assemble import assemble, mark_unread
from som_cli.model.codelists import check_codes
from som_cli.model.decode_files import decode_texts
from som_cli.model.layout import CHAPTER, DATA_SUFFIXES
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.files import Files, check_paths
from som_cli.text.source import SourceText, read_source, unreadable


@dataclass(frozen=True, slots=True)
class Loaded:
    """The workspace of all that could be read, and the problems of the rest in the order of files and lines."""

    workspace: Workspace
    problems: tuple[Diagnostic, ...]


def load(files: Files, today: date, *, is_fixed: bool = False) -> Loaded:
    """The whole road from files to a workspace. `today` gives way to the workspace's own `as_of` unless it `is_fixed`.

    Raises OSError where the disk refuses a file.
    """
    with collector_paused():
        texts, problems = read_texts(files)
        decoded = decode_texts(texts)
        workspace = assemble(files.paths, texts, decoded, today, is_fixed=is_fixed)
        problems += [*check_paths(files), *decoded.problems, *check_codes(workspace)]
        workspace = replace(mark_unread(workspace, problems), links=frozenset(files.links))
    return Loaded(workspace, tuple(sorted(problems, key=lambda problem: problem.order)))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes many small objects that all stay: the cycle collector would only walk them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_texts(files: Files) -> tuple[dict[str, SourceText], list[Diagnostic]]:
    """The text of every data file and chapter that can be read. Windows line ends are one finding for all files."""
    texts: dict[str, SourceText] = {}
    problems: list[Diagnostic] = []
    windows = []
    for path in files.paths:
        if path.endswith(DATA_SUFFIXES) or CHAPTER.fullmatch(path):
            source, found = read_source(path, files.read(path))
            problems += found
            if source is not None:
                texts[path] = source
                if source.has_windows_line_ends:
                    windows.append(path)
    if windows:
        message = msg(
            "{count} file has Windows line ends (CRLF), this one is the first",
            plural="{count} files have Windows line ends (CRLF), this one is the first",
            count=len(windows),
        )
        help_ = msg("run `git config core.autocrlf false` and `git checkout -- .`; .gitattributes: `* text=auto eol=lf`")
        problems.append(unreadable(Span(windows[0]), message, help_))
    return texts, problems
