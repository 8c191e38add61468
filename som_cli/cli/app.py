"""The program: its commands, its language, its way of failing."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption

from som_cli import __version__
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.on_demand import load
from som_cli.cli.options import Session
from som_cli.cli.places import find_workspace, workspace_language
from som_cli.console import Console
from som_cli.messages import Message, languages, mark_text, msg, translate_text
from som_cli.text.git import GitError

HELP = mark_text("Strategy documents as data: check them, review them, publish them.")
ISSUES = "https://github.com/som-cli/som/issues"


# In the order of a day's work. A command's module is loaded when it is called, since the writers alone take longer to
# load than most commands to run; `som --help` loads all. The function bears
# the command's name (`list_` where Python has taken it).
COMMANDS = (
    "validate",
    "fmt",
    "new",
    "rename",
    "adopt",
    "verify",
    "build",
    "templates",
    "status",
    "show",
    "diff",
    "log",
    "blame",
    "list",
    "rules",
    "explain",
    "schema",
    "install-git",
    "init",
)
# What git calls; no list shows them.
HIDDEN = ("git-textconv", "git-merge")


def program(arguments: Sequence[str]) -> typer.Typer:
    """The program with the command that the arguments name, or with all of them where they name none."""
    app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    app.callback()(session)
    named = [name for name in (*COMMANDS, *HIDDEN) if name in arguments]
    for name in named or COMMANDS:
        function = name.replace("-", "_")
        module = vars(load(function))
        app.command(name, hidden=name in HIDDEN)(module.get(function) or module[f"{function}_"])
    return app


def show_version(is_asked: bool) -> None:  # noqa: FBT001 - typer calls it
    """Prints the version and ends the program."""
    if is_asked:
        typer.echo(f"som {__version__}")
        raise typer.Exit


def session(
    context: typer.Context,
    directory: Path | None = typer.Option(
        None, "-C", "--directory", metavar="DIR", help=mark_text("The workspace; else the nearest som.yml.")
    ),
    lang: str | None = typer.Option(None, "--lang", metavar="CODE", help=mark_text("The language of messages.")),
    version: bool = typer.Option(  # noqa: ARG001, FBT001 - answered by its callback, before a command is missed
        False,  # noqa: FBT003 - typer's way to declare a flag
        "--version",
        is_eager=True,
        callback=show_version,
        help=mark_text("Show the version and exit."),
    ),
) -> None:
    """Takes the options that stand before the command."""
    if lang is not None and lang not in languages():
        message = msg("there are no messages in `{language}`", language=lang)
        raise UsageError(message, msg("allowed: {allowed}", allowed=", ".join(languages())))
    context.obj = replace(context.obj, directory=directory)


def run(arguments: Sequence[str], kept: list[object] | None = None) -> int:  # noqa: PLR0911 - a return a way to end
    """Runs the program and returns its exit code. Nothing that a user did ends in a traceback.

    `kept` takes what is not worth freeing before the process ends.
    """
    _make_streams_forgiving()
    console = Console(message_language(arguments))
    try:
        command = typer.main.get_command(program(arguments))
        _translate_help(command, console.language)
        session_ = Session(None, console, kept if kept is not None else [])
        result = command.main(list(arguments), prog_name="som", standalone_mode=False, obj=session_)
        sys.stdout.flush()
    except UsageError as error:
        return _usage(console, error.message, error.help)
    except typer.TyperException as error:
        problem = " ".join(error.format_message().split())  # typer breaks lines and indents by tabs
        return _usage(console, msg("{problem}", problem=problem), msg("see `som --help`"))
    except GitError as error:
        return _usage(console, msg("git: {problem}", problem=str(error)))
    except BrokenPipeError:  # the reader has seen enough (`som list actions | head`)
        return ExitCode.FINDINGS
    except OSError as error:
        return _usage(console, _file_message(error), _file_help(error))
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence: whatever arrives here is our bug
        _report_bug(console, error, arguments)
        return ExitCode.BUG
    return int(result) if isinstance(result, int) else ExitCode.CLEAN


def message_language(arguments: Sequence[str]) -> str:
    """The language of messages: `--lang`, else SOM_LANG, else the workspace's own, else English."""
    asked = [_option(arguments, "--lang"), os.environ.get("SOM_LANG")]
    folder = _option(arguments, "-C") or _option(arguments, "--directory")
    start = Path(folder) if folder else Path.cwd()
    asked.append(workspace_language(find_workspace(start)))
    return next((code for code in asked if code in languages()), "en")


def _option(arguments: Sequence[str], name: str) -> str | None:
    for index, argument in enumerate(arguments):
        if argument == name and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith(f"{name}="):
            return argument.split("=", 1)[1]
    return None


def _translate_help(command: Any, language: str) -> None:
    """Puts the help of a command, its options and its subcommands into the reader's language."""
    command.help = translate_text(command.help or "", language)
    for parameter in command.params:
        if isinstance(parameter, TyperOption):
            parameter.help = translate_text(parameter.help or "", language)
    if isinstance(command, TyperGroup):
        for child in command.commands.values():
            _translate_help(child, language)


def _make_streams_forgiving() -> None:
    """A console that cannot show a letter shows its code instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _usage(console: Console, message: Message, help_: Message | None = None) -> int:
    console.complain(message, help_)
    return ExitCode.USAGE


def _file_message(error: OSError) -> Message:
    return msg("cannot use {file}: {problem}", file=error.filename or "?", problem=error.strerror or str(error))


def _file_help(error: OSError) -> Message:
    if isinstance(error, FileNotFoundError):
        return msg("check the name, and the folder that it is looked for in")
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return msg("a folder is expected here, and this is a file: name another one")
    if isinstance(error, IsADirectoryError):
        return msg("a file is expected here, and this is a folder: name another one")
    return msg("close the file in other programs, or check its rights")


def _report_bug(console: Console, error: Exception, arguments: Sequence[str]) -> None:
    sys.stderr.write("".join(traceback.format_exception(error)))
    console.complain(
        msg("this is a bug in som, not in your files: {problem}", problem=f"{type(error).__name__}: {error}"),
        msg("please send the lines above and this one to {address}", address=ISSUES),
    )
    sys.stderr.write(f"som {' '.join(arguments)}\nsom {__version__}, Python {sys.version}, {sys.platform}\n")
