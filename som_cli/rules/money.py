"""Money (BUD): sums that agree, amounts that can be, shares that funds allow, nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from som_cli.analysis.budget import Amount, action_amounts, amounts_by_action, totals_by, totals_by_action
from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import FieldPath
from som_cli.model.workspace import Workspace
from som_cli.review.spoken import number
from som_cli.rules.figures import rounded
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

# Two for nearly all currencies; a workspace in another needs more than this rule.
CURRENCY_DECIMALS = 2
_CENT = Decimal(1).scaleb(-CURRENCY_DECIMALS)


@rule("BUD01", "E")
def lines_differ_from_total(workspace: Workspace) -> Iterator[Finding]:
    """The lines of a budget do not sum to the total that the document states."""
    tolerance = workspace.settings.tolerance.sum_abs
    for action in workspace.actions.values():
        budget = action.budget
        if budget is None or budget.stated_total is None or not budget.lines:
            continue
        found = totals_by_action(workspace)[action.id]
        if abs(found - budget.stated_total) > tolerance:
            yield Finding(
                action,
                ("budget", "stated_total"),
                msg(
                    "the lines sum to {total} {currency}, the document states {stated} {currency}",
                    total=number(found),
                    stated=number(budget.stated_total),
                    currency=workspace.settings.currency,
                ),
                msg("check the lines against the source; sums may differ by {tolerance}", tolerance=number(tolerance)),
            )


@rule("BUD02", "E")
def impossible_amount(workspace: Workspace) -> Iterator[Finding]:
    """An amount is zero, negative or finer than the currency, or in a foreign currency without its rate."""
    currency = workspace.settings.currency
    for action in workspace.actions.values():
        budget = action.budget
        if budget is None:
            continue
        if budget.stated_total is not None:
            yield from _impossible(action, ("budget", "stated_total"), budget.stated_total)
        for index, line in enumerate(budget.lines):
            path = ("budget", "lines", index)
            # Most amounts are written to the cent.
            if line.amount <= 0 or not line.amount.same_quantum(_CENT):
                yield from _impossible(action, (*path, "amount"), line.amount)
            if line.currency not in (None, currency) and line.rate is None:
                message = msg(
                    "the amount is in {found}, the workspace counts in {own}", found=line.currency, own=currency
                )
                help_ = msg("add `rate: …` (units of {own} for one {found})", found=line.currency, own=currency)
                yield Finding(action, (*path, "currency"), message, help_)
            elif line.rate is not None and line.rate <= 0:
                help_ = msg(
                    "write how many units of {own} one {found} costs", own=currency, found=line.currency or currency
                )
                yield Finding(action, (*path, "rate"), msg("the rate is {rate}, not above 0", rate=line.rate), help_)


def _impossible(action: Action, path: FieldPath, amount: Decimal) -> Iterator[Finding]:
    if amount <= 0:
        help_ = msg("delete it, or write what is really paid")
        yield Finding(action, path, msg("the amount is {amount}, not above 0", amount=number(amount)), help_)
    elif (decimals := _decimals(amount)) > CURRENCY_DECIMALS:
        message = msg(
            "the amount {amount} has {found} decimals, a currency has {allowed}",
            amount=number(amount),
            found=decimals,
            allowed=CURRENCY_DECIMALS,
        )
        yield Finding(action, path, message, msg("round it to {decimals} decimals", decimals=CURRENCY_DECIMALS))


@rule("BUD05", "W")
def fund_share_over_maximum(workspace: Workspace) -> Iterator[Finding]:
    """A fund pays a larger share of an action than its maximum rate."""
    capped = frozenset(fund.id for fund in workspace.funds.values() if fund.max_rate is not None)
    for action in workspace.actions.values():
        parts = amounts_by_action(workspace)[action.id]
        if capped.isdisjoint([part.source for part in parts]):
            continue
        whole = totals_by_action(workspace)[action.id]
        for name, paid in totals_by(parts, _source).items():
            fund = workspace.funds.get(name)
            if fund is None or fund.max_rate is None:
                continue
            if paid - fund.max_rate * whole > workspace.settings.tolerance.sum_abs:
                message = msg(
                    "{fund} pays {paid} of {whole} {currency} ({share} %), more than its maximum of {maximum} %",
                    fund=name,
                    paid=number(paid),
                    whole=number(whole),
                    currency=workspace.settings.currency,
                    share=rounded(paid / whole * 100, 2) if whole > 0 else "?",
                    maximum=rounded(fund.max_rate * 100, 2),
                )
                limit = Related(fund.origin.span(("max_rate",)), msg("the fund's maximum rate"))
                help_ = msg("move the difference to another source, or correct the rate of the fund")
                yield Finding(action, _first_line_of(action, name), message, help_, related=(limit,))


def _source(amount: Amount) -> str:
    return amount.source


def _first_line_of(action: Action, fund: str) -> FieldPath:
    counted = {id(part.line) for part in action_amounts(action) if part.source == fund}
    lines = action.budget.lines if action.budget else ()
    return next(("budget", "lines", index, "amount") for index, line in enumerate(lines) if id(line) in counted)


@rule("BUD15", "E")
def mirror_with_own_effect(workspace: Workspace) -> Iterator[Finding]:
    """A mirror carries money or an effect of its own, so that it would be counted twice."""
    for action in workspace.actions.values():
        if action.mirror_of is None:
            continue
        for key in ("budget", "energy", "outputs"):
            if getattr(action, key):
                message = msg("the mirror of {original} has a `{key}` of its own", original=action.mirror_of, key=key)
                help_ = msg("write it in {original}; a mirror shows what stands there", original=action.mirror_of)
                yield Finding(action, (key,), message, help_, other=action.mirror_of)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    # Closing zeros say nothing; they are looked for only where there are many digits.
    if isinstance(exponent, int) and -exponent > CURRENCY_DECIMALS:
        exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
