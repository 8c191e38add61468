"""A workspace, an old and a new id -> the changed files, proved to be readable before any is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from som_cli.edit.changes import Changes
from som_cli.edit.references import edits_of
from som_cli.edit.rename_scope import RenameError, Scope, scope_of
from som_cli.messages import msg
from som_cli.model.loading import Loaded, load
from som_cli.text.files import Files, MemoryFiles
from som_cli.text.source import SourceText, read_source
from som_cli.text.yaml_edit import apply_edits

_PROSE = re.compile(r"(?:plans/[^/]+/text|locales/[^/]+)/.+\.md")
# Files that name paths of the workspace, and are no data.
_LISTS_OF_PATHS = ("CODEOWNERS", ".gitattributes")


@dataclass(frozen=True, slots=True)
class Renamed:
    """What changes: files, where they move, how many places in each; and where prose still says the old id."""

    changes: Changes
    moves: Mapping[str, str]
    counts: Mapping[str, int]
    mentions: tuple[tuple[str, int], ...]


def rename(files: Files, loaded: Loaded, old: str, new: str, known: frozenset[str]) -> Renamed:
    """All that a new id changes. Raises RenameError where it cannot be given, or a file cannot be read."""
    workspace = loaded.workspace
    if loaded.problems:
        message = msg("not all files can be read, so that references might be missed")
        raise RenameError(message, msg("mend what `som validate` lists as YML and SCH first"))
    scope = scope_of(workspace, old, new, known)
    chapters = _chapters(files)
    texts = {**workspace.texts, **chapters}
    contents: dict[str, str] = {}
    counts = {}
    for path, edits in edits_of(workspace, scope, chapters).items():
        contents[path] = apply_edits(texts[path].text, edits)
        counts[scope.new_path(path)] = len(set(edits))
    for path in _LISTS_OF_PATHS:
        if path in files.paths:
            text = files.read(path).decode("utf-8", "surrogateescape")
            changed = re.sub(r"\S+", lambda found: _listed_path(found[0], scope), text)
            if changed != text:
                contents[path], counts[path] = changed, 1
    moves = {path: moved for path in files.paths if (moved := scope.new_path(path)) != path}
    _check_free(files, moves)
    writes = {
        moves.get(path, path): _bytes(contents[path], texts.get(path)) if path in contents else files.read(path)
        for path in {*contents, *moves}
    }
    changes = Changes(dict(sorted(writes.items())), frozenset(moves))
    _prove(files, loaded, changes)
    mentions = tuple(_mentions(writes, files, scope))
    return Renamed(changes, dict(sorted(moves.items())), dict(sorted(counts.items())), mentions)


def _chapters(files: Files) -> dict[str, SourceText]:
    sources = (read_source(path, files.read(path))[0] for path in files.paths if _PROSE.fullmatch(path))
    return {source.path: source for source in sources if source is not None}


def _listed_path(word: str, scope: Scope) -> str:
    """A path in a list of paths, which may begin or end with a stroke."""
    start = "/" if word.startswith("/") else ""
    return start + scope.new_path(word.removeprefix("/"))


def _bytes(text: str, source: SourceText | None) -> bytes:
    if source is not None and source.has_windows_line_ends:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8", "surrogateescape")


def _check_free(files: Files, moves: Mapping[str, str]) -> None:
    taken = {path.casefold() for path in files.paths if path not in moves}
    for moved in moves.values():
        if moved.casefold() in taken:
            raise RenameError(msg("{path} is there already", path=moved), msg("nothing was changed"))


def _prove(files: Files, loaded: Loaded, changes: Changes) -> None:
    """Raises RenameError where the changed workspace could not be read, before anything is written."""
    kept = {path: files.read(path) for path in files.paths if path not in changes.removals}
    again = load(MemoryFiles({**kept, **changes.writes}, files.links), loaded.workspace.today, is_fixed=True)
    if again.problems:
        problem = again.problems[0]
        raise RenameError(problem.message, problem.help)


def _mentions(writes: Mapping[str, bytes], files: Files, scope: Scope) -> list[tuple[str, int]]:
    """Lines of prose in which the old id still stands: people wrote it there, people must judge it."""
    if scope.old.islower() or scope.old.isdecimal():
        return []
    pattern = re.compile(rf"(?<![\w./-]){re.escape(scope.old)}(?![\w/-]|\.\w)")
    found = []
    kept = {path for path in files.paths if scope.new_path(path) == path}
    for path in sorted({*writes, *kept}):
        if path.endswith((".yml", ".md")):
            text = (writes[path] if path in writes else files.read(path)).decode("utf-8", "replace")
            lines = enumerate(text.split("\n"), 1)
            found += [(path, number) for number, line in lines if pattern.search(line) and "formerly" not in line]
    return found
