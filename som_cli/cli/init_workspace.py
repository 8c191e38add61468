"""`som init workspace`: the files of a partnership that begins, in an empty folder or beside what lies there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.first_files import NewPlan, plan_files, workspace_files
from som_cli.cli.fmt import shown_path
from som_cli.cli.new import check_texts, write_texts
from som_cli.cli.places import SETTINGS_FILE, output_folder, shipped_templates
from som_cli.console import Console
from som_cli.messages import languages, msg
from som_cli.model.codelists import CodeLists
from som_cli.model.entry import CURRENCY_PATTERN
from som_cli.model.values import tongue
from som_cli.reports.edition_labels import labelled_languages

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
OFFICE = "office"
# What git is to know, in the folder that holds the plans and the documents. Left as they are where they exist.
GIT_FILES: Mapping[str, str] = {".gitignore": "/build/\n.som/\n", ".gitattributes": "* text=auto eol=lf\n"}


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What was typed after `som init workspace`."""

    name: str
    language: str
    currency: str
    prefix: str

    def files(self, console: Console) -> dict[str, str]:
        """The files by their paths; remarks in them are in the language of the plans where we speak it."""
        writer = Console(self.language) if self.language in languages() else console
        plan = NewPlan(self.prefix.lower(), self.prefix, "", OFFICE)
        kinds = CodeLists()["plan-kinds"]
        return {
            **workspace_files(self.name, self.language, self.currency),
            **plan_files(plan, self.language, kinds, writer.say),
        }


def init_workspace(console: Console, folder: Path, start: NewWorkspace) -> int:
    """Writes the files and says what to do next. Raises UsageError where one is there already: none is replaced."""
    _check(start)
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        if (place / SETTINGS_FILE).is_file():
            raise UsageError(msg("there is a workspace already: {folder}", folder=place), msg("name another folder"))
    files = start.files(console)
    check_texts(files)
    if there := [path for path in files if (folder / path).exists()]:
        message = msg("there is already {files}", files=", ".join(there))
        raise UsageError(message, msg("name an empty folder: nothing was changed"))
    root = output_folder(folder).parent
    new = {path: text for path, text in GIT_FILES.items() if not (root / path).exists()}
    write_texts(folder, files)
    write_texts(root, new)
    for path in files:
        console.write(f"{shown_path(folder, path)}\n")
    for path in new:
        console.write(f"{shown_path(root, path)}\n")
    _advise(console, folder, start, [path for path in GIT_FILES if path not in new])
    return ExitCode.CLEAN


def _check(start: NewWorkspace) -> None:
    if not start.name.strip():
        raise UsageError(msg("the partnership needs a name"), msg('give it: `--name "…"`'))
    if not _LANGUAGE.fullmatch(start.language):
        message = msg("`{value}` is no code of a language", value=start.language)
        raise UsageError(message, msg("write two letters: `--language de`"))
    if not re.fullmatch(CURRENCY_PATTERN.expression, start.currency):
        message = msg("`{value}` is no code of a currency", value=start.currency)
        raise UsageError(message, msg("write three capitals (ISO 4217): `--currency EUR`"))


def _advise(console: Console, folder: Path, start: NewWorkspace, kept: list[str]) -> None:
    """What was left alone, and the next three commands."""
    notes = [msg("{file} is left as it is; see that it says: {text}", file=path, text=_line(path)) for path in kept]
    if tongue(start.language) not in labelled_languages(shipped_templates()):
        notes.append(
            msg(
                "there are no labels for documents in `{language}` yet: `som templates eject labels` copies ours to be "
                "translated",
                language=start.language,
            )
        )
    way = Path(os.path.relpath(folder)).as_posix()
    som = "som" if way == "." else f'som -C "{way}"' if " " in way else f"som -C {way}"
    plan = start.prefix.lower()
    notes += [
        msg("next:"),
        msg("{command}", command=f'  {som} new objective --plan {plan} --title "…"'),
        msg("{command}", command=f"  {som} validate"),
        msg("{command}", command=f"  {som} build"),
    ]
    console.note(notes)


def _line(path: str) -> str:
    return ", ".join(GIT_FILES[path].split("\n")[:-1])
