"""A git repository -> objects, revisions and dates, by the `git` command; nothing is ever checked out."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
_SECONDS = 120


class GitError(Exception):
    """git is absent, this is no repository, or the revision does not exist; the text says which."""


class Revision(NamedTuple):
    """A commit as a document names it: full hash, committer date, tags on it, and whether files differ from it."""

    commit: str
    committed: datetime
    tags: tuple[str, ...] = ()
    is_dirty: bool = False

    @property
    def short(self) -> str:
        return self.commit[:10]


def run_git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """The standard output of a git command run in `folder`. Raises GitError with git's own words."""
    git = shutil.which("git")
    if git is None:
        raise GitError("git is not installed")
    if not _is_in_repository(folder):
        raise GitError("this folder is in no git repository")
    # The command is git's full path and our own arguments; no shell is involved.
    done = subprocess.run(  # noqa: S603
        [git, "-C", str(folder), *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **_ENVIRONMENT},
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def _is_in_repository(folder: Path) -> bool:
    """Whether git could find a repository from a folder: known without starting it."""
    place = folder.resolve()
    return "GIT_DIR" in os.environ or any((parent / ".git").exists() for parent in (place, *place.parents))


def git_state(folder: Path) -> str:
    """What the history could say: the commit checked out and every branch and tag; empty outside a repository."""
    try:
        return run_git(folder, "show-ref", "--head").decode("utf-8", "replace")
    except GitError:
        return ""


def repository_root(folder: Path) -> Path | None:
    """The top folder of the repository that holds `folder`, or None outside any."""
    try:
        return Path(run_git(folder, "rev-parse", "--show-toplevel").decode("utf-8").rstrip("\n"))
    except GitError:
        return None


def resolve_commit(folder: Path, revision: str) -> str:
    """The full hash of the commit that a revision (branch, tag, hash) names. Raises GitError."""
    if revision.startswith("-"):
        raise GitError(f"there is no revision {revision}")
    try:
        answer = run_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        raise GitError(str(error) or f"there is no revision {revision}") from error
    return answer.decode("ascii").strip()


def describe_revision(folder: Path, revision: str = "HEAD", *, compare_files: bool = True) -> Revision | None:
    """The commit behind a revision, or None without git or commits.

    `is_dirty` says whether anything tracked or new below `folder` differs from it (asked only when `compare_files`).
    """
    try:
        commit = resolve_commit(folder, revision)
        seconds = int(run_git(folder, "show", "-s", "--format=%ct", commit))
        tags = run_git(folder, "tag", "--points-at", commit).decode("utf-8").split()
        dirty = bool(run_git(folder, "status", "--porcelain", "--", ".")) if compare_files else False
    except GitError:
        return None
    return Revision(commit, datetime.fromtimestamp(seconds, UTC), tuple(sorted(tags)), dirty)


def tag_names(folder: Path) -> frozenset[str]:
    """Every tag of the repository. Raises GitError."""
    return frozenset(run_git(folder, "tag", "--list").decode("utf-8", "replace").split("\n")) - {""}


def is_shallow(folder: Path) -> bool:
    """Whether the repository holds only the newest part of its history. Raises GitError."""
    return run_git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def deleted_files(folder: Path) -> dict[str, str]:
    """Files below `folder` that a commit of any branch took away, with the newest such commit. Raises GitError.

    Paths are relative to the folder; a renamed file was taken away under its old name.
    """
    log = ("log", "--all", "--no-renames", "--diff-filter=D", "--format=%x01%H", "--name-only", "--relative")
    answer = run_git(folder, "-c", "core.quotePath=off", *log, "--", ".").decode("utf-8", "replace")
    found: dict[str, str] = {}
    for entry in answer.split("\x01")[1:]:
        commit, *paths = entry.split("\n")
        for path in paths:
            if path:
                found.setdefault(path, commit)
    return found


def file_before(folder: Path, commit: str, path: str) -> bytes:
    """A file below `folder` as it stood before a commit. Raises GitError."""
    return run_git(folder, "show", f"{commit}^:./{path}")


def changed_files(folder: Path, below: str) -> tuple[str, ...]:
    """Files below a folder of `folder` that differ from the last commit or are new; none without git."""
    try:
        listed = run_git(folder, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", below)
        prefix = run_git(folder, "rev-parse", "--show-prefix").decode("utf-8").rstrip("\n")
    except GitError:
        return ()
    paths = (entry[3:] for entry in listed.decode("utf-8", "surrogateescape").split("\0") if entry)
    return tuple(sorted(path.removeprefix(prefix) for path in paths))
