"""Bytes -> a file, whole or not at all; and the manifest of what was written from what."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

MANIFEST = "manifest.json"
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was written: its name, report, format, digest, size, pages (0 where the format has none).

    `inputs` is the digest of all that it was made from.
    """

    file: str
    report: str
    format: str
    sha256: str
    bytes: int
    pages: int
    inputs: str


def digest(content: bytes) -> str:
    """The sha256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_file(folder: Path, name: str, content: bytes) -> Path:
    """Writes an exclusive temporary file beside the target and renames it: no reader ever sees half a file.

    A link at the target is replaced, never followed. Raises OSError that names the target (PermissionError on Windows
    while another program holds the file), or the folder where something else stands in its place.
    """
    if Path(name).name != name:
        raise ValueError(name)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    try:
        _replace(target, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    return target


def _replace(target: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files private; a document is for everybody whom the umask lets read.
        os.chmod(temporary, 0o666 & ~_umask())  # noqa: PTH101 - a path as text, as mkstemp gave it
        os.replace(temporary, target)  # noqa: PTH105 - the same
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 - the same
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def read_manifest(folder: Path) -> Mapping[str, Output]:
    """What the last build wrote, by file name; empty where there is no manifest that we understand."""
    try:
        document = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if document["schema"] != _SCHEMA:
            return {}
        return {entry["file"]: Output(**entry) for entry in document["outputs"]}
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError):
        return {}


def write_manifest(folder: Path, outputs: Mapping[str, Output], *, version: str, commit: str, is_dirty: bool) -> Path:
    """The manifest of a build: outputs by name, the commit and whether files differed from it. No clock.

    One that says the same already is left as it is.
    """
    document = {
        "schema": _SCHEMA,
        "som": version,
        "commit": commit,
        "uncommitted_changes": is_dirty,
        "outputs": [asdict(outputs[name]) for name in sorted(outputs)],
    }
    content = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    with contextlib.suppress(OSError):
        if not (folder / MANIFEST).is_symlink() and (folder / MANIFEST).read_bytes() == content:
            return folder / MANIFEST
    return write_file(folder, MANIFEST, content)


def is_current(folder: Path, known: Mapping[str, Output], name: str, inputs: str) -> bool:
    """Whether a file still is what a build from these inputs wrote."""
    output = known.get(name)
    if output is None or output.inputs != inputs:
        return False
    try:
        return digest((folder / name).read_bytes()) == output.sha256
    except OSError:
        return False
