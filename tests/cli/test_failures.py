"""How the program fails: a message and the right exit code, never a traceback for what a user did."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from som_cli.cli import app
from som_cli.cli.failure import ExitCode
from som_cli.text.files import WorkingTree
from tests.cli.runner import som, workspace


@pytest.mark.parametrize(
    "arguments",
    [
        ["validat"],
        ["validate", "--format", "xml"],
        ["validate", "--gate", "someday"],
        ["validate", "--nope"],
        ["rules", "--format"],
        ["explain"],
        ["explain", "BUD1"],
        ["--lang", "xx", "validate"],
        ["build", "annual"],
        ["build", "--format", "odt"],
        ["build", "--revision", "no-such-branch"],
        ["build", "--revision", "--upload-pack=x"],
        ["build", "--lang", "xx"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_a_message_and_exit_2(tmp_path: Path, arguments: list[str]) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, *arguments)
    assert outcome.code == ExitCode.USAGE
    assert outcome.err.strip()
    assert "Traceback" not in outcome.err + outcome.out


def program(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "som_cli", "-C", str(folder), *arguments]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_reader_who_has_seen_enough_ends_the_program_quietly(tmp_path: Path) -> None:
    command = program(workspace(tmp_path), "rules", "--format", "json")
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [["--version"], ["explain", "YML01"], ["list", "members"]], ids=" ".join)
def test_a_full_disk_is_told_however_little_is_written(tmp_path: Path, arguments: list[str]) -> None:
    command = program(workspace(tmp_path), *arguments)
    command = command if arguments != ["--version"] else [*command[:3], "--version"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(command, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_choice_that_is_missing_is_told_on_one_line(tmp_path: Path) -> None:
    outcome = som(tmp_path, "init")
    assert outcome.code == ExitCode.USAGE
    assert "Choose from: ci" in outcome.err
    assert "[U+" not in outcome.err


def test_an_action_of_no_plan_breaks_no_report(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    lost = folder / "plans/st/actions/STR-A-09.yml"
    lost.parent.mkdir(parents=True)
    lost.write_bytes((folder / "plans/str/actions/STR-A-01.yml").read_bytes().replace(b"STR-A-01", b"STR-A-09"))
    (folder / "plans/tr/plan.yml").write_text("<<<<<<< HEAD\n", encoding="utf-8", newline="\n")
    assert som(folder, "build", "investments", "--format", "xlsx").code == ExitCode.FINDINGS
    forced = som(folder, "build", "--force", "--format", "xlsx", "--out", "out")
    assert forced.code == ExitCode.CLEAN, forced.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_an_unreadable_file_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace(tmp_path)
    secret = folder / "plans" / "str" / "plan.yml"
    secret.chmod(0)
    real = WorkingTree.read

    def refuse(tree: WorkingTree, path: str) -> bytes:  # the superuser, who runs tests in some places, may read all
        if path.endswith("plan.yml") and not stat.S_IMODE((tree.root / path).stat().st_mode):
            raise PermissionError(13, "Permission denied", path)
        return real(tree, path)

    monkeypatch.setattr(WorkingTree, "read", refuse)
    outcome = som(tmp_path, "validate")
    assert outcome.code == ExitCode.USAGE
    assert "plan.yml" in outcome.err
    assert "Traceback" not in outcome.err


def test_our_own_bug_says_what_to_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path)

    def broken(_: object) -> None:
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(app, "_translate_help", lambda _command, _language: broken(None))
    outcome = som(tmp_path, "validate")
    assert outcome.code == ExitCode.BUG
    assert "ZeroDivisionError: made up" in outcome.err
    assert app.ISSUES in outcome.err


def test_an_interrupt_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path)

    def interrupted(_tree: WorkingTree, _path: str) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(WorkingTree, "read", interrupted)
    outcome = som(tmp_path, "validate")
    assert outcome.code == ExitCode.INTERRUPTED
    assert "Traceback" not in outcome.err
