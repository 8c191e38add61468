"""The name of a module of this folder -> the module, loaded when a run needs it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def load(name: str) -> ModuleType:
    """A command's module, or the part of one that most runs do without: writers take longer to load than many runs."""
    return import_module(f"som_cli.cli.{name}")
