"""Revisions (CON12, MON10): what was looked at once, or returned once, and is another thing today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from som_cli.analysis.revisions import changed_fields, former_names, nodes_at, past_of, paths_of, substance
from som_cli.analysis.series import Reading, all_readings
from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.monitoring import Return
from som_cli.model.plan import Contribution, Objective
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.review.field_words import field_word
from som_cli.review.spoken import joined
from som_cli.rules.decisions import IN_FORCE
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related
from som_cli.text.git_past import Touch

# What a link leans on: the aim and how it is measured.
LEANT_ON = frozenset({"title", "description", "level", "parent", "indicators"})
Link = tuple[Objective | Action, int, Contribution, Objective]


@rule("CON12", "W")
def suspect_link(workspace: Workspace) -> Iterator[Finding]:
    """The objective of a plan in force was changed after the link that contributes to it was last looked at."""
    links = list(_links(workspace))
    past = past_of(workspace) if links else None
    if past is None:
        return
    wanted = {path for giver, _, _, target in links for item in (giver, target) for path in paths_of(workspace, item)}
    touches = past.touching(wanted)
    suspects = [(link, setting) for link in links if (setting := _setting(workspace, link, touches))]
    givers = nodes_at(workspace, past, ((touch.commit, link[0]) for link, setting in suspects for touch in setting))
    reviewed = [
        (link, touch)
        for link, setting in suspects
        if (touch := _last_look(link, setting, givers, former_names(workspace))) is not None
    ]
    then = nodes_at(workspace, past, ((touch.commit, target) for (_, _, _, target), touch in reviewed))
    names = former_names(workspace)
    for (giver, index, given, target), touch in reviewed:
        old = then.get((touch.commit, target.id))
        if old is None:
            continue
        fields = changed_fields(substance(old, names), substance(target.origin.node, names))
        fields = tuple(field for field in fields if field in LEANT_ON)
        if fields:
            message = msg(
                "`{to}` has changed ({fields}) since this link was last looked at, on {day}",
                to=given.to,
                fields=joined([field_word((field,)) for field in fields]),
                day=touch.day,
            )
            related = (Related(target.origin.span((fields[0],)), msg("what has changed")),)
            help_ = msg("look whether the link still holds, and say so in its `why` or `note`; or take it away")
            yield Finding(
                giver, ("contributes", index, "to"), message, help_, about=giver.id, other=target.id, related=related
            )


def _links(workspace: Workspace) -> Iterator[Link]:
    """Links to objectives of plans in force: what those promise should stand still."""
    givers: list[Objective | Action] = [*workspace.objectives.values(), *workspace.actions.values()]
    for giver in givers:
        for index, given in enumerate(giver.contributes):
            target = workspace.objectives.get(given.to)
            plan = workspace.plan(target) if target else None
            if target is not None and plan is not None and plan.status in IN_FORCE:
                yield giver, index, given, target


def _setting(workspace: Workspace, link: Link, touches: Sequence[Touch]) -> list[Touch]:
    """The commits that may have set a link, the newest first; none where its target was not touched after the first."""
    giver, _, _, target = link
    own, others = set(paths_of(workspace, giver)), set(paths_of(workspace, target))
    setting = [touch for touch in touches if touch.paths & own]
    later = next((touch for touch in touches if touch.paths & others), None)
    is_later = bool(setting) and later is not None and touches.index(later) < touches.index(setting[-1])
    return setting if is_later else []


def _last_look(
    link: Link, setting: Sequence[Touch], nodes: Mapping[tuple[str, str], Any], names: Mapping[str, str]
) -> Touch | None:
    """The commit that last set a link; None where it is not committed yet."""
    giver, _, given, _ = link
    now = _entry(giver.origin.node, given.to, names)
    last = None
    for touch in setting:
        node = nodes.get((touch.commit, giver.id))
        if node is None or _entry(node, given.to, names) != now:
            break
        last = touch
    return last


def _entry(node: Mapping[str, Any], target: str, names: Mapping[str, str]) -> dict[str, str] | None:
    """A link as an item's file says it, its note too: whoever looked at it may have written no more."""
    listed = node.get("contributes")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, Mapping) and names.get(str(entry.get("to")), entry.get("to")) == target:
            return {key: " ".join(str(value).split()) for key, value in entry.items() if key not in ("to", "waivers")}
    return None


# ---- values


@rule("MON10", "W")
def value_changed_later(workspace: Workspace) -> Iterator[Finding]:
    """A value of an earlier round was taken back or changed after a later return, and not marked as revised."""
    yield from _taken_back(workspace)
    yield from _changed_in_place(workspace)


def _taken_back(workspace: Workspace) -> Iterator[Finding]:
    """Values that a later round says there are none of; where it says another value, MON04 speaks."""
    for readings in all_readings(workspace).values():
        first: dict[tuple[str, str], Reading] = {}
        for reading in readings:
            key = (reading.area, reading.period.text)
            earlier = first.get(key)
            if reading.value is not None:
                first[key] = reading
            is_later = earlier is not None and earlier.round and reading.round and earlier.round != reading.round
            if earlier is None or not is_later or reading.missing is None or reading.is_revised:
                continue
            message = msg(
                "no value of {indicator} for {period} here; the round {round} had {value}",
                indicator=reading.indicator.id,
                period=reading.period,
                round=earlier.round,
                value=earlier.value,
            )
            place = earlier.item.origin.span((*earlier.path, "value"))
            related = (Related(place, msg("the value before")),)
            help_ = msg("delete the line; or write `revised: true` and the reason in `note`")
            yield Finding(reading.item, (*reading.path, "value"), message, help_, related=related)


def _changed_in_place(workspace: Workspace) -> Iterator[Finding]:
    """Values that were other ones when the member's next return came in."""
    pairs = list(_successive(workspace))
    past = past_of(workspace) if pairs else None
    if past is None:
        return
    touches = past.touching({answer.origin.path for pair in pairs for answer in pair})
    at: dict[str, Touch] = {}
    for earlier, later in pairs:
        setting = [touch for touch in touches if later.origin.path in touch.paths]
        if setting:
            at[earlier.id] = setting[-1]
    old = nodes_at(workspace, past, ((at[one.id].commit, one) for one, _ in pairs if one.id in at))
    for earlier, later in pairs:
        node = old.get((at[earlier.id].commit, earlier.id)) if earlier.id in at else None
        values = _values(node) if node is not None else {}
        for index, seen in enumerate(earlier.observations):
            now = earlier.origin.node["observations"]
            entry = now[index] if isinstance(now, list) else None
            before = values.get((seen.indicator, seen.area or "", seen.period.text))
            value = entry.get("value") if isinstance(entry, Mapping) else None
            if before is None or seen.revised or before == value:
                continue
            message = msg(
                "{indicator} for {period} was {before} when the return {later} came in",
                indicator=seen.indicator,
                period=seen.period,
                before=before,
                later=later.id,
            )
            related = (Related(later.origin.span(("round",)), msg("the later return")),)
            help_ = msg("put the old value back; or write `revised: true` and the reason in `note`")
            yield Finding(earlier, ("observations", index, "value"), message, help_, other=later.id, related=related)


def _successive(workspace: Workspace) -> Iterator[tuple[Return, Return]]:
    """Each return with the same member's next one."""
    by_member: dict[str, list[Return]] = defaultdict(list)
    for answer in sorted(workspace.returns.values(), key=lambda one: natural_key(one.round)):
        by_member[answer.member].append(answer)
    for answers in by_member.values():
        yield from pairwise(answers)


def _values(node: Mapping[str, Any]) -> dict[tuple[str, str, str], str]:
    """The values of a return by indicator, area and period, as its file says them."""
    listed = node.get("observations")
    entries = [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
    return {
        (str(one.get("indicator")), str(one.get("area") or ""), str(one.get("period"))): str(one["value"])
        for one in entries
        if one.get("value") is not None
    }
