"""Two revisions -> the commits between them with their trailers and files; a revision -> who made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from som_cli.text.git import GitError, run_git

_FORMAT = "%x01%H%x02%an%x02%(trailers:only,unfold)%x02"


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A commit: its author, its trailers (name and text, as `Justification: …` at the end of a message), its files.

    Paths are relative to the workspace.
    """

    commit: str
    author: str
    trailers: tuple[tuple[str, str], ...]
    paths: frozenset[str]


def commits_between(folder: Path, old: str, new: str) -> tuple[Reasoned, ...]:
    """The commits that `new` has and `old` lacks, the newest first. Raises GitError."""
    log = ("log", "--diff-merges=first-parent", "--no-renames", "--name-only", "--relative", f"--format={_FORMAT}")
    shown = run_git(folder, "-c", "core.quotePath=off", *log, "--end-of-options", f"{old}..{new}", "--", ".")
    return tuple(_read(entry) for entry in shown.decode("utf-8", "replace").split("\x01")[1:])


def _read(entry: str) -> Reasoned:
    commit, author, trailers, paths = entry.split("\x02", 3)
    pairs = (line.partition(":") for line in trailers.splitlines() if ":" in line)
    named = tuple((name.strip(), text.strip()) for name, _, text in pairs)
    return Reasoned(commit, author, named, frozenset(path for path in paths.splitlines() if path))


def author_of(folder: Path, revision: str | None) -> str:
    """Who made a commit; for the working tree (None) the name that git would write. Empty where nobody is named."""
    asked = (
        ("config", "user.name") if revision is None else ("show", "-s", "--format=%an", "--end-of-options", revision)
    )
    try:
        return run_git(folder, *asked).decode("utf-8", "replace").strip()
    except GitError:
        return ""
