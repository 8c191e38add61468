"""The emission balance of a plan -> its tables: base, target and gap, three measures, sectors, carriers, members."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.emission_measures import Measure, Part, by_carrier, by_member, by_sector, measures, of_member
from som_cli.analysis.emissions import Balance, balances, factor_of
from som_cli.document import blocks as b
from som_cli.model.workspace import Workspace
from som_cli.reports.wording import NOT_GIVEN, Wording, Words


def plan_balance(wording: Wording, plan: str) -> Balance | None:
    """The balance of a plan, of one member where the document is narrowed to it; None where there is no inventory."""
    found = next((one for one in wording.workspace.once(balances) if one.plan.id == plan), None)
    if found is None or not found.cells:
        return None
    member = wording.edition.scope.member
    return of_member(found, member) if member else found


def has_balance(workspace: Workspace) -> bool:
    """Whether a plan has an inventory and a set of factors."""
    return any(found.cells for found in workspace.once(balances))


def tonnes(wording: Wording, value: Decimal | None) -> str:
    return wording.edition.formatter.number(value, 0) if value is not None else NOT_GIVEN


def gas(wording: Wording, balance: Balance) -> str:
    """`Mg CO₂`, or its equivalent where the factors count all greenhouse gases."""
    return wording.label(f"emissions.gas.{balance.factors.gases.value}")


def balance_table(wording: Wording, plan: str) -> list[b.Block]:
    """Base, target, need, effect of actions, gap; the set of factors and its source; what the scope leaves out."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    unit = gas(wording, balance)
    columns = (
        b.Column(wording.label("emissions.item"), width=6),
        b.Column(wording.label("emissions.a_year", unit=unit), "number", 2.4),
        b.Column(wording.label("emissions.share_of_base"), "number", 2),
    )
    lines = [
        (_base_words(wording, balance), balance.base),
        *([(_target_words(wording, balance), balance.target)] if balance.target is not None else []),
        *([(wording.label("emissions.need"), balance.need)] if balance.need is not None else []),
        (wording.plural("emissions.effect", len(balance.effects)), balance.effect),
        *([_gap(wording, balance.gap)] if balance.gap is not None else []),
    ]
    rows = [(words, tonnes(wording, value), _share(wording, value, balance.base)) for words, value in lines]
    caption = wording.label("emissions.balance", plan=balance.plan.prefix)
    return [
        b.table(f"table-emissions-{plan}", caption, columns, rows, source=_factor_words(wording, balance)),
        *_notes(wording, balance),
    ]


def _base_words(wording: Wording, balance: Balance) -> str:
    stated = balance.plan.emissions
    year = wording.date(stated.base_year) if stated and stated.base_year else NOT_GIVEN
    return wording.label("emissions.base", year=year)


def _target_words(wording: Wording, balance: Balance) -> str:
    target = balance.plan.emissions.target if balance.plan.emissions else None
    if target is None or target.change_pct is None:
        return wording.label("emissions.target", year=wording.date(target.period if target else None))
    change = wording.edition.formatter.percent(target.change_pct / 100)
    return wording.label("emissions.relative_target", year=wording.date(target.period), change=change)


def _gap(wording: Wording, gap: Decimal) -> tuple[str, Decimal]:
    return (wording.label("emissions.gap"), gap) if gap > 0 else (wording.label("emissions.surplus"), -gap)


def _share(wording: Wording, value: Decimal | None, whole: Decimal) -> str:
    return wording.edition.formatter.percent(value / whole) if value is not None and whole else NOT_GIVEN


def _factor_words(wording: Wording, balance: Balance) -> Words:
    factors = balance.factors
    named = wording.prose(factors.name) if factors.name else factors.id
    approach = wording.label(f"emissions.approach.{factors.approach.value}")
    words: Words = [wording.label("emissions.factors", name=named, approach=approach), " ", b.code(factors.id)]
    words += [", ", wording.label("emissions.source"), " ", wording.reference(factors.source)] if factors.source else []
    tag = wording.provenance(factors)
    return [*words, *wording.mark(tag), "."]


def _notes(wording: Wording, balance: Balance) -> list[b.Block]:
    """What keeps the sums from being complete: rows without a factor, effects without a value, a narrowed scope."""
    scope = wording.edition.scope
    bare = sum(cell.factor is None for cell in balance.cells)
    silent = [found.action.id for found in balance.effects if found.value is None]
    found = [wording.plural("emissions.rows_without_factor", bare)] if bare else []
    found += [wording.label("emissions.of_member")] if scope.member else []
    found += [wording.label("emissions.narrowed")] if scope.objective or scope.status or scope.years else []
    notes: list[b.Block] = [b.paragraph(" ".join(found))] if found else []
    if silent:
        words = wording.plural("emissions.effects_without_value", len(silent))
        notes.append(b.paragraph(words, " ", *wording.references(silent), "."))
    if balance.plan.emissions and balance.plan.emissions.note:
        notes.append(b.note(*wording.paragraphs(balance.plan.emissions.note)))
    return notes


def measures_table(wording: Wording, plan: str) -> list[b.Block]:
    """The three measures of a low-emission plan: emission, final energy, share of renewable energy."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    found = measures(balance, wording.workspace)
    columns = (
        b.Column(wording.label("emissions.measure"), width=4.6),
        b.Column(wording.label("emissions.unit"), width=1.6),
        b.Column(wording.label("emissions.before"), "number", 1.9),
        b.Column(wording.label("emissions.after"), "number", 1.9),
        b.Column(wording.label("emissions.change"), "number", 1.6),
    )
    rows = [
        _measure(wording, "co2", gas(wording, balance), found.emission),
        _measure(wording, "energy", "MWh", found.energy),
        _measure(wording, "renewable", "MWh", found.renewable),
    ]
    if found.share is not None:
        percent = wording.edition.formatter.percent
        points = wording.edition.formatter.number((found.share.after - found.share.before) * 100, 2)
        change = wording.label("emissions.points", points=points)
        name = wording.label("emissions.measure_share")
        rows.append((name, "%", percent(found.share.before, 2), percent(found.share.after, 2), change))
    source = wording.label("emissions.measures_note")
    caption = wording.label("emissions.measures", plan=balance.plan.prefix)
    return [b.table(f"table-emission-measures-{plan}", caption, columns, rows, source=source)]


def _measure(wording: Wording, key: str, unit: str, found: Measure) -> tuple[str, ...]:
    change = wording.edition.formatter.percent(found.change, 2) if found.change is not None else NOT_GIVEN
    name = wording.label(f"emissions.measure_{key}")
    return name, unit, tonnes(wording, found.before), tonnes(wording, found.after), change


def sectors_table(wording: Wording, plan: str) -> list[b.Block]:
    """A row a sector: energy, emission before, effect of actions, emission after."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    columns = (
        b.Column(wording.label("emissions.sector"), width=4),
        b.Column(wording.label("emissions.energy_mwh"), "number", 1.9),
        *_before_and_after(wording, balance),
    )
    parts = by_sector(balance, wording.workspace)
    rows = [(sector_name(wording, part.key), *_figures(wording, part)) for part in parts]
    foot = (wording.label("money.total"), *_figures(wording, _sum(parts)))
    caption = wording.label("emissions.by_sector", plan=balance.plan.prefix)
    return [b.table(f"table-emission-sectors-{plan}", caption, columns, rows, totals=[foot])]


def members_table(wording: Wording, plan: str) -> list[b.Block]:
    """A row a member: energy, emission, effect of the actions that it answers for."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    columns = (
        b.Column(wording.label("emissions.member"), width=4),
        b.Column(wording.label("emissions.energy_mwh"), "number", 1.9),
        *_before_and_after(wording, balance),
    )
    key = wording.edition.formatter.collation_key
    parts = sorted(by_member(balance), key=lambda part: (not part.key, key(wording.actor(part.key))))
    others = wording.label("emissions.other_owners")
    rows = [(wording.actor(part.key) if part.key else others, *_figures(wording, part)) for part in parts]
    foot = (wording.label("money.total"), *_figures(wording, _sum(parts)))
    caption = wording.label("emissions.by_member", plan=balance.plan.prefix)
    source = wording.label("emissions.owners_note")
    return [b.table(f"table-emission-members-{plan}", caption, columns, rows, totals=[foot], source=source)]


def _before_and_after(wording: Wording, balance: Balance) -> tuple[b.Column, ...]:
    unit = gas(wording, balance)
    return (
        b.Column(wording.label("emissions.before_in", unit=unit), "number", 1.9),
        b.Column(wording.label("emissions.effect_in", unit=unit), "number", 1.9),
        b.Column(wording.label("emissions.after_in", unit=unit), "number", 1.9),
        b.Column(wording.label("emissions.change"), "number", 1.4),
    )


def _figures(wording: Wording, part: Part) -> tuple[str, ...]:
    """A part that only has effects (of no sector, of other owners) has no consumption to print."""
    before = (part.energy, part.emission)
    change = wording.edition.formatter.percent(-part.avoided / part.emission, 2) if part.emission else NOT_GIVEN
    known = [tonnes(wording, value) if part.energy else NOT_GIVEN for value in before]
    avoided = tonnes(wording, part.avoided) if part.avoided else NOT_GIVEN
    return (*known, avoided, tonnes(wording, part.after) if part.energy else NOT_GIVEN, change)


def _sum(parts: Sequence[Part]) -> Part:
    def total(values: list[Decimal]) -> Decimal:
        return sum(values, Decimal(0))

    return Part(
        "",
        total([part.energy for part in parts]),
        total([part.emission for part in parts]),
        total([part.saved for part in parts]),
        total([part.avoided for part in parts]),
    )


def sector_name(wording: Wording, sector: str) -> str:
    return wording.listed("sectors", sector) if sector else wording.label("emissions.no_sector")


def carriers_table(wording: Wording, plan: str) -> list[b.Block]:
    """A row a carrier: factor, where it comes from, energy, emission, share."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    unit = gas(wording, balance)
    columns = (
        b.Column(wording.label("emissions.carrier"), width=3.4),
        b.Column(wording.label("emissions.factor_in", unit=unit), "number", 1.9),
        b.Column(wording.label("emissions.factor_source"), "code", 2.4),
        b.Column(wording.label("emissions.energy_mwh"), "number", 2),
        b.Column(wording.label("emissions.before_in", unit=unit), "number", 2),
        b.Column(wording.label("emissions.share"), "number", 1.4),
    )
    rows: list[tuple[object, ...]] = []
    for part in by_carrier(balance, wording.workspace):
        if part.energy:
            factor = factor_of(balance.factors, part.key, wording.workspace)
            shown = wording.edition.formatter.number(factor, 3) if factor is not None else NOT_GIVEN
            figures = (tonnes(wording, part.energy), tonnes(wording, part.emission))
            share = _share(wording, part.emission, balance.base)
            rows.append(
                (wording.listed("carriers", part.key), shown, _origin(wording, balance, part.key), *figures, share)
            )
    energy = sum((cell.row.mwh for cell in balance.cells), Decimal(0))
    foot = (b.Span(wording.label("money.total"), columns=3), tonnes(wording, energy), tonnes(wording, balance.base), "")
    caption = wording.label("emissions.by_carrier", plan=balance.plan.prefix)
    source = _factor_words(wording, balance)
    return [b.table(f"table-emission-carriers-{plan}", caption, columns, rows, totals=[foot], source=source)]


def _origin(wording: Wording, balance: Balance, carrier: str) -> Words:
    """The source of one factor, with the tag of a value that is not published."""
    factor = balance.factors.factors.get(carrier)
    if factor is None:
        return [NOT_GIVEN]
    source = factor.source or balance.factors.source
    return [wording.reference(source), *wording.mark(wording.provenance(balance.factors, factor))]
