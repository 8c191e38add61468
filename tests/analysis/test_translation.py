"""A workspace in another language: fresh translations stand in it, and what has none is marked and counted."""

from __future__ import annotations

from datetime import date

from som_cli.analysis.translation import text_digest, translated
from som_cli.model.loading import load
from tests.reports.editions import EXAMPLE, ChangedTree

DAY = date(2016, 7, 1)


def test_the_language_of_the_source_needs_no_translation() -> None:
    workspace = load(ChangedTree(EXAMPLE, {}), DAY).workspace
    found = translated(workspace, "pl-PL")
    assert found.workspace is workspace
    assert found.missing == 0


def test_a_fresh_translation_is_used_and_a_stale_one_is_not() -> None:
    workspace = load(ChangedTree(EXAMPLE, {}), DAY).workspace
    english, german = (translated(workspace, language) for language in ("en", "de"))
    assert english.workspace.objectives["STR-1.1"].title == "Coherent cycling route network"
    assert german.workspace.objectives["STR-1.1"].title == "Spójna sieć tras rowerowych [pl]"
    assert german.missing == english.missing + 2


def test_nested_texts_are_marked_and_names_of_members_are_not() -> None:
    workspace = load(ChangedTree(EXAMPLE, {}), DAY).workspace
    found = translated(workspace, "en").workspace
    steps = [step.what for action in found.actions.values() for step in action.steps]
    assert steps
    assert all(what.endswith("[pl]") for what in steps if what)
    assert [one.name for one in found.members.values()] == [one.name for one in workspace.members.values()]
    assert workspace.actions != found.actions


def test_a_chapter_is_translated_by_a_file_made_of_its_text() -> None:
    chapter = "plans/str/text/01-wizja.md"
    source = (EXAMPLE / chapter).read_text("utf-8")
    text = f'---\nof: "{text_digest(source)}"\n---\nA community.\n'
    workspace = load(ChangedTree(EXAMPLE, {f"locales/en/{chapter}": text}), DAY).workspace
    found = translated(workspace, "en")
    assert found.workspace.texts[chapter].text == "\n\n\nA community.\n"
    assert chapter not in found.chapters
    stale = load(ChangedTree(EXAMPLE, {f"locales/en/{chapter}": text.replace('"', '"0', 1)}), DAY).workspace
    assert chapter in translated(stale, "en").chapters
