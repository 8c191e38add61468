"""A member -> the indicators that it has values of, beside what the whole partnership reached and aims at."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.series import Reading, all_readings, points
from som_cli.document import blocks as b
from som_cli.model.indicator import Indicator
from som_cli.reports.marks import marks_of
from som_cli.reports.member.facts import member_of
from som_cli.reports.tables.indicators import targets
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def own_readings(wording: Wording) -> dict[str, list[Reading]]:
    """The values of the member, by indicator, in the order of time."""
    member = member_of(wording).id
    everything = wording.edition.everything.once(all_readings)
    own = {key: [one for one in readings if one.area == member] for key, readings in everything.items()}
    return {key: sorted(found, key=lambda one: one.period.last) for key, found in own.items() if found}


def member_indicators(wording: Wording) -> list[b.Block]:
    """Indicator, unit, own values with their years, the latest of the partnership, final targets of the plans."""
    own = own_readings(wording)
    if not own:
        return [b.paragraph(wording.label("member.no_values"))]
    whole = wording.edition.everything
    indicators = [whole.indicators[key] for key in whole.indicators if key in own]
    marks = marks_of(wording, indicators)
    columns = (
        b.Column(wording.label("indicators.name"), width=4.6),
        *marks.columns,
        b.Column(wording.label("indicators.unit"), width=1.6),
        b.Column(wording.label("member.own_values"), "number", 2.4),
        b.Column(wording.label("member.whole_value"), "number", 2.2),
        b.Column(wording.label("member.targets"), "number", 2.2),
    )
    rows = [
        (
            [b.paragraph(b.code(indicator.id)), b.paragraph(wording.prose(indicator.name))],
            *marks.cells(indicator),
            wording.unit(indicator.unit),
            one_a_line([[reading_words(wording, one)] for one in own[indicator.id]]),
            _whole(wording, indicator),
            one_a_line(_targets(wording, indicator)),
        )
        for indicator in indicators
    ]
    caption = wording.label("member.caption_indicators")
    source = marks.note(wording.label("member.indicators_note"))
    return [b.table("table-member-indicators", caption, columns, rows, source=source)]


def reading_words(wording: Wording, one: Reading) -> str:
    """A value and its year; where there is none, why."""
    if one.value is not None:
        return f"{wording.measured(one.value, one.indicator)} ({wording.short_date(one.period)})"
    reason = wording.term(one.missing, "missing") if one.missing else NOT_GIVEN
    return f"{reason} ({wording.short_date(one.period)})"


def _whole(wording: Wording, indicator: Indicator) -> str:
    """The latest value of the partnership, and of how many members it is made."""
    whole = wording.edition.everything
    series = points(indicator, whole.once(all_readings).get(indicator.id, ()), whole)
    known = [(point, point.value) for point in series if point.value is not None]
    if not known:
        return NOT_GIVEN
    last, value = known[-1]
    text = f"{round_value(wording, indicator, last.readings, value)} ({last.period.year})"
    if last.is_complete:
        return text
    covered, expected = str(len(last.covered)), str(len(last.expected))
    return f"{text}, {wording.label('member.covered', covered=covered, expected=expected)}"


def round_value(wording: Wording, indicator: Indicator, readings: Sequence[Reading], value: Decimal) -> str:
    """A computed value with as many decimals as the values that it is made of: a mean would have endless ones."""
    given = [-int(one.value.as_tuple().exponent) for one in readings if one.value is not None]
    decimals = max([0, indicator.decimals or 0, *given])
    return wording.edition.formatter.number(value, decimals)


def _targets(wording: Wording, indicator: Indicator) -> list[Words]:
    uses = [use for _, _, use in wording.edition.everything.uses.get(indicator.id, ())]
    return targets(wording, indicator, uses, milestones=False)
