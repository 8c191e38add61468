"""Findings and waivers -> findings waived, and the waivers that do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from som_cli.messages import Message, msg
from som_cli.model.entry import Entry, FieldPath, Item, Waiver
from som_cli.model.values import UNKNOWN, parse_date, plain_date
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, Rule
from som_cli.text.suggest import suggestion

NEVER = "never"


class PlacedWaiver(NamedTuple):
    """A waiver, the item it is written in, its path; `inner` the same seen from an item inside (a segment)."""

    item: Item
    path: FieldPath
    waiver: Waiver
    inner: tuple[Item, FieldPath] | None = None

    def covers(self, code: str, finding: Finding) -> bool:
        """Whether it accepts this finding: same rule, and inside the item or the entry that carries it.

        With `with`, it accepts a finding about the pair, at whichever of the two it stands. With `about`, a finding in
        a file that can carry no waivers of its own.
        """
        waiver = self.waiver
        if waiver.rule != code:
            return False
        if waiver.about:
            return finding.span is not None and finding.span.path == waiver.about
        if waiver.with_ and waiver.with_ != finding.other:
            return waiver.with_ == finding.item.id and self.item.id == finding.other
        if any(_holds(holder, path[:-2], finding) for holder, path in self._places()):
            return True
        return any(holder.id == finding.about for holder, _ in self._places())

    def _places(self) -> tuple[tuple[Item, FieldPath], ...]:
        return ((self.item, self.path), self.inner) if self.inner else ((self.item, self.path),)


def _holds(holder: Item, scope: FieldPath, finding: Finding) -> bool:
    is_same = (holder.kind_name, holder.id) == (finding.item.kind_name, finding.item.id)
    return is_same and finding.path[: len(scope)] == scope


def placed_waivers(workspace: Workspace) -> list[PlacedWaiver]:
    """Every waiver of the workspace, wherever an item or a list entry carries it."""
    bearers = {id(item): item for item, entry, _ in walked(workspace).entries if entry.waivers}
    return [placed for item in bearers.values() for placed in _in_entry(item, item, (), None)]


def _in_entry(item: Item, value: object, path: FieldPath, inner: tuple[Item, int] | None) -> Iterator[PlacedWaiver]:
    if isinstance(value, Entry):
        if isinstance(value, Item) and path:
            inner = (value, len(path))
        for index, waiver in enumerate(value.waivers):
            place = (*path, "waivers", index)
            yield PlacedWaiver(item, place, waiver, (inner[0], place[inner[1] :]) if inner else None)
    for key, part in _parts(value):
        if isinstance(part, (tuple, Entry, Mapping)):
            yield from _in_entry(item, part, (*path, key), inner)


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, Entry):
        return ((name.rstrip("_"), part) for name, part in vars(value).items())
    return value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, tuple) else ()


def flaw(placed: PlacedWaiver, rules: Mapping[str, Rule], workspace: Workspace) -> tuple[str, Message, Message] | None:
    """Why a waiver does not hold (the key at fault, message, help), or None where it does."""
    waiver, code = placed.waiver, placed.waiver.rule
    if code not in rules:
        return "rule", msg("the waiver names the unknown rule `{rule}`", rule=code), suggestion(code, rules)
    if rules[code].check is None:
        help_ = msg("mend what it finds: a file is read whole or not at all")
        return "rule", msg("what {rule} finds cannot be waived", rule=code), help_
    if not waiver.reason.strip():
        return "reason", msg("the waiver of {rule} gives no reason", rule=code), msg("write `reason: …`")
    if not waiver.by.strip() or waiver.by == UNKNOWN:
        return "by", msg("the waiver of {rule} does not say who gave it", rule=code), msg("write `by: …`")
    return _flaw_of_time(waiver, workspace) if waiver.until != NEVER else None


def _flaw_of_time(waiver: Waiver, workspace: Workspace) -> tuple[str, Message, Message] | None:
    until, today = parse_date(waiver.until), workspace.today
    if until is None and waiver.until:
        message = msg(
            "the waiver of {rule} does not say until when it holds: `{value}` is not a date as dates are written here",
            rule=waiver.rule,
            value=waiver.until,
        )
        plain = plain_date(waiver.until) or "2016-12-31"
        return "until", message, msg("write `until: {plain}`, or `until: never`", plain=plain)
    if until is None or not until.is_known:
        help_ = msg("write `until: 2016-12-31`, or `until: never`")
        return "until", msg("the waiver of {rule} does not say until when it holds", rule=waiver.rule), help_
    if until.last < today:
        help_ = msg("mend what it waives, or renew it with a reason that still holds")
        message = msg(
            "the waiver of {rule} ended on {until}, today is {today}", rule=waiver.rule, until=until, today=today
        )
        return "until", message, help_
    return None


def flawed_findings(
    flaws: Sequence[tuple[PlacedWaiver, tuple[str, Message, Message]]], unused: Sequence[PlacedWaiver]
) -> Iterator[Finding]:
    """GOV08 for each waiver that does not hold, and each that no finding needs."""
    for placed, (key, message, help_) in flaws:
        yield Finding(placed.item, (*placed.path, key), message, help_)
    for placed in unused:
        message = msg("nothing here needs the waiver of {rule}", rule=placed.waiver.rule)
        help_ = msg("delete it: the finding that it accepted is gone")
        yield Finding(placed.item, (*placed.path, "rule"), message, help_)
