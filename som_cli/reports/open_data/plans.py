"""A workspace -> the tables of what plans say: plans, objectives, actions, money, indicators, values, targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from som_cli.analysis.budget import NOT_DONE, amounts_by_action
from som_cli.messages import mark_text
from som_cli.model.action import Action, Budget, BudgetLine, Output, Price
from som_cli.model.entry import Entry, Item
from som_cli.model.indicator import Baseline, Indicator, Observation
from som_cli.model.layout import plan_of
from som_cli.model.plan import Contribution, Objective, Plan, Risk, Target
from som_cli.model.values import PartialDate
from som_cli.model.workspace import WHOLE_AREA, Workspace
from som_cli.reports.open_data.tables import Column, Table, Value, make_table, of

_NUMBER = mark_text("The number of the row.")
_COUNTED = mark_text("Whether sums count the action: mirrors and actions that were given up do not count.")
_ACTION = mark_text("The action: its id.")
_PERIOD = mark_text("The years that the plan is made for.")
_FROM = mark_text("The objective or the action that contributes.")
_ROUND = mark_text("The round of monitoring that brought the value; blank for the registry.")
_IN_BUDGET = mark_text("Whether the line counts: it belongs to the newest set of lines of its action.")

_ORIGIN = ("note", "provenance", "source")
_REFERS = {"source": "sources", "unit": "units"}


def plan_tables(workspace: Workspace) -> list[Table]:
    """The tables in the order in which a reader meets what they hold."""
    return [
        _plans(workspace),
        _objectives(workspace),
        _contributions(workspace),
        _actions(workspace),
        _partners(workspace),
        _outputs(workspace),
        _budget(workspace),
        _risks(workspace),
        _indicators(workspace),
        _targets(workspace),
        _observations(workspace),
    ]


def _shared(workspace: Workspace, item: Item, entry: Entry | None = None) -> dict[str, Value]:
    """What stands beside the fields of an item or of an entry in it: its plan, where it comes from."""
    own = entry.provenance if entry is not None else None
    return {"plan": plan_of(item.origin.path), "provenance": own or workspace.provenance(item)}


def _plans(workspace: Workspace) -> Table:
    columns = (
        *of(Plan, "id", "prefix", "kind", "title"),
        Column("from", Plan, label=_PERIOD, fixed="date"),
        Column("to", Plan, label=_PERIOD, fixed="date"),
        *of(Plan, "status", *_ORIGIN, **_REFERS),
    )
    entries = (
        (
            plan,
            {
                "from": _text(plan.horizon.from_ if plan.horizon else None),
                "to": _text(plan.horizon.to if plan.horizon else None),
                "provenance": workspace.provenance(plan),
            },
        )
        for plan in workspace.plans.values()
    )
    return make_table("plans", columns, ("id",), entries)


def _text(moment: PartialDate | None) -> str | None:
    return moment.text if moment else None


def _objectives(workspace: Workspace) -> Table:
    names = ("id", "plan", "parent", "level", "code", "title", "description", "status")
    columns = of(Objective, *names, *_ORIGIN, plan="plans", parent="objectives", **_REFERS)
    entries = ((one, _shared(workspace, one)) for one in workspace.objectives.values())
    return make_table("objectives", columns, ("id",), entries)


def _contributions(workspace: Workspace) -> Table:
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("from", Contribution, label=_FROM),
        *of(Contribution, "to", "strength", "why", "provenance", to="objectives"),
    )
    givers: list[Objective | Action] = [*workspace.objectives.values(), *workspace.actions.values()]
    links = [(giver, link) for giver in givers for link in giver.contributes]
    entries = (
        (link, {"number": str(number), "from": giver.id, **_shared(workspace, giver, link)})
        for number, (giver, link) in enumerate(links, 1)
    )
    return make_table("contributions", columns, ("number",), entries)


def _actions(workspace: Workspace) -> Table:
    names = ("id", "plan", "objective", "mirror_of", "code", "title", "kind", "status", "owner", "cooperation")
    more = ("from", "to", "description", "scope", "result", "place")
    refers = {"plan": "plans", "objective": "objectives", "mirror_of": "actions", "owner": "actors", **_REFERS}
    columns = (
        *of(Action, *names, **refers),
        *of(Action, *more),
        Column("stated_total", Budget),
        Column("counted", Action, label=_COUNTED, fixed="boolean"),
        *of(Action, *_ORIGIN, **refers),
    )
    entries = (
        (
            one,
            {
                **_shared(workspace, one),
                "title": one.title or None,
                "stated_total": one.budget.stated_total if one.budget else None,
                "counted": "false" if one.is_mirror or one.status in NOT_DONE else "true",
            },
        )
        for one in workspace.actions.values()
    )
    return make_table("actions", columns, ("id",), entries)


def _partners(workspace: Workspace) -> Table:
    columns = (
        Column("action", BudgetLine, label=_ACTION, refers="actions"),
        Column("partner", Action, "partners", refers="actors"),
    )
    pairs = dict.fromkeys((one.id, partner) for one in workspace.actions.values() for partner in one.partners)
    entries = ((None, {"action": action, "partner": partner}) for action, partner in pairs)
    return make_table("action_partners", columns, ("action", "partner"), entries)


def _outputs(workspace: Workspace) -> Table:
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("action", Output, label=_ACTION, refers="actions"),
        *of(Output, "indicator", "period", "value", "unit", *_ORIGIN, indicator="indicators", **_REFERS),
    )
    found = [(one, output) for one in workspace.actions.values() for output in one.outputs]
    entries = (
        (output, {"number": str(number), "action": one.id, **_shared(workspace, one, output)})
        for number, (one, output) in enumerate(found, 1)
    )
    return make_table("action_outputs", columns, ("number",), entries)


def _budget(workspace: Workspace) -> Table:
    refers = {"payer": "actors", "fund": "funds"}
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("action", BudgetLine, label=_ACTION, refers="actions"),
        *of(BudgetLine, "year", "from", "to"),
        Column("fund", BudgetLine, "source", refers="funds"),
        *of(BudgetLine, "payer", "amount", "currency", "rate", "kind", "stage", "version", **refers),
        Column("counted", BudgetLine, label=_IN_BUDGET, fixed="boolean"),
        Column("price_basis", Price, "basis"),
        Column("price_year", Price, "year"),
        Column("vat", Price, "vat"),
        *of(BudgetLine, "note", "provenance"),
    )
    return make_table("budget_lines", columns, ("number",), _budget_entries(workspace))


def _budget_entries(workspace: Workspace) -> Iterator[tuple[object, Mapping[str, Value]]]:
    counted = {id(part.line) for parts in amounts_by_action(workspace).values() for part in parts}
    number = 0
    for action in workspace.actions.values():
        budget = action.budget
        for line in budget.lines if budget else ():
            number += 1
            price = budget.price if budget else None
            yield (
                line,
                {
                    **_shared(workspace, action, line),
                    "number": str(number),
                    "action": action.id,
                    "currency": line.currency or workspace.settings.currency,
                    "counted": "true" if id(line) in counted and action.status not in NOT_DONE else "false",
                    "price_basis": price.basis if price else None,
                    "price_year": price.year if price else None,
                    "vat": price.vat if price else None,
                },
            )


def _risks(workspace: Workspace) -> Table:
    names = ("id", "what", "kind", "probability", "impact", "response", "owner", "status", "provenance")
    entries = ((one, {"provenance": one.provenance}) for one in workspace.risks.values())
    return make_table("risks", of(Risk, *names, owner="actors"), ("id",), entries)


def _indicators(workspace: Workspace) -> Table:
    names = ("id", "code", "name", "definition", "kind", "measure", "unit", "decimals", "direction", "aggregation")
    more = ("weight", "cumulative", "frequency", "level", "method", "formula", "responsible", "limitations", "status")
    columns = (
        *of(Indicator, *names, *more, responsible="actors", unit="units"),
        Column("baseline_period", Baseline, "period"),
        Column("baseline_value", Baseline, "value"),
        Column("baseline_unit", Baseline, "unit", refers="units"),
        Column("baseline_missing", Baseline, "missing"),
        *of(Indicator, *_ORIGIN, **_REFERS),
    )
    entries = (
        (
            one,
            {
                "provenance": workspace.provenance(one),
                "baseline_period": one.baseline.period if one.baseline else None,
                "baseline_value": one.baseline.value if one.baseline else None,
                "baseline_unit": one.baseline.unit if one.baseline else None,
                "baseline_missing": one.baseline.missing if one.baseline else None,
            },
        )
        for one in workspace.indicators.values()
    )
    return make_table("indicators", columns, ("id",), entries)


def _targets(workspace: Workspace) -> Table:
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("indicator", Observation, refers="indicators"),
        Column("objective", Action, refers="objectives"),
        *of(Target, "kind", "period", "value", "min", "max", "change_pct", "unit", *_ORIGIN, **_REFERS),
    )
    found = [
        (objective, use, target)
        for objective in workspace.objectives.values()
        for use in objective.indicators
        for target in use.targets
    ]
    entries = (
        (
            target,
            {
                **_shared(workspace, objective, target),
                "number": str(number),
                "indicator": use.ref,
                "objective": objective.id,
            },
        )
        for number, (objective, use, target) in enumerate(found, 1)
    )
    return make_table("targets", columns, ("number",), entries)


def _observations(workspace: Workspace) -> Table:
    fields = ("period", "value", "missing", "status", "unit", "coverage", "revised", *_ORIGIN)
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("indicator", Observation, refers="indicators"),
        Column("area", Observation),
        *of(Observation, *fields, **_REFERS),
        Column("round", Item, label=_ROUND),
    )
    return make_table("observations", columns, ("number",), _observed(workspace))


def _observed(workspace: Workspace) -> Iterator[tuple[object, Mapping[str, Value]]]:
    """The values of the registry, then those of the returns."""
    found: list[tuple[Observation, str, str, str, Item]] = [
        (seen, one.id, seen.area or WHOLE_AREA, "", one)
        for one in workspace.indicators.values()
        for seen in one.observations
    ]
    found += [
        (seen, seen.indicator, seen.area or answer.member, answer.round, answer)
        for answer in workspace.returns.values()
        for seen in answer.observations
        if seen.indicator in workspace.indicators
    ]
    for number, (seen, indicator, area, round_, holder) in enumerate(found, 1):
        yield (
            seen,
            {
                **_shared(workspace, holder, seen),
                "number": str(number),
                "indicator": indicator,
                "area": area,
                "round": round_ or None,
            },
        )
