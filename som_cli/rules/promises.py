"""After a consultation (PAR06, PAR11): what was promised was done, and what else changed is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from som_cli.analysis.adoption import fingerprint
from som_cli.analysis.justifications import justifications
from som_cli.analysis.revisions import (
    changed_fields,
    former_names,
    holder,
    nodes_at,
    past_of,
    paths_of,
    plan_at,
    plan_today,
    substance,
)
from som_cli.messages import msg
from som_cli.model.entry import Item
from som_cli.model.history import Past
from som_cli.model.participation import Consultation, Decision, Disposition, Remark
from som_cli.model.plan import Plan
from som_cli.model.workspace import Workspace
from som_cli.rules.consultations import OVER
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related, Severity

HEEDED = frozenset({Disposition.ACCEPTED, Disposition.PARTIAL})
_ID = re.compile(r"[A-Z]{1,6}-[0-9A-Z][0-9A-Z./-]*[0-9A-Z]")
Content = Mapping[str, Mapping[str, Any]]


@rule("PAR06", "W")
def promise_not_kept(workspace: Workspace) -> Iterator[Finding]:
    """A remark was accepted, and nothing changed for it: no item is named, or the item says what it said before."""
    promised: list[tuple[Remark, int, Item, str]] = []
    for remark in workspace.remarks.values():
        if remark.disposition is not Disposition.ACCEPTED or _is_open(remark, workspace):
            continue
        if not remark.changed:
            message = msg("the remark was accepted, and `changed` names nothing that changed for it")
            help_ = msg("write `changed: […]` with the items that changed; or answer it as `explained`")
            yield Finding(remark, ("disposition",), message, help_)
            continue
        day = _heard(remark, workspace)
        past = past_of(workspace) if day else None
        commit = past.on(day) if past and day else None
        for index, name in enumerate(remark.changed):
            item = holder(workspace, name)
            if commit is not None and item is not None:
                promised.append((remark, index, item, commit))
    past = past_of(workspace) if promised else None
    if past is None:
        return
    then = nodes_at(workspace, past, ((commit, item) for _, _, item, commit in promised))
    names = former_names(workspace)
    for remark, index, item, commit in promised:
        old = then.get((commit, item.id))
        if old is not None and not changed_fields(substance(old, names), substance(item.origin.node, names)):
            message = msg(
                "`{item}` says what it said in the commit {commit}, before the remark came",
                item=remark.changed[index],
                commit=commit[:10],
            )
            help_ = msg("make the change that was promised, or correct `changed`")
            related = (Related(item.origin.span(("title",)), msg("the item that should have changed")),)
            yield Finding(remark, ("changed", index), message, help_, other=item.id, related=related)


def _is_open(remark: Remark, workspace: Workspace) -> bool:
    consultation = workspace.consultations.get(remark.id.partition("/")[0])
    closes = consultation.closes if consultation else None
    return closes is not None and closes.is_known and closes.last >= workspace.today


def _heard(remark: Remark, workspace: Workspace) -> date | None:
    """The day by which the remark was known at the earliest, else the one on which the consultation began."""
    consultation = workspace.consultations.get(remark.id.partition("/")[0])
    day = remark.received or (consultation.opens if consultation else None)
    return day.first if day is not None and day.is_known else None


# ---- changes that nothing explains


class Stage(NamedTuple):
    """The time from the close of a consultation to the adoption; without a decision it is not over."""

    plan: Plan
    consultation: Consultation
    closed: date
    decision: Decision | None


@rule("PAR11", "W→E@A")
def change_after_consultation(workspace: Workspace) -> Iterator[Finding]:
    """An item changed between the close of a consultation and the adoption, and nothing explains it."""
    stages = list(_stages(workspace))
    past = past_of(workspace) if stages else None
    if past is None:
        return
    for stage in stages:
        start = past.on(stage.closed)
        end, after = _adopted(workspace, past, stage)
        if start is None or after is None:
            continue
        before = plan_at(workspace, past, start, stage.plan.id)
        if before is not None:
            yield from _unexplained(workspace, past, stage, (start, end), (before, after))


def _stages(workspace: Workspace) -> Iterator[Stage]:
    """Of each plan the last consultation before each adoption, and the last one of a plan not adopted since."""
    for plan in workspace.plans.values():
        adoptions = sorted(
            (one.date.first, one.id, one)
            for one in workspace.decisions.values()
            if one.adopts and one.adopts.plan == plan.id and one.date and one.date.is_known
        )
        closings = sorted(
            (one.closes.last, one.id, one)
            for one in workspace.consultations.values()
            if one.subject and one.subject.plan == plan.id and one.closes and one.closes.is_known
        )
        last: dict[str, Stage] = {}
        for closed, _, consultation in closings:
            decision = next((one for day, _, one in adoptions if day >= closed), None)
            is_pending = decision is None and plan.status not in OVER and closed < workspace.today
            if decision is not None or is_pending:
                last[decision.id if decision else ""] = Stage(plan, consultation, closed, decision)
        yield from last.values()


def _adopted(workspace: Workspace, past: Past, stage: Stage) -> tuple[str | None, Content | None]:
    """The commit of what was adopted and its items; those of today, where that is what was or will be adopted."""
    decision, plan = stage.decision, stage.plan.id
    adopts = decision.adopts if decision else None
    today = plan_today(workspace, plan)
    if (
        decision is None
        or adopts is None
        or (adopts.fingerprint and adopts.fingerprint == fingerprint(workspace, plan))
    ):
        return None, today
    commit = past.tagged(adopts.tag) if adopts.tag else None
    if commit is None and decision.date is not None:
        commit = past.on(decision.date.last)
    return commit, plan_at(workspace, past, commit, plan) if commit else None


def _unexplained(
    workspace: Workspace, past: Past, stage: Stage, span: tuple[str, str | None], contents: tuple[Content, Content]
) -> Iterator[Finding]:
    names = former_names(workspace)
    before, after = ({names.get(key, key): substance(node, names) for key, node in each.items()} for each in contents)
    said = {names.get(key, key): node for key, node in contents[1].items()}
    changed: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys((*after, *before)):
        fields = changed_fields(before.get(name, {}), after.get(name, {}))
        if fields and not _is_explained(workspace, name, said.get(name, {})):
            changed[name] = fields
    items = {name: item for name in changed if (item := workspace.by_id.get(name))}
    paths = {name: paths_of(workspace, item) for name, item in items.items()}
    messages = past.messages(span[0], span[1], (path for each in paths.values() for path in each)) if paths else {}
    for name, fields in changed.items():
        texts = (messages.get(path, "") for path in paths.get(name, ()))
        if not any(_names_reason(text, workspace) for text in texts):
            is_new, is_gone = name not in before, name not in after
            yield _finding(stage, name, items.get(name), None if is_new else fields, is_gone=is_gone)


def _finding(stage: Stage, name: str, item: Item | None, fields: tuple[str, ...] | None, *, is_gone: bool) -> Finding:
    consultation, closed = stage.consultation.id, stage.closed
    if is_gone:
        message = msg(
            "`{item}` went after the consultation {consultation} closed on {closed}; nothing says why",
            item=name,
            consultation=consultation,
            closed=closed,
        )
    elif fields is None:
        message = msg(
            "`{item}` came after the consultation {consultation} closed on {closed}; nothing says why",
            item=name,
            consultation=consultation,
            closed=closed,
        )
    else:
        message = msg(
            "`{item}` changed ({fields}) after the consultation {consultation} closed on {closed}; nothing says why",
            item=name,
            fields=", ".join(fields),
            consultation=consultation,
            closed=closed,
        )
    help_ = msg(
        "name it in `changed` of a remark; or write `justification` with the id of the decision or the meeting; "
        "or consult again"
    )
    weight = Severity.ERROR if stage.decision else None
    related = (Related(stage.consultation.origin.span(("closes",)), msg("the close of the consultation")),)
    if item is None or is_gone:
        return Finding(stage.consultation, ("closes",), message, help_, about=name, severity=weight)
    place = next((key for key in fields or () if key in item.origin.node), "id")
    return Finding(item, (place,), message, help_, other=stage.consultation.id, related=related, severity=weight)


def _is_explained(workspace: Workspace, name: str, node: Mapping[str, Any]) -> bool:
    """Whether a remark that was heeded is about an item, or a justification in it names what decided."""
    for remark in workspace.remarks.values():
        if name in remark.changed or (remark.about == name and remark.disposition in HEEDED):
            return True
    return any(_names_reason(text, workspace) for text in justifications(node))


def _names_reason(text: str, workspace: Workspace) -> bool:
    known = (workspace.decisions, workspace.meetings, workspace.remarks)
    return any(name in each for name in _ID.findall(text) for each in known)
