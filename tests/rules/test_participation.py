"""PAR: each rule keeps silent on the near miss, fires where the page does not show it, and can be waived."""

from __future__ import annotations

import pytest

from som_cli.rules.personal_data import is_personal_number
from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace
from tests.rules.overlaid import overlaid
from tests.rules.texts import found_at, is_waived

CONSULTATION = "participation/consultations/K-2015-01/consultation.yml"
REMARK = "participation/consultations/K-2015-01/remarks/U-0001.yml"
DECISION = "participation/decisions/D-2015-01.yml"


def consultation(
    more: str = "", *, closes: str = "2015-04-20", report: str = "report: {published: 2015-05-11}\n"
) -> str:
    dates = f"announced: 2015-03-02\nopens: 2015-03-09\ncloses: {closes}\n"
    return f"id: K-2015-01\nsubject: {{plan: str}}\n{dates}{report}{more}"


def remark(more: str, *, text: str = "Build it.", about: str = "STR-1", number: int = 1) -> str:
    return f"id: K-2015-01/U-{number:04}\nfrom: {{kind: resident}}\nabout: {about}\ntext: {text}\n{more}"


@pytest.mark.parametrize(
    "more",
    [
        "disposition: accepted\nanswer: Done.\n",
        "disposition: rejected\nanswer: The land belongs to others, who do not sell.\n",
        "disposition: explained\nanswer: Yes.\n",
    ],
)
def test_answered_remarks_are_left_alone(more: str) -> None:
    assert found_at("PAR04", {REMARK: remark(more)}) == found_at("PAR05", {REMARK: remark(more)}) == []


def test_a_remark_needs_no_answer_while_the_consultation_runs() -> None:
    open_ = remark("disposition: open\n")
    assert found_at("PAR04", {REMARK: open_, CONSULTATION: consultation(closes="2016-08-01", report="")}) == []
    assert found_at("PAR04", {REMARK: open_}) == [("K-2015-01/U-0001", "disposition")]
    assert is_waived("PAR04", REMARK, {REMARK: open_})


def test_a_refusal_without_a_word_is_one_finding() -> None:
    bare = remark("disposition: rejected\n")
    assert found_at("PAR05", {REMARK: bare}) == [("K-2015-01/U-0001", "disposition")]
    assert found_at("PAR04", {REMARK: bare}) == []
    assert is_waived("PAR05", REMARK, {REMARK: bare})


@pytest.mark.parametrize(("same", "expected"), [(2, 0), (3, 1)])
def test_one_text_for_more_than_half_of_the_refusals(same: int, expected: int) -> None:
    reasons = ["This lies outside the tasks of the plan."] * same + [
        "The land belongs to others.",
        "There is no money for it before 2020.",
    ]
    answers = reasons[:4] if same == 3 else reasons
    changes = {
        f"{REMARK[:-5]}{number}.yml": remark(f"disposition: rejected\nanswer: {answer}\n", number=number)
        for number, answer in enumerate(answers, 1)
    }
    assert len(found_at("PAR05", changes)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cost 150 000 000 zł.",
        "From 2014-2020, 123 456 789 km.",
        "Number 44051401358 is wrong at the end.",
        "Write to office.",
        "See https://example.invalid/a.",
        "In 2015 came 1 200 people.",
    ],
)
def test_numbers_that_are_no_personal_data(text: str) -> None:
    assert found_at("PAR08", {REMARK: remark("disposition: accepted\nanswer: Yes.\n", text=f'"{text}"')}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Call 601 234 567.",
        "Call 91 432 11 22.",
        "tel. 601234567",
        "Call +48 601234567",
        "jan@example.invalid",
        "44051401359",
    ],
)
def test_personal_data_are_found_and_can_be_waived(text: str) -> None:
    changes = {REMARK: remark("disposition: accepted\nanswer: Yes.\n", text=f'"{text}"')}
    assert found_at("PAR08", changes) == [("K-2015-01/U-0001", "")]
    assert is_waived("PAR08", REMARK, changes)


def test_the_check_digit_and_the_day_decide() -> None:
    assert is_personal_number("44051401359")
    assert not is_personal_number("44051401358")
    assert not is_personal_number("00000000000")


def test_offices_may_be_named() -> None:
    changes = {
        REMARK: remark("disposition: accepted\nanswer: Write to a@alfa.invalid.\n"),
        "partnership/members/alfa.yml": "id: alfa\nname: Alfa\nkind: municipality\ncontact: {email: a@alfa.invalid}\n",
        CONSULTATION: consultation("note: zit@example.invalid, 601 234 567\n"),
    }
    assert found_at("PAR08", changes) == []


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (consultation(closes="2015-03-09").replace("opens: 2015-03-09", "opens: 2015-03-09"), "closes"),
        (consultation(report="report: {published: 2015-04-01}\n"), "report.published"),
        (consultation(closes="2015-05"), ""),
        (consultation(closes="2015-02-01"), ""),
    ],
)
def test_dates_in_and_out_of_order(text: str, field: str) -> None:
    expected = [("K-2015-01", field)] if field else []
    assert found_at("PAR03", {CONSULTATION: text}) == expected
    assert not expected or is_waived("PAR03", CONSULTATION, {CONSULTATION: text})


def test_a_decision_before_the_report_is_found_at_the_decision() -> None:
    decision = "id: D-2015-01\nkind: resolution\ntitle: Yes\ndate: 2015-05-01\nafter: [K-2015-01]\n"
    assert found_at("PAR03", {DECISION: decision}) == [("D-2015-01", "date")]
    assert is_waived("PAR03", DECISION, {DECISION: decision})


def test_a_report_is_due_only_after_the_closing() -> None:
    assert found_at("PAR07", {CONSULTATION: consultation(closes="2016-08-01", report="")}) == []
    missing = {CONSULTATION: consultation(report="")}
    assert found_at("PAR07", missing) == [("K-2015-01", "report")]
    assert is_waived("PAR07", CONSULTATION, missing)


def test_a_law_judges_nothing_before_it_was_in_force() -> None:
    plan = "id: str\nprefix: STR\nkind: other\ntitle: Plan\nlegal_profile: pl-2020\n"
    short = consultation(closes="2015-03-20", report="report: {published: 2015-12-01}\n")
    for code in ("PAR02", "PAR07", "PAR09"):
        assert found_at(code, {"plans/str/plan.yml": plan, CONSULTATION: short}) == []


def test_one_place_is_no_choice_where_there_are_three_members() -> None:
    channels = "channels:\n  - {kind: www}\n  - {kind: meeting, place: Alfa}\n"
    gamma = {"partnership/members/gamma.yml": "id: gamma\nname: Gamma\nkind: municipality\n"}
    assert found_at("PAR10", {CONSULTATION: consultation(channels)}) == []
    assert found_at("PAR10", {CONSULTATION: consultation(channels), **gamma}) == [("K-2015-01", "channels[1].place")]
    two = channels + "  - {kind: meeting, place: Beta}\n"
    assert found_at("PAR10", {CONSULTATION: consultation(two), **gamma}) == []


@pytest.mark.parametrize(("about", "count"), [("STR-1", 0), ("IND-KM", 0), ("TR-1", 1), ("plans/tr/text/01-a.md", 1)])
def test_remarks_on_another_plan(about: str, count: int) -> None:
    chapter = {"plans/tr/text/01-a.md": "# A\n"}
    text = remark("disposition: explained\nanswer: So it is.\n", about=about)
    assert len(found_at("PAR13", {REMARK: text, **chapter})) == count
    assert not count or is_waived("PAR13", REMARK, {REMARK: text, **chapter})


STAKEHOLDERS = {
    "registry/stakeholders/SH-01.yml": "id: SH-01\nname: Cyclists\nkind: ngo\ninterest: high\n",
    "registry/stakeholders/SH-02.yml": "id: SH-02\nname: Carriers\nkind: ngo\ninterest: medium\ninfluence: unknown\n",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({CONSULTATION: consultation("invited: [SH-02]\n")}, [("SH-01", "interest")]),
        ({CONSULTATION: consultation("invited: [SH-01]\n")}, []),
        ({CONSULTATION: consultation()}, []),
        (
            {
                CONSULTATION: consultation("invited: [SH-02]\n"),
                REMARK: remark("answer: Yes.\n").replace("resident}", "ngo, stakeholder: SH-01}"),
            },
            [],
        ),
    ],
)
def test_who_took_part_was_invited(changes: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert found_at("PAR12", {**STAKEHOLDERS, **changes}) == expected


@pytest.mark.parametrize(
    ("kind", "more", "gate", "count"),
    [
        ("resident", "disposition: out_of_scope\n", Gate.MONITORING, 1),
        ("resident", "disposition: out_of_scope\n", Gate.ADOPTION, 0),
        ("resident", "disposition: out_of_scope\npassed_to: alfa\n", Gate.MONITORING, 0),
        ("resident", "disposition: explained\n", Gate.MONITORING, 0),
        ("business", "disposition: out_of_scope\n", Gate.MONITORING, 0),
    ],
)
def test_a_remark_is_passed_on_by_the_time_of_monitoring(kind: str, more: str, gate: Gate, count: int) -> None:
    text = remark(f"{more}answer: It is for others to do.\n").replace("resident", kind)
    everything = check_workspace(overlaid({REMARK: text}), gate).findings
    assert len([found for found in everything if found.code == "PAR14"]) == count
