"""A plan -> the legal profile that it is judged by: its own, else the workspace's; none where none is named."""

from __future__ import annotations

from functools import cache

from som_cli.model.decode import decode_item
from som_cli.model.legal import DEFAULTS, LegalProfile, default_profile_names
from som_cli.model.plan import Plan
from som_cli.model.workspace import Workspace
from som_cli.text.nodes import Mapping
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml


def legal_profile(workspace: Workspace, plan: Plan | None = None) -> LegalProfile | None:
    """The profile that a plan is judged by, or the whole workspace; None where nothing names one that there is.

    A profile of the workspace (`registry/profiles/<name>.yml`) takes the place of ours of that name.
    """
    name = (plan.legal_profile if plan else None) or workspace.settings.legal_profile
    if name is None:
        return None
    own = workspace.of(LegalProfile).get(name)
    if own is not None:
        return own
    return default_profile(name) if name in default_profile_names() else None


@cache
def default_profile(name: str) -> LegalProfile:
    """One of the profiles that come with the program. Raises ValueError where the file is flawed."""
    path = DEFAULTS / f"{name}.yml"
    source, problems = read_source(path.name, path.read_bytes())
    root = None
    if source is not None:
        root, problems = parse_yaml(source)
    if problems or not isinstance(root, Mapping):
        raise ValueError(path)
    profile, problems = decode_item(LegalProfile, root, path.name)
    if profile is None or problems or profile.id != name:
        raise ValueError(path, problems)
    return profile
