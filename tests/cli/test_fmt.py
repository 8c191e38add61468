"""`som fmt` writes files in canonical form and says what it did."""

from __future__ import annotations

from pathlib import Path

from tests.cli.runner import EXAMPLE, replace_in, som, workspace

OBJECTIVE = "plans/str/objectives/STR-1.yml"


def test_a_canonical_workspace_stays_as_it_is(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    outcome = som(folder, "--lang", "en", "fmt")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("nothing to change in ")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_check_lists_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    replace_in(folder / OBJECTIVE, "level: strategic\n", "")
    (folder / OBJECTIVE).write_text((folder / OBJECTIVE).read_text() + "level:   strategic\n", newline="\n")
    before = (folder / OBJECTIVE).read_bytes()
    outcome = som(tmp_path, "fmt", "--check")
    assert (outcome.code, outcome.out, outcome.err) == (1, f"strategies/{OBJECTIVE}\n", "1 file would change\n")
    assert (folder / OBJECTIVE).read_bytes() == before
    assert som(tmp_path, "fmt", "strategies/registry").err.startswith("nothing to change")
    assert som(tmp_path, "fmt", f"strategies/{OBJECTIVE}").err == "1 file changed\n"
    assert som(tmp_path, "fmt", "--check").code == 0
    assert b"level: strategic\ntitle:" in (folder / OBJECTIVE).read_bytes()


def test_what_a_program_can_mend_unseen_is_mended(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    chapter = folder / "plans/str/text/01-a.md"
    chapter.parent.mkdir()
    chapter.write_bytes("\ufeffCzęść z\u0307\r\n\r\n  dalej  ".encode())
    yml = folder / OBJECTIVE
    before = yml.read_bytes()
    yml.write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n").rstrip())
    assert som(tmp_path, "fmt").err == "2 files changed\n"
    assert yml.read_bytes() == before
    assert chapter.read_bytes() == "Część ż\n\n  dalej  \n".encode()


def test_a_file_that_cannot_be_read_is_reported_and_left(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    path = folder / OBJECTIVE
    path.write_bytes(b"id: STR-1\r\nid: STR-1\n\tlevel: x\n")
    before = path.read_bytes()
    outcome = som(tmp_path, "fmt")
    assert outcome.code == 1
    assert f"strategies/{OBJECTIVE}:3:1: error YML01" in outcome.out
    assert "1 file cannot be read and stays as it is" in outcome.err
    assert path.read_bytes() == before


def test_files_that_are_no_data_are_never_touched(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    for name in ("registry/answer.csv", "README.md", "templates/x.yml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"a,b\r\n1")
    assert som(tmp_path, "fmt").err.startswith("nothing to change")
    assert (folder / "registry/answer.csv").read_bytes() == b"a,b\r\n1"


def test_a_path_outside_the_workspace_is_wrong_usage(tmp_path: Path) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, "fmt", "nowhere.yml")
    assert outcome.code == 2
    assert "there is no file nowhere.yml in the workspace" in outcome.err
