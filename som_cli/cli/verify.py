"""`som verify`: whether adopted versions, archived documents and outputs are still what they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

import typer

from som_cli.analysis.verification import AdoptionCheck, FileCheck, State, check_adoptions
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.fmt import shown_path
from som_cli.cli.options import Session, load_files, open_files
from som_cli.cli.places import output_folder
from som_cli.messages import Message, mark_text, msg
from som_cli.model.monitoring import ArchivedDocument
from som_cli.model.workspace import Workspace
from som_cli.writers.files import digest, read_manifest

# A fingerprint shown to people: enough digits to compare.
_SHOWN = len("sha256:") + 12


class VerifyFormat(StrEnum):
    """How the result is written."""

    TABLE = "table"
    JSON = "json"


def verify(
    context: typer.Context,
    format_: VerifyFormat = typer.Option(VerifyFormat.TABLE, "--format", help=mark_text("How the result is written.")),
) -> int:
    """Compare adopted versions with what was recorded. Archived documents and built files too."""
    session: Session = context.obj
    folder = session.workspace
    loaded = load_files(open_files(folder), folder)
    workspace = loaded.workspace
    if workspace.unread.plans or workspace.unread.settings:
        message = msg("not all files can be read, so that nothing can be compared")
        raise UsageError(message, msg("mend what `som validate` lists as YML and SCH first"))
    adoptions = tuple(check_adoptions(workspace))
    files = (*_archived(workspace, folder), *_built(folder))
    if format_ is VerifyFormat.JSON:
        document = {
            "schema": 1,
            "adoptions": [asdict(one) for one in adoptions],
            "files": [asdict(one) for one in files],
            "unchecked": [session.console.say(message) for message in _unchecked(workspace, adoptions)],
        }
        session.console.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(session, adoptions, files)
        session.console.note([*_unrecorded(adoptions), *_unchecked(workspace, adoptions), _summary(adoptions, files)])
    return ExitCode.FINDINGS if _wrong(adoptions, files) else ExitCode.CLEAN


def _archived(workspace: Workspace, folder: Path) -> Iterator[FileCheck]:
    """Archived documents that lie in the workspace; those published elsewhere cannot be looked at."""
    for document in workspace.of(ArchivedDocument).values():
        path = f"archive/{document.name}"
        if path not in workspace.paths:
            yield FileCheck(path, document.sha256, State.NOT_CHECKED)
        else:
            found = digest((folder / path).read_bytes())
            yield FileCheck(path, document.sha256, State.OK if found == document.sha256 else State.DIFFERS)


def _built(folder: Path) -> Iterator[FileCheck]:
    """What the last build wrote."""
    build = output_folder(folder)
    for name, output in read_manifest(build).items():
        path = shown_path(build, name)
        if Path(name).name != name or not (build / name).is_file():
            yield FileCheck(path, output.sha256, State.MISSING)
        else:
            found = digest((build / name).read_bytes())
            yield FileCheck(path, output.sha256, State.OK if found == output.sha256 else State.DIFFERS)


def _show(session: Session, adoptions: Sequence[AdoptionCheck], files: Sequence[FileCheck]) -> None:
    say = session.console.say
    styles = {say(_WORDS[state]): "bold red" if state.is_wrong else "green" for state in State if _is_painted(state)}
    if adoptions:
        heads = (msg("plan"), msg("version"), msg("tag"), msg("fingerprint"), msg("in the tag"), msg("now"))
        rows = [
            (
                one.plan,
                one.version,
                one.tag or "–",
                f"{one.fingerprint[:_SHOWN]}…" if one.fingerprint else "–",
                say(_WORDS[one.tagged]),
                say(_WORDS[one.now]),
            )
            for one in adoptions
        ]
        session.console.table(heads, rows, styles)
    if files:
        rows_of_files = [(one.file, say(_WORDS[one.state])) for one in files]
        session.console.table((msg("file"), msg("digest")), rows_of_files, styles)


def _is_painted(state: State) -> bool:
    return state.is_wrong or state is State.OK


_WORDS: dict[State, Message] = {
    State.OK: msg("ok"),
    State.DIFFERS: msg("differs"),
    State.MISSING: msg("missing"),
    State.NO_TAG: msg("no tag"),
    State.NOT_RECORDED: msg("not recorded"),
    State.SUPERSEDED: msg("superseded"),
    State.IN_WORK: msg("in work"),
    State.NOT_CHECKED: msg("not checked"),
}


def _unrecorded(adoptions: Sequence[AdoptionCheck]) -> Iterator[Message]:
    """Adoptions that were written by hand only, and the command that completes each."""
    for one in adoptions:
        if one.is_unrecorded:
            yield msg(
                "`{plan}` {version}: neither tag nor fingerprint is recorded; write them with {command}",
                plan=one.plan,
                version=one.version,
                command=f"`som adopt {one.plan} --version {one.version or '…'} --decision {one.decision}`",
            )


def _unchecked(workspace: Workspace, adoptions: Sequence[AdoptionCheck]) -> Iterator[Message]:
    """What could not be looked at, and why."""
    tags = [one.tag for one in adoptions if one.tagged is State.NOT_CHECKED]
    if not tags:
        return
    listed = ", ".join(tags)
    if workspace.settings.example:
        yield msg("tags not checked ({tags}): the data are an example, which has no history of its own", tags=listed)
    elif workspace.history is None:
        yield msg("tags not checked ({tags}): there is no git repository here", tags=listed)
    else:
        yield msg("tags not checked ({tags}): fetch all with `git fetch --unshallow --tags`", tags=listed)


def _summary(adoptions: Sequence[AdoptionCheck], files: Sequence[FileCheck]) -> Message:
    count = _wrong(adoptions, files)
    if count:
        return msg("{count} thing is not what it was", plural="{count} things are not what they were", count=count)
    if not adoptions and not files:
        return msg("nothing is adopted, archived or built yet")
    if not any(state is State.OK for state in _states(adoptions, files)):
        return msg("no fingerprint or digest is recorded, so there was nothing to compare")
    return msg("nothing differs")


def _wrong(adoptions: Sequence[AdoptionCheck], files: Sequence[FileCheck]) -> int:
    return sum(state.is_wrong for state in _states(adoptions, files)) + sum(one.is_unrecorded for one in adoptions)


def _states(adoptions: Sequence[AdoptionCheck], files: Sequence[FileCheck]) -> tuple[State, ...]:
    return (*(state for one in adoptions for state in (one.tagged, one.now)), *(one.state for one in files))
