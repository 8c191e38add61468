"""A workspace and its findings -> the summary: nothing in it is typed, all of it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH, NO_BREAK_SPACE
from som_cli.model.action import Action, ActionStatus, MoneyStage
from som_cli.model.entry import Provenance
from som_cli.model.plan import Objective
from som_cli.reports.tables.indicators import baselines, plan_indicators
from som_cli.reports.tables.money import source_name
from som_cli.reports.wording import NOT_GIVEN, Wording
from som_cli.text.diagnostics import Severity

# Money that is more than planned.
SECURED = frozenset({MoneyStage.SECURED, MoneyStage.CONTRACTED, MoneyStage.SPENT})

_DASH = f"{NO_BREAK_SPACE}{EN_DASH} "


def summary(wording: Wording) -> list[b.Block]:
    """One or two pages: who, which plans, what is done, for how much, how it is measured, what is open."""
    return [
        b.paragraph(_who(wording)),
        _plans(wording),
        *_actions_and_money(wording),
        b.paragraph(_indicators(wording), " ", _findings(wording)),
        *provenance_note(wording),
    ]


def _who(wording: Wording) -> str:
    workspace = wording.workspace
    today = workspace.today
    members = sum(
        any(period.to is None or period.to.last >= today for period in member.membership) or not member.membership
        for member in workspace.members.values()
    )
    return wording.label(
        "summary.who",
        name=wording.prose(workspace.partnership.name),
        members=wording.plural("summary.members", members),
        plans=wording.plural("summary.plans", len(workspace.plans)),
        objectives=wording.plural("summary.objectives", len(workspace.objectives)),
        actions=wording.plural("summary.actions", sum(not one.is_mirror for one in workspace.actions.values())),
        indicators=wording.plural("summary.indicators", len(workspace.indicators)),
    )


def _plans(wording: Wording) -> b.Block:
    workspace = wording.workspace
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("summary.plan"), width=6.4),
        b.Column(wording.label("summary.horizon"), "code", 2),
        b.Column(wording.label("summary.status"), width=1.8),
        b.Column(wording.label("summary.objectives_short"), "number", 1.1),
        b.Column(wording.label("summary.actions_short"), "number", 1.9),
        b.Column(wording.label("summary.indicators_short"), "number", 2),
        b.Column(wording.label("summary.total", currency=workspace.settings.currency), "number", 3.2),
    )
    rows = []
    own = 0
    for plan in wording.plans.values():
        actions = [action for action in workspace.in_plan(Action, plan.id) if not action.is_mirror]
        own += len(actions)
        parts = amounts(workspace, plan.id)
        counts = (len(workspace.in_plan(Objective, plan.id)), len(actions), len(plan_indicators(workspace, plan.id)))
        rows.append(
            (
                [b.link(wording.prose(plan.title), f"#plan-{plan.id}"), *wording.mark(workspace.provenance(plan))],
                wording.short_period(plan.horizon.from_, plan.horizon.to) if plan.horizon else NOT_GIVEN,
                wording.term(plan.status, "plan_status"),
                *(number(count) if count else NOT_GIVEN for count in counts),
                wording.figure(total(parts)) if parts else NOT_GIVEN,
            )
        )
    sums = (len(workspace.objectives), own, len(workspace.indicators))
    totals = [
        (b.Span(wording.label("money.total"), columns=3), *map(number, sums), wording.figure(total(amounts(workspace))))
    ]
    source = wording.label("summary.plans_note")
    return b.table("table-plans", wording.label("summary.caption_plans"), columns, rows, totals=totals, source=source)


def _actions_and_money(wording: Wording) -> list[b.Block]:
    parts = amounts(wording.workspace)
    words = " ".join(text for text in (_actions(wording), _money(wording, parts)) if text)
    return [*([b.paragraph(words)] if words else []), *([_sources(wording, parts)] if total(parts) else [])]


def _actions(wording: Wording) -> str:
    own = [action for action in wording.workspace.actions.values() if not action.is_mirror]
    if not own:
        return ""
    counts = {status: sum(action.status is status for action in own) for status in (*ActionStatus, None)}
    parts = [
        f"{wording.term(status, 'action_status') if status else wording.label('summary.no_status')}{_DASH}"
        f"{wording.edition.formatter.number(count)}"
        for status, count in counts.items()
        if count
    ]
    return wording.label("summary.by_status", parts="; ".join(parts))


def _money(wording: Wording, parts: Sequence[Amount]) -> str:
    whole = total(parts)
    if not whole:
        return ""
    secured = total(part for part in parts if part.stage in SECURED)
    unallotted = total(part for part in parts if part.year is None)
    percent = wording.edition.formatter.percent
    words = [
        wording.label(
            "summary.money",
            total=wording.money(whole),
            secured=wording.money(secured),
            share=percent(secured / whole),
        )
    ]
    if unallotted:
        key = "summary.unallotted_all" if unallotted == whole else "summary.unallotted"
        words.append(wording.label(key, amount=wording.money(unallotted), share=percent(unallotted / whole)))
    return " ".join(words)


def _sources(wording: Wording, parts: Sequence[Amount]) -> b.Block:
    """Who pays how much, the largest first."""
    whole = total(parts)
    percent = wording.edition.formatter.percent
    sums = totals_by(parts, lambda part: part.source)
    columns = (
        b.Column(wording.label("summary.source"), width=7.4),
        b.Column(wording.label("summary.total", currency=wording.workspace.settings.currency), "number", 2),
        b.Column(wording.label("summary.share"), "number", 1),
    )
    rows = [
        (source_name(wording, source), wording.figure(sums[source]), percent(sums[source] / whole))
        for source in sorted(sums, key=lambda source: (-sums[source], source))
    ]
    totals = [(wording.label("money.total"), wording.figure(whole), percent(Decimal(1)))]
    return b.table("table-summary-sources", wording.label("summary.caption_sources"), columns, rows, totals=totals)


def _indicators(wording: Wording) -> str:
    workspace = wording.workspace
    found = workspace.indicators.values()
    uses = {key: [use for *_, use in used] for key, used in workspace.uses.items()}
    with_baseline = {
        one.id for one in found if any(base.value is not None for base in baselines(one, uses.get(one.id, ())))
    }
    with_target = {one.id for one in found if any(use.targets for use in uses.get(one.id, ()))}
    number = wording.edition.formatter.number
    return wording.label(
        "summary.measured",
        indicators=wording.plural("summary.indicators", len(found)),
        baseline=number(len(with_baseline)),
        target=number(len(with_target)),
        both=number(len(with_baseline & with_target)),
    )


def provenance_note(wording: Wording) -> list[b.Block]:
    """What the tags mean, and how many objectives, actions and indicators carry each."""
    workspace = wording.workspace
    groups = {"objectives": workspace.objectives, "actions": workspace.actions, "indicators": workspace.indicators}
    lines = []
    for one in (Provenance.ATTRIBUTED, Provenance.ILLUSTRATIVE):
        counts = {
            name: sum(workspace.provenance(item) is one for item in items.values()) for name, items in groups.items()
        }
        parts = [wording.plural(f"summary.{name}", count) for name, count in counts.items() if count]
        if parts:
            mark = wording.tag(one)
            lines.append([mark, " ", wording.label(f"summary.{one.value}", parts=", ".join(parts))])
    return [b.note(*(b.paragraph(*line) for line in lines))] if lines else []


def _findings(wording: Wording) -> str:
    opened = [found for found in wording.edition.findings if not found.waived]
    waived = len(wording.edition.findings) - len(opened)
    if not opened:
        words = wording.label("summary.no_findings")
    else:
        counts = {severity: sum(found.severity is severity for found in opened) for severity in Severity}
        parts = [wording.plural(f"findings.{key.value}", count) for key, count in counts.items() if count]
        words = wording.label("summary.findings", parts=", ".join(parts))
    return f"{words} {wording.plural('summary.waived', waived)}" if waived else words
