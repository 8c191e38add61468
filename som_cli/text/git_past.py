"""A git repository -> the state of files on a day or at a tag, and the commits that touched them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from som_cli.text.git import GitError, resolve_commit, run_git

_QUIET = ("--literal-pathspecs", "-c", "core.quotePath=off")
_LOG = (*_QUIET, "log", "--first-parent", "-m", "--no-renames", "--name-only", "--relative")


class Touch(NamedTuple):
    """A commit of the branch, the day on which it was made, and which of the files asked for it touched."""

    commit: str
    day: date
    paths: frozenset[str]


@dataclass(frozen=True)
class GitPast:
    """The earlier states of the files below a folder, along the branch of `head`; git starts when it is asked.

    What a branch brought counts from the day on which it was merged. Paths are relative to the folder.
    """

    folder: Path
    head: str = "HEAD"

    def on(self, day: date) -> str | None:
        """The last commit that was made by the end of a day (UTC); None where the history begins later."""
        return next((name for name, made in self._line if made <= day), None)

    @cached_property
    def _line(self) -> tuple[tuple[str, date], ...]:
        """The commits of the branch with the days on which they were made, the newest first."""
        try:
            answer = run_git(self.folder, "log", "--first-parent", "--format=%H %ct", self.head, "--")
        except GitError:  # a repository without commits
            return ()
        lines = (line.split(" ") for line in answer.decode("ascii").splitlines())
        return tuple((name, _day(seconds)) for name, seconds in lines)

    def tagged(self, tag: str) -> str | None:
        """The commit of a tag, or None where there is no such tag."""
        try:
            return resolve_commit(self.folder, f"refs/tags/{tag}")
        except GitError:
            return None

    def read(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], bytes]:
        """The contents of files by commit and path; those that were not there are left out."""
        return read_blobs(self.folder, places)

    def listing(self, commit: str, below: str) -> Mapping[str, str]:
        """The files below a folder at a commit, each with git's name for its content."""
        answer = run_git(self.folder, "ls-tree", "-r", "-z", commit, "--", f"{below}/")
        entries = answer.decode("utf-8", "surrogateescape").split("\0")[:-1]
        return {path: head.split(" ")[2] for head, _, path in (entry.partition("\t") for entry in entries)}

    def touching(self, paths: Iterable[str]) -> tuple[Touch, ...]:
        """The commits that touched any of these files, the newest first."""
        entries = self._log("--format=%x01%H %ct%x02", self.head, paths)
        return tuple(_touch(head, names) for head, names in entries)

    def messages(self, since: str, until: str | None, paths: Iterable[str]) -> Mapping[str, str]:
        """What the commits that touched files said, by path: those behind `since`, up to `until` or the head."""
        said: dict[str, str] = {}
        for text, names in self._log("--format=%x01%B%x02", f"{since}..{until or self.head}", paths):
            for name in names:
                said[name] = f"{said.get(name, '')}{text}\n"
        return said

    def _log(self, form: str, span: str, paths: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """The entries of a log of files: what `form` asks for, and the files that each commit touched."""
        wanted = sorted({path for path in paths if "\n" not in path})
        stdin = "".join(f"{line}\n" for line in (span, "--", *wanted)).encode("utf-8", "surrogateescape")
        try:
            answer = run_git(self.folder, *_LOG, form, "--stdin", stdin=stdin) if wanted else b""
        except GitError:  # a repository without commits
            return
        for entry in answer.decode("utf-8", "surrogateescape").split("\x01")[1:]:
            head, _, names = entry.partition("\x02")
            yield head, [name for name in names.split("\n") if name]


def read_blobs(folder: Path, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """The contents of files below a folder by commit and path, read by one `git cat-file`."""
    wanted = sorted({place for place in places if "\n" not in place[1]})
    if not wanted:
        return {}
    stdin = "".join(f"{commit}:./{path}\n" for commit, path in wanted).encode("utf-8", "surrogateescape")
    answer = run_git(folder, "cat-file", "--batch", stdin=stdin)
    found = {}
    at = 0
    for place in wanted:
        end = answer.index(b"\n", at)
        head = answer[at:end].split(b" ")
        at = end + 1
        if head[-1].isdigit():
            size = int(head[-1])
            if head[-2] == b"blob":
                found[place] = answer[at : at + size]
            at += size + 1
    return found


def _touch(head: str, names: Iterable[str]) -> Touch:
    commit, seconds = head.split(" ")
    return Touch(commit, _day(seconds), frozenset(names))


def _day(seconds: str) -> date:
    return datetime.fromtimestamp(int(seconds), UTC).date()
