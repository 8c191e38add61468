"""A workspace -> the monitoring report in short: counts of actions and indicators by status, returns, money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from som_cli.analysis.completeness import Returned, ReturnState, returned
from som_cli.analysis.lateness import late_items
from som_cli.analysis.progress import Status
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.model.action import Action, ActionStatus
from som_cli.model.plan import Plan
from som_cli.reports.edition import Edition
from som_cli.reports.programme.spent import own_spending
from som_cli.reports.programme.years import percent
from som_cli.reports.tables.counts_chart import counts_figure, counts_table
from som_cli.reports.tracking.tracks import by_status, plan_tracks
from som_cli.reports.wording import Wording


def has_monitoring(edition: Edition) -> bool:
    """Whether there is something to report on: a round, a value, or an action that has a status."""
    workspace = edition.workspace
    return bool(
        workspace.rounds
        or any(one.observations for one in workspace.indicators.values())
        or any(action.status is not None for action in workspace.actions.values())
    )


def monitoring_text(wording: Wording) -> list[b.Block]:
    """The report in some sentences: what it is about, indicators, actions, returns, money."""
    today = wording.edition.formatter.date(wording.workspace.today)
    lines = [
        *_indicator_sentence(wording),
        *_action_sentence(wording),
        *_return_sentence(wording),
        *_money_sentence(wording),
    ]
    return [b.paragraph(wording.label("monitoring.text", date=today)), *([b.bullets(lines)] if lines else [])]


def _parts(wording: Wording, counts: dict[str, int]) -> str:
    number = wording.edition.formatter.number
    return "; ".join(f"{word}: {number(count)}" for word, count in counts.items() if count)


def _indicator_sentence(wording: Wording) -> list[str]:
    counts: Counter[Status] = Counter()
    for plan in wording.plans:
        counts.update({status: len(group) for status, group in by_status(plan_tracks(wording, plan)).items()})
    if not counts:
        return []
    shown = {wording.term(status, "progress_status"): counts[status] for status in Status}
    return [
        wording.label(
            "monitoring.sum_indicators",
            judged=wording.plural("monitoring.judged", counts.total()),
            parts=_parts(wording, shown),
        )
    ]


def _action_sentence(wording: Wording) -> list[str]:
    counts = Counter(action.status for action in wording.workspace.actions.values() if not action.is_mirror)
    if not counts:
        return []
    words = {status_word(wording, status): counts[status] for status in (*ActionStatus, None)}
    return [
        wording.label(
            "monitoring.sum_actions",
            actions=wording.plural("summary.actions", counts.total()),
            parts=_parts(wording, words),
            late=wording.edition.formatter.number(len({one.action.id for one in late_items(wording.workspace)})),
        )
    ]


def _return_sentence(wording: Wording) -> list[str]:
    found = shown_returns(wording)
    sentences = []
    for name in dict.fromkeys(one.round.id for one in found):
        own = Counter(one.state for one in found if one.round.id == name)
        words = {wording.label(f"monitoring.return_{state.value}"): own[state] for state in ReturnState}
        sentences.append(wording.label("monitoring.sum_returns", round=name, parts=_parts(wording, words)))
    return sentences


def _money_sentence(wording: Wording) -> list[str]:
    today = wording.workspace.today.year
    found = [one for one in own_spending(wording) if one.year <= today]
    planned = sum((one.planned for one in found), Decimal(0))
    spent = sum((one.spent for one in found), Decimal(0))
    if not planned and not spent:
        return []
    return [
        wording.label(
            "monitoring.sum_money",
            year=str(today),
            planned=wording.money(planned),
            spent=wording.money(spent),
            share=percent(wording, spent, planned),
        )
    ]


def shown_returns(wording: Wording) -> list[Returned]:
    """The returns of the report: of one member, where it is narrowed to one."""
    member = wording.edition.scope.member
    return [one for one in returned(wording.workspace) if not member or one.member == member]


def status_word(wording: Wording, status: ActionStatus | None) -> str:
    return wording.term(status, "action_status") if status else wording.label("summary.no_status")


def _action_counts(wording: Wording, name: Callable[[Plan], str]) -> tuple[dict[str, dict[str, int]], list[str]]:
    counts: dict[str, dict[str, int]] = {}
    for plan in wording.plans.values():
        found = Counter(
            status_word(wording, action.status)
            for action in wording.workspace.in_plan(Action, plan.id)
            if not action.is_mirror
        )
        if found:
            counts[name(plan)] = dict(found)
    order = [status_word(wording, status) for status in (*_ORDER, None)]
    return counts, [word for word in order if any(word in own for own in counts.values())]


# From what is done to what was given up.
_ORDER = (
    ActionStatus.COMPLETED,
    ActionStatus.IN_PROGRESS,
    ActionStatus.PLANNED,
    ActionStatus.IDEA,
    ActionStatus.SUSPENDED,
    ActionStatus.CANCELLED,
    ActionStatus.WITHDRAWN,
    ActionStatus.UNKNOWN,
)


def _prefixes(wording: Wording) -> str:
    """What the short names of plans stand for."""
    return "; ".join(
        wording.label("monitoring.prefix", prefix=plan.prefix, plan=wording.prose(plan.title))
        for plan in wording.plans.values()
    )


def action_status_table(wording: Wording) -> list[b.Block]:
    """Plans by the status of their actions, mirrors left out."""
    counts, kinds = _action_counts(wording, lambda plan: plan.prefix)
    if not counts:
        return []
    caption = wording.label("monitoring.caption_actions")
    return [counts_table(wording, "table-action-status", caption, counts, kinds, source=_prefixes(wording))]


def action_status_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    counts, kinds = _action_counts(wording, lambda plan: wording.prose(plan.title))
    if not counts:
        return []
    caption = wording.label("monitoring.caption_actions_chart")
    return [counts_figure(wording, pictures, "action-status", caption, counts, kinds)]


def _indicator_counts(wording: Wording, name: Callable[[Plan], str]) -> tuple[dict[str, dict[str, int]], list[str]]:
    counts: dict[str, dict[str, int]] = {}
    for plan in wording.plans.values():
        groups = by_status(plan_tracks(wording, plan.id))
        if groups:
            words = {wording.term(status, "progress_status"): len(group) for status, group in groups.items()}
            counts[name(plan)] = words
    order = [wording.term(status, "progress_status") for status in Status]
    return counts, [word for word in order if any(word in own for own in counts.values())]


def indicator_status_table(wording: Wording) -> list[b.Block]:
    """Plans by the status of their indicators, each set of targets once."""
    counts, kinds = _indicator_counts(wording, lambda plan: plan.prefix)
    if not counts:
        return [b.paragraph(wording.label("monitoring.no_indicators"))]
    caption = wording.label("monitoring.caption_indicators")
    return [counts_table(wording, "table-indicator-status", caption, counts, kinds, source=_prefixes(wording))]


def indicator_status_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    counts, kinds = _indicator_counts(wording, lambda plan: wording.prose(plan.title))
    if not counts:
        return []
    caption = wording.label("monitoring.caption_indicators_chart")
    return [counts_figure(wording, pictures, "indicator-status", caption, counts, kinds)]
