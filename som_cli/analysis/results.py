"""Actions -> what they bring, summed by indicator, and which of them are late or lack what a reader asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from som_cli.analysis.budget import NOT_DONE, action_amounts
from som_cli.analysis.conversion import converted
from som_cli.model.action import Action, ActionStatus
from som_cli.model.indicator import Aggregation, Indicator
from som_cli.model.values import UNKNOWN, PartialDate
from som_cli.model.workspace import Workspace

ENDED = frozenset({ActionStatus.COMPLETED, *NOT_DONE})


@dataclass(frozen=True, slots=True)
class Result:
    """What actions add to an indicator together, in its unit."""

    indicator: Indicator
    value: Decimal
    actions: tuple[Action, ...]


def results(workspace: Workspace) -> list[Result]:
    """The sums of all outputs, those of most actions first.

    Mirrors and actions that will not be done add nothing; only what adds up is summed (indicators of the rule `sum`),
    and of several periods of one action the last counts.
    """
    found: dict[str, dict[str, tuple[Action, Decimal]]] = {}
    for action in counted_actions(workspace):
        for output in sorted(action.outputs, key=lambda one: one.period.last.isoformat() if one.period else ""):
            indicator = workspace.indicators.get(output.indicator)
            if indicator is None or output.value is None or indicator.aggregation is not Aggregation.SUM:
                continue
            value = converted(output.value, output.unit, indicator.unit, workspace)
            if value is not None:
                found.setdefault(indicator.id, {})[action.id] = (action, value)
    made = [
        Result(
            workspace.indicators[key],
            sum((value for _, value in parts.values()), Decimal(0)),
            tuple(action for action, _ in parts.values()),
        )
        for key, parts in found.items()
    ]
    return sorted(made, key=lambda one: (-len(one.actions), one.indicator.id))


def counted_actions(workspace: Workspace) -> list[Action]:
    """Actions that stand for themselves and are not given up."""
    return [one for one in workspace.actions.values() if not one.is_mirror and one.status not in NOT_DONE]


def late_actions(workspace: Workspace) -> list[Action]:
    """Actions whose end has passed, and which the data call neither completed nor given up."""
    return [
        action
        for action in counted_actions(workspace)
        if action.to is not None
        and action.to.is_known
        and action.to.last < workspace.today
        and action.status not in ENDED
    ]


class Lack(StrEnum):
    """What an action does not say."""

    OWNER = "owner"
    STATUS = "status"
    START = "start"
    END = "end"
    COST = "cost"
    YEARS = "years"
    SOURCE = "source"
    PAYER = "payer"
    OUTPUTS = "outputs"


def lacks(action: Action) -> tuple[Lack, ...]:
    """What is not given or said to be unknown, in the order in which a form would ask for it."""
    parts = action_amounts(action)
    missing = {
        Lack.OWNER: action.owner in {None, UNKNOWN},
        Lack.STATUS: action.status in {None, ActionStatus.UNKNOWN},
        Lack.START: not _is_known(action.from_),
        Lack.END: not _is_known(action.to),
        Lack.COST: not parts,
        Lack.YEARS: any(part.year is None for part in parts),
        Lack.SOURCE: any(part.source in {"", UNKNOWN} for part in parts),
        Lack.PAYER: any(part.payer in {"", UNKNOWN} for part in parts),
        Lack.OUTPUTS: not action.outputs,
    }
    return tuple(lack for lack, is_missing in missing.items() if is_missing)


def _is_known(moment: PartialDate | None) -> bool:
    return moment is not None and moment.is_known


def without_cost(actions: Iterable[Action]) -> list[Action]:
    """Those of the actions that state no money."""
    return [action for action in actions if not action_amounts(action)]
