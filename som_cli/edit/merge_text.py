"""Three versions of a text -> one, by lines; conflicts between markers that name what they are about."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

MARKER = 7
_MOST_CONFLICTS = 127


@dataclass(frozen=True, slots=True)
class Markers:
    """How conflicts are written: the length of the marker lines, as git asks for it."""

    size: int = MARKER

    def conflict(self, ours: str, theirs: str, what: str) -> str:
        """Both sides as whole lines between marker lines that name the field."""
        start, middle, end = ("".join(sign * self.size) for sign in "<=>")
        return f"{start} ours: {what}\n{_line(ours)}{middle}\n{_line(theirs)}{end} theirs: {what}\n"

    def side(self, text: str, *, is_ours: bool) -> str:
        """The text with every conflict settled for one side."""
        start, middle, end = (sign * self.size for sign in "<=>")
        kept, is_taken = [], True
        for line in text.splitlines(keepends=True):
            if line.startswith(f"{start} ours: "):
                is_taken = is_ours
            elif line == f"{middle}\n":
                is_taken = not is_ours
            elif line.startswith(f"{end} theirs: "):
                is_taken = True
            elif is_taken:
                kept.append(line)
        return "".join(kept)


def merge_lines(base: bytes, ours: bytes, theirs: bytes, what: str, markers: Markers) -> tuple[bytes, bool]:
    """What `git merge-file` makes of three texts, and whether it did without a conflict.

    What git takes for no text stays as ours has it, as a conflict. Raises OSError without git.
    """
    label = f": {what}" if what else ""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, content in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(content)
        labels = [part for name in ("ours", "base", "theirs") for part in ("-L", f"{name}{label}")]
        # git is found on the path, as git itself found this program; the arguments are our own, no shell is involved.
        done = subprocess.run(  # noqa: S603
            ["git", "merge-file", "-p", f"--marker-size={markers.size}", *labels, *map(str, paths)],  # noqa: S607
            capture_output=True,
            check=False,
        )
    is_merged = 0 <= done.returncode <= _MOST_CONFLICTS
    return (done.stdout, done.returncode == 0) if is_merged else (ours, False)


def _line(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"
