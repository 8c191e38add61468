"""BUD: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import pytest

from tests.rules.overlaid import findings, pointed_at
from tests.rules.texts import ACTION, MIRROR, MIRRORED, action, found_at, is_waived


def budget(*lines: str, stated: str = "") -> str:
    total = f"  stated_total: {stated}\n" if stated else ""
    listed = "  lines:\n" + "".join(f"    - {{{line}}}\n" for line in lines) if lines else ""
    return action(f"owner: alfa\nbudget:\n{total}{listed}")


def test_lines_that_differ_from_the_total_are_found_with_both_values() -> None:
    changes = {ACTION: budget("year: 2017, amount: 80.00", "year: 2018, amount: 18.99", stated="100.00")}
    (found,) = findings("BUD01", changes)
    assert (found.item, found.field, pointed_at(found, changes)) == ("STR-A-01", "budget.stated_total", "100.00")
    assert str(found.message) == "the lines sum to 98.99 EUR, the document states 100.00 EUR"
    assert "1.00" in str(found.help)


@pytest.mark.parametrize(
    "text",
    [
        budget("amount: 99.00", stated="100"),
        budget("amount: 101", stated="100.00"),
        budget("amount: 25.00, currency: CHF, rate: 4", stated="100.00"),
        budget("amount: 70.00", "amount: 100.00, version: '2'", stated="100.00"),
        budget("amount: 70.00"),
        budget(stated="100.00"),
    ],
    ids=["tolerance below", "tolerance above", "rate", "newest version", "no total", "no lines"],
)
def test_a_total_that_agrees_is_left_alone(text: str) -> None:
    assert found_at("BUD01", {ACTION: text}) == []


def test_the_tolerance_is_the_workspaces() -> None:
    changes = {ACTION: budget("amount: 99.00", stated="100"), "som.yml": "schema: 1\ntolerance: {sum_abs: 0.50}\n"}
    assert found_at("BUD01", changes) == [("STR-A-01", "budget.stated_total")]


def test_amounts_of_as_many_digits_as_are_read_are_no_trouble() -> None:
    most = "9" * 29
    (total,) = findings("BUD01", {ACTION: budget("amount: 1", stated=most)})
    assert most in str(total.message).replace(",", "")
    changes = {ACTION: budget(f"source: eu, amount: {most}", f"source: own, amount: -{most}", "amount: 0.01")}
    (share,) = findings("BUD05", changes)
    assert str(share.message).endswith(" %), more than its maximum of 85 %")


def test_a_differing_total_can_be_waived() -> None:
    assert is_waived("BUD01", ACTION, {ACTION: budget("amount: 80.00", stated="100.00")})


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("year: 2017, amount: 0", "amount", "0"),
        ("year: 2017, amount: 0.00", "amount", "0.00"),
        ("year: 2017, amount: -5.00", "amount", "-5.00"),
        ("year: 2017, amount: 0.001", "amount", "0.001"),
        ("year: 2017, amount: 5, currency: CHF", "currency", "CHF"),
        ("year: 2017, amount: 5, currency: CHF, rate: 0", "rate", "0"),
    ],
)
def test_an_impossible_amount_is_found(line: str, key: str, value: str) -> None:
    changes = {ACTION: budget("year: 2017, amount: 1", line)}
    (found,) = findings("BUD02", changes)
    assert (found.field, pointed_at(found, changes)) == (f"budget.lines[1].{key}", value)
    assert value.replace("-", "\N{MINUS SIGN}") in str(found.message)


def test_an_impossible_total_is_found() -> None:
    assert found_at("BUD02", {ACTION: budget(stated="0")}) == [("STR-A-01", "budget.stated_total")]


@pytest.mark.parametrize("line", ["amount: 80", "amount: 80.00", "amount: 80.0000", "amount: 5, currency: EUR"])
def test_a_possible_amount_is_left_alone(line: str) -> None:
    assert found_at("BUD02", {ACTION: budget(line)}) == []


def test_an_impossible_amount_can_be_waived_at_its_line() -> None:
    waiver = "waivers: [{rule: BUD02, reason: A correction, by: office, until: never}]"
    changes = {ACTION: budget("amount: -5.00", f"amount: -6.00, {waiver}")}
    assert [found.waived for found in findings("BUD02", changes)] == [False, True]
    assert is_waived("BUD02", ACTION, {ACTION: budget("amount: -5.00")})


def test_a_fund_that_pays_more_than_its_rate_is_found_once() -> None:
    changes = {ACTION: budget("source: own, amount: 1400", "source: eu, amount: 4300", "source: eu, amount: 4300")}
    (found,) = findings("BUD05", changes)
    assert (found.field, pointed_at(found, changes)) == ("budget.lines[1].amount", "4300")
    assert str(found.message) == "eu pays 8,600 of 10,000 EUR (86 %), more than its maximum of 85 %"
    assert [related.span.path for related in found.related] == ["registry/funds.yml"]


@pytest.mark.parametrize(
    "lines",
    [
        ("source: eu, amount: 850.00", "source: own, amount: 150.00"),
        ("source: eu, amount: 85.01", "source: own, amount: 15.00"),
        ("source: own, amount: 100.00",),
        ("source: unknown, amount: 100.00",),
        ("amount: 100.00",),
    ],
    ids=["exactly the rate", "rounded to the smallest coin", "no rate", "unknown", "no source"],
)
def test_a_fund_within_its_rate_is_left_alone(lines: tuple[str, ...]) -> None:
    assert found_at("BUD05", {ACTION: budget(*lines)}) == []


def test_a_fund_over_its_rate_can_be_waived() -> None:
    assert is_waived("BUD05", ACTION, {ACTION: budget("source: eu, amount: 100.00")})


@pytest.mark.parametrize("key", ["budget", "energy", "outputs"])
def test_a_mirror_with_an_effect_of_its_own_is_found(key: str) -> None:
    own = {
        "budget": "budget: {stated_total: 5.00}\n",
        "energy": "energy: {co2: {value: 5, unit: tCO2/a}}\n",
        "outputs": "outputs: [{indicator: IND-KM, period: 2018, value: 5.0}]\n",
    }
    changes = {MIRROR: MIRRORED + own[key]}
    assert found_at("BUD15", changes) == [("TR-A-02", key)]
    assert is_waived("BUD15", MIRROR, changes)


def test_a_mirror_that_only_points_is_left_alone() -> None:
    assert found_at("BUD15", {MIRROR: f"{MIRRORED}owner: alfa\nnote: See the strategy.\n"}) == []
