"""Three versions of an item's file -> one: edits of different fields go together, two of one field are a conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace

from som_cli.edit.merge_blocks import Merged, merge_block
from som_cli.edit.merge_parts import CannotMergeError
from som_cli.edit.merge_text import Markers, merge_lines
from som_cli.model.canonical import canonical_text
from som_cli.model.layout import Form, place_of
from som_cli.text.nodes import Mapping
from som_cli.text.source import SourceText, read_source
from som_cli.text.yaml_reader import parse_yaml

# Files that are merged key by key even where both sides made them: each key is a thing of its own.
_BY_KEY = frozenset({Form.KEYED, Form.OVERLAY})


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged file and the fields in conflict. `by_lines` says that it was merged as any text is."""

    content: bytes
    conflicts: tuple[str, ...] = ()
    by_lines: bool = False


@dataclass(frozen=True, slots=True)
class _Version:
    source: SourceText
    node: Mapping

    @property
    def canonical(self) -> SourceText:
        return SourceText(self.source.path, canonical_text(self.source))


def merge_files(path: str, base: bytes, ours: bytes, theirs: bytes, marker_size: int = Markers().size) -> Merge:
    """The merge of a file of a repository; `base` is empty where both sides made the file.

    Raises OSError where git, which merges what is no readable item, does not run.
    """
    markers = Markers(marker_size)
    if theirs in {ours, base}:
        return Merge(ours)
    if ours == base:
        return Merge(theirs)
    known = item_path(path)
    versions = [_read(known, content) for content in (ours, theirs)] if known else []
    mine, other = versions if len(versions) == 2 else (None, None)  # noqa: PLR2004 - ours and theirs
    before = _read(known, base) if known and base.strip() else None
    if known is None or mine is None or other is None or (base.strip() and before is None):
        return _by_lines(base, ours, theirs, markers)
    if before is None and not _is_by_key(known):
        what = f"id ({mine.node.get('id') or known})"
        text = markers.conflict(mine.source.text, other.source.text, what)
        return Merge(text.encode(), ("id",))
    return _by_fields(before, mine, other, markers) or _by_lines(base, ours, theirs, markers)


def item_path(path: str) -> str | None:
    """The part of a repository's path that is a path of the workspace; None where no item belongs there."""
    parts = path.replace("\\", "/").split("/")
    tails = ("/".join(parts[index:]) for index in range(len(parts)))
    return next((tail for tail in tails if place_of(tail)), None)


def _read(path: str | None, content: bytes) -> _Version | None:
    source, problems = read_source(path or "", content)
    if source is None or problems:
        return None
    node, found = parse_yaml(source)
    return None if found or not isinstance(node, Mapping) or not node else _Version(source, node)


def _is_by_key(path: str) -> bool:
    found = place_of(path)
    return found is not None and found[0].form in _BY_KEY


def _by_fields(base: _Version | None, ours: _Version, theirs: _Version, markers: Markers) -> Merge | None:
    """The merge by fields, of the files as they are or, where that fails, of their canonical forms."""
    raw = [version.source if version else None for version in (base, ours, theirs)]
    canonical = [version.canonical if version else None for version in (base, ours, theirs)]
    is_canonical = [source == form for source, form in zip(raw, canonical, strict=True)]
    was_formatted = base is not None and not is_canonical[0] and (is_canonical[1] or is_canonical[2])
    for sources in (canonical,) if was_formatted else (raw, canonical):
        merged = _merge(sources, markers)
        if merged is not None and merged.conflicts:
            return Merge(merged.text.encode(), merged.conflicts)
        if merged is not None:
            text = SourceText(ours.source.path, merged.text)
            is_wanted = was_formatted or (is_canonical[1] and is_canonical[2])
            return Merge((canonical_text(text) if is_wanted else text.text).encode())
    return None


def _merge(sources: list[SourceText | None], markers: Markers) -> Merged | None:
    """The merge, if what it says is what was merged, and each side of a conflict can be read; else None."""
    base, ours, theirs = (_whole_lines(source.text) if source else "" for source in sources)
    try:
        merged = merge_block("", "", (base, ours, theirs), markers, is_file=True)
    except CannotMergeError:
        return None
    for is_ours in (True, False):
        node, problems = parse_yaml(SourceText("", markers.side(merged.text, is_ours=is_ours)))
        if problems or not (merged.conflicts or node == merged.value):
            return None
    return merged if merged.text.strip() else replace(merged, text="")


def _whole_lines(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _by_lines(base: bytes, ours: bytes, theirs: bytes, markers: Markers) -> Merge:
    content, is_clean = merge_lines(base, ours, theirs, "", markers)
    return Merge(content, () if is_clean else ("",), by_lines=True)
