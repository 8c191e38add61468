"""`som init`: files that a repository of plans needs beside its data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import typer

from som_cli import __version__
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.init_workspace import NewWorkspace, init_workspace
from som_cli.cli.options import Session
from som_cli.cli.places import shipped_templates
from som_cli.edit.changes import Changes, write_changes
from som_cli.messages import mark_text, msg
from som_cli.text.git import repository_root, run_git


class Part(StrEnum):
    """What can be set up."""

    CI = "ci"
    WORKSPACE = "workspace"


class Provider(StrEnum):
    """Who runs the checks."""

    GITHUB = "github"
    GITLAB = "gitlab"
    BOTH = "both"


# A requirement of pip or a name of a branch, without what YAML, a shell or an expression would take for its own.
_NAME = re.compile(r"[\w.+@:/=<>~!,;\[\]-]+(?: [\w.+@:/=<>~!,;\[\]-]+)*", re.ASCII)

FILES: Mapping[str, Mapping[str, str]] = {
    Provider.GITHUB: {
        ".github/workflows/som.yml": "ci/github/som.yml",
        ".github/workflows/som-comment.yml": "ci/github/som-comment.yml",
    },
    Provider.GITLAB: {".gitlab-ci.yml": "ci/gitlab/gitlab-ci.yml"},
}


def init(
    context: typer.Context,
    part: Part = typer.Argument(..., metavar="workspace|ci", help="", show_default=False),
    directory: Path | None = typer.Argument(None, metavar="[DIR]", help="", show_default=False),
    name: str = typer.Option("", metavar="TEXT", help=mark_text("workspace: the name of the partnership.")),
    language: str = typer.Option("en", metavar="CODE", help=mark_text("workspace: the language of the plans.")),
    currency: str = typer.Option("EUR", metavar="CODE", help=mark_text("workspace: the currency of all amounts.")),
    plan: str = typer.Option(
        "STR", metavar="PREFIX", help=mark_text("workspace: what the ids of the first plan's items begin with.")
    ),
    provider: Provider = typer.Option(
        Provider.GITHUB, help=mark_text("ci: who runs the checks: github, gitlab or both.")
    ),
    branch: str = typer.Option("main", metavar="NAME", help=mark_text("ci: the branch whose documents are published.")),
    package: str = typer.Option(
        f"som-cli=={__version__}", metavar="REQUIREMENT", help=mark_text("ci: what the workflow installs as som.")
    ),
    force: bool = typer.Option(False, "--force", help=mark_text("ci: replace files that say something else.")),  # noqa: FBT001, FBT003
) -> int:
    """Begin a workspace, or write the workflows of CI. These check pull requests and publish documents."""
    session: Session = context.obj
    if part is Part.WORKSPACE:
        start = NewWorkspace(name, language, currency, plan.upper())
        return init_workspace(session.console, (session.directory or Path()) / (directory or ""), start)
    if directory is not None:
        message = msg("`som init ci` takes no folder")
        raise UsageError(message, msg("name the workspace before the command: `som -C DIR init ci`"))
    return _init_ci(session, provider, branch, package, is_forced=force)


def _init_ci(session: Session, provider: Provider, branch: str, package: str, *, is_forced: bool) -> int:
    if not _NAME.fullmatch(package) or not _NAME.fullmatch(branch):
        message = msg("`{value}` cannot stand in a workflow", value=branch if _NAME.fullmatch(package) else package)
        raise UsageError(message, msg("write a name without quotes, such as `som-cli==1.0` or `main`"))
    folder = session.workspace
    run_git(folder, "rev-parse", "--git-dir")
    root = repository_root(folder) or folder
    place = folder.resolve().relative_to(root.resolve()).as_posix()
    chosen = [name for name in FILES if provider in (name, Provider.BOTH)]
    wanted = {path: text for name in chosen for path, text in ci_files(name, place, branch, package).items()}
    differing = [path for path, text in wanted.items() if (root / path).exists() and not _says(root / path, text)]
    if differing and not is_forced:
        message = msg("there is already another {files}", files=", ".join(differing))
        raise UsageError(message, msg("look at it, then replace it with --force"))
    missing = [path for path, text in wanted.items() if not _says(root / path, text)]
    write_changes(root, Changes({path: wanted[path].encode() for path in missing}))
    said = [msg("wrote {file}", file=(root / path).as_posix()) for path in missing]
    session.console.note(said or [msg("nothing to change: the workflows are already there")])
    return ExitCode.CLEAN


def ci_files(provider: str, workspace: str, branch: str, package: str) -> dict[str, str]:
    """The files of a provider by their paths in the repository; `workspace` is the path of the data in it."""
    is_in_quotes = provider == Provider.GITHUB  # inside an expression
    values = {
        "@WORKSPACE@": json.dumps(workspace, ensure_ascii=False),
        "@BRANCH@": json.dumps(branch, ensure_ascii=False),
        "@PACKAGE@": package if is_in_quotes else json.dumps(package, ensure_ascii=False),
    }
    return {path: _filled(shipped_templates() / template, values) for path, template in FILES[provider].items()}


def _filled(template: Path, values: Mapping[str, str]) -> str:
    text = template.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == text.encode()
