"""`som adopt`: the gate, the files, and the commands that lead to a tag."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.repository import Repository, repository
from tests.cli.runner import replace_in, som

DECISION = "participation/decisions/D-2016-01.yml"
TEXT = """id: D-2016-01
kind: resolution
body: assembly
date: 2016-06-01
title: Adoption of the strategy
after: [K-2015-01]
publication: {date: 2016-06-10, url: "https://example.invalid/d"}
"""
PLAN = "plans/str/plan.yml"
STR_1 = "plans/str/objectives/STR-1.yml"
ADOPT = ("--lang", "en", "adopt", "str", "--version", "1.0", "--decision", "D-2016-01")


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = repository(tmp_path)
    made.write(DECISION, TEXT)
    return made


def state(made: Repository) -> str:
    return made.git("status", "--porcelain", "--untracked-files=all") + made.git("diff")


def test_the_commands_that_it_prints_lead_to_a_version_that_verifies(made: Repository) -> None:
    replace_in(made.folder / STR_1, "A connected area", "An area connected well")
    made.commit("Title, see D-2016-01", "2015-05-01")
    outcome = som(made.folder, *ADOPT)
    assert outcome.code == 0
    assert "`str` is adopted as version 1.0 by D-2016-01" in outcome.err
    assert made.git("tag") == ""
    commands = [shlex.split(line, comments=True) for line in outcome.out.splitlines() if line.startswith("git ")]
    for command in commands[:-1]:
        made.git(*command[1:])
    assert commands[-1] == ["git", "push", "--follow-tags"]
    assert made.git("tag") == "str/1.0"
    assert made.git("status", "--porcelain") == ""
    assert made.git("log", "-1", "--format=%(trailers:key=Decision,valueonly)") == "D-2016-01"
    assert som(made.folder, "verify").code == 0
    assert som(made.folder, "validate", "--gate", "adoption", "str").code == 0


def test_a_dry_run_shows_the_difference_and_changes_nothing(made: Repository) -> None:
    before = state(made)
    outcome = som(made.folder, *ADOPT, "--dry-run")
    assert outcome.code == 0
    assert state(made) == before
    assert "+status: adopted\n" in outcome.out
    assert "would be adopted" in outcome.err


def test_errors_at_the_gate_stop_it_unless_it_is_forced(made: Repository) -> None:
    replace_in(made.folder / "plans/str/actions/STR-A-01.yml", "amount: 200000.00", "amount: 100000.00")
    before = state(made)
    outcome = som(made.folder, *ADOPT)
    assert outcome.code == 1
    assert "BUD01" in outcome.out
    assert "nothing was adopted" in outcome.err
    assert state(made) == before
    assert som(made.folder, *ADOPT, "--force").code == 0
    assert state(made) != before


def test_a_change_after_the_consultation_stops_it(made: Repository) -> None:
    replace_in(made.folder / STR_1, "80.0", "75.0")
    outcome = som(made.folder, *ADOPT)
    assert outcome.code == 1
    assert "PAR11" in outcome.out


def test_wrong_usage_changes_nothing(made: Repository) -> None:
    before = state(made)
    outcome = som(made.folder, "--lang", "en", "adopt", "str", "--version", "1.0", "--decision", "D-2016-02")
    assert outcome.code == 2
    assert "there is no decision `D-2016-02`" in outcome.err
    assert state(made) == before


def test_an_adoption_by_hand_is_completed_under_its_own_tag(made: Repository) -> None:
    entry = 'versions: [{version: "1.0", date: 2016-06-01, kind: adopted, decision: D-2016-01}]\nmonitoring:'
    replace_in(made.folder / PLAN, "monitoring:", entry)
    made.write(DECISION, TEXT + 'adopts: {plan: str, version: "1.0"}\n')
    made.commit("Adopt by hand", "2016-06-02")
    made.git("tag", "-a", "str/1.0", "-m", "1.0")
    assert som(made.folder, "verify").code == 1
    outcome = som(made.folder, *ADOPT, "--force")
    assert outcome.code == 0
    assert "git tag" not in outcome.out
    assert som(made.folder, "verify").code == 0
