"""Where the workspace, the repository, the output and the templates are."""

from __future__ import annotations

import re
from pathlib import Path

from som_cli.cli.failure import UsageError
from som_cli.messages import msg

SETTINGS_FILE = "som.yml"
DATA_FOLDER = "strategies"
_LANGUAGE = re.compile(r"^language:\s*[\"']?([A-Za-z_-]+)", re.MULTILINE)
PACKAGE = Path(__file__).parents[1]


def find_workspace(start: Path) -> Path | None:
    """The folder of som.yml: here, in `strategies/`, or the same in the nearest folder above."""
    for folder in (start, *start.parents):
        for candidate in (folder, folder / DATA_FOLDER):
            if (candidate / SETTINGS_FILE).is_file():
                return candidate
    return None


def require_workspace(given: Path | None) -> Path:
    """The workspace that `-C` names, or the nearest one. Raises UsageError where there is none."""
    start = (given or Path.cwd()).resolve()
    if not start.is_dir():
        raise UsageError(msg("there is no folder {folder}", folder=start))
    found = find_workspace(start) if given is None else _direct(start)
    if found is None:
        message = msg("no workspace here: neither {folder} nor a folder above it holds som.yml", folder=start)
        raise UsageError(message, msg("go to the folder of your plans, or name it: `som -C FOLDER …`"))
    return found


def _direct(folder: Path) -> Path | None:
    return next((place for place in (folder, folder / DATA_FOLDER) if (place / SETTINGS_FILE).is_file()), None)


def workspace_language(workspace: Path | None) -> str | None:
    """The language that som.yml states, read without parsing the file."""
    if workspace is None:
        return None
    try:
        text = (workspace / SETTINGS_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None  # the loader will say what is wrong with the file
    found = _LANGUAGE.search(text)
    return found[1] if found else None


def output_folder(workspace: Path) -> Path:
    """`build/` beside `strategies/`; inside the workspace where its folder has another name."""
    return (workspace.parent if workspace.name == DATA_FOLDER else workspace) / "build"


def shipped_templates() -> Path:
    """Our templates: inside an installed package, or beside the package in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"
