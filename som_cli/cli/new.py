"""`som new`: the file of a new item."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import replace
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.first_files import NewPlan, plan_files
from som_cli.cli.fmt import shown_path
from som_cli.cli.options import Session, load_files, open_files, wrong_day
from som_cli.console import Console
from som_cli.edit.changes import Changes, create_file, write_changes
from som_cli.edit.known_ids import known_ids
from som_cli.edit.new import NEW_KINDS, named_id, new_path, new_text, next_id, next_objective
from som_cli.edit.new_fields import Start
from som_cli.messages import mark_text, msg
from som_cli.model.decode import decode_item
from som_cli.model.layout import Form, place_of
from som_cli.model.values import natural_key, parse_date
from som_cli.model.workspace import Workspace
from som_cli.text.nodes import Mapping
from som_cli.text.source import SourceText
from som_cli.text.suggest import suggestion
from som_cli.text.yaml_reader import parse_yaml

# Kinds whose items are lines of one file, and how such a line begins.
LINES = {
    "body": ("partnership/partnership.yml", "office: {name: …, kind: coordination}"),
    "fund": ("registry/funds.yml", "own: {name: …, kind: own}"),
    "procedure": ("partnership/procedures.yml", "plans: {name: …, steps: […]}"),
    "term": ("registry/glossary.yml", "zone: {term: …, definition: …}"),
    "unit": ("registry/units.yml", "km: {dimension: length, factor: 1000, base: m}"),
}


def new(
    context: typer.Context,
    kind: str = typer.Argument(metavar="KIND"),
    prefix: str = typer.Argument("", metavar="[PREFIX]", help="", show_default=False),
    plan: str = typer.Option("", metavar="PLAN", help=mark_text("The plan that it belongs to.")),
    title: str = typer.Option("", metavar="TEXT", help=mark_text("Its title or name.")),
    objective: str = typer.Option("", metavar="ID", help=mark_text("The objective that it serves, or hangs under.")),
    consultation: str = typer.Option("", metavar="ID", help=mark_text("The consultation of a remark; else the last.")),
    date: str = typer.Option("", metavar="DATE", help=mark_text("The day of a decision, a meeting, a remark.")),
    identifier: str = typer.Option("", "--id", metavar="ID", help=mark_text("Its id; else the next free one.")),
) -> int:
    """Make the file of a new item. It gets the next free id; its path is printed. A plan: `som new plan PREFIX`."""
    session: Session = context.obj
    folder = session.workspace
    _check_kind(kind, prefix)
    workspace = load_files(open_files(folder), folder).workspace
    if kind == "plan":
        name = identifier or prefix.lower()
        named = title or session.console.say(msg("To be named: {id}", id=name))
        return _new_plan(session.console, workspace, folder, NewPlan(name, prefix.upper(), named))
    if date and parse_date(date) is None:
        raise UsageError(*wrong_day(date))
    chosen = _plan(workspace, kind, plan)
    codes = workspace.codelists
    start = Start(
        identifier,
        title,
        chosen,
        _objective(workspace, kind, chosen, objective),
        date,
        _consultation(workspace, consultation) if kind == "remark" else "",
        lambda name: next(iter(codes.get(name, {})), "other"),
    )
    known = known_ids(workspace, folder)
    if identifier:
        _check_free(known, identifier)
    else:
        start = replace(start, id=_free_id(workspace, kind, start, known))
    start = replace(start, title=title or session.console.say(msg("To be named: {id}", id=start.id)))
    path = new_path(kind, start)
    text = new_text(kind, path, start, session.console.say)
    _check_text(path, text)
    try:
        create_file(folder, path, text.encode())
    except FileExistsError:
        raise UsageError(msg("{path} is there already", path=path), msg("nothing was changed")) from None
    session.console.write(f"{shown_path(folder, path)}\n")
    return ExitCode.CLEAN


def _check_kind(kind: str, prefix: str) -> None:
    """Raises UsageError for a kind that has no file of its own, and for a prefix that is missing or too much."""
    if kind in LINES:
        file, line = LINES[kind]
        message = msg("a new {kind} is a line of {file}, not a file", kind=kind, file=file)
        raise UsageError(message, msg("write it there: `{line}`", line=line))
    if kind not in NEW_KINDS:
        raise UsageError(msg("there is no kind `{kind}`", kind=kind), suggestion(kind, NEW_KINDS))
    if kind == "plan" and not prefix:
        raise UsageError(
            msg("a plan has a prefix, which begins the ids of its items"), msg("name it: `som new plan STR`")
        )
    if kind != "plan" and prefix:
        message = msg("only a plan has a prefix; `{value}` is too much", value=prefix)
        raise UsageError(message, msg('name the plan: `--plan PLAN`; a title: `--title "…"`'))


def _new_plan(console: Console, workspace: Workspace, folder: Path, plan: NewPlan) -> int:
    """Writes the file of a plan and its first chapter."""
    for other in workspace.plans.values():
        if plan.prefix == other.prefix or plan.id == other.id:
            message = msg("the plan `{plan}` has the prefix `{prefix}`", plan=other.id, prefix=other.prefix)
            raise UsageError(message, msg("each plan has its own: 2 to 6 capitals"))
    files = plan_files(plan, workspace.settings.language, workspace.codelists["plan-kinds"], console.say)
    check_texts(files)
    for path in files:
        if (folder / path).exists():
            raise UsageError(msg("{path} is there already", path=path), msg("nothing was changed"))
    write_texts(folder, files)
    console.write(f"{shown_path(folder, next(iter(files)))}\n")
    return ExitCode.CLEAN


def _plan(workspace: Workspace, kind: str, given: str) -> str:
    if given in workspace.plans or not (given or NEW_KINDS[kind].needs_plan):
        return given
    if given in workspace.unread.plans:
        message = msg("the plan `{plan}` could not be read", plan=given)
        raise UsageError(message, msg("`som validate` says why"))
    if not workspace.plans:
        raise UsageError(msg("there is no plan yet"), msg("make one first: `som new plan PREFIX`"))
    if given:
        raise UsageError(msg("there is no plan `{plan}`", plan=given), suggestion(given, workspace.plans))
    if len(workspace.plans) == 1:
        return next(iter(workspace.plans))
    message = msg("a new {kind} belongs to a plan", kind=kind)
    raise UsageError(message, msg("name it: `--plan {plan}`", plan=" | ".join(workspace.plans)))


def _objective(workspace: Workspace, kind: str, plan: str, given: str) -> str:
    """The objective that was named; an action without one serves the plan's first."""
    if given and given not in workspace.objectives:
        message = msg("there is no objective `{id}`", id=given)
        raise UsageError(message, suggestion(given, workspace.objectives))
    if given or kind != "action":
        return given
    prefix = f"{workspace.plans[plan].prefix}-"
    first = next((one for one in workspace.objectives if one.startswith(prefix)), None)
    if first is None:
        message = msg("the plan `{plan}` has no objective that an action could serve", plan=plan)
        raise UsageError(message, msg("make one first: `som new objective --plan {plan}`", plan=plan))
    return first


def _consultation(workspace: Workspace, given: str) -> str:
    known = workspace.consultations
    if given and given not in known:
        raise UsageError(msg("there is no consultation `{id}`", id=given), suggestion(given, known))
    if not known:
        raise UsageError(msg("there is no consultation yet"), msg("make one first: `som new consultation`"))
    return given or max(known, key=natural_key)


def _free_id(workspace: Workspace, kind: str, start: Start, known: frozenset[str]) -> str:
    prefix = workspace.plans[start.plan].prefix if start.plan else ""
    if kind == "objective":
        return next_objective(prefix, start.objective, known)
    if kind in ("indicator", "member"):
        return named_id(start.title, known, is_slug=kind == "member")
    year = start.date[:4] or f"{workspace.today.year}"
    stem = NEW_KINDS[kind].stem.format(prefix=prefix, year=year, consultation=start.consultation)
    return next_id(stem, NEW_KINDS[kind].digits, known)


def _check_free(known: frozenset[str], identifier: str) -> None:
    if identifier.casefold() in {one.casefold() for one in known}:
        message = msg("the id `{id}` is or was that of another item", id=identifier)
        raise UsageError(message, msg("ids are never used twice: leave out `--id` for the next free one"))


def check_texts(files: MappingType[str, str]) -> None:
    """Raises UsageError where a new file would not hold what was typed."""
    for path, text in files.items():
        if path.endswith(".yml"):
            _check_text(path, text)


def write_texts(folder: Path, files: MappingType[str, str]) -> None:
    """Writes new files, all or none; the folder too where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    write_changes(folder, Changes({path: text.encode() for path, text in files.items()}))


def _check_text(path: str, text: str) -> None:
    """Raises UsageError where what was asked for cannot be read back: an id or a title of a wrong form."""
    found = place_of(path)
    root, problems = parse_yaml(SourceText(path, text))
    if found is not None and isinstance(root, Mapping) and found[0].form in (Form.OWN_ID, Form.FREE_ID):
        problems = [*problems, *decode_item(found[0].cls, root, path)[1]]
    if problems:
        raise UsageError(problems[0].message, problems[0].help)
    if found is None:
        raise UsageError(msg("nothing of the data model belongs at {path}", path=path))
