"""`som schema`: what each kind of file may hold, as JSON Schemas for editors."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import typer

from som_cli.cli.failure import UsageError
from som_cli.cli.options import Session, load_files, open_files
from som_cli.cli.places import output_folder
from som_cli.cli.verdicts import FOLDER
from som_cli.messages import languages, mark_text, msg
from som_cli.model.layout import Place
from som_cli.model.schema import Vocabulary, file_glob, file_kinds, file_schema
from som_cli.text.git import repository_root
from som_cli.text.suggest import suggestion
from som_cli.writers.files import write_file

SCHEMAS = "schemas"
SUFFIX = ".schema.json"
EDITOR_FOLDER = ".vscode"
EDITOR_SETTINGS = "settings.json"
EDITOR_KEY = "yaml.schemas"
# What is no data where the plans lie at the top of the folder that is opened: a workflow may be called som.yml, too.
OTHERS = "!.github/**"


def schema(
    context: typer.Context,
    kind: str | None = typer.Argument(None, metavar="[KIND]", help="", show_default=False),
    out: Path | None = typer.Option(None, metavar="DIR", help=mark_text("The folder to write to; else .som/schemas.")),
    vscode: bool = typer.Option(  # noqa: FBT001 - typer gives it by name
        False,  # noqa: FBT003
        "--vscode",
        help=mark_text("Also tell VS Code, in .vscode/settings.json, which file has which schema."),
    ),
    lang: str | None = typer.Option(None, "--lang", metavar="CODE", help=mark_text("The language of descriptions.")),
) -> int:
    """Write the JSON Schemas for editors. With a KIND (action, plan, …) print that one."""
    session: Session = context.obj
    kinds = file_kinds()
    if kind is not None and kind not in kinds:
        raise UsageError(msg("there is no kind of file `{kind}`", kind=kind), suggestion(kind, kinds))
    folder = session.workspace
    workspace = load_files(open_files(folder), folder).workspace
    vocabulary = Vocabulary(workspace, _language(lang, session.console.language))
    if kind is not None and out is None and not vscode:
        session.console.write(_as_json(file_schema(kinds[kind], vocabulary)))
        return 0
    target = (out or folder / FOLDER / SCHEMAS).resolve()
    chosen = {kind: kinds[kind]} if kind is not None else kinds
    for name, place in chosen.items():
        write_file(target, f"{name}{SUFFIX}", _as_json(file_schema(place, vocabulary)).encode())
    if out is None:
        write_file(folder / FOLDER, ".gitignore", b"*\n")
    notes = [msg("{count} schema in {folder}", plural="{count} schemas in {folder}", count=len(chosen), folder=target)]
    if vscode:
        settings = _write_settings(folder, target, chosen)
        notes.append(msg("{file} names them for the YAML extension of VS Code (redhat.vscode-yaml)", file=settings))
    session.console.note(notes)
    return 0


def _language(asked: str | None, console_language: str) -> str:
    if asked is None:
        return console_language
    if asked not in languages():
        message = msg("there are no messages in `{language}`", language=asked)
        raise UsageError(message, msg("allowed: {allowed}", allowed=", ".join(languages())))
    return asked


def _as_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _write_settings(folder: Path, schemas: Path, chosen: Mapping[str, Place]) -> Path:
    """Maps files to schemas in the settings of the folder that people open: the repository, or what holds the plans.

    The other settings stay as they are. Raises UsageError where the file holds more than plain JSON.
    """
    opened = (repository_root(folder) or output_folder(folder).parent).resolve()
    place = opened / EDITOR_FOLDER
    settings = _read_settings(place / EDITOR_SETTINGS)
    known = settings.get(EDITOR_KEY)
    ours = {f"{kind}{SUFFIX}" for kind in chosen}
    mapped: dict[str, Any] = {}
    if isinstance(known, dict):
        mapped = {schema: files for schema, files in known.items() if PurePosixPath(schema).name not in ours}
    # The editor looks for a pattern anywhere in a path: the way to the folder of the plans keeps it off other folders.
    way = _reach(folder.resolve(), opened).removeprefix("./")
    for kind, kind_of_file in chosen.items():
        patterns = [f"{way}/{file_glob(kind_of_file)}"] if way != "." else [file_glob(kind_of_file), OTHERS]
        mapped[_reach(schemas / f"{kind}{SUFFIX}", opened)] = patterns
    return write_file(place, EDITOR_SETTINGS, _as_json({**settings, EDITOR_KEY: mapped}).encode())


def _read_settings(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        message = msg("{file} holds comments or more than plain JSON", file=path)
        raise UsageError(message, msg("take them out, or map the files by hand: `yaml.schemas`")) from error
    if not isinstance(settings, dict):
        raise UsageError(msg("{file} holds no settings", file=path))
    return settings


def _reach(path: Path, start: Path) -> str:
    """The way from a folder to a file, as the editor writes it; the whole path where there is no way (other drives)."""
    try:
        way = Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return path.as_posix()
    return way if way.startswith("../") else f"./{way}"
