"""Indicators -> one row an indicator, one row a target, one row a value of its series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from som_cli.document.document import Cell, Sheet, SheetTable
from som_cli.model.entry import Entry
from som_cli.model.indicator import Baseline, Indicator, Observation
from som_cli.model.monitoring import Return
from som_cli.model.plan import IndicatorUse, Objective, Target, TargetKind
from som_cli.reports.workbook_words import Words, one_line

Row = tuple[Cell, ...]


def indicators_sheet(words: Words) -> Sheet:
    """The columns of the annex of Reg. (EU) 2021/1059; where plans differ about a target, the cell names each."""
    rows = tuple(_indicator_row(words, indicator) for indicator in words.workspace.indicators.values())
    columns = (
        words.column("id", "code", 20),
        words.column("indicator_name", width=48),
        words.column("unit", width=12),
        words.column("kind", width=13),
        words.column("direction", width=14),
        words.numbers("baseline", (row[5] for row in rows)),
        words.column("reference_year", "year", 13),
        words.numbers("milestone", (row[7] for row in rows)),
        words.column("milestone_year", "year", 13),
        words.numbers("target", (row[9] for row in rows)),
        words.column("target_year", "year", 13),
        words.column("used_by", "code", 18),
        words.column("frequency", width=16),
        words.column("responsible", width=26),
        words.column("source", "code", 11),
        words.column("provenance", width=15),
    )
    return words.sheet("indicators", SheetTable("tblIndicators", columns, rows), frozen_columns=2)


def _indicator_row(words: Words, indicator: Indicator) -> Row:
    uses = words.workspace.uses.get(indicator.id, ())
    targets = [(objective, target) for objective, _, use in uses for target in use.targets]
    milestones = [pair for pair in targets if pair[1].kind is TargetKind.MILESTONE]
    finals = [pair for pair in targets if pair[1].kind is not TargetKind.MILESTONE]
    baseline = indicator.baseline
    return (
        indicator.id,
        one_line(indicator.name),
        words.unit(indicator.unit),
        words.term(indicator.kind, "indicator_kind"),
        words.term(indicator.direction, "direction"),
        _given(words, baseline),
        words.year(baseline.period) if baseline else None,
        _agreed((objective, target_value(words, target)) for objective, target in milestones),
        _agreed((objective, words.year(target.period)) for objective, target in milestones),
        _agreed((objective, target_value(words, target)) for objective, target in finals),
        _agreed((objective, words.year(target.period)) for objective, target in finals),
        "; ".join(dict.fromkeys(objective.id for objective, _, _ in uses)),
        words.term(indicator.frequency, "frequency"),
        words.actor(indicator.responsible),
        words.to_row(indicator.source, "sources"),
        words.provenance(indicator),
    )


def _agreed(pairs: Iterable[tuple[Objective, Cell]]) -> Cell:
    """The one cell on which all uses agree; else the text that names each."""
    found = list(pairs)
    cells = list(dict.fromkeys(cell for _, cell in found))
    if len(cells) <= 1:
        return cells[0] if cells else None
    return "; ".join(f"{objective.id}: {_shown(cell)}" for objective, cell in found)


def _shown(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell or "")


def _given(words: Words, stated: Baseline | Observation | None) -> Cell:
    """A value, or the reason why there is none: unknown is not zero."""
    if stated is None or stated.value is not None:
        return stated.value if stated else None
    return words.term(stated.missing, "missing")


def target_value(words: Words, target: Target) -> Cell:
    """A number; text for a range and for a change of the baseline."""
    if target.value is not None:
        return target.value
    if target.change_pct is not None:
        return words.label("relative", change=f"{target.change_pct:+f}")
    if target.min is not None or target.max is not None:
        ends = ("" if end is None else format(end, "f") for end in (target.min, target.max))
        return "…".join(ends)
    return None


def targets_sheet(words: Words) -> Sheet:
    """Every target that a plan gives an indicator, and the baseline that a plan states itself."""
    rows = tuple(
        row
        for indicator in words.workspace.indicators.values()
        for objective, _, use in words.workspace.uses.get(indicator.id, ())
        for row in _use_rows(words, indicator, objective, use)
    )
    columns = (
        words.column("indicator", "code", 20),
        words.column("objective", "code", 12),
        words.column("plan", "code", 8),
        words.column("kind", width=22),
        words.column("period", "year", 12),
        words.numbers("value", (row[5] for row in rows)),
        words.column("unit", width=12),
        words.column("stated", width=26),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
        words.column("note", width=44),
    )
    return words.sheet("targets", SheetTable("tblTargets", columns, rows), frozen_columns=2)


def _use_rows(words: Words, indicator: Indicator, objective: Objective, use: IndicatorUse) -> Iterator[Row]:
    def row(kind: str, period: Cell, value: Cell, unit: str | None, entry: Entry) -> Row:
        return (
            words.to_row(indicator.id, "indicators"),
            words.to_row(objective.id, "objectives"),
            words.plan_of(objective),
            kind,
            period,
            value,
            words.unit(unit or indicator.unit),
            entry.stated,
            words.provenance(objective, entry, use),
            words.to_row(entry.source or use.source, "sources"),
            one_line(entry.note or use.note),
        )

    if use.baseline is not None:
        stated, kind = use.baseline, words.label("value_kind.baseline")
        yield row(kind, words.year(stated.period), _given(words, stated), stated.unit, stated)
    for target in use.targets:
        kind = words.label(f"value_kind.{target.kind.value}")
        yield row(kind, words.year(target.period), target_value(words, target), target.unit, target)
    if use.baseline is None and not use.targets:
        yield row(words.label("value_kind.none"), None, None, None, use)


def series_sheet(words: Words) -> Sheet:
    """All values: baselines, values of the partnership, and what members returned."""
    rows = tuple(_series(words))
    columns = (
        words.column("indicator", "code", 20),
        words.column("indicator_name", width=44),
        words.column("kind", width=16),
        words.column("period", "year", 12),
        words.column("area", width=24),
        words.numbers("value", (row[5] for row in rows)),
        words.column("unit", width=12),
        words.column("observation_status", width=18),
        words.column("missing", width=18),
        words.column("round", "code", 14),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
        words.column("note", width=40),
    )
    return words.sheet("series", SheetTable("tblSeries", columns, rows), frozen_columns=1)


def _series(words: Words) -> Iterator[Row]:
    returned: dict[str, list[tuple[Return, Observation]]] = {}
    for answer in words.workspace.returns.values():
        for observation in answer.observations:
            returned.setdefault(observation.indicator, []).append((answer, observation))
    for indicator in words.workspace.indicators.values():
        if indicator.baseline is not None:
            yield _value_row(words, indicator, indicator.baseline, None)
        for measured in indicator.observations:
            yield _value_row(words, indicator, measured, None)
        for answer, measured in returned.pop(indicator.id, ()):
            yield _value_row(words, indicator, measured, answer)


def _value_row(words: Words, indicator: Indicator, value: Baseline | Observation, answer: Return | None) -> Row:
    kind = "baseline" if isinstance(value, Baseline) else "measured"
    area = value.area or (answer.member if answer else None)
    return (
        words.to_row(indicator.id, "indicators"),
        one_line(indicator.name),
        words.label(f"value_kind.{kind}"),
        words.year(value.period),
        words.area(area),
        value.value,
        words.unit(value.unit or indicator.unit),
        words.term(value.status, "workbook.observation_status"),
        words.term(value.missing, "missing"),
        answer.round if answer else None,
        words.provenance(answer or indicator, value),
        words.to_row(value.source or (None if answer else indicator.source), "sources"),
        one_line(value.note),
    )
