"""Files of a workspace -> Workspace, and every problem met on the way."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from som_cli.messages import msg
from som_cli.model.assemble import assemble, mark_unread
from som_cli.model.codelists import check_codes
from som_cli.model.decode_files import Decoded, decode_texts
from som_cli.model.history import History, read_history
from som_cli.model.layout import CHAPTER, DATA_SUFFIXES, TRANSLATED_CHAPTER, has_form, is_data, is_meant_as_data
from som_cli.model.misplaced import check_places
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.files import Files, RevisionTree, WorkingTree, check_paths
from som_cli.text.source import SourceText, read_source, unreadable

Decode = Callable[[Mapping[str, SourceText]], Decoded]


class Loaded(NamedTuple):
    """The workspace of all that could be read, and the problems of the rest in the order of files and lines."""

    workspace: Workspace
    problems: tuple[Diagnostic, ...]


def load(files: Files, today: date, *, is_fixed: bool = False, decode: Decode = decode_texts) -> Loaded:
    """The whole road from files to a workspace. `today` gives way to the workspace's own `as_of` unless it `is_fixed`.

    `decode` may keep what it has decoded for another state of the same files. Raises OSError where the disk refuses a
    file.
    """
    with collector_paused():
        texts, problems = read_texts(files)
        decoded = decode(texts)
        workspace = assemble(files.paths, texts, decoded, today, is_fixed=is_fixed)
        workspace = replace(
            workspace,
            links=frozenset(files.links),
            digests=_digests(files, workspace),
            recall=partial(_recall, files),
        )
        problems += [problem for problem in check_paths(files) if is_meant_as_data(problem.span.path)]
        problems += [*check_places(files, workspace), *decoded.problems, *check_codes(workspace)]
        workspace = mark_unread(workspace, problems)
        problems += check_line_ends(texts)
    return Loaded(workspace, tuple(sorted(problems, key=lambda problem: problem.order)))


def _recall(files: Files) -> History | None:
    """The history of a folder or a revision; files held in memory have none."""
    if isinstance(files, RevisionTree):
        return read_history(files.root, files.paths, files.commit)
    return read_history(files.root, files.paths) if isinstance(files, WorkingTree) else None


def _digests(files: Files, workspace: Workspace) -> dict[str, str]:
    """The sha256 of every file in the tree whose digest a source or a return states."""
    stated = {
        *(source.file for source in workspace.sources.values() if source.sha256),
        *(source.bdl.file for source in workspace.sources.values() if source.bdl and source.bdl.sha256),
        *(one.bdl.file for one in workspace.indicators.values() if one.bdl and one.bdl.sha256),
        *(answer.form.file for answer in workspace.returns.values() if answer.form and answer.form.sha256),
    }
    return {path: hashlib.sha256(files.read(path)).hexdigest() for path in stated & workspace.paths if path}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes many small objects that all stay: the cycle collector would only walk them again and again.

    They are set apart from what it walks later, too; what is not used any more is freed as ever, by its count.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


def read_texts(files: Files) -> tuple[dict[str, SourceText], list[Diagnostic]]:
    """The text of every data file and chapter that can be read, and the problems of the others."""
    texts: dict[str, SourceText] = {}
    problems: list[Diagnostic] = []
    for path in files.paths:
        has_text = path.endswith(DATA_SUFFIXES) or CHAPTER.fullmatch(path) or TRANSLATED_CHAPTER.fullmatch(path)
        if has_text and is_data(path):
            source, found = read_source(path, files.read(path))
            problems += found
            if source is not None:
                texts[path] = source
    return texts, problems


def check_line_ends(texts: Mapping[str, SourceText]) -> Iterator[Diagnostic]:
    """One finding for all files with Windows line ends; they are read all the same."""
    windows = [path for path, source in texts.items() if source.has_windows_line_ends and has_form(path)]
    if windows:
        message = msg(
            "{count} file has Windows line ends (CRLF), this one is the first",
            plural="{count} files have Windows line ends (CRLF), this one is the first",
            count=len(windows),
        )
        help_ = msg(
            "run `som fmt`, which mends the files; so that they stay so: `git config core.autocrlf false`, and a line"
            " `* text=auto eol=lf` in .gitattributes"
        )
        yield unreadable(Span(windows[0]), message, help_)
