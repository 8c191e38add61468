"""Financing (BUD): who pays, from what, and whether the sums of a plan can be what its text says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, amounts_by_action, total, totals_by, totals_by_action
from som_cli.analysis.median import median
from som_cli.messages import msg
from som_cli.model.action import Action, BudgetLine, Price, PriceBasis, Vat
from som_cli.model.entry import FieldPath
from som_cli.model.layout import plan_of
from som_cli.model.plan import StatedSum
from som_cli.model.registry import FundKind
from som_cli.model.values import UNKNOWN, PartialDate
from som_cli.model.workspace import Workspace
from som_cli.review.spoken import number
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import own_actions
from som_cli.text.diagnostics import Related

CO_FINANCING = frozenset({FundKind.EU, FundKind.NATIONAL, FundKind.REGIONAL})
THOUSAND = 1000
# With fewer peers a median says nothing.
LEAST_PEERS = 4


@rule("BUD03", "W")
def money_outside_action(workspace: Workspace) -> Iterator[Finding]:
    """Money is planned for a time in which its action is not under way."""
    for action in own_actions(workspace):
        for index, line in enumerate(action.budget.lines if action.budget else ()):
            key, first, last = _span_of(line)
            path = ("budget", "lines", index, key)
            if last is not None and action.from_ is not None and last.is_before(action.from_):
                message = msg("the line is for {period}, the action starts {start}", period=last, start=action.from_)
                related = Related(action.origin.span(("from",)), msg("the period of the action"))
                yield Finding(action, path, message, _PERIOD_HELP, related=(related,))
            elif first is not None and action.to is not None and action.to.is_before(first):
                message = msg("the line is for {period}, the action ends {end}", period=first, end=action.to)
                related = Related(action.origin.span(("to",)), msg("the period of the action"))
                yield Finding(action, path, message, _PERIOD_HELP, related=(related,))


_PERIOD_HELP = msg("correct the year of the line or the period of the action")


def _span_of(line: BudgetLine) -> tuple[str, PartialDate | None, PartialDate | None]:
    """The key that says when a line is paid, and the first and last date of it, where they are known."""
    first, last = line.year or line.from_, line.year or line.to
    key = "year" if line.year else "to" if line.to else "from"
    return key, first if first and first.is_known else None, last if last and last.is_known else None


@rule("BUD04", "E")
def actions_differ_from_stated_sum(workspace: Workspace) -> Iterator[Finding]:
    """The money of a plan's actions does not sum to what its text or its table of totals states."""
    tolerance = workspace.settings.tolerance.sum_abs
    for plan in workspace.plans.values():
        parts = amounts(workspace, plan.id) if plan.stated_sums else ()
        for index, stated in enumerate(plan.stated_sums):
            counted = [part for part in parts if _is_counted(part, stated)]
            found = total(counted)
            # The table was made from the same figures, each rounded at most by the tolerance.
            if abs(found - stated.amount) <= tolerance:
                continue
            message = msg(
                "{count} amount of the actions sums to {found} {currency}, the plan states {stated} {currency}",
                plural="{count} amounts of the actions sum to {found} {currency}, the plan states {stated} {currency}",
                count=len(counted),
                found=number(found),
                stated=number(stated.amount),
                currency=workspace.settings.currency,
            )
            help_ = msg(
                "find the action that is missing or differs; sums may differ by {tolerance}",
                tolerance=number(tolerance),
            )
            yield Finding(plan, ("stated_sums", index, "amount"), message, help_)


def _is_counted(part: Amount, stated: StatedSum) -> bool:
    is_year = stated.year is None or part.year == stated.year.year
    return is_year and stated.fund in (None, part.source) and stated.payer in (None, part.payer)


@rule("BUD06", "W")
def missing_own_contribution(workspace: Workspace) -> Iterator[Finding]:
    """Only funds pay for an action, though none of them is known to pay the whole."""
    for action in own_actions(workspace):
        parts = amounts_by_action(workspace)[action.id]
        funds = {part.source: workspace.funds.get(part.source) for part in parts}
        # Where a source is not known, it may be the own contribution.
        if not parts or any(fund is None or fund.kind not in CO_FINANCING for fund in funds.values()):
            continue
        whole = total(parts)
        rates = {name: fund.max_rate for name, fund in funds.items() if fund and fund.max_rate is not None}
        paid = totals_by(parts, _source)
        # A fund that may pay all needs no other; one that pays more than it may is BUD05's.
        if any(rate >= 1 or paid[name] > rate * whole for name, rate in rates.items()):
            continue
        message = msg("only {funds} pay for the action, and nobody from means of its own", funds=", ".join(funds))
        yield Finding(action, ("budget", "lines"), message, msg("add a line of own means, or of who pays the rest"))


def _source(part: Amount) -> str:
    return part.source


@rule("BUD07", "W")
def prices_that_do_not_add(workspace: Workspace) -> Iterator[Finding]:
    """A plan adds gross to net prices, or prices of each year to prices of one year."""
    by_plan: dict[str, list[Action]] = defaultdict(list)
    for action in own_actions(workspace):
        if action.budget and action.budget.price and amounts_by_action(workspace)[action.id]:
            by_plan[plan_of(action.origin.path) or ""].append(action)
    for plan, own in by_plan.items():
        for key in ("basis", "vat"):
            kinds = {action.id: kind for action in own if (kind := _kind_of_price(action, key))}
            counts = Counter(kinds.values())
            if len(counts) <= 1:
                continue
            usual = counts.most_common(1)[0][0]
            for action in own:
                found = kinds.get(action.id, usual)
                if found != usual:
                    message = msg(
                        "the prices are {found}, those of most actions of `{plan}` are {usual} ({count} of {all})",
                        found=found,
                        plan=plan,
                        usual=usual,
                        count=counts[usual],
                        all=counts.total(),
                    )
                    help_ = msg("recompute them to {usual}, so that they can be added", usual=usual)
                    yield Finding(action, ("budget", "price", key), message, help_)


def _kind_of_price(action: Action, key: str) -> str:
    price = action.budget.price if action.budget else None
    if not isinstance(price, Price):
        return ""
    if key == "vat":
        return price.vat.value if price.vat not in (None, Vat.UNKNOWN) else ""
    if price.basis in (None, PriceBasis.UNKNOWN):
        return ""
    return (
        f"{price.basis.value} {price.year or ''}".rstrip() if price.basis is PriceBasis.CONSTANT else price.basis.value
    )


@rule("BUD09", "W")
def payer_without_part(workspace: Workspace) -> Iterator[Finding]:
    """Somebody pays for an action who is neither its owner nor a partner."""
    for action in own_actions(workspace):
        if action.owner in (None, UNKNOWN):
            continue
        seen = set()
        for index, line in enumerate(action.budget.lines if action.budget else ()):
            payer = line.payer
            if payer in (None, UNKNOWN, action.owner, *action.partners) or payer in seen:
                continue
            seen.add(payer)
            message = msg(
                "`{payer}` pays, and is neither the owner (`{owner}`) nor a partner ({partners})",
                payer=payer,
                owner=action.owner,
                partners=", ".join(action.partners) or "–",
            )
            help_ = msg("add it to `partners`, or correct `payer`")
            yield Finding(action, ("budget", "lines", index, "payer"), message, help_, other=payer or "")


@rule("BUD10", "W")
def cost_out_of_proportion(workspace: Workspace) -> Iterator[Finding]:
    """A cost looks like a slip of thousands, or is many times dearer or cheaper for a unit of output than its peers."""
    for action in own_actions(workspace):
        budget = action.budget
        if budget is None or not budget.stated_total or not budget.lines:
            continue
        found = totals_by_action(workspace)[action.id]
        if found in (budget.stated_total * THOUSAND, budget.stated_total / THOUSAND):
            message = msg(
                "the lines sum to {total}, the document states {stated}: one of the two is in thousands",
                total=number(found),
                stated=number(budget.stated_total),
            )
            yield Finding(
                action,
                ("budget", "stated_total"),
                message,
                msg("write both in {currency}", currency=workspace.settings.currency),
            )
    yield from _unit_costs(workspace)


def _unit_costs(workspace: Workspace) -> Iterator[Finding]:
    limit = workspace.settings.limits.unit_cost_factor
    for name, costs in _costs_by_indicator(workspace).items():
        if len(costs) <= LEAST_PEERS:
            continue
        usual = median(cost for _, cost in costs)
        for action, cost in costs:
            if usual / limit <= cost <= usual * limit:
                continue
            indicator = workspace.indicators[name]
            message = msg(
                "{cost} {currency} for one {unit} of {indicator}, the median of {count} is {usual}; limit {limit} ×",
                cost=number(cost, 0),
                currency=workspace.settings.currency,
                unit=indicator.unit or "",
                indicator=name,
                count=len(costs),
                usual=number(usual, 0),
                limit=limit,
            )
            path: FieldPath = (
                ("budget", "stated_total") if action.budget and action.budget.stated_total else ("budget", "lines")
            )
            yield Finding(
                action, path, message, msg("check the unit of the cost and of the output; or say in a waiver why")
            )


def _costs_by_indicator(workspace: Workspace) -> Mapping[str, list[tuple[Action, Decimal]]]:
    """Cost for one unit of output, of the actions that have one output only: what else the money buys is not known."""
    peers: dict[str, list[tuple[Action, Decimal]]] = defaultdict(list)
    for action in own_actions(workspace):
        if len(action.outputs) == 1 and action.budget is not None:
            output = action.outputs[0]
            if output.value and output.unit is None and output.indicator in workspace.indicators:
                peers[output.indicator].append((action, abs(output.value)))
    money = totals_by_action(workspace)
    return {
        name: [(action, cost / amount) for action, amount in found if (cost := money[action.id]) > 0]
        for name, found in peers.items()
        if len(found) > LEAST_PEERS
    }
