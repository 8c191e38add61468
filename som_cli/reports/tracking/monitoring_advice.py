"""What went otherwise than planned -> the reasons that the data give, and what to do, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.analysis.completeness import NOTHING_OWED, ReturnState
from som_cli.analysis.lateness import LateKind, ended_unknown, late_items
from som_cli.analysis.progress import BEHIND, Status
from som_cli.document import blocks as b
from som_cli.model.action import ActionStatus
from som_cli.model.monitoring import Return
from som_cli.reports.tracking.monitoring import shown_returns
from som_cli.reports.tracking.monitoring_money import spending_until_now, sums
from som_cli.reports.tracking.monitoring_returns import last_round
from som_cli.reports.tracking.named import named, named_list
from som_cli.reports.tracking.tracks import Track, plan_tracks
from som_cli.reports.wording import NOT_GIVEN, Wording

_STOPPED = (ActionStatus.SUSPENDED, ActionStatus.CANCELLED, ActionStatus.WITHDRAWN)
Row = tuple[object, object, object]


def deviations_table(wording: Wording) -> list[b.Block]:
    """What stopped, what members note on actions, which values they could not give: each with the reason given."""
    rows = [*_stopped(wording), *_noted(wording), *_missing(wording)]
    if not rows:
        return [b.paragraph(wording.label("monitoring.no_deviations"))]
    columns = (
        b.Column(wording.label("monitoring.about"), width=4.4),
        b.Column(wording.label("monitoring.happened"), width=3),
        b.Column(wording.label("monitoring.reason"), width=4),
    )
    return [b.table("table-deviations", wording.label("monitoring.caption_deviations"), columns, rows)]


def _stopped(wording: Wording) -> Iterator[Row]:
    """Actions that were suspended or given up."""
    for action in wording.workspace.actions.values():
        if action.status in _STOPPED and not action.is_mirror:
            reason = wording.prose(action.justification or action.note)
            yield named(wording, action.id), wording.term(action.status, "action_status"), reason


def _last_answers(wording: Wording) -> list[Return]:
    return [answer for answer in wording.workspace.returns.values() if answer.round == last_round(wording)]


def _noted(wording: Wording) -> Iterator[Row]:
    """What members note on actions in the last round."""
    for answer in _last_answers(wording):
        for report in answer.actions:
            if report.note and report.action in wording.workspace.actions:
                progress = report.progress_pct
                what = wording.label(
                    "monitoring.noted",
                    round=answer.round,
                    member=wording.actor(answer.member),
                    status=wording.term(report.status, "action_status"),
                    progress=f"{progress}%" if progress is not None else NOT_GIVEN,
                )
                yield named(wording, report.action), what, wording.prose(report.note)


def _missing(wording: Wording) -> Iterator[Row]:
    """Values that members owed in the last round, and could not give."""
    for answer in _last_answers(wording):
        for seen in answer.observations:
            indicator = wording.workspace.indicators.get(seen.indicator)
            if indicator is None or seen.value is not None or seen.missing in {None, *NOTHING_OWED}:
                continue
            what = wording.label(
                "monitoring.no_value", member=wording.actor(answer.member), year=wording.short_date(seen.period)
            )
            reason = wording.term(seen.missing, "missing")
            note = f"; {wording.prose(seen.note)}" if seen.note else ""
            yield named(wording, indicator.id), what, f"{reason}{note}"


def recommendations(wording: Wording) -> list[b.Block]:
    """What to do, each as the data give it: about indicators, then data, then actions, then money."""
    found = [track for plan in wording.plans for track in plan_tracks(wording, plan)]
    advice = [
        *_of_indicators(wording, found),
        *_of_data(wording, found),
        *_of_actions(wording),
        *_of_money(wording),
    ]
    if not advice:
        return [b.paragraph(wording.label("monitoring.no_advice"))]
    return [b.paragraph(wording.label("monitoring.advice_text")), *advice]


def _of_indicators(wording: Wording, found: list[Track]) -> Iterator[b.Block]:
    """Those behind their targets, the worst first; provisional ones are to be completed before they are judged."""
    for status in (Status.DETERIORATING, Status.OFF_TRACK, Status.AT_RISK):
        ids = _ids(track for track in found if track.progress and track.progress.status is status)
        if ids:
            yield from _advice(wording, f"advice_{status.value}", ids)
    unsure = _ids(
        track
        for track in found
        if track.progress and track.progress.status is Status.PROVISIONAL and track.progress.verdict in BEHIND
    )
    if unsure:
        yield from _advice(wording, "advice_provisional", unsure)


def _of_data(wording: Wording, found: list[Track]) -> Iterator[b.Block]:
    no_data = _ids(track for track in found if track.progress and track.progress.status is Status.NO_DATA)
    if no_data:
        yield from _advice(wording, "advice_no_data", no_data)
    no_baseline = _ids(
        track
        for track in found
        if track.progress and track.progress.status is Status.NOT_JUDGED and track.progress.baseline is None
    )
    if no_baseline:
        yield from _advice(wording, "advice_no_baseline", no_baseline)
    absent = [one for one in shown_returns(wording) if one.state is ReturnState.MISSING]
    for name in dict.fromkeys(one.round.id for one in absent):
        members = wording.actors([one.member for one in absent if one.round.id == name])
        yield b.paragraph(wording.label("monitoring.advice_returns", round=name, members=members))


def _of_actions(wording: Wording) -> Iterator[b.Block]:
    late = late_items(wording.workspace)
    for kind in (LateKind.END, LateKind.START, LateKind.STEP):
        ids = list(dict.fromkeys(one.action.id for one in late if one.kind is kind))
        if ids:
            yield from _advice(wording, f"advice_late_{kind.value}", ids)
    if unknown := [action.id for action in ended_unknown(wording.workspace)]:
        yield from _advice(wording, "advice_unknown", unknown)


def _of_money(wording: Wording) -> Iterator[b.Block]:
    past = [one for one in spending_until_now(wording) if one.year < wording.workspace.today.year]
    planned, spent, _ = sums(past)
    if planned > spent:
        year = str(wording.workspace.today.year)
        yield b.paragraph(wording.label("monitoring.advice_money", amount=wording.money(planned - spent), year=year))
    limit = 1 + wording.workspace.settings.limits.overspend
    over = list(dict.fromkeys(one.action.id for one in past if one.planned and one.spent > one.planned * limit))
    if over:
        yield from _advice(wording, "advice_over", over)


def _advice(wording: Wording, key: str, ids: list[str]) -> list[b.Block]:
    return named_list(wording, wording.label(f"monitoring.{key}"), ids)


def _ids(found: Iterator[Track]) -> list[str]:
    return list(dict.fromkeys(track.indicator.id for track in found))
