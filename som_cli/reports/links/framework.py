"""A plan -> its logical framework: objectives and actions with measures, sources of verification, assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from som_cli.document import blocks as b
from som_cli.model.action import Action, Output
from som_cli.model.indicator import Indicator
from som_cli.model.plan import IndicatorUse, Objective, Risk
from som_cli.model.workspace import in_order
from som_cli.reports.tables.indicators import baselines, targets
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line

_LAYOUT: tuple[tuple[str, b.ColumnKind, float], ...] = (
    ("logic", "text", 5.6),
    ("indicator", "text", 5.6),
    ("baseline", "number", 1.9),
    ("target", "number", 2),
    ("verification", "text", 3.6),
    ("assumptions", "text", 3.8),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of measures: an indicator by its id, its baseline and target in words, and how it is verified."""

    indicator: object
    baseline: Words
    target: Words
    verification: Words


def framework_table(wording: Wording, plan: str) -> list[b.Block]:
    """The plan with its risks, each objective in the order of the tree, and below it the actions that serve it."""
    tree = [one for _, one in objective_tree(wording.workspace, plan)]
    if not tree:
        return []
    item = wording.plans[plan]
    columns = tuple(b.Column(wording.label(f"framework.{key}"), kind, width) for key, kind, width in _LAYOUT)
    risks = in_order(wording.workspace.in_plan(Risk, plan))
    rows = _lines([b.strong(f"{item.prefix}. {wording.prose(item.title)}")], [], _risks(wording, risks))
    for objective in tree:
        level = f"{wording.term(objective.level, 'objective_level')}: " if objective.level else ""
        name: Words = [b.strong([level, b.code(objective.id), " ", wording.title(objective.id)])]
        rows += _lines(name, _of_objective(wording, objective) or [_none(wording, "no_indicator")], [NOT_GIVEN])
        for action in in_order(wording.workspace.actions_by_objective.get(objective.id, ())):
            rows += _action(wording, action)
    caption = wording.label("framework.caption", plan=item.prefix)
    return [b.table(f"table-framework-{plan}", caption, columns, rows, source=wording.label("framework.note"))]


def _lines(name: Words, measures: list[Measure], assumptions: Words) -> list[tuple[object, ...]]:
    """One row for each measure; what is done and what is assumed reach down over all of them."""
    found = measures or [Measure(NOT_GIVEN, [NOT_GIVEN], [NOT_GIVEN], [NOT_GIVEN])]
    rows: list[tuple[object, ...]] = []
    for index, one in enumerate(found):
        cells = (one.indicator, one.baseline, one.target, one.verification)
        reach = len(found)
        rows.append(cells if index else (b.Span(name, rows=reach), *cells, b.Span(assumptions, rows=reach)))
    return rows


def _none(wording: Wording, key: str) -> Measure:
    return Measure(wording.label(f"framework.{key}"), [NOT_GIVEN], [NOT_GIVEN], [NOT_GIVEN])


def _of_objective(wording: Wording, objective: Objective) -> list[Measure]:
    return [_of_use(wording, use) for use in objective.indicators]


def _of_use(wording: Wording, use: IndicatorUse) -> Measure:
    indicator = wording.edition.everything.indicators.get(use.ref)
    if indicator is None:
        return Measure(b.code(use.ref), [NOT_GIVEN], [NOT_GIVEN], [NOT_GIVEN])
    own = [use.baseline] if use.baseline else baselines(indicator, ())[:1]
    shown: list[Words] = [
        [f"{wording.measured(one.value, indicator)} ({wording.date(one.period)})"]
        if one.value is not None
        else [wording.term(one.missing, "missing")]
        for one in own
    ]
    final = targets(wording, indicator, [use], milestones=False)
    return Measure(_name(wording, indicator), one_a_line(shown), one_a_line(final), _verified(wording, indicator))


def _name(wording: Wording, indicator: Indicator) -> Words:
    unit = f" ({wording.unit(indicator.unit)})" if indicator.unit else ""
    return [wording.reference(indicator.id), " ", wording.prose(indicator.name), unit]


def _verified(wording: Wording, indicator: Indicator) -> Words:
    """The source that the register names, who collects the figure and how often."""
    found: list[Words] = [[wording.reference(indicator.source)]] if indicator.source else []
    found += [[wording.actor(indicator.responsible)]] if indicator.responsible else []
    found += [[wording.term(indicator.frequency, "frequency")]] if indicator.frequency else []
    words: Words = []
    for one in found:
        words += [", ", *one] if words else one
    return words or [NOT_GIVEN]


def _action(wording: Wording, action: Action) -> list[tuple[object, ...]]:
    """A mirror has the measures and the risks of its original, and says so."""
    name: Words = [b.code(action.id), " ", wording.title(action.id)]
    if action.mirror_of:
        words: Words = [wording.label("actions.counted_in"), " ", b.code(action.mirror_of)]
        return _lines(name, [Measure(words, [NOT_GIVEN], [NOT_GIVEN], [NOT_GIVEN])], [NOT_GIVEN])
    measures = [_of_output(wording, output) for output in action.outputs]
    return _lines(name, measures or [_none(wording, "no_output")], _risks(wording, action.risks))


def _of_output(wording: Wording, output: Output) -> Measure:
    """What the action adds: its value stands under the target, since it is what the action promises."""
    indicator = wording.edition.everything.indicators.get(output.indicator)
    if indicator is None:
        return Measure(b.code(output.indicator), [NOT_GIVEN], [NOT_GIVEN], [NOT_GIVEN])
    period = f" ({wording.date(output.period)})" if output.period else ""
    value = NOT_GIVEN
    if output.value is not None:
        value = f"{'+' if output.value > 0 else ''}{wording.measured(output.value, indicator)}{period}"
    return Measure(_name(wording, indicator), [NOT_GIVEN], [value], _verified(wording, indicator))


def _risks(wording: Wording, risks: tuple[Risk, ...] | list[Risk]) -> Words:
    """Each risk with probability times impact: the assumption is that it does not come true."""
    return one_a_line([_risk(wording, risk) for risk in risks])


def _risk(wording: Wording, risk: Risk) -> Words:
    rated = risk.probability is not None and risk.impact is not None
    level = f" ({risk.probability} × {risk.impact})" if rated else ""
    return [b.code(risk.id), " ", wording.prose(risk.what), level]
