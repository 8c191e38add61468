"""Package parts -> the bytes of a Word file that are the same on every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_CONTENT_TYPES = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def stable_zip(parts: Mapping[str, bytes]) -> bytes:
    """A zip with a fixed order, fixed dates and fixed permissions, whatever the machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda part: (part != _CONTENT_TYPES, part)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            entry.create_system = _UNIX
            package.writestr(entry, parts[name])
    return stream.getvalue()


def repacked(package: bytes, replaced: Mapping[str, bytes]) -> bytes:
    """The same package with some parts replaced, as a stable zip."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return stable_zip({**parts, **replaced})
