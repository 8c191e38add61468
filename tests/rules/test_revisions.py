"""Rules that compare today with an earlier revision: PAR06, PAR11, PAR13, CON12, MON10, and tags in GOV03 and GOV04."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from som_cli.analysis.adoption import fingerprint
from som_cli.model.history import Past
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.files import WorkingTree
from som_cli.text.git_past import GitPast
from tests.rules.earlier import Commit, MemoryPast, with_past
from tests.rules.overlaid import TINY, overlaid

STR_1 = "plans/str/objectives/STR-1.yml"
TR_1 = "plans/tr/objectives/TR-1.yml"
ACTION = "plans/str/actions/STR-A-01.yml"
PLAN = "plans/str/plan.yml"
REMARK = "participation/consultations/K-2015-01/remarks/U-0001.yml"
DECISION = "participation/decisions/D-2015-01.yml"
SETTINGS = "som.yml"
VISION = "plans/str/text/01-vision.md"
NOW = {path: WorkingTree(TINY).read(path).decode() for path in WorkingTree(TINY).paths}
REAL = {SETTINGS: NOW[SETTINGS].replace("example: true\n", "")}
LOWER = NOW[STR_1].replace("80.0", "70.0")
SPACED = NOW[STR_1].replace("  Every village", "  Every\n  village") + "# seen\nnote: seen\nstatus: active\n"
ACCEPTED = (
    "id: K-2015-01/U-0001\nreceived: 2015-03-20\ndisposition: accepted\nanswer: Done as you ask.\nchanged: [STR-1]\n"
)

Earlier = Sequence[tuple[str, Mapping[str, str]]]


def plan(versions: str = "", status: str = "adopted") -> str:
    return NOW[PLAN].replace("status: draft", f"status: {status}") + versions


def decision(adopts: str = "{plan: str}", day: str = "2015-06-01") -> str:
    head = f"id: D-2015-01\nkind: resolution\ntitle: Yes\nbody: assembly\ndate: {day}\n"
    return f"{head}adopts: {adopts}\nafter: [K-2015-01]\n"


def commits(earlier: Earlier, tags: Mapping[int, str], says: Mapping[int, str]) -> list[Commit]:
    """Commits of the days; what a commit does not show stood as it is in the tiny workspace."""
    return [
        Commit(
            date.fromisoformat(day),
            {path: text.encode() for path, text in {**NOW, **files}.items() if text},
            (tags[at],) if at in tags else (),
            says.get(at, ""),
        )
        for at, (day, files) in enumerate(earlier)
    ]


def found(
    code: str,
    changes: Mapping[str, str],
    earlier: Earlier,
    tags: Mapping[int, str] | None = None,
    says: Mapping[int, str] | None = None,
) -> list[Diagnostic]:
    loaded = with_past(overlaid(changes), commits(earlier, tags or {}, says or {}))
    assert loaded.problems == ()
    return [one for one in check_workspace(loaded).findings if one.code == code]


def places(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    return [(one.item, one.field) for one in diagnostics]


# ---- PAR06


@pytest.mark.parametrize(
    ("now", "earlier", "expected"),
    [
        ({}, [("2015-03-01", {})], [("K-2015-01/U-0001", "changed[0]")]),
        ({STR_1: SPACED}, [("2015-03-01", {})], [("K-2015-01/U-0001", "changed[0]")]),
        ({STR_1: LOWER}, [("2015-03-01", {})], []),
        ({}, [("2015-03-01", {STR_1: ""})], []),
        ({}, [("2015-03-21", {})], []),
        ({}, [("2015-03-01", {STR_1: "id: [broken"})], []),
        ({REMARK: ACCEPTED.replace("accepted", "explained")}, [("2015-03-01", {})], []),
        ({REMARK: ACCEPTED.replace("changed: [STR-1]\n", "")}, [], [("K-2015-01/U-0001", "disposition")]),
    ],
    ids=["same", "layout", "changed", "new since", "history begins later", "unreadable then", "explained", "unnamed"],
)
def test_a_promise_is_kept_where_the_item_says_something_else(
    now: dict[str, str], earlier: Earlier, expected: list[tuple[str, str]]
) -> None:
    assert places(found("PAR06", {REMARK: ACCEPTED, **now}, earlier)) == expected


def test_a_renamed_item_that_says_the_same_keeps_no_promise() -> None:
    renamed = NOW[STR_1].replace("id: STR-1", "id: STR-7") + "formerly: [STR-1]\n"
    then = {STR_1: NOW[STR_1], "plans/str/objectives/STR-7.yml": ""}
    remark = ACCEPTED.replace("changed: [STR-1]", "changed: [STR-7]")
    moved = {REMARK: remark, "plans/str/objectives/STR-7.yml": renamed}
    assert places(found("PAR06", moved, [("2015-03-01", then)])) == [("K-2015-01/U-0001", "changed[0]")]


def test_an_open_consultation_has_promised_nothing_yet() -> None:
    consultation = "participation/consultations/K-2015-01/consultation.yml"
    still = {consultation: NOW[consultation].replace("closes: 2015-04-20", "closes: 2016-08-01")}
    assert found("PAR06", {REMARK: ACCEPTED, **still}, [("2015-03-01", {})]) == []


# ---- PAR13


@pytest.mark.parametrize(
    ("about", "earlier", "expected"),
    [
        ("STR-1", [("2015-03-01", {})], []),
        ("STR-1", [("2015-03-01", {STR_1: ""})], [("K-2015-01/U-0001", "about")]),
        ("STR-1", [("2015-03-01", {STR_1: ""}), ("2015-03-02", {})], []),
        ("STR-1", [("2015-06-01", {STR_1: ""})], []),
        (
            "STR-1",
            [("2015-03-01", dict.fromkeys([VISION, *(one for one in NOW if one.startswith("plans/str/"))], ""))],
            [],
        ),
        ("IND-KM", [("2015-03-01", {"registry/indicators/IND-KM.yml": ""})], []),
        ("plans/str/text/01-vision.md#routes", [("2015-03-01", {})], []),
        ("plans/str/text/01-vision.md", [("2015-03-01", {VISION: ""})], [("K-2015-01/U-0001", "about")]),
    ],
    ids=["there", "new", "new, in time", "later history", "no plan then", "registry", "chapter", "new chapter"],
)
def test_a_remark_is_about_what_the_text_consulted_had(
    about: str, earlier: Earlier, expected: list[tuple[str, str]]
) -> None:
    changes = {REMARK: f"{ACCEPTED}about: {about}\n", VISION: "# Vision\n"}
    past = [(day, {VISION: "# Vision\n", **files}) for day, files in earlier]
    assert places(found("PAR13", changes, past)) == expected


def test_a_remark_about_a_renamed_item_is_about_what_was_there() -> None:
    renamed = NOW[STR_1].replace("id: STR-1", "id: STR-7") + "formerly: [STR-1]\n"
    now = {REMARK: f"{ACCEPTED}about: STR-7\n", "plans/str/objectives/STR-7.yml": renamed}
    assert found("PAR13", now, [("2015-03-01", {"plans/str/objectives/STR-7.yml": ""})]) == []


# ---- PAR11

AT_CLOSE: Earlier = [("2015-04-20", {})]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({STR_1: LOWER}, [("STR-1", "indicators")]),
        ({STR_1: SPACED}, []),
        ({STR_1: LOWER, REMARK: ACCEPTED}, []),
        ({STR_1: LOWER, REMARK: ACCEPTED.replace("changed: [STR-1]", "about: STR-1")}, []),
        ({STR_1: LOWER + "justification: As D-2015-01 says.\n", DECISION: decision("{plan: tr}")}, []),
        ({STR_1: LOWER + "justification: Because.\n"}, [("STR-1", "indicators")]),
        ({ACTION: NOW[ACTION] + "status: completed\n".replace("status", "note")}, []),
        ({ACTION: NOW[ACTION].replace("status: planned", "status: completed")}, []),
        (
            {"plans/str/actions/STR-A-02.yml": "id: STR-A-02\ntitle: A\nkind: study\nobjective: STR-1\n"},
            [("STR-A-02", "id")],
        ),
    ],
    ids=["target", "layout", "remark", "heeded", "decision", "no id", "note", "status", "new"],
)
def test_what_changed_after_the_close_is_explained(now: dict[str, str], expected: list[tuple[str, str]]) -> None:
    diagnostics = found("PAR11", now, AT_CLOSE)
    assert places(diagnostics) == expected
    assert {one.severity for one in diagnostics} <= {Severity.WARNING}


def test_an_item_that_went_stands_at_the_close() -> None:
    extra = "id: STR-A-02\ntitle: A\nkind: study\nobjective: STR-1\n"
    diagnostics = found("PAR11", {}, [("2015-04-20", {"plans/str/actions/STR-A-02.yml": extra})])
    assert places(diagnostics) == [("STR-A-02", "closes")]


@pytest.mark.parametrize(("says", "count"), [("Meeting M-2015-01", 0), ("Nothing to say", 1), ("See D-2099-09", 1)])
def test_a_commit_that_names_the_meeting_explains(says: str, count: int) -> None:
    meeting = {"participation/meetings/M-2015-01.yml": "id: M-2015-01\ndate: 2015-05-01\n"}
    earlier = [*AT_CLOSE, ("2015-05-02", {STR_1: LOWER})]
    assert len(found("PAR11", {STR_1: LOWER, **meeting}, earlier, says={1: says})) == count


def test_after_the_decision_the_tag_is_compared_and_it_is_an_error() -> None:
    now = {PLAN: plan(), DECISION: decision("{plan: str, tag: str/1.0}")}
    earlier = [*AT_CLOSE, ("2015-05-02", {STR_1: LOWER}), ("2015-07-01", {})]
    (diagnostic,) = found("PAR11", now, earlier, tags={1: "str/1.0"})
    assert (diagnostic.item, diagnostic.severity) == ("STR-1", Severity.ERROR)
    assert found("PAR11", now, earlier, tags={2: "str/1.0"}) == []
    without_tag = {**now, DECISION: decision()}
    assert places(found("PAR11", without_tag, earlier)) == [("STR-1", "indicators")]
    assert found("PAR11", without_tag, [("2015-06-30", {})]) == []


# ---- CON12

IN_FORCE = {PLAN: plan(), DECISION: decision()}
BEFORE: Earlier = [("2015-07-01", {}), ("2016-02-01", {STR_1: LOWER})]
NOTED = NOW[TR_1].replace("how many people travel.}", "how many people travel., note: seen}")


@pytest.mark.parametrize(
    ("now", "earlier", "count"),
    [
        ({STR_1: LOWER}, BEFORE, 1),
        ({STR_1: LOWER}, [("2015-07-01", {STR_1: LOWER}), ("2016-02-01", {STR_1: LOWER})], 0),
        ({STR_1: SPACED}, [("2015-07-01", {}), ("2016-02-01", {STR_1: SPACED})], 0),
        ({}, [*BEFORE, ("2016-03-01", {})], 0),
        ({STR_1: LOWER, TR_1: NOTED}, BEFORE, 0),
        ({STR_1: LOWER, TR_1: NOTED}, [*BEFORE, ("2016-03-01", {STR_1: LOWER, TR_1: NOTED})], 0),
        (
            {STR_1: LOWER, TR_1: NOW[TR_1] + "code: A\n"},
            [*BEFORE, ("2016-03-01", {STR_1: LOWER, TR_1: NOW[TR_1] + "code: A\n"})],
            1,
        ),
        ({STR_1: LOWER, PLAN: NOW[PLAN]}, BEFORE, 0),
    ],
    ids=["changed", "never", "layout", "there and back", "looked at now", "looked at", "other field", "draft"],
)
def test_a_link_is_suspect_until_somebody_looks_at_it(now: dict[str, str], earlier: Earlier, count: int) -> None:
    assert places(found("CON12", {**IN_FORCE, **now}, earlier)) == [("TR-1", "contributes[0].to")] * count


# ---- MON10


def returned(year: int, value: str) -> dict[str, str]:
    text = f'round: "{year}"\nmember: alfa\nobservations:\n  - {{indicator: IND-KM, period: 2014, {value}}}\n'
    return {
        f"monitoring/{year}/round.yml": f'id: "{year}"\ncovers: {{from: {year}, to: {year}}}\n',
        f"monitoring/{year}/returns/alfa.yml": text,
    }


GONE = "value: null, missing: not_applicable"


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (GONE, [("2015/alfa", "observations[0].value")]),
        (f"{GONE}, revised: true", []),
        ("value: 29.0", []),
    ],
)
def test_a_later_round_does_not_take_back_a_value(later: str, expected: list[tuple[str, str]]) -> None:
    assert places(found("MON10", returned(2014, "value: 28.0") | returned(2015, later), [])) == expected


@pytest.mark.parametrize(
    ("now", "count"),
    [("value: 29.0", 1), ("value: 28.0", 0), ("value: 29.0, revised: true", 0), ("value: 28.0, note: a", 0)],
)
def test_a_value_stays_what_it_was_when_the_next_return_came(now: str, count: int) -> None:
    later = {path: text.replace("period: 2014", "period: 2015") for path, text in returned(2015, "value: 30.0").items()}
    earlier = [("2015-03-01", returned(2014, "value: 27.0")), ("2016-03-01", returned(2014, "value: 28.0") | later)]
    diagnostics = found("MON10", returned(2014, now) | later, earlier)
    assert places(diagnostics) == [("2014/alfa", "observations[0].value")] * count


# ---- GOV03, GOV04

TAGGED = "{{plan: str, version: '1.0', tag: str/1.0{}}}".format
VERSIONS = 'versions:\n  - {version: "1.0", date: 2015-06-01, kind: adopted, decision: D-2015-01}\n'


def adopted(now: Mapping[str, str] | None = None, versions: str = VERSIONS, stated: str = "") -> dict[str, str]:
    text = decision(TAGGED(f', fingerprint: "{stated}"' if stated else ""))
    return {**REAL, PLAN: plan(versions), DECISION: text, **(now or {})}


def test_without_a_fingerprint_the_tag_tells_what_was_adopted() -> None:
    then = [("2015-06-01", {PLAN: plan(VERSIONS)})]
    assert found("GOV03", adopted(), then, {0: "str/1.0"}) == []
    (diagnostic,) = found("GOV03", adopted({STR_1: LOWER}), then, {0: "str/1.0"})
    assert (diagnostic.item, diagnostic.field) == ("D-2015-01", "adopts.tag")
    assert str(diagnostic.message).endswith("is not what the tag `str/1.0` holds: STR-1")
    assert STR_1 in {one.span.path for one in diagnostic.related}
    assert found("GOV03", adopted({STR_1: NOW[STR_1] + "status: achieved\n"}), then, {0: "str/1.0"}) == []


def test_a_moved_tag_is_told_from_a_changed_text() -> None:
    stated = fingerprint(overlaid({}).workspace, "str")
    then: Earlier = [("2015-06-01", {PLAN: plan(VERSIONS)}), ("2015-07-01", {PLAN: plan(VERSIONS), STR_1: LOWER})]
    assert found("GOV04", adopted(stated=stated), then, {0: "str/1.0"}) == []
    assert places(found("GOV04", adopted(stated=stated), then, {1: "str/1.0"})) == [("D-2015-01", "adopts.tag")]
    assert found("GOV03", adopted(stated=stated), then, {1: "str/1.0"}) == []


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (VERSIONS, []),
        (VERSIONS.replace("2015-06-01", "2015-06-02"), [("str", "versions[0].version")]),
        (VERSIONS.replace("kind: adopted", "kind: adopted, note: a"), []),
        (
            'versions:\n  - {version: "1.1", date: 2015-06-01, kind: adopted}\n',
            [("D-2015-01", "adopts.version"), ("str", "versions")],
        ),
    ],
)
def test_old_versions_stand_as_the_tag_lists_them(versions: str, expected: list[tuple[str, str]]) -> None:
    then = [("2015-06-01", {PLAN: plan(VERSIONS)})]
    assert places(found("GOV04", adopted(versions=versions), then, {0: "str/1.0"})) == expected


def test_one_information_says_that_there_is_no_history() -> None:
    second = decision("{plan: str, tag: str/1.1}").replace("D-2015-01", "D-2015-02")
    changes = {**adopted(), "participation/decisions/D-2015-02.yml": second}
    loaded = overlaid(changes)
    unsure = [one for one in check_workspace(loaded).findings if one.severity is Severity.INFO and one.code == "GOV04"]
    assert len(unsure) == 1


# ---- git says what the past in memory says


def test_git_answers_as_the_past_in_memory_does(tmp_path: Path) -> None:
    made = commits(
        [("2015-03-01", {}), ("2015-04-01", {STR_1: LOWER}), ("2015-05-01", {ACTION: "", STR_1: LOWER})],
        {1: "str/1.0"},
        {0: "First", 1: "Second\n\nMeeting M-2015-01", 2: "Third"},
    )
    names = [_commit(tmp_path, one) for one in made]
    ours: tuple[Past, Past] = GitPast(tmp_path / "data"), MemoryPast(made)
    name = dict(zip(map(str, range(3)), names, strict=True))
    git, memory = ours
    for day in ("2015-02-28", "2015-03-01", "2015-04-30", "2016-01-01"):
        assert git.on(date.fromisoformat(day)) == name.get(memory.on(date.fromisoformat(day)) or "")
    assert git.tagged("str/1.0") == names[1]
    assert git.tagged("str/2.0") is None
    wanted = [STR_1, ACTION, "no/such.yml"]
    asked = [(at, path) for at in name for path in wanted]
    expected = {(name[at], path): text for (at, path), text in memory.read(asked).items()}
    assert git.read((name[at], path) for at, path in asked) == expected
    assert git.listing(names[2], "plans/str") == memory.listing("2", "plans/str")
    assert git.listing(names[2], "plans/none") == {}
    touches = [(one.commit, one.day, one.paths) for one in git.touching(wanted)]
    assert touches == [(name[one.commit], one.day, one.paths) for one in memory.touching(wanted)]
    said = git.messages(names[0], None, wanted)
    assert {path: text.split() for path, text in said.items()} == {
        path: text.split() for path, text in memory.messages("0", None, wanted).items()
    }


def _commit(top: Path, one: Commit) -> str:
    """Makes a commit in a real repository, with the workspace in a folder of it; its hash."""
    when = {"GIT_COMMITTER_DATE": f"{one.day}T12:00:00+0000", "GIT_AUTHOR_DATE": f"{one.day}T12:00:00+0000"}
    for path in WorkingTree(top / "data").paths if (top / "data").exists() else ():
        (top / "data" / path).unlink()
    for path, content in one.contents.items():
        (top / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (top / "data" / path).write_bytes(content)
    commands = [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", one.says]]
    for command in [*commands, *(["tag", tag] for tag in one.tags)]:
        subprocess.run(["git", *command], cwd=top, check=True, capture_output=True, env={**os.environ, **when})
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=top, check=True, capture_output=True, text=True)
    return head.stdout.strip()
