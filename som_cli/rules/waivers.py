"""Findings and waivers -> findings waived, and the waivers that do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from som_cli.messages import Message, msg
from som_cli.model.entry import Entry, FieldPath, Item, Waiver
from som_cli.model.values import UNKNOWN, parse_date
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, Rule
from som_cli.text.suggest import suggestion

NEVER = "never"


@dataclass(frozen=True, slots=True)
class PlacedWaiver:
    """A waiver, the item it is written in, and the path to it."""

    item: Item
    path: FieldPath
    waiver: Waiver

    def covers(self, code: str, finding: Finding) -> bool:
        """Whether it accepts this finding: same rule, same item, and inside the entry that carries it."""
        waiver, scope = self.waiver, self.path[:-2]
        if waiver.rule != code or (waiver.with_ and waiver.with_ != finding.other):
            return False
        if waiver.about:
            return finding.place.path == waiver.about
        if self.item.id == finding.item.id:
            return finding.path[: len(scope)] == scope
        return self.item.id == (finding.about or finding.item.id)


def placed_waivers(workspace: Workspace) -> list[PlacedWaiver]:
    """Every waiver of the workspace, wherever an item or a list entry carries it."""
    return [placed for item in workspace.all_items() for placed in _in_entry(item, item, ())]


def _in_entry(item: Item, value: object, path: FieldPath) -> Iterator[PlacedWaiver]:
    if isinstance(value, Entry):
        for name, part in vars(value).items():
            key = name.rstrip("_")
            if name == "waivers":
                for index, waiver in enumerate(value.waivers):
                    yield PlacedWaiver(item, (*path, key, index), waiver)
            elif isinstance(part, (tuple, Entry, Mapping)):
                yield from _in_entry(item, part, (*path, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _in_entry(item, part, (*path, index))
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _in_entry(item, part, (*path, name))


def flaw(placed: PlacedWaiver, rules: Mapping[str, Rule], workspace: Workspace) -> tuple[str, Message, Message] | None:
    """Why a waiver does not hold (the key at fault, message, help), or None where it does."""
    waiver = placed.waiver
    if waiver.rule not in rules:
        return "rule", msg("the waiver names the unknown rule `{rule}`", rule=waiver.rule), suggestion(waiver.rule, rules)
    if not waiver.reason.strip():
        return "reason", msg("the waiver of {rule} gives no reason", rule=waiver.rule), msg("write `reason: …`")
    if not waiver.by.strip() or waiver.by == UNKNOWN:
        return "by", msg("the waiver of {rule} does not say who gave it", rule=waiver.rule), msg("write `by: …`")
    if waiver.until == NEVER:
        return None
    until = parse_date(waiver.until)
    if until is None or not until.is_known:
        help_ = msg("write `until: 2016-12-31`, or `until: never`")
        return "until", msg("the waiver of {rule} does not say until when it holds", rule=waiver.rule), help_
    if until.last < workspace.today:
        help_ = msg("mend what it waives, or renew it with a reason that still holds")
        message = msg("the waiver of {rule} ended on {until}, today is {today}", rule=waiver.rule, until=until, today=workspace.today)
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
        yield Finding(placed.item, (*placed.path, "rule"), message, msg("delete it: the finding that it accepted is gone"))
