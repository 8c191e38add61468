"""BUD: who pays, from what, when, and how surely. Each rule fires, spares the near miss, can be waived."""

from __future__ import annotations

import pytest

from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace
from tests.rules.overlaid import overlaid, waived
from tests.rules.texts import ACTION, RETURN, ROUND, action, found_at, is_waived

FUNDS = "registry/funds.yml"
PLAN = "plans/str/plan.yml"
SOM = "som.yml"
FUND = (
    "own: {name: Own, kind: own}\neu: {name: Programme, kind: eu, max_rate: 0.85}\n"
    "all: {name: Pays all, kind: national, max_rate: 1}\nloose: {name: No rate, kind: eu}\n"
)


def money(*lines: str, total: str = "", price: str = "") -> str:
    stated = f"  stated_total: {total}\n" if total else ""
    prices = f"  price: {price}\n" if price else ""
    listed = "  lines:\n" + "".join(f"    - {{{line}}}\n" for line in lines) if lines else ""
    return f"budget:\n{prices}{stated}{listed}"


def settings(limits: str = "", more: str = "") -> str:
    return f"schema: 1\nas_of: 2016-07-01\nlimits: {{{limits}}}\n{more}"


def plan(more: str) -> str:
    return f"id: str\nprefix: STR\nkind: development_strategy\ntitle: S\nhorizon: {{from: 2014, to: 2020}}\n{more}"


def at(gate: Gate, code: str, changes: dict[str, str]) -> list[tuple[str, str]]:
    return [(one.item, one.field) for one in check_workspace(overlaid(changes), gate).findings if one.code == code]


@pytest.mark.parametrize(
    ("line", "key"), [("year: 2014", "year"), ("year: 2019", "year"), ("from: 2019, to: 2020", "to")]
)
def test_money_outside_its_action_is_found(line: str, key: str) -> None:
    changes = {ACTION: action("from: 2015\nto: 2018\n" + money(f"{line}, amount: 5"))}
    assert found_at("BUD03", changes) == [("STR-A-01", f"budget.lines[0].{key}")]
    assert is_waived("BUD03", ACTION, changes)


@pytest.mark.parametrize("line", ["year: 2015", "year: 2018", "from: 2014, to: 2019", "year: unknown", "note: none"])
def test_money_that_may_be_of_its_action_is_left_alone(line: str) -> None:
    assert found_at("BUD03", {ACTION: action("from: 2015-06\nto: 2018-06\n" + money(f"{line}, amount: 5"))}) == []


@pytest.mark.parametrize(
    "stated", ["amount: 999998.99", "amount: 1, year: 2018", "amount: 1, fund: eu", "amount: 1, payer: beta"]
)
def test_a_stated_sum_that_actions_do_not_make_is_found(stated: str) -> None:
    changes = {PLAN: plan(f"stated_sums: [{{{stated}}}]\n")}
    expected = [] if stated.endswith(("2018", "beta")) else [("str", "stated_sums[0].amount")]
    assert found_at("BUD04", changes) == expected
    if expected:
        assert is_waived("BUD04", PLAN, changes)


@pytest.mark.parametrize(
    "stated", ["amount: 1000000", "amount: 999999", "amount: 800000, fund: eu", "amount: 1000000, year: 2017"]
)
def test_a_stated_sum_that_actions_make_is_left_alone(stated: str) -> None:
    assert found_at("BUD04", {PLAN: plan(f"stated_sums: [{{{stated}}}]\n")}) == []


@pytest.mark.parametrize(
    "lines", [("source: loose, amount: 5",), ("source: eu, amount: 80", "source: loose, amount: 20")]
)
def test_funds_without_own_means_are_found(lines: tuple[str, ...]) -> None:
    changes = {FUNDS: FUND, ACTION: action(money(*lines))}
    assert found_at("BUD06", changes) == [("STR-A-01", "budget.lines")]
    assert is_waived("BUD06", ACTION, changes)


@pytest.mark.parametrize(
    "lines",
    [
        ("source: all, amount: 5",),
        ("source: eu, amount: 5",),
        ("source: loose, amount: 5", "source: own, amount: 1"),
        ("amount: 5",),
    ],
    ids=["pays all", "more than it may", "own means", "unknown"],
)
def test_own_means_that_are_there_or_not_needed_are_left_alone(lines: tuple[str, ...]) -> None:
    assert found_at("BUD06", {FUNDS: FUND, ACTION: action(money(*lines))}) == []


@pytest.mark.parametrize(
    ("price", "key"),
    [("{vat: net}", "vat"), ("{basis: constant, year: 2014, vat: gross}", "basis")],
)
def test_prices_that_do_not_add_are_found(price: str, key: str) -> None:
    others = {
        f"plans/str/actions/STR-A-0{number}.yml": action(
            money(total="5.00", price="{basis: nominal, vat: gross}"), identifier=f"STR-A-0{number}"
        )
        for number in (2, 3)
    }
    changes = {**others, ACTION: action(money(total="5.00", price=price))}
    assert found_at("BUD07", changes) == [("STR-A-01", f"budget.price.{key}")]
    assert is_waived("BUD07", ACTION, changes)
    unknown = action(money(total="5.00", price="{basis: unknown, vat: unknown}"))
    assert found_at("BUD07", {**others, ACTION: unknown}) == []


def test_a_payer_without_part_is_found_once() -> None:
    lines = money("payer: beta, amount: 5", "payer: beta, amount: 6")
    changes = {ACTION: action("owner: alfa\n" + lines)}
    assert found_at("BUD09", changes) == [("STR-A-01", "budget.lines[0].payer")]
    assert is_waived("BUD09", ACTION, changes)
    assert found_at("BUD09", {ACTION: action("owner: alfa\npartners: [beta]\n" + lines)}) == []
    assert found_at("BUD09", {ACTION: action("owner: unknown\n" + lines)}) == []
    assert found_at("BUD09", {ACTION: action("owner: alfa\n" + money("payer: unknown, amount: 5"))}) == []


def test_a_slip_of_thousands_is_found() -> None:
    changes = {ACTION: action(money("amount: 1800000", total="1800"))}
    assert found_at("BUD10", changes) == [("STR-A-01", "budget.stated_total")]
    assert is_waived("BUD10", ACTION, changes)
    assert found_at("BUD10", {ACTION: action(money("amount: 1800000", total="1801"))}) == []


def peers(count: int, cost: str) -> dict[str, str]:
    output = "outputs: [{indicator: IND-KM, period: 2018, value: 5.0}]\n"
    paths = {f"plans/str/actions/STR-A-{number:02}.yml": number for number in range(2, count + 2)}
    others = {
        path: action(output + money(total="1000"), identifier=f"STR-A-{number:02}") for path, number in paths.items()
    }
    return {**others, ACTION: action(output + money(total=cost))}


def test_a_cost_out_of_proportion_is_found_among_enough_peers() -> None:
    assert found_at("BUD10", peers(4, "10001")) == [("STR-A-01", "budget.stated_total")]
    assert is_waived("BUD10", ACTION, peers(4, "10001"))
    assert found_at("BUD10", peers(4, "10000")) == []
    assert found_at("BUD10", peers(3, "90000")) == []


OWN = money("year: 2017, source: own, payer: alfa, amount: 5")
LAW = settings(more="legal_profile: pl-2014\n")


def test_own_money_outside_the_forecast_is_found_under_the_profile() -> None:
    changes = {FUNDS: FUND, ACTION: action(OWN), SOM: LAW}
    assert at(Gate.ADOPTION, "BUD11", changes) == [("STR-A-01", "budget.lines[0].year")]
    assert at(Gate.DRAFT, "BUD11", changes) == []
    assert at(Gate.ADOPTION, "BUD11", {**changes, SOM: settings()}) == []
    accepted = check_workspace(overlaid({**changes, ACTION: waived(action(OWN), "BUD11")}), Gate.ADOPTION).findings
    assert [one.waived for one in accepted if one.code == "BUD11"] == [True]


@pytest.mark.parametrize("more", ["wpf: [{member: alfa}]\n", "wpf: [{member: alfa, from: 2016, to: 2017}]\n"])
def test_own_money_in_the_forecast_is_left_alone(more: str) -> None:
    assert at(Gate.ADOPTION, "BUD11", {FUNDS: FUND, ACTION: action(more + OWN), SOM: LAW}) == []


def test_a_task_of_one_year_in_the_forecast_is_found() -> None:
    more = "from: 2017\nto: 2017-10\nwpf: [{member: alfa}]\n"
    assert at(Gate.ADOPTION, "BUD11", {FUNDS: FUND, ACTION: action(more + OWN), SOM: LAW}) == [("STR-A-01", "wpf[0]")]
    longer = more.replace("2017-10", "2018")
    assert at(Gate.ADOPTION, "BUD11", {FUNDS: FUND, ACTION: action(longer + OWN), SOM: LAW}) == []


def staged(planned: int, secured: int) -> str:
    return money(f"amount: {planned}, stage: planned", f"amount: {secured}, stage: secured")


def test_money_not_secured_is_found_and_the_share_counts() -> None:
    changes = {ACTION: action("from: 2017\nto: 2018\n" + staged(51, 49)), SOM: settings("")}
    assert found_at("BUD12", changes) == [("STR-A-01", "budget.lines")]
    assert is_waived("BUD12", ACTION, changes)
    assert found_at("BUD12", {**changes, SOM: settings("secured_share: 0.49")}) == []


@pytest.mark.parametrize(
    "text",
    [
        action("from: 2017\n" + staged(50, 50)),
        action("from: 2018\n" + staged(9, 1)),
        action("from: 2014\nto: 2015\n" + staged(9, 1)),
        action("from: 2014\nstatus: completed\n" + staged(9, 1)),
        action("from: 2017\n" + money("amount: 9, stage: planned", "amount: 1")),
        action(staged(9, 1)),
    ],
    ids=["half", "far", "over", "completed", "no stage", "no start"],
)
def test_money_that_is_or_may_be_secured_is_left_alone(text: str) -> None:
    assert found_at("BUD12", {ACTION: text, SOM: settings("")}) == []


def spent(amount: int, *, more: str = "", year: int = 2015) -> dict[str, str]:
    lines = money(f"year: {year}, amount: 100, stage: planned", f"year: {year}, amount: {amount}, stage: spent")
    return {ACTION: action(more + lines)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (spent(111), "budget.lines[1].amount"),
        (spent(50, year=2017), "budget.lines[1].year"),
        (spent(50, more="status: idea\n"), "budget.lines[1].amount"),
        (spent(50, more="status: cancelled\n"), "budget.lines[1].amount"),
    ],
    ids=["overspent", "future", "idea", "cancelled"],
)
def test_spending_against_the_plan_is_found(changes: dict[str, str], field: str) -> None:
    assert at(Gate.MONITORING, "BUD13", changes) == [("STR-A-01", field)]
    assert at(Gate.DRAFT, "BUD13", changes) == []
    accepted = check_workspace(overlaid({ACTION: waived(changes[ACTION], "BUD13")}), Gate.MONITORING).findings
    assert [one.waived for one in accepted if one.code == "BUD13"] == [True]


def test_spending_as_planned_is_left_alone() -> None:
    assert at(Gate.MONITORING, "BUD13", spent(110)) == []
    moved_on = money("year: 2015, amount: 90, stage: spent", "year: 2016, amount: 10, stage: planned")
    assert at(Gate.MONITORING, "BUD13", {ACTION: action(moved_on)}) == []


def test_returned_spending_is_compared_with_the_plan() -> None:
    text = "round: 2015\nmember: alfa\nactions: [{action: STR-A-01, spent: [{year: 2015, amount: 120}]}]\n"
    changes = {**ROUND, RETURN: text, ACTION: action(money(total="100"))}
    assert at(Gate.MONITORING, "BUD13", changes) == [("STR-A-01", "actions[0].spent[0].amount")]
    assert at(Gate.MONITORING, "BUD13", {**changes, RETURN: text.replace("120", "110")}) == []


def test_investment_without_running_costs_is_found() -> None:
    line = "year: 2017, amount: 100, kind: capital"
    changes = {ACTION: action(money(line)), SOM: settings("")}
    assert found_at("BUD14", changes) == [("str", "id")]
    assert is_waived("BUD14", PLAN, {**changes, PLAN: plan("")})
    with_upkeep = action(money(line, "year: 2018, amount: 1, kind: current"))
    assert found_at("BUD14", {**changes, ACTION: with_upkeep}) == []
    assert found_at("BUD14", {**changes, SOM: settings("running_cost_from: 100")}) == []
    assert found_at("BUD14", {**changes, ACTION: action(money("year: 2017, amount: 100"))}) == []
