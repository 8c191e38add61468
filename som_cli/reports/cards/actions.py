"""A plan's actions -> a card each, a page each where it fits: all that the data say of the action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from som_cli.analysis.budget import NOT_DONE, Amount, action_amounts, total, totals_by
from som_cli.document import blocks as b
from som_cli.model.action import Action, EnergyEffect, Quantity
from som_cli.model.entry import Item
from som_cli.model.plan import Contribution, Risk
from som_cli.model.values import UNKNOWN
from som_cli.reports.member.money import money_kind, money_stage, short_sources
from som_cli.reports.tables.actions import output_words, plan_actions, step_words
from som_cli.reports.tables.money import budget_years, payer_name, year_title
from som_cli.reports.tables.objectives import contribution
from som_cli.reports.tables.risks import risk_level
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, anchor, one_a_line

Pair = tuple[str, object]
_MOST_SOURCES = 5


def full_cards(wording: Wording, plan: str) -> list[b.Block]:
    """The cards of a plan, in the order of its table; what other plans hold is named at the end."""
    actions = plan_actions(wording, plan)
    found: list[b.Block] = []
    for action in actions:
        if not action.is_mirror:
            found += [b.page_break()] if found else []
            found += _card(wording, action)
    mirrors = [action for action in actions if action.is_mirror]
    if mirrors:
        found += [b.page_break()] if found else []
        found += [b.heading(2, wording.label("card.mirrors")), *_mirrors(wording, mirrors)]
    return found


def _mirrors(wording: Wording, mirrors: list[Action]) -> list[b.Block]:
    """The actions whose card stands in another plan."""
    lines: list[Words] = [
        [b.code(one.id), " ", wording.title(one.id), f" {wording.label('card.see')} ", wording.reference(one.mirror_of)]
        for one in mirrors
    ]
    return [b.paragraph(wording.label("card.mirrors_text")), b.bullets(lines)]


def card_heading(item: Item, title: str) -> b.Block:
    """Id and title; links to the item lead here. Where it comes from, the facts say, so that contents stay clean."""
    return b.heading(2, [b.code(item.id), " ", title], anchor(item))


def _card(wording: Wording, action: Action) -> list[b.Block]:
    before = [*_place_in_plan(wording, action), *_content(wording, action), *_money(wording, action)]
    after = [*_effects(wording, action), *_links(wording, action), *_origin(wording, action)]
    heading = card_heading(action, wording.title(action.id))
    return [heading, _facts(wording, before), *_costs(wording, action), _facts(wording, after)]


def _facts(wording: Wording, pairs: Iterable[Pair]) -> b.Block:
    return b.facts((wording.label(f"card.{key}"), value) for key, value in pairs)


def _place_in_plan(wording: Wording, action: Action) -> Iterator[Pair]:
    plan = wording.workspace.plan(action)
    yield "plan", f"{plan.prefix}. {wording.prose(plan.title)}" if plan else NOT_GIVEN
    yield "objective", [wording.reference(action.objective), " ", wording.title(action.objective)]
    if action.code:
        yield "code", b.code(action.code)
    if action.kind:
        yield "kind", wording.term(action.kind, "action_kind")
    yield "status", wording.term(action.status, "action_status")
    yield "period", wording.period(action.from_, action.to)
    yield "owner", wording.actor(action.owner)
    if action.partners:
        yield "partners", wording.actors(action.partners)
    if action.cooperation:
        yield "cooperation", wording.term(action.cooperation, "cooperation")


def _content(wording: Wording, action: Action) -> Iterator[Pair]:
    texts = {
        "justification": action.justification,
        "description": action.description,
        "scope": action.scope,
        "result": action.result,
        "place": action.place,
    }
    for key, text in texts.items():
        if text:
            yield key, wording.prose(text)
    if action.routes:
        yield "routes", [part for route in action.routes for part in (b.code(route), " ")][:-1]
    if action.steps:
        yield "steps", one_a_line([step_words(wording, step) for step in action.steps])


def _money(wording: Wording, action: Action) -> Iterator[Pair]:
    """The sum and its prices, who pays, how sure the money is, and which forecasts carry it."""
    parts = action_amounts(action)
    whole = [wording.money(total(parts))] if parts else [NOT_GIVEN]
    budget = action.budget
    if budget and budget.price:
        basis = wording.term(budget.price.basis, "price_basis")
        year = f" {wording.date(budget.price.year)}" if budget.price.year else ""
        whole.append(f" ({basis}{year}, {wording.term(budget.price.vat, 'vat')})")
    if parts and action.status in NOT_DONE:
        whole.append(f" {wording.label('actions.not_counted')}")
    yield "cost", whole
    groups: dict[str, dict[str, Decimal]] = {
        "payers": _named(parts, lambda part: payer_name(wording, part.payer)),
        "kinds": _named(parts, lambda part: _or_nothing(wording, "money_kind_of", money_kind(part))),
        "stages": _named(parts, lambda part: _or_nothing(wording, "money_stage", money_stage(part))),
    }
    for key, sums in groups.items():
        if any(part.line for part in parts):
            yield key, _shared_out(wording, sums)
    if budget and budget.stated_total is not None and budget.lines and budget.stated_total != total(parts):
        yield "stated_total", wording.money(budget.stated_total)
    if action.wpf:
        items: list[Words] = [
            [f"{wording.actor(one.member)}: {one.item or NOT_GIVEN} ({wording.short_period(one.from_, one.to)})"]
            for one in action.wpf
        ]
        yield "forecast", one_a_line(items)


def _shared_out(wording: Wording, sums: Mapping[str, Decimal]) -> str:
    """Each with its sum; a single one alone, for the whole is its own."""
    if len(sums) == 1:
        return next(iter(sums))
    return "; ".join(f"{name}: {wording.money(value)}" for name, value in sums.items())


def _named(parts: tuple[Amount, ...], name: Callable[[Amount], str]) -> dict[str, Decimal]:
    return dict(totals_by(parts, name))


def _or_nothing(wording: Wording, group: str, key: str) -> str:
    return wording.label(f"{group}.{key}") if key else wording.label("member.not_said")


def _costs(wording: Wording, action: Action) -> list[b.Block]:
    """Years × sources; nothing where the document splits its money by neither."""
    parts = [part for part in action_amounts(action) if part.line is not None]
    if not parts:
        return []
    by_source = totals_by(parts, lambda part: part.source)
    ranked = sorted(by_source, key=lambda source: (source in {"", UNKNOWN}, -by_source[source], source))
    groups = [[source] for source in ranked[:_MOST_SOURCES]]
    if len(ranked) > _MOST_SOURCES:
        groups[-1] = ranked[_MOST_SOURCES - 1 :]
    sums = totals_by(parts, lambda part: (part.year, part.source))
    columns = [
        b.Column(wording.label("member.year"), "code", 1.8),
        *(b.Column(short_sources(wording, group), "number", 2) for group in groups),
        b.Column(wording.label("money.total"), "number", 2),
    ]

    def row(year: int | None) -> tuple[object, ...]:
        figures = [sum((sums.get((year, one), Decimal(0)) for one in group), Decimal(0)) for group in groups]
        return year_title(wording, year), *map(wording.amount, [*figures, sum(figures, Decimal(0))])

    foot = [sum((by_source[one] for one in group), Decimal(0)) for group in groups]
    totals = [(wording.label("money.total"), *map(wording.amount, [*foot, total(parts)]))]
    currency = wording.workspace.settings.currency
    caption = wording.label("card.caption_costs", id=action.id, currency=currency)
    rows = [row(year) for year in budget_years(parts)]
    return [b.table(f"table-costs-{anchor(action)}", caption, columns, rows, totals=totals)]


def _effects(wording: Wording, action: Action) -> Iterator[Pair]:
    if action.outputs:
        yield "outputs", one_a_line([output_words(wording, output) for output in action.outputs])
    if action.energy:
        yield "energy", one_a_line(list(_energy(wording, action.energy)))
    if action.risks:
        yield "risks", one_a_line([_risk(wording, risk) for risk in action.risks])
    reports = list(_reports(wording, action))
    if reports:
        yield "reports", one_a_line(reports)


def _energy(wording: Wording, energy: EnergyEffect) -> Iterator[Words]:
    """Sector, area and method; energy saved and renewable, emission avoided, all of them a year."""
    if energy.sector:
        yield [f"{wording.label('card.sector')}: {wording.listed('sectors', energy.sector)}"]
    for key, quantity in (("saved", energy.saved), ("res", energy.res), ("co2", energy.co2)):
        if quantity is not None and quantity.value is not None:
            yield [f"{wording.label(f'card.{key}')}: {_quantity(wording, quantity)}"]
    if energy.method:
        yield [f"{wording.label('card.method')}: {wording.prose(energy.method)}"]


def _quantity(wording: Wording, quantity: Quantity) -> str:
    number = wording.edition.formatter.number(quantity.value) if quantity.value is not None else NOT_GIVEN
    text = wording.edition.formatter.with_unit(number, wording.unit(quantity.unit)) if quantity.unit else number
    return f"{text} ({wording.listed('carriers', quantity.carrier)})" if quantity.carrier else text


def _risk(wording: Wording, risk: Risk) -> Words:
    level = risk_level(risk)
    rated = wording.label("card.level", level=str(level)) if level is not None else ""
    response = f" {wording.label('card.response')} {wording.prose(risk.response)}" if risk.response else ""
    return [b.code(risk.id), f" {wording.prose(risk.what)}{f' ({rated})' if rated else ''}{response}"]


def _reports(wording: Wording, action: Action) -> Iterator[Words]:
    """What members returned about the action, round by round."""
    for answer in wording.edition.everything.returns.values():
        for one in answer.actions:
            if one.action == action.id:
                parts = [wording.term(one.status, "action_status")] if one.status else []
                if one.progress_pct is not None:
                    parts.append(wording.edition.formatter.with_unit(str(one.progress_pct), "%"))
                parts += [wording.prose(one.note)] if one.note else []
                yield [f"{answer.round}, {wording.actor(answer.member)}: {', '.join(parts) or NOT_GIVEN}"]


def _links(wording: Wording, action: Action) -> Iterator[Pair]:
    whole = wording.edition.everything
    if action.depends_on:
        yield "depends_on", wording.references(action.depends_on)
    later = [one.id for one in whole.actions.values() if action.id in one.depends_on]
    if later:
        yield "needed_by", wording.references(later)
    if action.contributes:
        yield "supports", one_a_line([_support(wording, given) for given in action.contributes])
    if mirrors := whole.mirrors.get(action.id, ()):
        yield "mirrored", wording.references([one.id for one in mirrors])


def _support(wording: Wording, given: Contribution) -> Words:
    why = f": {wording.prose(given.why)}" if given.why else ""
    return [*contribution(wording, given), why]


def _origin(wording: Wording, action: Action) -> Iterator[Pair]:
    if action.stated:
        yield "stated", wording.prose(action.stated)
    if action.note:
        yield "note", wording.prose(action.note)
    yield "provenance", wording.label(f"guide.{wording.workspace.provenance(action).value}")
    if action.source:
        locator = f", {wording.prose(action.locator)}" if action.locator else ""
        source = wording.workspace.sources.get(action.source)
        title = f" {wording.prose(source.title)}" if source else ""
        yield "source", [wording.reference(action.source), f"{title}{locator}"]
