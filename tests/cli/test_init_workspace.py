"""`som init workspace`: from an empty folder to documents, and nothing that was there is lost."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.runner import Outcome, som

NAME = 'Verband "Öl & Bach": Umland'
FILES = [
    "som.yml",
    "partnership/partnership.yml",
    "registry/units.yml",
    "registry/funds.yml",
    "plans/rp/plan.yml",
    "plans/rp/text/01-introduction.md",
    ".gitignore",
    ".gitattributes",
]


def begin(folder: Path, *arguments: str) -> Outcome:
    return som(folder, "--lang", "en", "init", "workspace", *arguments)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["de", "en", "pl", "cs", "no"])
def test_a_new_workspace_has_no_error_and_is_in_canonical_form(tmp_path: Path, language: str) -> None:
    done = begin(tmp_path, "--name", NAME, "--language", language, "--currency", "CZK", "--plan", "rp")
    assert (done.code, done.out.splitlines()) == (0, FILES)
    assert sorted(contents(tmp_path)) == sorted(FILES)
    checked = som(tmp_path, "--lang", "en", "validate", "--format", "concise")
    assert checked.code == 0, checked.out
    assert som(tmp_path, "fmt", "--check").out == ""
    assert f"language: {language}\ncurrency: CZK\n" in (tmp_path / "som.yml").read_text("utf-8")


def test_its_documents_are_built_in_its_language(tmp_path: Path) -> None:
    begin(tmp_path, "data", "--name", "Verband Bach", "--language", "de", "--plan", "RP")
    built = som(tmp_path, "-C", "data", "build", "plan", "summary", "--format", "docx")
    assert built.code == 0, built.err
    assert sorted(path.name for path in (tmp_path / "data" / "build").glob("*.docx")) == [
        "verband-bach-plan-rp.docx",
        "verband-bach-summary.docx",
    ]
    assert "title: Entwicklungsstrategie\n" in (tmp_path / "data/plans/rp/plan.yml").read_text("utf-8")


def test_a_language_of_a_region_has_the_words_of_its_tongue(tmp_path: Path) -> None:
    begin(tmp_path, "data", "--name", "Verband Bach", "--language", "de-AT", "--plan", "RP")
    built = som(tmp_path, "-C", "data", "build", "plan", "--format", "docx")
    assert built.code == 0, built.err
    document = docx.Document(str(tmp_path / "data/build/verband-bach-plan-rp.docx"))
    assert "Entwicklungsstrategie" in {paragraph.text for paragraph in document.paragraphs}


def test_the_next_commands_are_named_and_run(tmp_path: Path) -> None:
    begun = begin(tmp_path, "my plans", "--name", NAME)
    assert "next:" in begun.err
    for line in begun.err.splitlines():
        if line.startswith("  som "):
            words = line.replace('"my plans"', "my\0plans").replace('"…"', "Ways").split()[1:]
            formats = ["--format", "docx"] if words[-1] == "build" else []
            assert som(tmp_path, *(word.replace("\0", " ") for word in words), *formats).code == 0, line


def test_what_git_ignores_lies_where_the_documents_go(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    begun = begin(tmp_path, "strategies", "--name", NAME)
    assert begun.code == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert ".gitignore is left as it is; see that it says: /build/, .som/" in begun.err
    assert (tmp_path / ".gitattributes").read_text("utf-8") == "* text=auto eol=lf\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "needs a name"),
        (["--name", NAME, "--language", "Deutsch"], "no code of a language"),
        (["--name", NAME, "--currency", "Kč"], "no code of a currency"),
        (["--name", NAME, "--plan", "R2D2"], "`R2D2` does not have the form"),
        (["--name", NAME], "there is already registry/units.yml"),
        (["inner", "--name", NAME, "-C", "taken"], "No such option"),
    ],
)
def test_what_cannot_be_begun_is_said_and_changes_nothing(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "units.yml").write_text("mine\n", "utf-8")
    before = contents(tmp_path)
    refused = begin(tmp_path, *arguments)
    assert refused.code == 2
    assert words in refused.err
    assert contents(tmp_path) == before


def test_a_workspace_is_not_begun_inside_another(tmp_path: Path) -> None:
    begin(tmp_path, "--name", NAME)
    for folder in ("", "plans/more"):
        refused = begin(tmp_path, *([folder] if folder else []), "--name", NAME)
        assert refused.code == 2
        assert "there is a workspace already" in refused.err
    assert not (tmp_path / "plans" / "more").exists()


def test_without_a_plan_nothing_is_built_and_a_plan_is_made(tmp_path: Path) -> None:
    (tmp_path / "som.yml").write_text("schema: 1\nlanguage: en\n", "utf-8")
    empty = som(tmp_path, "build")
    assert (empty.code, empty.out) == (2, "")
    assert "there is no plan yet" in empty.err
    assert "som new plan PREFIX" in empty.err
    assert not (tmp_path / "build").exists()
    made = som(tmp_path, "new", "plan", "tr", "--title", "Yes: we move")
    assert made.out == "plans/tr/plan.yml\n"
    assert (tmp_path / "plans" / "tr" / "text" / "01-introduction.md").is_file()
    text = (tmp_path / "plans" / "tr" / "plan.yml").read_text("utf-8")
    assert "id: tr\nprefix: TR\n" in text
    assert 'title: "Yes: we move"' in text
    again = som(tmp_path, "new", "plan", "TR")
    assert again.code == 2
    assert "the plan `tr` has the prefix `TR`" in again.err
