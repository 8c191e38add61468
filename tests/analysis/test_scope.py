"""A narrowed workspace holds what the scope is about, keeps sums exact, and still knows the rest by id."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from som_cli.analysis.budget import Amount, amounts, total
from som_cli.analysis.scope import Scope, actors_of, narrowed, without_years
from som_cli.model.action import ActionStatus
from som_cli.model.layout import plan_of
from som_cli.model.loading import load
from som_cli.model.workspace import Workspace
from som_cli.text.files import WorkingTree
from tests.reports.editions import EXAMPLE, REAL


@pytest.fixture(scope="module")
def real() -> Workspace:
    return load(WorkingTree(REAL), date(2016, 7, 1)).workspace


@pytest.fixture(scope="module")
def example() -> Workspace:
    return load(WorkingTree(EXAMPLE), date(2016, 7, 1)).workspace


def test_an_empty_scope_is_the_workspace_itself(real: Workspace) -> None:
    assert narrowed(real, Scope()) is real


def test_plans_share_out_the_actions_and_the_money(real: Workspace) -> None:
    parts = [narrowed(real, Scope(plan=plan)) for plan in real.plans]
    assert sorted(action for part in parts for action in part.actions) == sorted(real.actions)
    assert sum((total(amounts(part)) for part in parts), Decimal(0)) == total(amounts(real))
    assert all(len(part.plans) == 1 for part in parts)


def test_what_is_left_out_is_known_by_id_and_title(real: Workspace) -> None:
    part = narrowed(real, Scope(plan="trp"))
    assert part.by_id.keys() == real.by_id.keys()
    assert all(part.title(key) == real.title(key) for key in real.actions)
    mirror = next(action for action in real.actions.values() if action.is_mirror)
    assert narrowed(real, Scope(plan=plan_of(mirror.origin.path) or "")).original(mirror) == real.original(mirror)


def test_a_member_has_the_actions_that_it_owns_joins_or_pays_for(real: Workspace) -> None:
    for member in real.members:
        kept = set(narrowed(real, Scope(member=member)).actions)
        assert kept == {key for key, one in real.actions.items() if member in actors_of(real.original(one))}
    segments = [one for member in real.members for one in narrowed(real, Scope(member=member)).segments]
    assert set(segments) == set(real.segments)


def test_an_objective_has_all_below_it(real: Workspace) -> None:
    top = next(one for one in real.objectives.values() if one.id in real.children)
    part = narrowed(real, Scope(objective=top.id))
    assert {child.id for child in real.children[top.id]} < set(part.objectives)
    assert all(action.objective in part.objectives for action in part.actions.values())


def test_objectives_stay_with_all_above_them(real: Workspace) -> None:
    part = narrowed(real, Scope(status=ActionStatus.COMPLETED))
    assert part.actions
    assert {part.original(one).status for one in part.actions.values()} == {ActionStatus.COMPLETED}
    assert all(one.parent in part.objectives for one in part.objectives.values() if one.parent)
    assert all(one.objective in part.objectives for one in part.actions.values())


def test_a_span_of_years_has_only_its_own_money(example: Workspace) -> None:
    years = {part.year for part in amounts(example) if part.year}
    first = min(years)
    found = amounts(narrowed(example, Scope(years=(first, first))))
    assert found
    assert {part.year for part in found} == {first}
    assert total(found) == total(part for part in amounts(example) if part.year == first)


def span_of(part: Amount) -> tuple[int, int] | None:
    """The years that an amount surely lies in, of those that it gives."""
    line = part.line
    known = [one for one in (line.year, line.from_, line.to) if one and one.is_known] if line else []
    return (known[0].first.year, known[-1].last.year) if known else None


@pytest.mark.parametrize("years", [(2014, 2014), (2015, 2016), (2000, 2040)])
def test_what_years_cannot_hold_is_counted(real: Workspace, years: tuple[int, int]) -> None:
    scope = Scope(years=years)
    part = narrowed(real, scope)
    whole = [one for one in amounts(real) if one.action.id in part.actions]
    elsewhere = [one for one in whole if (span := span_of(one)) and (span[1] < years[0] or span[0] > years[1])]
    assert without_years(real, scope) == total(whole) - total(elsewhere) - total(amounts(part))


def test_money_without_years_is_known_only_where_years_are_asked_for(real: Workspace) -> None:
    assert without_years(real, Scope(years=(2000, 2040))) > 0
    assert without_years(real, Scope()) == 0


def test_a_name_says_what_the_scope_is() -> None:
    scope = Scope("trp", "police", "TRP-1.2", ActionStatus.PLANNED, (2014, 2020))
    assert scope.words == ("trp", "police", "trp-1.2", "2014-2020", "planned")
    assert Scope(years=(2014, 2014)).words == ("2014",)
