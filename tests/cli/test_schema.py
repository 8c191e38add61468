"""`som schema`: prints one schema, writes all, and tells the editor which file has which."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from som_cli.cli.schema import EDITOR_KEY
from som_cli.model.schema import file_kinds
from tests.cli.runner import TESTS, som, workspace

COMMITTED = TESTS.parent / ".vscode" / "settings.json"


def test_a_kind_is_printed(tmp_path: Path) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, "--lang", "en", "schema", "action")
    assert outcome.code == 0
    schema = json.loads(outcome.out)
    assert schema["title"] == "action"
    assert schema["$defs"]["id-action"]["examples"] == ["STR-A-01", "TR-A-01"]
    assert schema["properties"]["title"]["description"] == "The title."


@pytest.mark.parametrize("arguments", [["--lang", "pl", "schema", "member"], ["schema", "member", "--lang", "pl"]])
def test_descriptions_speak_the_language_asked_for(tmp_path: Path, arguments: list[str]) -> None:
    workspace(tmp_path)
    schema = json.loads(som(tmp_path, *arguments).out)
    assert "gmina miejska" in schema["$defs"]["codes-member-kinds"]["enumDescriptions"]


def test_all_are_written_where_git_does_not_see_them(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    assert som(tmp_path, "schema").code == 0
    written = {path.name: path.read_bytes() for path in (folder / ".som" / "schemas").iterdir()}
    assert set(written) == {f"{kind}.schema.json" for kind in file_kinds()}
    assert (folder / ".som" / ".gitignore").read_text("utf-8") == "*\n"
    som(tmp_path, "schema")
    assert written == {path.name: path.read_bytes() for path in (folder / ".som" / "schemas").iterdir()}
    assert som(tmp_path, "validate").code == 0
    assert not (tmp_path / ".vscode").exists()


def test_the_editor_learns_of_them_and_keeps_its_other_settings(tmp_path: Path) -> None:
    workspace(tmp_path)
    settings = tmp_path / ".vscode" / "settings.json"
    settings.parent.mkdir()
    own = {"./mine.json": "mine.yml", "./old/action.schema.json": "x.yml"}
    settings.write_text(json.dumps({"editor.rulers": [120], EDITOR_KEY: own}), "utf-8")
    outcome = som(tmp_path, "--lang", "en", "schema", "--out", "strategies/.vscode/schemas", "--vscode")
    assert outcome.code == 0
    assert "redhat.vscode-yaml" in outcome.err
    read = json.loads(settings.read_text("utf-8"))
    assert read["editor.rulers"] == [120]
    mapped = read[EDITOR_KEY]
    assert mapped["./mine.json"] == "mine.yml"
    assert "./old/action.schema.json" not in mapped
    assert mapped["./strategies/.vscode/schemas/action.schema.json"] == ["strategies/plans/*/actions/*.yml"]
    assert all((tmp_path / schema).is_file() for schema in mapped if schema != "./mine.json")


def test_the_committed_settings_are_those_that_it_writes(tmp_path: Path) -> None:
    workspace(tmp_path)
    som(tmp_path, "schema", "--vscode")
    written = json.loads((tmp_path / ".vscode" / "settings.json").read_text("utf-8"))
    assert json.loads(COMMITTED.read_text("utf-8"))[EDITOR_KEY] == written[EDITOR_KEY]


@pytest.mark.parametrize("text", ['{"a": 1, // why\n}', "[]", '{"a": "\\ud800'])
def test_settings_that_cannot_be_kept_are_left_alone(tmp_path: Path, text: str) -> None:
    workspace(tmp_path)
    settings = tmp_path / ".vscode" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(text, "utf-8")
    outcome = som(tmp_path, "--lang", "en", "schema", "--vscode")
    assert outcome.code == 2
    assert "settings.json" in outcome.err
    assert settings.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "said"), [(["acton"], "did you mean `action`?"), (["action", "--lang", "xx"], "allowed: en, pl")]
)
def test_wrong_usage_says_what_there_is(tmp_path: Path, arguments: list[str], said: str) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, "--lang", "en", "schema", *arguments)
    assert outcome.code == 2
    assert said in outcome.err


def test_patterns_are_relative_to_the_folder_that_is_opened(tmp_path: Path) -> None:
    """Plans at its top: the name of the clone is nobody's business, and a workflow called som.yml is no settings."""
    folder = workspace(tmp_path).rename(tmp_path / "clone-of-mine")
    som(folder, "schema", "--vscode")
    mapped = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))[EDITOR_KEY]
    assert mapped["./.som/schemas/settings.schema.json"] == ["som.yml", "!.github/**"]
    assert mapped["./.som/schemas/action.schema.json"] == ["plans/*/actions/*.yml", "!.github/**"]
