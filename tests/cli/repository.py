"""A real repository with a workspace in it, and commits on days of their own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.cli.runner import workspace


@dataclass(frozen=True)
class Repository:
    """`folder` is the workspace, one below the top."""

    folder: Path

    def git(self, *arguments: str, **environment: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
        )
        return done.stdout.strip()

    def commit(self, says: str, day: str, author: str = "A. Author") -> str:
        """Commits all that changed; the commit's hash."""
        when = f"{day}T12:00:00+0000"
        self.git("add", "-A")
        self.git("commit", "-q", "-m", says, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when, GIT_AUTHOR_NAME=author)
        return self.git("rev-parse", "HEAD")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8", newline="\n")


def repository(target: Path) -> Repository:
    """The tiny workspace in its first commit."""
    made = Repository(workspace(target))
    made.git("init", "-q", "-b", "main", "..")
    made.commit("Begin", "2015-01-10")
    return made
