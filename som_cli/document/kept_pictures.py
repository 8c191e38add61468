"""What a picture is drawn from -> the picture as an earlier run drew it from the same, kept in a folder by digest.

The folder may be deleted at any time; a file in it that is not as it was written is drawn again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

# Pictures of several editions and languages; the oldest go first.
_MOST = 500
_SUFFIX = ".picture"


def kept_picture(folder: Path | None, inputs: bytes, draw: Callable[[], bytes]) -> bytes:
    """The picture of these inputs: the kept one, or one drawn now and kept where the disk allows it."""
    if folder is None:
        return draw()
    place = folder / f"{hashlib.sha256(inputs).hexdigest()}{_SUFFIX}"
    try:
        return _read(place.read_bytes())
    except (OSError, ValueError):
        picture = draw()
    with contextlib.suppress(OSError):
        _keep(place, picture)
    return picture


def _read(content: bytes) -> bytes:
    """Raises ValueError for a file that is not whole."""
    digest, _, picture = content.partition(b"\n")
    if _digest(picture) != digest:
        raise ValueError(digest)
    return picture


def _digest(picture: bytes) -> bytes:
    return hashlib.sha256(picture).hexdigest().encode()


def _keep(place: Path, picture: bytes) -> None:
    folder = place.parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    draft = folder / f"{place.stem}.{os.getpid()}"
    draft.write_bytes(_digest(picture) + b"\n" + picture)
    draft.replace(place)
    stored = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
    for path in stored[:-_MOST]:
        path.unlink()
