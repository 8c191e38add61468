"""`som diff --format docx` and `pdf`: the document with tracked changes behind a table of what was, is, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.repository import Repository, repository
from tests.cli.runner import replace_in, som
from tests.writers.docx_checks import W, part
from tests.writers.pdf_checks import own_problems, page_texts, standard_problems
from tests.writers.tracked_changes import accepted, plain, rejected

ACTION = "plans/tr/actions/TR-A-01.yml"
OTHER = "plans/str/actions/STR-A-01.yml"
# Cover, heading, explanation, order of the rows, the table: what stands before the document itself.
TITLE = "What changed and why"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """One action reworded with a reason in the commit, another changed with a reason for it by name."""
    found = repository(tmp_path)
    for path in (ACTION, OTHER):
        replace_in(found.folder / path, "title: ", "title: Renewed ")
    found.commit(
        "Reword\n\nJustification: TR-A-01: Asked for in consultations\nReason: The council wishes it\nSigned-off-by: X",
        "2015-02-10",
        author="Anna Nowak",
    )
    return found


def redline(made: Repository, form: str, *arguments: str) -> bytes:
    outcome = som(made.folder, "--lang", "en", "diff", *arguments, "--format", form, "--out", f"../redline.{form}")
    assert outcome.code == 0, outcome.err
    return (made.folder.parent / f"redline.{form}").read_bytes()


def body_of(said: list[Any]) -> list[Any]:
    """The document behind the table of changes."""
    start = next(index for index, one in enumerate(said) if isinstance(one, tuple) and one[3] == TITLE)
    table = next(index for index, one in enumerate(said) if index > start and isinstance(one, list))
    return said[table + 1 :]


def built(made: Repository, revision: str, plan: str) -> list[Any]:
    out = made.folder.parent / f"built-{revision}"
    outcome = som(
        made.folder, "build", "plan", "--format", "docx", "--plan", plan, "--revision", revision, "--out", str(out)
    )
    assert outcome.code == 0, outcome.err
    (path,) = out.glob("*.docx")
    return plain(path.read_bytes())


def test_accepting_gives_the_new_document_and_rejecting_the_old_one(made: Repository) -> None:
    package = redline(made, "docx", "HEAD~1", "HEAD", "--plan", "tr")
    new, old = built(made, "HEAD", "tr"), built(made, "HEAD~1", "tr")
    first = next(index for index, one in enumerate(new) if one[0] == "Heading1")
    assert body_of(accepted(package)) == new[first:]
    assert body_of(rejected(package)) == old[first:]
    assert new[first:] != old[first:]


def test_changes_bear_the_author_and_the_date_of_the_commit(made: Repository) -> None:
    document = part(redline(made, "docx", "HEAD~1", "HEAD"), "word/document.xml")
    changes = [node for name in ("ins", "del") for node in document.iter(f"{W}{name}")]
    assert changes
    assert {node.get(f"{W}author") for node in changes} == {"Anna Nowak"}
    assert {node.get(f"{W}date") for node in changes} == {"2015-02-10T12:00:00Z"}


def test_the_first_table_says_what_was_and_is_and_why(made: Repository) -> None:
    said = plain(redline(made, "docx", "HEAD~1", "HEAD"))
    table = next(one for one in said if isinstance(one, list))
    rows = [[" ".join(text for *_, text in cell) for cell in row] for row in table]
    assert rows[0] == ["Change", "Was", "Is", "Why"]
    reasons = {row[0].split()[0]: row[3].partition(" (")[0] for row in rows[1:]}
    assert reasons == {"TR-A-01": "Asked for in consultations", "STR-A-01": "The council wishes it"}
    assert all(row[2].startswith("Renewed") and not row[1].startswith("Renewed") for row in rows[1:])


def test_what_is_not_committed_yet_is_of_the_one_who_works_and_of_the_last_day(made: Repository) -> None:
    replace_in(made.folder / ACTION, "title: Renewed", "title: Entirely new")
    assert signature(made) == ("Tiny Partnership", "2015-02-10T12:00:00Z")
    made.git("config", "user.name", "Jan Lis")
    assert signature(made) == ("Jan Lis", "2015-02-10T12:00:00Z")


def signature(made: Repository) -> tuple[str, str]:
    """Who made the first insertion against the last commit, and when; the organisation where git knows nobody."""
    document = part(redline(made, "docx", "HEAD", "--plan", "tr"), "word/document.xml")
    change = next(document.iter(f"{W}ins"))
    return change.get(f"{W}author"), change.get(f"{W}date")


def test_the_pdf_keeps_the_standards_and_says_the_same(made: Repository) -> None:
    content = redline(made, "pdf", "HEAD~1", "HEAD", "--plan", "tr")
    assert standard_problems(content) == []
    assert own_problems(content) == []
    text = " ".join(page_texts(content))
    assert "Asked for in consultations" in text
    assert "+ Renewed" in text


def test_a_plan_that_came_is_inserted_as_a_whole(made: Repository) -> None:
    first = made.git("rev-parse", "HEAD")
    made.git("rm", "-q", "-r", "plans/tr")
    made.commit("Away", "2015-03-01")
    package = redline(made, "docx", "HEAD", first, "--plan", "tr")
    assert body_of(rejected(package)) == []
    assert body_of(accepted(package)) != []


def test_one_plan_or_all(made: Repository) -> None:
    outcome = som(made.folder, "--lang", "en", "diff", "HEAD~1", "--format", "pdf", "--plan", "tr", "--plan", "str")
    assert outcome.code == 2
    assert "a redline shows one plan" in outcome.err
