"""`som rename` changes an id everywhere, or says why it does not."""

from __future__ import annotations

from pathlib import Path

from tests.cli.runner import EXAMPLE, som, workspace


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    before = contents(folder)
    tried = som(folder, "--lang", "en", "rename", "STR-1.1", "STR-1.7", "--dry-run")
    assert contents(folder) == before
    done = som(folder, "--lang", "en", "rename", "STR-1.1", "STR-1.7")
    assert (tried.code, done.code) == (0, 0)
    assert tried.out == done.out
    assert tried.err == "`STR-1.1` would become `STR-1.7` in 7 places\n"
    assert done.err == "`STR-1.1` became `STR-1.7` in 7 places\n"
    moved = "plans/str/objectives/STR-1.1.yml -> plans/str/objectives/STR-1.7.yml\n"
    assert moved in done.out
    assert "plans/row/objectives/ROW-1.yml: 1\n" in done.out
    changed = contents(folder)
    assert "plans/str/objectives/STR-1.1.yml" not in changed
    assert changed["plans/str/objectives/STR-1.7.yml"].endswith(b"formerly: [STR-1.1]\n")


def test_findings_stay_the_same(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    before = som(folder, "validate", "--format", "concise").out
    assert som(folder, "rename", "SRC-001", "SRC-901").code == 0
    assert som(folder, "validate", "--format", "concise").out == before


def test_prose_that_still_names_the_old_id_is_told(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    outcome = som(folder, "--lang", "en", "rename", "ROW-A-01", "ROW-A-09")
    assert "`ROW-A-01` still stands in the text at plans/pgn/actions/PGN-A-04.yml:1\n" in outcome.err


def test_an_id_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    before = contents(folder)
    outcome = som(folder, "rename", "STR-11", "STR-12")
    assert outcome.code == 2
    assert "did you mean `STR-1`?" in outcome.err
    assert contents(folder) == before
