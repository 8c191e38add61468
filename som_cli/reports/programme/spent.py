"""A workspace -> what was spent on the actions that the report is about, whoever reported it."""

from __future__ import annotations

from som_cli.analysis.spending import Spending, spending
from som_cli.reports.wording import Wording


def own_spending(wording: Wording) -> list[Spending]:
    """By action and year. A report narrowed to one member counts what its partners spent on their common actions."""
    everything = wording.edition.everything.once(spending)
    return [one for one in everything if one.action.id in wording.workspace.actions]
