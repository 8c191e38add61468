"""A plan's actions -> a table, and a card for each that says more than a row."""

from __future__ import annotations

from som_cli.analysis.budget import NOT_DONE, action_amounts, amounts, total
from som_cli.document import blocks as b
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.action import Action, Output, Step
from som_cli.model.workspace import in_order
from som_cli.reports.marks import Marks, marks_of
from som_cli.reports.provenance import budget_share
from som_cli.reports.tables.objectives import contribution
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def plan_actions(wording: Wording, plan: str) -> list[Action]:
    return in_order(wording.workspace.in_plan(Action, plan))


def actions_table(wording: Wording, plan: str) -> list[b.Block]:
    """Id, title, owner, period, status, money; a mirror names the action that holds its money and adds nothing."""
    actions = plan_actions(wording, plan)
    if not actions:
        return [b.paragraph(wording.label("actions.none"))]
    marks = marks_of(wording, actions)
    columns = (
        b.Column(wording.label("actions.id"), "code", 2),
        b.Column(wording.label("actions.title"), width=5.8),
        *marks.columns,
        b.Column(wording.label("actions.owner"), width=2.8),
        b.Column(wording.label("actions.period"), width=2.2),
        b.Column(wording.label("actions.status"), width=2.2),
        b.Column(wording.label("actions.total", currency=wording.workspace.settings.currency), "number", 2.7),
    )
    parts = amounts(wording.workspace, plan)
    label = b.Span(wording.label("money.total"), columns=len(columns) - 1)
    totals = [(label, wording.figure(total(parts)))] if parts else []
    caption = wording.label("actions.caption", plan=wording.plans[plan].prefix)
    rows = [_row(wording, action, marks) for action in actions]
    source = marks.note(budget_share(wording, parts))
    return [b.table(f"table-actions-{plan}", caption, columns, rows, totals=totals, source=source)]


def _row(wording: Wording, action: Action, marks: Marks) -> tuple[object, ...]:
    original = wording.workspace.original(action)
    return (
        [wording.place(action)],
        wording.title(action.id),
        *marks.cells(action),
        wording.actor(original.owner),
        wording.short_period(original.from_, original.to),
        wording.term(original.status, "action_status"),
        _money(wording, action),
    )


def _money(wording: Wording, action: Action) -> object:
    if action.mirror_of:
        return [wording.label("actions.counted_in"), NO_BREAK_SPACE, wording.reference(action.mirror_of)]
    parts = action_amounts(action)
    if not parts:
        return NOT_GIVEN
    if action.status in NOT_DONE:
        return [wording.figure(total(parts)), " ", wording.label("actions.not_counted")]
    return wording.figure(total(parts))


def action_cards(wording: Wording, plan: str) -> list[b.Block]:
    """What a row has no room for: description, scope, result, steps, outputs and the rest, one card an action."""
    return [_card(wording, action) for action in plan_actions(wording, plan) if _says_more(action)]


def _says_more(action: Action) -> bool:
    return bool(action.description or action.scope or action.result or action.steps)


def _card(wording: Wording, action: Action) -> b.Block:
    name = [b.code(action.id), " ", wording.title(action.id)]
    mark = wording.mark(wording.workspace.provenance(action))
    facts = b.facts((wording.label(f"actions.{key}"), value) for key, value in _details(wording, action))
    return b.card(b.heading(4, [*name, *mark], numbered=False), *wording.paragraphs(action.description), facts)


def _details(wording: Wording, action: Action) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [("objective", _objective(wording, action))]
    for key, text in (("scope", action.scope), ("result", action.result), ("place", action.place)):
        if text:
            pairs.append((key, wording.prose(text)))
    if action.partners:
        pairs.append(("partners", wording.actors(action.partners)))
    if action.cooperation:
        pairs.append(("cooperation", wording.term(action.cooperation, "cooperation")))
    if action.steps:
        pairs.append(("steps", one_a_line([step_words(wording, step) for step in action.steps])))
    if action.outputs:
        pairs.append(("outputs", one_a_line([output_words(wording, output) for output in action.outputs])))
    pairs += [("supports", contribution(wording, given)) for given in action.contributes]
    if action.depends_on:
        pairs.append(("depends_on", wording.references(action.depends_on)))
    if action.stated:
        pairs.append(("stated", wording.prose(action.stated)))
    if action.note:
        pairs.append(("note", wording.prose(action.note)))
    return [*pairs, ("source", wording.reference(action.source))] if action.source else pairs


def _objective(wording: Wording, action: Action) -> object:
    return [wording.reference(action.objective), " ", wording.title(action.objective)]


def step_words(wording: Wording, step: Step) -> Words:
    words = wording.prose(step.what)
    if step.done:
        return [f"{words} – {wording.label('actions.step_done', date=wording.date(step.done))}"]
    return [f"{words} – {wording.label('actions.step_due', date=wording.date(step.due))}"]


def output_words(wording: Wording, output: Output) -> Words:
    indicator = wording.workspace.indicators.get(output.indicator)
    parts: Words = [wording.reference(output.indicator)]
    if indicator is None or output.value is None:
        return parts
    period = f" ({wording.date(output.period)})" if output.period and output.period.is_known else ""
    quantity = wording.quantity(output.value, indicator, output.unit)
    return [*parts, f" {wording.prose(indicator.name)}: {quantity}{period}"]
