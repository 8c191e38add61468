"""Money (BUD): sums that agree, amounts that can be, shares that funds allow, nothing counted twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from som_cli.messages import msg
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

GROSZ_DECIMALS = 2


@rule("BUD01", "E")
def lines_differ_from_total(workspace: Workspace) -> Iterator[Finding]:
    """The lines of a budget do not sum to the total that the document states."""
    tolerance = workspace.settings.tolerance.sum_abs
    for action in workspace.actions.values():
        budget = action.budget
        if budget is None or budget.stated_total is None or not budget.lines:
            continue
        total = sum((line.amount * (line.rate or 1) for line in budget.lines), Decimal(0))
        if abs(total - budget.stated_total) > tolerance:
            yield Finding(
                action,
                ("budget", "stated_total"),
                msg(
                    "the lines sum to {total} {currency}, the document states {stated} {currency}",
                    total=total,
                    stated=budget.stated_total,
                    currency=workspace.settings.currency,
                ),
                msg("check the lines against the source; sums may differ by {tolerance}", tolerance=tolerance),
            )


@rule("BUD02", "E")
def impossible_amount(workspace: Workspace) -> Iterator[Finding]:
    """An amount is zero, negative or finer than the currency, or in a foreign currency without its rate."""
    currency = workspace.settings.currency
    for action in workspace.actions.values():
        for index, line in enumerate(action.budget.lines if action.budget else ()):
            path = ("budget", "lines", index, "amount")
            if line.amount <= 0:
                help_ = msg("delete the line, or write what is really paid")
                yield Finding(action, path, msg("the amount is {amount}", amount=line.amount), help_)
            elif _decimals(line.amount) > GROSZ_DECIMALS:
                help_ = msg("round it to {decimals} decimals", decimals=GROSZ_DECIMALS)
                yield Finding(action, path, msg("the amount {amount} has too many decimals", amount=line.amount), help_)
            if line.currency not in (None, currency) and line.rate is None:
                message = msg("the amount is in {found}, the workspace counts in {own}", found=line.currency, own=currency)
                help_ = msg("add `rate: …` (units of {own} for one {found})", found=line.currency, own=currency)
                yield Finding(action, ("budget", "lines", index, "currency"), message, help_)


@rule("BUD05", "W")
def fund_share_over_maximum(workspace: Workspace) -> Iterator[Finding]:
    """A fund pays a larger share of an action than its maximum rate."""
    for action in workspace.actions.values():
        lines = action.budget.lines if action.budget else ()
        total = sum((line.amount * (line.rate or 1) for line in lines), Decimal(0))
        by_fund: dict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            if line.source:
                by_fund[line.source].append(index)
        for name, indexes in by_fund.items():
            fund = workspace.funds.get(name)
            if fund is None or fund.max_rate is None or total <= 0:
                continue
            paid = sum((lines[index].amount * (lines[index].rate or 1) for index in indexes), Decimal(0))
            if paid > fund.max_rate * total:
                message = msg(
                    "{fund} pays {share} % of the action, more than its maximum of {maximum} %",
                    fund=name,
                    share=_percent(paid / total),
                    maximum=_percent(fund.max_rate),
                )
                limit = Related(fund.origin.span(("max_rate",)), msg("the fund's maximum rate"))
                help_ = msg("move the difference to another source, or correct the rate of the fund")
                yield Finding(action, ("budget", "lines", indexes[0], "amount"), message, help_, related=(limit,))


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
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _percent(share: Decimal) -> str:
    return format((share * 100).quantize(Decimal("0.1")).normalize(), "f")
