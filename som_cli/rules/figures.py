"""Numbers -> the text that findings print."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from som_cli.model.values import EXACT


def rounded(value: Decimal | float, decimals: int = 0) -> str:
    """A number with at most so many decimals, in plain form."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    shown = format(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT), "f")
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown == "-0" else shown


def percent(share: Decimal) -> str:
    """A share of 1 as per cent, to a tenth."""
    return rounded(share * 100, 1)
