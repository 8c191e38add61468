"""A disk folder or a git revision -> the files of a workspace."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from som_cli.messages import msg
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.git import repository_root, resolve_commit, run_git
from som_cli.text.source import unreadable

_STRAY = re.compile(r"(?:\.orig|\.rej|~|\.bak|\.tmp|\.swp)$|(?:^|/)(?:~\$|\.~lock\.|\.#)[^/]*$")
_IGNORED_FOLDERS = frozenset({".git", ".som", "__pycache__", "build"})
_LINK_MODE = "120000"
_SHA256_DIGITS = 64
# Windows would end a text at Ctrl-Z and turn its line ends without the first.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PART = 65_536


class Files(Protocol):
    """What the loader needs of a place: every path (relative, with `/`, sorted), links, and the content of one path."""

    @property
    def paths(self) -> tuple[str, ...]: ...

    @property
    def links(self) -> tuple[str, ...]: ...

    def read(self, path: str) -> bytes: ...


class WorkingTree:
    """The files below a folder of the disk, each as it was when it was first read. Links are listed, never followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._root = str(root)
        self._contents: dict[str, bytes] = {}
        files: list[str] = []
        links: list[str] = []
        for path, is_link in _walk(str(root), ""):
            (links if is_link else files).append(path)
        self.paths: tuple[str, ...] = tuple(sorted(files))
        self.links: tuple[str, ...] = tuple(sorted(links))

    def read(self, path: str) -> bytes:
        """The bytes of a listed file. Raises OSError where the disk refuses."""
        content = self._contents.get(path)
        if content is None:
            content = self._contents[path] = _read(f"{self._root}/{path}")
        return content


class RevisionTree:
    """The files below a folder as they stand in a git revision, read from git's objects.

    What `beside` holds with the same content at the same path is taken from there and not asked of git. Raises GitError
    where the revision does not exist or the folder is in no repository.
    """

    def __init__(self, root: Path, revision: str, beside: Files | None = None) -> None:
        self.root = root
        top = repository_root(root) or root
        self.commit = resolve_commit(root, revision)
        prefix = root.resolve().relative_to(top.resolve()).as_posix()
        scope = "" if prefix == "." else f"{prefix}/"
        listing = run_git(top, "ls-tree", "-r", "-z", "--full-tree", self.commit, "--", scope or ".")
        files: dict[str, str] = {}
        links = []
        for entry in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            details, path = entry.split("\t", 1)
            mode, kind, name = details.split(" ")
            folders = path[len(scope) :].split("/")[:-1]
            if kind == "blob" and path.startswith(scope) and _IGNORED_FOLDERS.isdisjoint(folders):
                if mode == _LINK_MODE:
                    links.append(path[len(scope) :])
                else:
                    files[path[len(scope) :]] = name
        self.objects: Mapping[str, str] = files
        known = _known_contents(files, beside) if beside is not None else {}
        self.asked: tuple[str, ...] = tuple(sorted({*files.values()} - known.keys()))
        self._contents = known | _read_objects(top, self.asked)
        self.paths: tuple[str, ...] = tuple(sorted(files))
        self.links: tuple[str, ...] = tuple(sorted(links))

    def read(self, path: str) -> bytes:
        """The bytes of a listed file."""
        return self._contents[self.objects[path]]


@dataclass(frozen=True)
class MemoryFiles:
    """Files held in memory: for tests, and for trying an edit before it is written."""

    contents: dict[str, bytes]
    links: tuple[str, ...] = field(default=())

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.contents))

    def read(self, path: str) -> bytes:
        """The bytes of a listed file."""
        return self.contents[path]


def check_paths(files: Files) -> list[Diagnostic]:
    """Problems that the paths alone show.

    Links (YML13), leftovers of editors (YML09), names alike but for capitals or composition (YML10).
    """
    problems = [
        unreadable(Span(path), msg("this is a link; links are not followed"), msg("put the file itself here"), "YML13")
        for path in files.links
    ]
    same: dict[str, list[str]] = defaultdict(list)
    for path in files.paths:
        same[unicodedata.normalize("NFC", path).casefold()].append(path)
        if _STRAY.search(path):
            message = msg("a leftover of an editor or of a merge stands among the data")
            problems.append(unreadable(Span(path), message, msg("delete it, and name its kind in .gitignore"), "YML09"))
    for alike in same.values():
        for other in alike[1:]:
            message = msg(
                "the path differs from `{first}` only in capital letters or in how its letters are composed",
                first=alike[0],
            )
            help_ = msg("rename one: Windows and macOS keep only one of the two")
            problems.append(unreadable(Span(other), message, help_, "YML10"))
    return problems


def _read(path: str) -> bytes:
    """The bytes of a file: thousands of small ones are read, and a Path or a file object would take as long again."""
    descriptor = os.open(path, _FLAGS)
    parts = []
    try:
        while part := os.read(descriptor, _PART):
            parts.append(part)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error
    finally:
        os.close(descriptor)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _walk(root: str, prefix: str) -> Iterator[tuple[str, bool]]:
    with os.scandir(Path(root, prefix)) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_symlink():
                yield path, True
            elif entry.is_dir(follow_symlinks=False):
                if entry.name not in _IGNORED_FOLDERS:
                    yield from _walk(root, f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path, False


def _known_contents(objects: Mapping[str, str], beside: Files) -> dict[str, bytes]:
    """The contents of objects that another place holds at the same path, by the names of the objects."""
    there = set(beside.paths)
    if isinstance(beside, RevisionTree):
        same = (path for path in there & objects.keys() if beside.objects[path] == objects[path])
        return {objects[path]: beside.read(path) for path in same}
    known = {}
    for path in there & objects.keys():
        content = beside.read(path)
        if _object_name(content, len(objects[path])) == objects[path]:
            known[objects[path]] = content
    return known


def _object_name(content: bytes, digits: int) -> str:
    """The name that git gives a content: its digest, of the kind that the repository uses."""
    algorithm = "sha256" if digits == _SHA256_DIGITS else "sha1"
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _read_objects(top: Path, names: Iterable[str]) -> dict[str, bytes]:
    wanted = sorted(set(names))
    if not wanted:
        return {}
    answer = run_git(top, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in wanted).encode())
    contents = {}
    offset = 0
    for name in wanted:
        end_of_head = answer.index(b"\n", offset)
        size = int(answer[offset:end_of_head].split(b" ")[2])
        contents[name] = answer[end_of_head + 1 : end_of_head + 1 + size]
        offset = end_of_head + 1 + size + 1
    return contents
