"""`som adopt`: a plan becomes the version that a decision adopted."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.findings import findings_page, keep
from som_cli.cli.fmt import shown_path
from som_cli.cli.options import Session, load_files, open_files
from som_cli.edit.adopt import Adopted, AdoptError
from som_cli.edit.adopt import adopt as adopt_plan
from som_cli.edit.changes import write_changes
from som_cli.messages import Message, mark_text, msg
from som_cli.model.history import History
from som_cli.model.loading import Loaded
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.text.files import Files
from som_cli.text.git import changed_files


def adopt(
    context: typer.Context,
    plan: str = typer.Argument(metavar="PLAN"),
    version: str = typer.Option(..., "--version", metavar="NUMBER", help=mark_text("The version that is adopted.")),
    decision: str = typer.Option(..., "--decision", metavar="ID", help=mark_text("The decision that adopts it.")),
    force: bool = typer.Option(False, "--force", help=mark_text("Adopt it even with errors.")),  # noqa: FBT001, FBT003
    dry_run: bool = typer.Option(False, "--dry-run", help=mark_text("Change nothing: list what would change.")),  # noqa: FBT001, FBT003
) -> int:
    """Adopt a version of a plan. Writes it, its decision and its fingerprint down, and says which tag to set."""
    session: Session = context.obj
    folder = session.workspace
    files = open_files(folder)
    loaded = load_files(files, folder)
    try:
        adopted = adopt_plan(files, loaded, plan, version, decision)
    except AdoptError as error:
        raise UsageError(error.message, error.help) from error
    history = loaded.workspace.history
    count = _errors(session, folder, adopted, history, plan)
    if count and not force:
        message = msg("{count} error: nothing was adopted", plural="{count} errors: nothing was adopted", count=count)
        session.console.complain(message, msg("mend them or waive them with reasons; or add --force"))
        return ExitCode.FINDINGS
    if dry_run:
        session.console.write(_difference(files, adopted, folder))
    else:
        write_changes(folder, adopted.changes)
        session.console.write("".join(f"{shown_path(folder, path)}\n" for path in adopted.changes.writes))
    session.console.note([_done(adopted, plan, version, decision, is_dry=dry_run)])
    is_tagged = history is not None and adopted.tag in history.tags
    session.console.write(_commands(session, folder, adopted, (plan, decision), is_tagged=is_tagged))
    return ExitCode.CLEAN


def _errors(session: Session, folder: Path, adopted: Adopted, history: History | None, plan: str) -> int:
    """Shows the errors that the adopted plan would have at the gate `adoption`; how many they are."""
    verdict = check_workspace(_with_tag(adopted, history), Gate.ADOPTION, (plan,))
    texts = adopted.loaded.workspace.texts
    keys = finding_keys(verdict.findings, texts)
    page = findings_page(verdict, keys, texts, folder, session.console.language)
    errors = keep(page, [found.severity is Severity.ERROR and not found.waived for found in page.findings])
    session.console.findings(errors, Path.cwd())
    return len(errors.findings)


def _with_tag(adopted: Adopted, history: History | None) -> Loaded:
    """The adopted workspace with its history, as if the tag were set: it will be, once all is committed."""
    tagged = replace(history, tags=history.tags | {adopted.tag}) if history else None
    workspace: Workspace = replace(adopted.loaded.workspace, recall=lambda: tagged)
    return adopted.loaded._replace(workspace=workspace)


def _difference(files: Files, adopted: Adopted, folder: Path) -> str:
    rows: list[str] = []
    for path, content in adopted.changes.writes.items():
        old, new = (text.decode().splitlines(keepends=True) for text in (files.read(path), content))
        shown = shown_path(folder, path)
        rows += difflib.unified_diff(old, new, shown, shown, n=1)
    return "".join(row if row.endswith("\n") else f"{row}\n" for row in rows)


def _done(adopted: Adopted, plan: str, version: str, decision: str, *, is_dry: bool) -> Message:
    if is_dry:
        return msg(
            "`{plan}` would be adopted as version {version} by {decision}; fingerprint {fingerprint}",
            plan=plan,
            version=version,
            decision=decision,
            fingerprint=adopted.fingerprint,
        )
    return msg(
        "`{plan}` is adopted as version {version} by {decision}; fingerprint {fingerprint}",
        plan=plan,
        version=version,
        decision=decision,
        fingerprint=adopted.fingerprint,
    )


def _commands(session: Session, folder: Path, adopted: Adopted, named: tuple[str, str], *, is_tagged: bool) -> str:
    """What to run next, ready to be copied: the tag must hold every file that was adopted. A tag by hand stays."""
    say = session.console.say
    plan, decision = named
    paths = [*changed_files(folder, f"plans/{plan}"), *adopted.changes.writes]
    title = say(msg("Adopt {plan} {version}", plan=plan, version=adopted.tag.rpartition("/")[2]))
    rows = [
        f"# {say(msg('commit what was adopted, and tag that commit'))}",
        f"git add -- {_quoted(shown_path(folder, path) for path in dict.fromkeys(sorted(paths)))}",
        f"git commit -m {shlex.quote(title)} -m {shlex.quote(f'Decision: {decision}')}",
        *([] if is_tagged else [f"git tag -a {shlex.quote(adopted.tag)} -m {shlex.quote(title)}"]),
        f"git push --follow-tags  # {say(msg('then: som verify'))}",
    ]
    return "".join(f"{row}\n" for row in rows)


def _quoted(paths: Iterable[str]) -> str:
    return " ".join(shlex.quote(path) for path in paths)
