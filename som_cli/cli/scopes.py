"""The filters of `som build` -> the scope that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from som_cli.analysis.scope import Scope
from som_cli.cli.failure import UsageError
from som_cli.cli.options import check_plans
from som_cli.messages import msg
from som_cli.model.action import ActionStatus
from som_cli.model.loading import Loaded
from som_cli.text.suggest import suggestion

_PERIOD = re.compile(r"(\d{4})(?:[-–](\d{4}))?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What was typed after `--plan`, `--member`, `--objective`, `--period` and `--status`."""

    plan: str = ""
    member: str = ""
    objective: str = ""
    period: str = ""
    status: str = ""


def parse_scope(loaded: Loaded, filters: Filters) -> Scope:
    """What the filters name. Raises UsageError for what the workspace does not have."""
    workspace = loaded.workspace
    plan, member, objective, status = filters.plan, filters.member, filters.objective, filters.status
    if plan:
        check_plans(loaded, [plan])
    if member and member not in workspace.members:
        raise UsageError(msg("there is no member `{member}`", member=member), suggestion(member, workspace.members))
    if objective and objective not in workspace.objectives:
        message = msg("there is no objective `{objective}`", objective=objective)
        raise UsageError(message, suggestion(objective, workspace.objectives))
    known = [one.value for one in ActionStatus]
    if status and status not in known:
        raise UsageError(msg("there is no status `{status}`", status=status), suggestion(status, known))
    return Scope(plan, member, objective, ActionStatus(status) if status else None, _years(filters.period))


def _years(period: str) -> tuple[int, int] | None:
    """The first and last year of `2016` or `2016-2020`. Raises UsageError."""
    if not period:
        return None
    found = _PERIOD.fullmatch(period.strip())
    if found is None or int(found[2] or found[1]) < int(found[1]):
        message = msg("`{value}` is no span of years", value=period)
        raise UsageError(message, msg("write it so: `--period 2016-2020`"))
    return int(found[1]), int(found[2] or found[1])
