"""A past in memory: commits with the files they held, as rules ask git for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from som_cli.analysis.revisions import blob_name
from som_cli.model.history import History
from som_cli.model.loading import Loaded
from som_cli.text.git_past import Touch


@dataclass(frozen=True)
class Commit:
    """The files at a commit, the day on which it was made, its tags, and what it says."""

    day: date
    contents: Mapping[str, bytes]
    tags: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True)
class MemoryPast:
    """Commits from the oldest to the newest; their names are their numbers."""

    commits: Sequence[Commit]

    def on(self, day: date) -> str | None:
        return next((str(at) for at, one in reversed([*enumerate(self.commits)]) if one.day <= day), None)

    def tagged(self, tag: str) -> str | None:
        return next((str(at) for at, one in enumerate(self.commits) if tag in one.tags), None)

    def read(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], bytes]:
        found = {(name, path): self.commits[int(name)].contents.get(path) for name, path in places}
        return {place: content for place, content in found.items() if content is not None}

    def listing(self, commit: str, below: str) -> Mapping[str, str]:
        contents = self.commits[int(commit)].contents
        return {path: blob_name(text.decode()) for path, text in contents.items() if path.startswith(f"{below}/")}

    def touching(self, paths: Iterable[str]) -> tuple[Touch, ...]:
        wanted = set(paths)
        touches = []
        before: Mapping[str, bytes] = {}
        for at, one in enumerate(self.commits):
            touched = {path for path in wanted if one.contents.get(path) != before.get(path)}
            before = one.contents
            if touched:
                touches.append(Touch(str(at), one.day, frozenset(touched)))
        return tuple(reversed(touches))

    def messages(self, since: str, until: str | None, paths: Iterable[str]) -> Mapping[str, str]:
        last = len(self.commits) if until is None else int(until) + 1
        said: dict[str, str] = {}
        for touch in self.touching(paths):
            if int(since) < int(touch.commit) < last:
                for path in touch.paths:
                    said[path] = f"{said.get(path, '')}{self.commits[int(touch.commit)].says}\n"
        return said


def with_past(loaded: Loaded, commits: Sequence[Commit]) -> Loaded:
    """A workspace that has these commits behind it."""
    tags = frozenset(tag for one in commits for tag in one.tags)
    history = History(tags, past=MemoryPast(commits))
    return loaded._replace(workspace=replace(loaded.workspace, recall=lambda: history))
