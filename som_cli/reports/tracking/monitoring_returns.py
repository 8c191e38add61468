"""Rounds and returns -> completeness as a chart and a table, what members say of actions, the next round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from som_cli.analysis.completeness import (
    Returned,
    ReturnState,
    again_missing,
    due_indicators,
    round_years,
    unmeasured,
)
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.document.formatting import SortKey
from som_cli.model.monitoring import ActionReport, Return, Round
from som_cli.reports.tables.counts_chart import counts_figure
from som_cli.reports.tracking.monitoring import shown_returns, status_word
from som_cli.reports.tracking.named import named, named_list
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line

# Rounds whose columns an upright page holds beside the member's name.
_ROUNDS = 4


def completeness_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """Returns of each round by how they came."""
    found = shown_returns(wording)
    if not found:
        return []
    words = {state: wording.label(f"monitoring.return_{state.value}") for state in ReturnState}
    counts = {
        wording.label("monitoring.round", round=name): {
            words[state]: count for state, count in Counter(one.state for one in found if one.round.id == name).items()
        }
        for name in dict.fromkeys(one.round.id for one in found)
    }
    kinds = [word for word in words.values() if any(word in own for own in counts.values())]
    caption = wording.label("monitoring.caption_completeness_chart")
    return [counts_figure(wording, pictures, "completeness", caption, counts, kinds)]


def completeness_table(wording: Wording) -> list[b.Block]:
    """Members by rounds: how the return came, when, and how many of the values asked for it gives."""
    found = shown_returns(wording)
    if not found:
        return [b.paragraph(wording.label("monitoring.no_rounds"))]
    rounds = list({one.round.id: one.round for one in found}.values())[-_ROUNDS:]
    by_place = {(one.member, one.round.id): one for one in found}
    members = sorted({one.member for one in found}, key=lambda one: _key(wording, one))
    columns = (
        b.Column(wording.label("monitoring.member"), width=2.6),
        *(b.Column(wording.label("monitoring.round", round=one.id), width=3) for one in rounds),
    )
    rows = [
        (wording.actor(member), *(_cell(wording, by_place.get((member, one.id))) for one in rounds))
        for member in members
    ]
    totals = [(wording.label("money.total"), *(_round_sum(wording, found, one) for one in rounds))]
    caption = wording.label("monitoring.caption_completeness")
    source = wording.label("monitoring.completeness_note")
    return [b.table("table-completeness", caption, columns, rows, totals=totals, source=source)]


def _key(wording: Wording, member: str) -> SortKey:
    return wording.edition.formatter.collation_key(wording.actor(member))


def _cell(wording: Wording, one: Returned | None) -> Words:
    if one is None:
        return [wording.label("monitoring.not_asked")]
    words = wording.label(f"monitoring.return_{one.state.value}")
    if one.answer is None:
        return [b.strong(words)] if one.state is ReturnState.MISSING else [words]
    delay = f" ({wording.plural('schedule.days', one.days)})" if one.days else ""
    lines: list[Words] = [[f"{words}{delay}, {wording.short_date(one.answer.received)}"]]
    if one.asked:
        lines.append([_values(wording, one.given, one.asked)])
    return one_a_line(lines)


def _values(wording: Wording, given: int, asked: int) -> str:
    number = wording.edition.formatter.number
    return wording.label("monitoring.values_given", given=number(given), asked=number(asked))


def _round_sum(wording: Wording, found: Sequence[Returned], round_: Round) -> Words:
    own = [one for one in found if one.round.id == round_.id]
    number = wording.edition.formatter.number
    came = wording.label(
        "monitoring.returns_came",
        came=number(sum(one.answer is not None for one in own)),
        expected=number(len(own)),
    )
    given, asked = sum(one.given for one in own), sum(one.asked for one in own)
    lines: list[Words] = [[came], [_values(wording, given, asked)]]
    return one_a_line(lines if asked else lines[:1])


def last_round(wording: Wording) -> str:
    """The round that the report is about: the last of those that somebody answered; empty where there is none."""
    answered = {answer.round for answer in wording.workspace.returns.values()}
    names = [name for name in wording.workspace.rounds if name in answered]
    return names[-1] if names else ""


def reported_actions(wording: Wording) -> list[b.Block]:
    """What members say in the last round of the actions that they report on."""
    rows = [
        _reported_row(wording, answer, report)
        for answer in wording.workspace.returns.values()
        if answer.round == last_round(wording)
        for report in answer.actions
        if report.action in wording.workspace.actions
    ]
    if not rows:
        return []
    columns = (
        b.Column(wording.label("schedule.action"), width=5),
        b.Column(wording.label("monitoring.member"), width=2.4),
        b.Column(wording.label("monitoring.reported_status"), width=1.8),
        b.Column(wording.label("monitoring.progress"), "number", 2.2),
        b.Column(wording.label("monitoring.status_now"), width=1.8),
    )
    caption = wording.label("monitoring.caption_reported", round=last_round(wording))
    return [b.table("table-reported", caption, columns, rows, source=wording.label("monitoring.reported_note"))]


def _reported_row(wording: Wording, answer: Return, report: ActionReport) -> tuple[object, ...]:
    action = wording.workspace.actions[report.action]
    progress = report.progress_pct
    return (
        named(wording, action.id),
        wording.actor(answer.member),
        status_word(wording, report.status),
        f"{wording.edition.formatter.number(progress)}%" if progress is not None else NOT_GIVEN,
        status_word(wording, action.status),
    )


def next_round(wording: Wording) -> list[b.Block]:
    """The year that comes, the indicators due in it and who gives them, who has to be asked again."""
    workspace = wording.workspace
    missed, year = round_years(workspace)
    if year is None:
        return [b.paragraph(wording.label("monitoring.no_next"))]
    blocks: list[b.Block] = []
    due = due_indicators(workspace, year)
    text = wording.label("monitoring.next", year=str(year), indicators=wording.plural("summary.indicators", len(due)))
    blocks.append(b.paragraph(text))
    if missed:
        blocks.append(b.paragraph(wording.label("monitoring.next_missed", years=", ".join(map(str, missed)))))
        if lacking := unmeasured(workspace, missed[-1]):
            words = wording.label("monitoring.next_unmeasured", year=str(missed[-1]))
            blocks += named_list(wording, words, [one.id for one in lacking])
    found = shown_returns(wording)
    name = last_round(wording)
    absent = [one.member for one in found if one.round.id == name and one.answer is None]
    if absent:
        blocks.append(b.paragraph(wording.label("monitoring.next_absent", members=wording.actors(absent))))
    for member, ids in again_missing(found).items():
        blocks += named_list(wording, wording.label("monitoring.next_again", member=wording.actor(member)), ids)
    without = [one.id for one in due if not one.responsible]
    if without:
        blocks += named_list(wording, wording.label("monitoring.next_responsible"), without)
    return blocks
