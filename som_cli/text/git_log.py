"""One file of a git repository -> the commits of its history, through renames, and what it held before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from som_cli.text.git import GitError, repository_root, run_git
from som_cli.text.git_past import read_blobs

_FORMAT = "--format=%x01%H%x02%P%x02%an%x02%aI%x02%B%x03"
_LOG = ("-c", "core.quotePath=off", "log", "--follow", "-M", "-c", "--name-status", _FORMAT)
_RENAMED = 3


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full hash, its parents, the author's name, when it was written, and what it says."""

    name: str
    parents: tuple[str, ...]
    author: str
    written: datetime
    says: str

    @property
    def short(self) -> str:
        return self.name[:10]

    @property
    def subject(self) -> str:
        return self.says.partition("\n")[0].strip()


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A commit that touched a file: where the file stands, its content, and the contents that it had before.

    `path` is relative to the top of the repository. `content` is None where the commit took the file away. `before`
    has one content for each parent, None where the file was not there (of a merge, only those of the parents that had
    it); `former` is the path there, if another.
    """

    commit: Commit
    path: str
    content: bytes | None
    before: tuple[bytes | None, ...]
    former: str = ""


def path_in_repository(folder: Path, path: str) -> tuple[Path, str]:
    """The top of the repository, and a path below `folder` as seen from there. Raises GitError outside any."""
    top = repository_root(folder)
    if top is None:
        raise GitError("this folder is in no git repository")
    prefix = folder.resolve().relative_to(top.resolve()).as_posix()
    return top, path if prefix == "." else f"{prefix}/{path}"


def file_versions(top: Path, path: str, start: str = "HEAD") -> list[FileVersion]:
    """The commits that touched a file, the newest first; only blobs of that file are read. Raises GitError."""
    answer = run_git(top, "--literal-pathspecs", *_LOG, start, "--", path).decode("utf-8", "surrogateescape")
    touched = list(_parse(answer, path))
    places = set()
    for commit, now, former in touched:
        places.add((commit.name, now))
        places.update((parent, former or now) for parent in commit.parents)
    contents = read_blobs(top, places)
    found = []
    for commit, now, former in touched:
        before = tuple(contents.get((parent, former or now)) for parent in commit.parents)
        if len(before) > 1:
            before = tuple(content for content in before if content is not None) or before[:1]
        found.append(FileVersion(commit, now, contents.get((commit.name, now)), before, former))
    return found


def _parse(answer: str, path: str) -> Iterator[tuple[Commit, str, str]]:
    """Each commit with the path that it left the file at, and the one before where it renamed it."""
    at = path
    for entry in answer.split("\x01")[1:]:
        head, _, names = entry.partition("\x03")
        name, parents, author, written, says = head.split("\x02", 4)
        commit = Commit(name, tuple(parents.split()), author, datetime.fromisoformat(written), says.strip())
        status = next((line.split("\t") for line in names.split("\n") if line.strip()), None)
        now, former = at, ""
        if status is not None:
            now = status[-1]
            if len(status) == _RENAMED:
                former = status[1] if status[0].startswith("R") else ""
        yield commit, now, former
        at = former or now
