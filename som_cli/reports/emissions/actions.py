"""The emission balance of a plan -> tables of its matrix, of its actions with their check, and of what interacts."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.emission_measures import acts_on_itself, differs, renewable_energy
from som_cli.analysis.emissions import Balance, Cell, Effect
from som_cli.document import blocks as b
from som_cli.reports.emissions.balance import gas, plan_balance, sector_name, tonnes
from som_cli.reports.wording import NOT_GIVEN, Wording

_THOUSAND = Decimal(1000)
_LETTERS = 6.5
# Columns of carriers from which those with less than such a share stand together.
_MOST, _SMALL = 10, Decimal("0.01")


def energy_matrix(wording: Wording, plan: str) -> list[b.Block]:
    """Final energy by sector and carrier."""
    return _matrix(wording, plan, "energy")


def emission_matrix(wording: Wording, plan: str) -> list[b.Block]:
    """Emission by sector and carrier: energy times factor."""
    return _matrix(wording, plan, "emission")


def _matrix(wording: Wording, plan: str, what: str) -> list[b.Block]:
    """Thousands: sums of a whole partnership have seven digits. Carriers without a value have no column."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    sums = _gathered(balance, what)
    sectors = _ordered(wording, "sectors", {sector for sector, _ in sums})
    carriers = _ordered(wording, "carriers", {carrier for _, carrier in sums})
    columns = [b.Column(wording.label("emissions.sector"), width=2.7)]
    columns += [_carrier_column(wording, carrier) for carrier in carriers]
    columns.append(b.Column(wording.label("money.total"), "number", 1.6))

    def row(values: list[Decimal]) -> tuple[str, ...]:
        return tuple(_thousands(wording, value) for value in (*values, sum(values, Decimal(0))))

    rows = [
        (sector_name(wording, sector), *row([sums.get((sector, carrier), Decimal(0)) for carrier in carriers]))
        for sector in sectors
    ]
    by_carrier = [sum((sums.get((sector, one), Decimal(0)) for sector in sectors), Decimal(0)) for one in carriers]
    foot = (wording.label("money.total"), *row(by_carrier))
    caption = wording.label(f"emissions.matrix_{what}", plan=balance.plan.prefix, unit=gas(wording, balance))
    return [b.table(f"table-{what}-matrix-{plan}", caption, columns, rows, totals=[foot])]


def _gathered(balance: Balance, what: str) -> dict[tuple[str, str], Decimal]:
    """Sums by sector and carrier; of many carriers the smallest stand together, under an empty key."""
    sums: dict[tuple[str, str], Decimal] = {}
    by_carrier: dict[str, Decimal] = {}
    for cell in balance.cells:
        value, key = _value(cell, what), (cell.row.sector, cell.row.carrier)
        sums[key] = sums.get(key, Decimal(0)) + value
        by_carrier[cell.row.carrier] = by_carrier.get(cell.row.carrier, Decimal(0)) + value
    present = {carrier: value for carrier, value in by_carrier.items() if value}
    least = sum(present.values(), Decimal(0)) * _SMALL
    small = {carrier for carrier, value in present.items() if value < least} if len(present) > _MOST else set()
    found: dict[tuple[str, str], Decimal] = {}
    for (sector, carrier), value in sums.items():
        key = (sector, "" if len(small) > 1 and carrier in small else carrier)
        found[key] = found.get(key, Decimal(0)) + value
    return {key: value for key, value in found.items() if value}


def _carrier_column(wording: Wording, carrier: str) -> b.Column:
    """As wide as the longest word of its head, which stands unbroken."""
    title = wording.listed("carriers", carrier) if carrier else wording.label("emissions.other_carriers")
    return b.Column(title, "number", max(1.2, *((len(word) + 1) / _LETTERS for word in title.split())))


def _value(cell: Cell, what: str) -> Decimal:
    return cell.row.mwh if what == "energy" else cell.emission or Decimal(0)


def _thousands(wording: Wording, value: Decimal) -> str:
    return wording.edition.formatter.number(value / _THOUSAND, 1) if value else NOT_GIVEN


def _ordered(wording: Wording, name: str, found: set[str]) -> list[str]:
    order = list(wording.workspace.codelists.get(name, {}))
    known = [code for code in order if code in found] + sorted(found - {*order, ""})
    return known + [""] * ("" in found)


def effects_table(wording: Wording, plan: str) -> list[b.Block]:
    """A row an action: what it saves and produces, its stated effect, and the check by energy times factor."""
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    if not balance.effects:
        return [b.paragraph(wording.label("emissions.no_effects"))]
    unit = gas(wording, balance)
    columns = (
        b.Column(wording.label("actions.id"), "code", 1.8),
        b.Column(wording.label("actions.title"), width=6),
        b.Column(wording.label("emissions.sector"), width=3.4),
        b.Column(wording.label("emissions.carrier"), width=2.4),
        b.Column(wording.label("emissions.saved"), "number", 1.5),
        b.Column(wording.label("emissions.produced"), "number", 1.4),
        b.Column(wording.label("emissions.stated_in", unit=unit), "number", 1.4),
        b.Column(wording.label("emissions.computed_in", unit=unit), "number", 1.5),
        b.Column(wording.label("emissions.check"), width=1.5),
    )
    rows = [_effect(wording, found) for found in balance.effects]
    saved = sum((found.saved for found in balance.effects if found.saved), Decimal(0))
    produced = sum((renewable_energy(found, wording.workspace) or Decimal(0) for found in balance.effects), Decimal(0))
    stated = sum((found.stated for found in balance.effects if found.stated), Decimal(0))
    computed = sum((found.computed for found in balance.effects if found.computed), Decimal(0))
    label = b.Span(wording.label("money.total"), columns=4)
    sums = (tonnes(wording, value) if value else NOT_GIVEN for value in (saved, produced, stated, computed))
    caption = wording.label("emissions.actions", plan=balance.plan.prefix)
    name = f"table-emission-actions-{plan}"
    return [b.table(name, caption, columns, rows, totals=[(label, *sums, "")], source=_note(wording, balance))]


def _effect(wording: Wording, found: Effect) -> tuple[object, ...]:
    produced = renewable_energy(found, wording.workspace)
    figures = (found.saved, produced or None, found.stated, found.computed)
    return (
        wording.reference(found.action.id),
        wording.title(found.action.id),
        wording.listed("sectors", found.energy.sector) if found.energy.sector else NOT_GIVEN,
        wording.listed("carriers", _carrier(found)) if _carrier(found) else NOT_GIVEN,
        *(tonnes(wording, value) for value in figures),
        _check(wording, found),
    )


def _carrier(found: Effect) -> str:
    return found.carrier or (found.energy.res.carrier if found.energy.res else None) or ""


def _check(wording: Wording, found: Effect) -> str:
    if found.stated is None or found.computed is None:
        return wording.label("emissions.unchecked")
    if not differs(found, wording.workspace):
        return wording.label("emissions.agrees")
    share = (found.stated - found.computed) / found.computed if found.computed else None
    return wording.edition.formatter.percent(share) if share is not None else wording.label("emissions.differs")


def _note(wording: Wording, balance: Balance) -> str:
    """Mirrors count through their originals, once; how far stated and computed effects may differ."""
    mirrors = sum(found.mirror is not None for found in balance.effects)
    tolerance = wording.edition.formatter.percent(wording.workspace.settings.tolerance.co2_rel, 0)
    parts = [wording.plural("emissions.mirrors", mirrors)] if mirrors else []
    parts.append(wording.label("emissions.check_note", share=tolerance))
    return " ".join(parts)


def interactions_table(wording: Wording, plan: str) -> list[b.Block]:
    """Sectors' carriers that several actions touch: their savings together, and whether they can be added."""
    balance = plan_balance(wording, plan)
    shares = [share for share in balance.shares if len(share.effects) > 1] if balance else []
    if not shares:
        return [b.paragraph(wording.label("emissions.no_interactions"))] if balance else []
    columns = (
        b.Column(wording.label("emissions.sector"), width=2.8),
        b.Column(wording.label("emissions.carrier"), width=2),
        b.Column(wording.label("emissions.measures_named"), "code", 3.2),
        b.Column(wording.label("emissions.saved"), "number", 1.6),
        b.Column(wording.label("emissions.used"), "number", 1.8),
        b.Column(wording.label("emissions.share"), "number", 1.2),
        b.Column(wording.label("emissions.judgement"), width=2.6),
    )
    percent = wording.edition.formatter.percent
    rows = [
        (
            wording.listed("sectors", share.sector),
            wording.listed("carriers", share.carrier),
            wording.references([found.action.id for found in share.effects]),
            tonnes(wording, share.saved),
            tonnes(wording, share.consumption) if share.consumption else NOT_GIVEN,
            percent(share.saved / share.consumption) if share.consumption else NOT_GIVEN,
            _judgement(wording, acts=acts_on_itself(share, wording.workspace), is_known=bool(share.consumption)),
        )
        for share in shares
    ]
    limit = percent(wording.workspace.settings.standards.emissions.interaction_share, 0)
    source = wording.label("emissions.interactions_note", share=limit)
    caption = wording.label("emissions.interactions")
    return [b.table(f"table-emission-interactions-{plan}", caption, columns, rows, source=source)]


def _judgement(wording: Wording, *, acts: bool, is_known: bool) -> str:
    if not is_known:
        return wording.label("emissions.consumption_unknown")
    return wording.label("emissions.not_additive" if acts else "emissions.additive")
