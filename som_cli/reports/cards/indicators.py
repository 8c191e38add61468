"""Indicators -> a sheet each, a page each where it fits: what is measured, how, from where to where, and the values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from som_cli.analysis.progress import Progress, all_progress
from som_cli.analysis.series import Point, all_readings, points
from som_cli.document import blocks as b
from som_cli.model.indicator import Indicator, IndicatorCode, ObservationStatus, Racer
from som_cli.model.plan import IndicatorUse, Objective
from som_cli.reports.cards.actions import Pair, card_heading
from som_cli.reports.member.indicators import round_value
from som_cli.reports.tables.indicators import baseline_words, baselines, plan_indicators, target_value
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line

_BEST = 3


def indicator_sheets(wording: Wording) -> list[b.Block]:
    """A part for each plan: the sheets of its indicators in their natural order, each in the first plan that has it."""
    rest = dict(wording.workspace.indicators)
    found: list[b.Block] = []
    for plan in wording.plans.values():
        own = [one for one in plan_indicators(wording.workspace, plan.id) if rest.pop(one.id, None)]
        found += _part(wording, wording.label("sheet.of_plan", plan=wording.prose(plan.title)), own)
    return [*found, *_part(wording, wording.label("sheet.of_no_plan"), list(rest.values()))]


def _part(wording: Wording, title: str, indicators: Sequence[Indicator]) -> list[b.Block]:
    """A heading and a page for each sheet; nothing where there is none."""
    found: list[b.Block] = [b.page_break(), b.heading(1, title)] if indicators else []
    for number, indicator in enumerate(indicators):
        found += [b.page_break()] if number else []
        pairs = [*_definition(wording, indicator), *_values(wording, indicator), *_quality(wording, indicator)]
        found.append(card_heading(indicator, wording.prose(indicator.name)))
        found.append(b.facts((wording.label(f"sheet.{key}"), value) for key, value in pairs))
    return found


def _definition(wording: Wording, indicator: Indicator) -> Iterator[Pair]:
    yield "definition", wording.prose(indicator.definition)
    yield "kind", wording.term(indicator.kind, "indicator_kind")
    if indicator.code:
        yield "code", b.code(indicator.code)
    if indicator.measure:
        yield "measure", wording.term(indicator.measure, "measure")
    yield "unit", wording.unit(indicator.unit)
    yield "direction", wording.term(indicator.direction, "direction")
    yield "aggregation", _aggregation(wording, indicator)
    if indicator.level:
        yield "level", wording.listed("indicator-levels", indicator.level)
    if indicator.disaggregation:
        yield "disaggregation", ", ".join(indicator.disaggregation)
    for key, text in (("method", indicator.method), ("formula", indicator.formula)):
        if text:
            yield key, wording.prose(text)
    if indicator.cumulative:
        yield "cumulative", wording.label("sheet.is_cumulative")
    yield "frequency", wording.term(indicator.frequency, "frequency")
    yield "responsible", wording.actor(indicator.responsible)
    source = wording.workspace.sources.get(indicator.source or "")
    title = f" {wording.prose(source.title)}" if source else ""
    yield "source", [wording.reference(indicator.source), title]


def _aggregation(wording: Wording, indicator: Indicator) -> str:
    words = wording.term(indicator.aggregation, "aggregation")
    return f"{words} ({wording.label('sheet.weight')}: {indicator.weight})" if indicator.weight else words


def _values(wording: Wording, indicator: Indicator) -> Iterator[Pair]:
    uses = wording.edition.everything.uses.get(indicator.id, ())
    found: list[Words] = [
        [baseline_words(wording, indicator, one)] for one in baselines(indicator, [use for _, _, use in uses])
    ]
    yield "baseline", one_a_line(found)
    lines = [line for objective, _, use in uses for line in _targets(wording, indicator, objective, use)]
    yield "targets", one_a_line(lines)
    whole = wording.edition.everything
    series = points(indicator, whole.once(all_readings).get(indicator.id, ()), whole)
    if series:
        yield "observations", one_a_line([_point(wording, indicator, point) for point in series])
    judged = [one for one in whole.once(all_progress) if one.indicator.id == indicator.id and one.point is not None]
    if judged:
        yield "verdict", one_a_line([_verdict(wording, one) for one in judged])


def _targets(wording: Wording, indicator: Indicator, objective: Objective, use: IndicatorUse) -> Iterator[Words]:
    """A line for each target that an objective sets; a line without one where it sets none."""
    head: Words = [wording.reference(objective.id), " "]
    if not use.targets:
        yield [*head, wording.label("sheet.no_target")]
    for target in use.targets:
        period = wording.date(target.period) if target.period else NOT_GIVEN
        kind = wording.label(f"workbook.value_kind.{target.kind.value}")
        yield [*head, f"{kind}: {target_value(wording, indicator, target, with_unit=True)} ({period})"]


def _point(wording: Wording, indicator: Indicator, point: Point) -> Words:
    """A year, the value of the whole, and what it is made of."""
    when = wording.date(point.period)
    if point.value is None:
        return [f"{when}: {wording.label('sheet.not_joined')}"]
    value = round_value(wording, indicator, point.readings, point.value)
    notes = []
    if point.expected:
        notes.append(
            wording.label("member.covered", covered=str(len(point.covered)), expected=str(len(point.expected)))
        )
    statuses = dict.fromkeys(one.status for one in point.readings if one.status not in {None, ObservationStatus.NORMAL})
    notes += [wording.label(f"workbook.observation_status.{status.value}") for status in statuses if status]
    remark = f" ({', '.join(notes)})" if notes else ""
    return [f"{when}: {value}{remark}"]


def _verdict(wording: Wording, one: Progress) -> Words:
    """The objective, the verdict and what it stands on."""
    words: Words = [wording.reference(one.objective.id), f" {wording.term(one.status, 'progress_status')}"]
    if one.expected is not None and one.point is not None and one.point.value is not None:
        value = round_value(wording, one.indicator, one.point.readings, one.point.value)
        expected = round_value(wording, one.indicator, one.point.readings, one.expected)
        year = str(one.point.period.year)
        words.append(f" ({wording.label('sheet.against', year=year, value=value, expected=expected)})")
    return words


def _quality(wording: Wording, indicator: Indicator) -> Iterator[Pair]:
    if indicator.limitations:
        yield "limitations", wording.prose(indicator.limitations)
    if indicator.breaks:
        lines: list[Words] = [[f"{wording.date(one.period)}: {wording.prose(one.why)}"] for one in indicator.breaks]
        yield "breaks", one_a_line(lines)
    if indicator.codes:
        yield "codes", "; ".join(_code(wording, one) for one in indicator.codes)
    if indicator.racer:
        yield "racer", _racer(wording, indicator.racer)
    if indicator.note:
        yield "note", wording.prose(indicator.note)
    yield "provenance", wording.label(f"guide.{wording.workspace.provenance(indicator).value}")


def _code(wording: Wording, one: IndicatorCode) -> str:
    relation = f" ({wording.term(one.relation, 'relation')})" if one.relation else ""
    return f"{one.scheme} {one.code}{relation}"


def _racer(wording: Wording, racer: Racer) -> str:
    marks = {
        "relevant": racer.relevant,
        "accepted": racer.accepted,
        "credible": racer.credible,
        "easy": racer.easy,
        "robust": racer.robust,
    }
    given = (f"{wording.label(f'racer.{key}')}: {mark}" for key, mark in marks.items() if mark is not None)
    return wording.label("sheet.racer_of", marks=", ".join(given), best=str(_BEST))
