"""Three versions of a block of YAML -> one, field by field; every line that nobody touched stays as it is."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass
from typing import Any

from som_cli.edit.merge_inline import is_ordered, merge_inline
from som_cli.edit.merge_order import merged_order
from som_cli.edit.merge_parts import Block, CannotMergeError, Layout, Part, inner_text, read_node, split_block, unfold
from som_cli.edit.merge_text import Markers, merge_lines
from som_cli.model.natural_keys import entry_names

_SHOWN = 60
Versions = tuple[Part | None, Part | None, Part | None]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a merge stands: the way to it, the key that holds it, and how conflicts are written."""

    path: str
    field: str
    markers: Markers


@dataclass(frozen=True, slots=True)
class Merged:
    """Whole lines, what they say (None where there are conflicts), and the fields in conflict."""

    text: str
    value: Any
    conflicts: tuple[str, ...] = ()


def merge_block(
    path: str, field: str, versions: tuple[str, str, str], markers: Markers, *, is_file: bool = False
) -> Merged:
    """The block that base, ours and theirs merge into; an empty text for a side that has none.

    `field` is the key of a list, `path` the way to it. Raises CannotMergeError for a layout that it does not follow.
    """
    blocks = [split_block(text, is_file=is_file) if text else None for text in versions]
    sides = [block for block in blocks if block is not None]
    if len({(block.is_mapping, block.column) for block in sides}) != 1:
        raise CannotMergeError(path)
    names = _names(field, blocks)
    entries = [
        dict(zip(own, block.parts, strict=True)) if block else {} for own, block in zip(names, blocks, strict=True)
    ]
    merged: dict[str, Merged] = {}
    for name in dict.fromkeys([*names[1], *names[2]]):
        key = name if sides[0].is_mapping else field
        found = _merge_part(_Spot(_path(path, name, sides[0]), key, markers), _versions(entries, name))
        if found is not None:
            merged[name] = found
    order, is_unsure = merged_order(*[[name for name in own if name in merged] for own in names])
    if is_unsure and not sides[0].is_mapping and is_ordered(field, sides[-1].nodes):
        text = markers.conflict(versions[1], versions[2], path)
        return Merged(text, None, (path,))
    heads = [_outer(blocks, part) for part in ("head", "tail")]
    text = heads[0] + "".join(merged[name].text for name in order) + heads[1]
    value: Any = {name: merged[name].value for name in order}
    return Merged(
        text,
        value if sides[0].is_mapping else list(value.values()),
        tuple(conflict for name in order for conflict in merged[name].conflicts),
    )


def merge_comments(base: str, ours: str, theirs: str) -> str:
    """Comment lines of both sides; what one took away is gone."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    before, mine, other = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    kept = [line for line in mine if line not in before or line in other or not line.strip()]
    return "".join([*kept, *(line for line in other if line.strip() and line not in before and line not in mine)])


def _names(field: str, blocks: SequenceType[Block | None]) -> SequenceType[SequenceType[str]]:
    if all(block is None or block.is_mapping for block in blocks):
        return [[part.key for part in block.parts] if block else [] for block in blocks]
    return entry_names(field, *([part.node for part in block.parts] if block else [] for block in blocks))


def _versions(entries: SequenceType[MappingType[str, Part]], name: str) -> Versions:
    base, ours, theirs = (known.get(name) for known in entries)
    return base, ours, theirs


def _path(path: str, name: str, block: Block) -> str:
    if not block.is_mapping:
        return f"{path}[{name if len(name) <= _SHOWN else name[:_SHOWN] + '…'}]"
    return f"{path}.{name}" if path else name


def _outer(blocks: SequenceType[Block | None], part: str) -> str:
    base, ours, theirs = (str(getattr(block, part)) if block else "" for block in blocks)
    return merge_comments(base, ours, theirs)


def _merge_part(spot: _Spot, versions: Versions) -> Merged | None:
    """One entry; None where it goes."""
    base, ours, theirs = versions
    if ours is not None and theirs is not None:
        above = merge_comments(base.above if base else "", ours.above, theirs.above)
        body = _merge_body(spot, base, ours, theirs)
        return Merged(above + body.text, body.value, body.conflicts)
    known = ours or theirs
    if known is None or (base is not None and base.node == known.node):
        return None
    if base is None:
        return Merged(known.above + known.body, known.node)
    text = spot.markers.conflict(ours.body if ours else "", theirs.body if theirs else "", spot.path)
    return Merged(known.above + text, None, (spot.path,))


def _merge_body(spot: _Spot, base: Part | None, ours: Part, theirs: Part) -> Merged:
    if theirs.body == ours.body or (base is not None and theirs.body == base.body):
        return Merged(ours.body, ours.node)
    if base is not None and ours.body == base.body:
        return Merged(theirs.body, theirs.node)
    layouts = {part.layout for part in (base, ours, theirs) if part is not None}
    collections = {Layout.BLOCK, Layout.FLOW, Layout.EMPTY}
    if Layout.BLOCK in layouts and {ours.layout, theirs.layout} <= collections and _are_alike(ours, theirs):
        return _merge_inner(spot, base, ours, theirs)
    if Layout.BLOCK in {ours.layout, theirs.layout}:
        return Merged(spot.markers.conflict(ours.body, theirs.body, spot.path), None, (spot.path,))
    if any("\n" in part.raw for part in (base, ours, theirs) if part is not None):
        return _merge_rows(spot, base, ours, theirs)
    return _merge_line(spot, base, ours, theirs)


def _are_alike(ours: Part, theirs: Part) -> bool:
    kinds = {type(part.node) for part in (ours, theirs) if part.layout is not Layout.EMPTY}
    return len(kinds) == 1


def _merge_inner(spot: _Spot, base: Part | None, ours: Part, theirs: Part) -> Merged:
    """Values in lines of their own."""
    whole = ours if ours.layout is not Layout.EMPTY else theirs
    alike = base if base is not None and type(base.node) is type(whole.node) else None
    texts = (inner_text(alike) if alike else "", inner_text(ours), inner_text(theirs))
    merged = merge_block(spot.path, spot.field, texts, spot.markers)
    opened = [
        part if part is None or part.layout in (Layout.BLOCK, Layout.EMPTY) else unfold(part)
        for part in (base, ours, theirs)
    ]
    befores = {part.before for part in opened[1:] if part is not None and part.layout is Layout.BLOCK}
    before = _one_of(opened[0].before if opened[0] else None, [part.before for part in opened[1:] if part], befores)
    if not merged.text.strip():
        if "#" in before:
            raise CannotMergeError(spot.path)
        empty: Any = {} if isinstance(whole.node, dict) else []
        return Merged(f"{before.rstrip()} {empty}\n", empty)
    lead = len(merged.text) - len(merged.text.lstrip(" "))
    if before.endswith("\n"):
        text = before + merged.text
    elif lead == len(before) and not merged.text[lead:].startswith("#"):
        text = before + merged.text[lead:]
    else:
        text = f"{before.rstrip()}\n{merged.text}"
    return Merged(text, merged.value, merged.conflicts)


def _one_of(base: str | None, sides: SequenceType[str], written: set[str]) -> str:
    """The line of a key (or a dash) whose comment one side may have changed."""
    if len(written) == 1:
        return written.pop()
    changed = [text for text in sides if text != base]
    if len(changed) != 1:
        raise CannotMergeError("".join(sides))
    return changed[0]


def _merge_rows(spot: _Spot, base: Part | None, ours: Part, theirs: Part) -> Merged:
    """Values over several lines: brackets are opened, text in a block is merged by lines, all else is a conflict."""
    if Layout.FLOW in (ours.layout, theirs.layout) and _are_alike(ours, theirs):
        return _merge_inner(spot, base, ours, theirs)
    texts = [part.body for part in (base, ours, theirs) if part is not None]
    heads = {text.split("\n", 1)[0] for text in texts}
    if base is None or len(heads) != 1 or not {"|", ">"} & set(base.raw.lstrip()[:1]):
        return Merged(spot.markers.conflict(ours.body, theirs.body, spot.path), None, (spot.path,))
    before, mine, other = (text.encode() for text in texts)
    content, is_clean = merge_lines(before, mine, other, spot.path, spot.markers)
    text = content.decode()
    return Merged(text, _value_of(text), ()) if is_clean else Merged(text, None, (spot.path,))


def _value_of(text: str) -> Any:
    node = read_node(text)
    return next(iter(node.values() if isinstance(node, dict) else node or [None]))


def _merge_line(spot: _Spot, base: Part | None, ours: Part, theirs: Part) -> Merged:
    """A key, a value and a comment on one line."""
    raws = (base.raw.strip(" ") if base else None, ours.raw.strip(" "), theirs.raw.strip(" "))
    raw = merge_inline(spot.path, spot.field, raws)
    before = _three(base.before if base else None, ours.before, theirs.before)
    after = _three(base.after if base else None, ours.after, theirs.after)
    if raw.conflicts or before is None or after is None:
        what = ", ".join(raw.conflicts) or spot.path
        text = spot.markers.conflict(_line(ours, raw.ours), _line(theirs, raw.theirs), what)
        return Merged(text, None, raw.conflicts or (spot.path,))
    space = " " * (len(ours.raw) - len(ours.raw.lstrip(" "))) or " " * bool(raw.ours)
    return Merged(f"{before}{space if raw.ours else ''}{raw.ours}{after}", raw.value)


def _line(part: Part, text: str) -> str:
    space = " " * max(1, len(part.raw) - len(part.raw.lstrip(" "))) if text else ""
    return f"{part.before}{space}{text}{part.after}"


def _three(base: str | None, ours: str, theirs: str) -> str | None:
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None
