"""`som install-git`: git shows and merges items field by field."""

from __future__ import annotations

import os
import shlex
import site
import sys
import sysconfig
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode
from som_cli.cli.options import Session
from som_cli.cli.places import PACKAGE
from som_cli.edit.changes import Changes, write_changes
from som_cli.edit.git_attributes import SHARED, holds_an_entry_a_line, with_lines, without_lines
from som_cli.messages import Message, mark_text, msg
from som_cli.text.git import GitError, run_git

ATTRIBUTES = ".gitattributes"
_SECTIONS = ("diff.som", "merge.som")


def install_git(
    context: typer.Context,
    undo: bool = typer.Option(False, "--undo", help=mark_text("Take the settings and the lines away again.")),  # noqa: FBT001, FBT003
) -> int:
    """Teach git to show and to merge items field by field. In this clone."""
    session: Session = context.obj
    folder = session.workspace
    run_git(folder, "rev-parse", "--git-dir")
    settings = {} if undo else settings_of(program_command())
    said = [*_set(folder, settings), *_write(folder, is_undone=undo)]
    session.console.note(said or [msg("nothing to change: git is already set up")])
    return ExitCode.CLEAN


def settings_of(command: str) -> dict[str, str]:
    """The settings of git by their names.

    Where som does not run (its environment was removed, say), git shows the file as it is and merges by lines: a driver
    that fails would break `git diff`, or leave one side of a merge out without a mark.
    """
    textconv = f'som() {{ {command} git-textconv "$1" || cat "$1"; }}; som'
    escaped = command.replace("%", "%%")  # git puts names in the place of %O and the like
    merge = (
        f'som() {{ {escaped} git-merge --marker-size "$4" "$1" "$2" "$3" "$5"; s=$?; '
        'if [ $s -gt 1 ]; then git merge-file --marker-size="$4" "$2" "$1" "$3"; s=$?; fi; return $s; }; '
        "som %O %A %B %L %P"
    )
    return {
        "diff.som.textconv": textconv,
        "diff.som.xfuncname": "^(id: .*)$",
        "merge.som.name": "items of strategy documents, field by field",
        "merge.som.driver": merge,
    }


def program_command() -> str:
    """How the shell of git starts this program, wherever git is called.

    `-P` keeps the folder that git runs in off the module path: a repository's files must not run as our code.
    """
    parent = PACKAGE.parent
    homes = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), site.getusersitepackages()}
    is_installed = any(Path(home).resolve() == parent.resolve() for home in homes)
    prefix = "" if is_installed else f"PYTHONPATH={shlex.quote(parent.as_posix())} "
    python = Path(sys.executable).as_posix() if os.name == "nt" else sys.executable
    return f"{prefix}{shlex.quote(python)} -P -m som_cli"


def _set(folder: Path, settings: dict[str, str]) -> list[Message]:
    """Writes what differs; without settings the sections go."""
    said = []
    if not settings:
        for section in _SECTIONS:
            if _get(folder, "--get-regexp", f"^{section.replace('.', '[.]')}[.]"):
                run_git(folder, "config", "--local", "--remove-section", section)
                said.append(msg("git config: removed {name}", name=section))
        return said
    for name, value in settings.items():
        if _get(folder, "--get", name) != value:
            run_git(folder, "config", "--local", "--replace-all", name, value)
            said.append(msg("git config: set {name}", name=name))
    return said


def _get(folder: Path, *arguments: str) -> str:
    try:
        return run_git(folder, "config", "--local", *arguments).decode("utf-8", "replace").removesuffix("\n")
    except GitError:
        return ""  # git's answer for a name that is not set


def _write(folder: Path, *, is_undone: bool) -> list[Message]:
    path = folder / ATTRIBUTES
    before = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""
    after = without_lines(before) if is_undone else with_lines(before, _shared_files(folder))
    if after == before:
        return []
    if not after:
        write_changes(folder, Changes(removals=frozenset({ATTRIBUTES})))
        return [msg("removed {file}", file=path.as_posix())]
    write_changes(folder, Changes({ATTRIBUTES: after.encode("utf-8", "surrogateescape")}))
    said = [msg("changed {file}", file=path.as_posix())]
    if not is_undone:
        said.append(msg("commit that file: who clones the repository then runs `som install-git` once"))
    return said


def _shared_files(folder: Path) -> tuple[str, ...]:
    return tuple(path for path in SHARED if _adds_up(folder / path))


def _adds_up(path: Path) -> bool:
    return not path.is_file() or holds_an_entry_a_line(path.read_bytes().decode("utf-8", "replace"))
