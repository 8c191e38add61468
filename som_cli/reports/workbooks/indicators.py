"""Indicators -> one row an indicator, one row a target, one row a value of its series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from som_cli.document.document import Cell, Sheet, SheetTable
from som_cli.model.indicator import Baseline, Indicator, Observation
from som_cli.model.monitoring import Return
from som_cli.model.plan import IndicatorUse, Objective, Target, TargetKind
from som_cli.model.values import UNKNOWN_DATE
from som_cli.reports.workbooks.words import Words, one_line

Row = tuple[Cell, ...]


def indicators_sheet(words: Words) -> Sheet:
    """The columns of the annex of Reg. (EU) 2021/1059. Targets on which plans differ stand only in the text of all."""
    rows = tuple(_indicator_row(words, indicator) for indicator in words.workspace.indicators.values())
    columns = (
        words.column("id", "code", 20),
        words.column("indicator_name", width=46),
        words.column("unit", width=12),
        words.column("kind", width=16),
        words.column("direction", width=13),
        words.numbers("baseline", (row[5] for row in rows)),
        words.column("reference_year", "year", 13),
        words.numbers("milestone", (row[7] for row in rows)),
        words.column("milestone_year", "year", 13),
        words.numbers("target", (row[9] for row in rows)),
        words.column("target_year", "year", 13),
        words.column("all_targets", width=38),
        words.column("missing", width=16),
        words.column("frequency", width=15),
        words.column("responsible", width=24),
        words.column("source", "code", 11),
        words.column("provenance", width=15),
    )
    return words.sheet("indicators", SheetTable("tblIndicators", columns, rows), frozen_columns=2)


def _indicator_row(words: Words, indicator: Indicator) -> Row:
    uses = words.workspace.uses.get(indicator.id, ())
    baseline = indicator.baseline
    return (
        indicator.id,
        one_line(indicator.name),
        words.unit(indicator.unit),
        words.term(indicator.kind, "indicator_kind"),
        words.term(indicator.direction, "direction"),
        baseline.value if baseline else None,
        words.year(baseline.period) if baseline else None,
        *_agreed(words, [_last(use, is_final=False) for _, _, use in uses]),
        *_agreed(words, [_last(use, is_final=True) for _, _, use in uses]),
        _all_targets(words, uses),
        words.term(baseline.missing, "missing") if baseline else None,
        words.term(indicator.frequency, "frequency"),
        words.actor(indicator.responsible),
        words.to_row(indicator.source, "sources"),
        words.provenance(indicator),
    )


def _last(use: IndicatorUse, *, is_final: bool) -> Target | None:
    """The latest final target (or milestone) that an objective sets."""
    targets = [target for target in use.targets if (target.kind is not TargetKind.MILESTONE) is is_final]
    dated = [target for target in targets if target.period is not None and target.period.is_known]
    return max(dated, key=lambda target: target.period or UNKNOWN_DATE) if dated else next(iter(targets), None)


def _agreed(words: Words, targets: Iterable[Target | None]) -> tuple[Cell, Cell]:
    """Value and year where all who set a target set the same one."""
    found = {(target.value, words.year(target.period)) for target in targets if target is not None}
    return found.pop() if len(found) == 1 else (None, None)


def _all_targets(words: Words, uses: Iterable[tuple[Objective, int, IndicatorUse]]) -> str:
    """Every target as text: whose, how much, in which period."""
    parts = []
    for objective, _, use in uses:
        shown = [f"{target_text(words, target)} ({words.year(target.period)})" for target in use.targets]
        parts.append(f"{objective.id}: {', '.join(shown)}" if shown else objective.id)
    return "; ".join(parts)


def target_text(words: Words, target: Target) -> str:
    """A value, a range, or a change of the baseline."""
    number = words.edition.formatter.number
    if target.value is not None:
        return number(target.value)
    if target.change_pct is not None:
        return words.label("relative", change=number(target.change_pct))
    return "–".join("…" if end is None else number(end) for end in (target.min, target.max))


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
        words.column("indicator_name", width=44),
        words.column("objective", "code", 12),
        words.column("plan", "code", 8),
        words.column("kind", width=16),
        words.column("period", "year", 12),
        words.numbers("value", (row[6] for row in rows)),
        words.numbers("least", (row[7] for row in rows), 11),
        words.numbers("most", (row[8] for row in rows), 11),
        words.numbers("change", (row[9] for row in rows), 11),
        words.column("unit", width=12),
        words.column("stated", width=26),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
        words.column("note", width=40),
    )
    return words.sheet("targets", SheetTable("tblTargets", columns, rows), frozen_columns=2)


def _use_rows(words: Words, indicator: Indicator, objective: Objective, use: IndicatorUse) -> Iterator[Row]:
    def row(kind: str, entry: Baseline | Target | IndicatorUse, *numbers: Decimal | None) -> Row:
        period, unit = (None, None) if isinstance(entry, IndicatorUse) else (entry.period, entry.unit)
        return (
            words.to_row(indicator.id, "indicators"),
            one_line(indicator.name),
            words.to_row(objective.id, "objectives"),
            words.plan_of(objective),
            words.label(f"value_kind.{kind}"),
            words.year(period),
            *numbers,
            words.unit(unit or indicator.unit),
            one_line(entry.stated),
            words.provenance(objective, entry, use),
            words.to_row(entry.source or use.source, "sources"),
            one_line(entry.note or use.note),
        )

    if use.baseline is not None:
        yield row("baseline", use.baseline, use.baseline.value, None, None, None)
    for target in use.targets:
        yield row(target.kind.value, target, target.value, target.min, target.max, target.change_pct)
    if use.baseline is None and not use.targets:
        yield row("none", use, None, None, None, None)


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
