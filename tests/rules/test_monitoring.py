"""MON: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from som_cli.text.diagnostics import Severity
from tests.rules.overlaid import findings, waived
from tests.rules.texts import LENGTH, OBJECTIVE, found_at, is_waived, length

ROUND = "monitoring/2015/round.yml"
ALFA, BETA = "monitoring/2015/returns/alfa.yml", "monitoring/2015/returns/beta.yml"


def asked(expected: str = "[alfa, beta]", due: str = "2016-03-15", year: str = "2015") -> str:
    return f'id: "{year}"\ncovers: {{from: {year}, to: {year}}}\ndue: {due}\nexpected: {expected}\n'


def answer(member: str, km: str = "value: 30.0", more: str = "", year: str = "2015", period: str = "2015") -> str:
    return (
        f'round: "{year}"\nmember: {member}\nobservations:\n  - {{indicator: IND-KM, period: {period}, {km}}}\n'
        f"  - {{indicator: IND-TRIPS, period: 2015, value: 600}}\n{more}"
    )


GOOD = {ROUND: asked(), ALFA: answer("alfa"), BETA: answer("beta", "value: 25.0")}
OBSERVED = "baseline: {period: 2013, value: 40.0}\nobservations:\n"
PLAN = "plans/str/plan.yml"


def series(*values: str, decimals: str = "1") -> dict[str, str]:
    listed = "".join(f"  - {{period: {2014 + index}, value: {value}}}\n" for index, value in enumerate(values))
    return {LENGTH: length(f"decimals: {decimals}\n{OBSERVED}{listed}")}


def goal(value: str, more: str = "") -> dict[str, str]:
    text = "id: STR-1\nlevel: strategic\ntitle: A connected area\nindicators:\n  - ref: IND-KM\n    targets:\n"
    return {OBJECTIVE: f"{text}      - {{period: 2020, value: {value}}}\n{more}"}


def old_plan(horizon: str, more: str = "", status: str = "adopted") -> dict[str, str]:
    return {PLAN: f"id: str\nprefix: STR\nkind: other\ntitle: S\nhorizon: {horizon}\nstatus: {status}\n{more}"}


REPORT = "actions:\n  - {{action: STR-A-01, {}}}\n"


@pytest.mark.parametrize("number", [*range(1, 10), 11, 12])
def test_a_sound_round_is_left_alone(number: int) -> None:
    assert found_at(f"MON{number:02}", GOOD) == []


CASES: list[tuple[str, Mapping[str, str], str, str, str]] = [
    (
        "MON01",
        {ROUND: asked(), ALFA: answer("alfa")},
        "2015/beta",
        "expected[1]",
        "Village of Beta has not returned its form, which was due on 2016-03-15",
    ),
    (
        "MON01",
        {ROUND: asked("[]"), ALFA: answer("alfa")},
        "2015/beta",
        "due",
        "Village of Beta has not returned its form, which was due on 2016-03-15",
    ),
    (
        "MON02",
        {ROUND: asked(), ALFA: answer("alfa").replace("IND-TRIPS, period: 2015", "IND-TRIPS, period: 2014")},
        "IND-TRIPS",
        "frequency",
        "no value for 2015, which the round 2015 covers",
    ),
    (
        "MON03",
        {**GOOD, BETA: answer("beta", "value: null, missing: not_found")},
        "IND-KM/beta",
        "observations[0].missing",
        "no value for 2015 (not found)",
    ),
    (
        "MON04",
        series("50.0")
        | {LENGTH: length(f"{OBSERVED}  - {{period: 2015, value: 50}}\n  - {{period: 2015, value: 51}}\n")},
        "IND-KM",
        "observations[1].value",
        "IND-KM of partnership in 2015 is 51 here, 50 before",
    ),
    (
        "MON05",
        {**GOOD, ROUND: asked("[alfa]")},
        "2015/beta",
        "member",
        "the round 2015 does not expect beta",
    ),
    (
        "MON05",
        {**GOOD, BETA: answer("beta", "value: 25.0, area: alfa")},
        "2015/beta",
        "observations[0].area",
        "a value of alfa stands in the return of beta",
    ),
    (
        "MON05",
        {**GOOD, BETA: answer("beta", period="2016")},
        "2015/beta",
        "observations[0].period",
        "a value for 2016, the round covers time to 2015",
    ),
    (
        "MON05",
        {key: text + (f"form: {{sha256: {'a' * 64}}}\n" if key != ROUND else "") for key, text in GOOD.items()},
        "2015/beta",
        "form.sha256",
        "the form is the one of 2015/alfa",
    ),
    (
        "MON06",
        {**GOOD, BETA: answer("beta", "value: 15.0")},
        "IND-KM",
        "indicators[0].targets[0]",
        "2015: 45 of the expected 51.4 km (43.9 % of the change): off track",
    ),
    (
        "MON06",
        {ROUND: asked(), ALFA: answer("alfa", "value: 45.5").replace("value: 600", "value: 1200")},
        "IND-KM",
        "indicators[0].targets[0]",
        "2015: 45.5 of the expected 51.4 km (48.2 % of the change): off track, but incomplete: 1 of 2 members",
    ),
    (
        "MON07",
        series("41.0", "42.0") | goal("80"),
        "STR-1",
        "indicators[0].ref",
        "IND-KM was off track in 2014 and 2015, and no decision followed",
    ),
    (
        "MON08",
        {**GOOD, ALFA: answer("alfa", more=REPORT.format("status: in_progress, progress_pct: 100"))},
        "STR-A-01",
        "actions[0].progress_pct",
        "STR-A-01 is at 100 %, its status is `in_progress`",
    ),
    (
        "MON09",
        series("45.0", "51.0", "49.0") | goal("50"),
        "IND-KM",
        "observations[2].value",
        "IND-KM reached its target 50 in 2015 (51), in 2016 it is 49",
    ),
    (
        "MON11",
        series("52.0", "53.0") | goal("50"),
        "IND-KM",
        "indicators[0].ref",
        "the target 50 for 2020 was reached at the first measurement, in 2014",
    ),
    (
        "MON11",
        series("40.0", "40.0", "40.0") | goal("50"),
        "IND-KM",
        "indicators[0].ref",
        "3 measurements in a row are the baseline, 40",
    ),
    (
        "MON12",
        old_plan("{from: 2007, to: 2013}"),
        "str",
        "evaluation",
        "the plan ended in 2013, and there is no final evaluation after 3 years",
    ),
    (
        "MON12",
        old_plan("{from: 2010, to: 2017}"),
        "str",
        "evaluation",
        "the middle of the plan was 2013, and there is no mid-term evaluation",
    ),
]


@pytest.mark.parametrize(("code", "changes", "item", "field", "message"), CASES)
def test_a_flaw_is_found_with_both_values(
    code: str, changes: Mapping[str, str], item: str, field: str, message: str
) -> None:
    found = [(one.item, one.field, str(one.message)) for one in findings(code, changes)]
    assert found == [(item, field, message)]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("MON01", {ROUND: asked(due="2016-07-01"), ALFA: answer("alfa")}),
        ("MON01", {ROUND: asked(due="2016"), ALFA: answer("alfa")}),
        ("MON02", {ROUND: asked()}),
        ("MON02", {ROUND: asked(due="2016-07-01"), ALFA: answer("alfa").replace("IND-TRIPS", "IND-KM")}),
        ("MON03", {**GOOD, BETA: answer("beta", "value: null, missing: not_applicable")}),
        ("MON03", {**GOOD, BETA: answer("beta", "value: null, missing: not_due")}),
        ("MON04", {LENGTH: length(f"{OBSERVED}  - {{period: 2015, value: 50}}\n  - {{period: 2015, value: 50.0}}\n")}),
        (
            "MON04",
            {
                LENGTH: length(
                    f"{OBSERVED}  - {{period: 2015, value: 5}}\n  - {{period: 2015, value: 6, revised: true}}\n"
                )
            },
        ),
        (
            "MON04",
            {LENGTH: length(f"{OBSERVED}  - {{period: 2015-06, value: 50}}\n  - {{period: 2015-12, value: 51}}\n")},
        ),
        ("MON05", {**GOOD, BETA: answer("beta", "value: 25.0, area: beta")}),
        ("MON05", {**GOOD, BETA: answer("beta", period="2015-12-31")}),
        ("MON06", series("44.0") | goal("62.0")),
        ("MON07", series("41.0", "50.0") | goal("80")),
        ("MON07", series("41.0") | goal("80")),
        ("MON08", {**GOOD, ALFA: answer("alfa", more=REPORT.format("status: completed, progress_pct: 100"))}),
        ("MON09", series("45.0", "51.0", "50.0") | goal("50")),
        ("MON11", series("40.0", "40.0") | goal("50")),
        ("MON11", series("52.0") | goal("50")),
        ("MON11", series("40.0", "40.0", "40.0") | goal("40")),
        ("MON12", old_plan("{from: 2007, to: 2013}", status="draft")),
        ("MON12", old_plan("{from: 2007, to: 2013}", "evaluation: [{kind: ex_post}]\n")),
        ("MON12", old_plan("{from: 2011, to: 2017}", "evaluation: [{kind: mid_term}]\n")),
        ("MON12", old_plan("{from: 2012, to: 2015}")),
        ("MON12", old_plan("{from: unknown, to: unknown}")),
    ],
)
def test_a_near_miss_is_left_alone(code: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, changes) == []


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("MON01", ROUND),
        ("MON03", BETA),
        ("MON05", BETA),
        ("MON07", OBJECTIVE),
        ("MON08", ALFA),
        ("MON09", LENGTH),
        ("MON11", OBJECTIVE),
        ("MON12", PLAN),
    ],
)
def test_a_flaw_can_be_waived(code: str, path: str) -> None:
    changes = next(files for found, files, *_ in CASES if found == code)
    assert is_waived(code, path, changes)


def test_a_value_missing_twice_running_is_a_warning() -> None:
    gone = "value: null, missing: not_found"
    first = {ROUND: asked(), ALFA: answer("alfa", gone)}
    second = {
        "monitoring/2016/round.yml": asked(year="2016"),
        "monitoring/2016/returns/alfa.yml": answer("alfa", gone, year="2016", period="2016"),
    }
    found = findings("MON03", first | second)
    assert [one.severity for one in found] == [Severity.INFO, Severity.WARNING]
    assert "second round in a row" in str(found[1].message)


def test_the_registrys_baseline_speaks_for_the_indicator() -> None:
    own = (
        "  - ref: IND-KM\n    baseline: {period: 2013, value: 44.0}\n    targets:\n      - {period: 2020, value: 90}\n"
    )
    other = {"plans/str/objectives/STR-0.yml": f"id: STR-0\ntitle: T\nlevel: strategic\nindicators:\n{own}"}
    (found,) = findings("MON06", series("41.0") | goal("80") | other)
    assert found.span.path == OBJECTIVE
    assert "plans/str/objectives/STR-0.yml" in [related.span.path for related in found.related]


def test_a_decision_answers_a_delay() -> None:
    decision = {
        "participation/decisions/D-2015-01.yml": "id: D-2015-01\nkind: resolution\ntitle: T\ndate: 2015-06-01\n"
        "adopts: {plan: str}\n"
    }
    assert found_at("MON07", series("41.0", "42.0") | goal("80") | decision) == []
    version = {PLAN: "id: str\nprefix: STR\nkind: other\ntitle: S\nversions: [{version: '2', date: 2016}]\n"}
    assert found_at("MON07", series("41.0", "42.0") | goal("80") | version) == []


def test_progress_that_falls_is_found() -> None:
    later = {
        "monitoring/2016/round.yml": asked(year="2016"),
        "monitoring/2016/returns/alfa.yml": answer(
            "alfa", year="2016", period="2016", more=REPORT.format("status: in_progress, progress_pct: 20")
        ),
    }
    first = {**GOOD, ALFA: answer("alfa", more=REPORT.format("status: in_progress, progress_pct: 35"))}
    (found,) = findings("MON08", first | later)
    assert str(found.message) == "STR-A-01 is at 20 %, it was at 35 % in 2015"


def test_a_completed_action_that_brought_nothing_is_found() -> None:
    path = "plans/str/actions/STR-A-01.yml"
    head = "id: STR-A-01\ntitle: T\nkind: study\nobjective: STR-1\nstatus: completed\n"
    text = head + "outputs: [{indicator: IND-KM, value: VALUE}]\n"
    assert found_at("MON08", {path: text.replace("VALUE", "0")}) == [("STR-A-01", "outputs[0].value")]
    assert found_at("MON08", {path: text.replace("VALUE", "0.1")}) == []


def test_a_late_indicator_can_be_waived_where_its_target_stands() -> None:
    objective = goal("80", "waivers: [{rule: MON06, reason: Known, by: office, until: never}]\n")
    assert [one.waived for one in findings("MON06", series("41.0") | objective)] == [True]


def test_a_second_value_can_be_waived() -> None:
    text = length(f"{OBSERVED}  - {{period: 2015, value: 50}}\n  - {{period: 2015, value: 51}}\n")
    assert [one.waived for one in findings("MON04", {LENGTH: waived(text, "MON04")})] == [True]
