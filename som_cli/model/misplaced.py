"""Paths and what stands there -> YML05 for files that are in no place of the data model, and where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from som_cli.messages import Message, msg
from som_cli.model.decode import has_keys_of
from som_cli.model.layout import (
    CHAPTER,
    FOLDERS,
    INVENTORY,
    PLACES,
    TEMPLATES,
    Form,
    Place,
    is_meant_as_data,
    meant_folder,
    place_of,
    plan_of,
)
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.files import Files
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.source import read_source, unreadable
from som_cli.text.suggest import nearest
from som_cli.text.yaml_reader import parse_yaml

_GROUP = re.compile(r"\(\?P<(\w+)>\[\^/\]\+\)")
# What the ids of one kind have in common: `SRC-`, `STR-A-`, `IND-`.
_STEM = re.compile(r"[A-Z]+-(?:[A-Z]+-(?=[0-9]))?")


def check_places(files: Files, workspace: Workspace) -> Iterator[Diagnostic]:
    """YML05 for each file that stands nowhere in the data model, and for each folder of a plan without its plan."""
    for path in files.paths:
        if path.endswith((".yml", ".yaml")) and place_of(path) is None and not path.startswith(f"{TEMPLATES}/"):
            yield from _check_place(files, path, workspace)
    yield from _check_folders_of_plans(workspace)


def plans_without_head(workspace: Workspace) -> frozenset[str]:
    """The folders of plans whose items have no plan, since its file is missing or cannot be read."""
    folders = {plan_of(item.origin.path) for item in workspace.all_items()}
    return frozenset(folder for folder in folders if folder) - workspace.plans.keys()


def _check_place(files: Files, path: str, workspace: Workspace) -> Iterator[Diagnostic]:
    folders = path.split("/")[:-1]
    if path.startswith(".") or "/." in path:
        return
    proper = _by_content(files, path, workspace)
    # At the top and in folders of its own a repository has files of its own: only what is surely an item is meant.
    if not (folders and is_meant_as_data(path)) and not (proper and (not folders or not FOLDERS.isdisjoint(folders))):
        return
    if path.endswith(".yaml"):
        message, help_ = msg("the file's name ends in `.yaml`"), msg("rename it to end in `.yml`")
    else:
        message, help_ = msg("nothing of the data model belongs at this path"), _where(path, proper)
    yield unreadable(Span(path), message, help_, "YML05")


def _where(path: str, proper: str | None) -> Message:
    meant = _respelt(path)
    is_of_that_name = proper is not None and PurePosixPath(proper).name == PurePosixPath(path).name
    if proper or meant:
        return msg("did you mean `{meant}`?", meant=proper if is_of_that_name else meant or proper)
    top = path.partition("/")[0]
    if top != (folder := meant_folder(top)):
        return msg("did you mean `{meant}`?", meant=f"{folder}/")
    return msg("the folder says what a file is: `plans/<plan>/actions/<ID>.yml`, `registry/indicators/<ID>.yml`, …")


def _respelt(path: str) -> str | None:
    """The path with one name in the spelling of the data model, where something belongs there."""
    names = path.split("/")
    known = {*FOLDERS, *(place.pattern.rpartition("/")[2].replace("\\", "") for place in PLACES)}
    for index, name in enumerate(names):
        meant = nearest(name, known)
        if meant and place_of(other := "/".join([*names[:index], meant, *names[index + 1 :]])):
            return other
    return None


def _by_content(files: Files, path: str, workspace: Workspace) -> str | None:
    """Where a file belongs by its id and its keys, or None where they do not tell."""
    source, _ = read_source(path, files.read(path))
    root = parse_yaml(source)[0] if source is not None else None
    if not isinstance(root, MappingNode):
        return None
    identifier = root.get("id")
    if not isinstance(identifier, str):
        return None
    stem = _STEM.match(identifier)
    kinds = {item.kind_name for item in workspace.by_id.values() if stem and item.id.startswith(stem[0])}
    places = [place for place in PLACES if place.form is Form.OWN_ID and place.cls.kind_name in kinds]
    if len(places) != 1:
        places = [place for place in places or PLACES if place.form is Form.OWN_ID and has_keys_of(place.cls, root)]
    if len(places) > 1:
        top = meant_folder(path.partition("/")[0])
        places = [place for place in places if place.pattern.startswith(f"{top}/")]
    parts = {"id": identifier, "plan": _plan_by_id(workspace, identifier) or plan_of(path) or ""}
    return _path(places[0], parts) if len(places) == 1 else None


def _path(place: Place, parts: Mapping[str, str]) -> str | None:
    names = _GROUP.findall(place.pattern)
    if not all(parts.get(name) for name in names):
        return None
    return _GROUP.sub(lambda found: parts[found[1]], place.pattern).replace("\\", "")


def _plan_by_id(workspace: Workspace, identifier: str) -> str | None:
    """The plan whose prefix an id has."""
    prefixes = {plan.prefix: plan.id for plan in workspace.plans.values() if identifier.startswith(f"{plan.prefix}-")}
    return prefixes[max(prefixes, key=len)] if prefixes else None


def _check_folders_of_plans(workspace: Workspace) -> Iterator[Diagnostic]:
    """One finding for all that stands in the folder of a plan that is not there."""
    first: dict[str, str] = {}
    for path in sorted(workspace.paths):
        plan = plan_of(path)
        if plan and (place_of(path) or CHAPTER.fullmatch(path) or INVENTORY.fullmatch(path)):
            first.setdefault(plan, path)
    for plan, path in first.items():
        if not workspace.paths & {f"plans/{plan}/plan.yml", f"plans/{plan}/plan.yaml"}:
            meant = _plan_by_id(workspace, PurePosixPath(path).stem) or nearest(plan, workspace.plans)
            message = msg("`{folder}` has no plan.yml, so what stands there belongs to no plan", folder=f"plans/{plan}")
            yield unreadable(Span(path), message, _help_for_folder(plan, meant), "YML05")


def _help_for_folder(plan: str, meant: str | None) -> Message:
    if meant:
        return msg("did you mean `{meant}`?", meant=f"plans/{meant}")
    return msg("write `{path}`, or move the files to the folder of their plan", path=f"plans/{plan}/plan.yml")
