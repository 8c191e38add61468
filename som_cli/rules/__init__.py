"""Every rule, written out."""

from __future__ import annotations

from som_cli.messages import mark_text
from som_cli.rules import money, reading
from som_cli.rules.registry import Rule

WAIVER = Rule("GOV08", "waiver-that-does-not-hold", "W", mark_text("A waiver has no reason or author, is over, or is not needed."))

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    money.lines_differ_from_total,
    money.impossible_amount,
    money.fund_share_over_maximum,
    money.mirror_with_own_effect,
    WAIVER,
)
