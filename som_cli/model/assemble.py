"""Decoded items -> the workspace they form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from som_cli.model.codelists import CodeLists
from som_cli.model.decode_files import Decoded
from som_cli.model.entry import Item
from som_cli.model.layout import DATA_SUFFIXES, Form, place_of, plan_of
from som_cli.model.partnership import Partnership, Settings
from som_cli.model.workspace import Unread, Workspace, in_order
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.source import SourceText

# They stand in while the real files cannot be read.
NO_SETTINGS = Settings(id="som.yml", schema="1")
NO_PARTNERSHIP = Partnership(id="partnership", name="")


def assemble(
    paths: Iterable[str], texts: Mapping[str, SourceText], decoded: Decoded, today: date, *, is_fixed: bool
) -> Workspace:
    """The workspace of what was decoded: items by kind and id in natural order, later ones of the same id set apart."""
    items: dict[str, dict[str, Item]] = {}
    seen: dict[str, Item] = {}
    duplicates = []
    settings, partnership = NO_SETTINGS, NO_PARTNERSHIP
    for item in in_order(decoded.items):
        if isinstance(item, Settings):
            settings = item
        elif isinstance(item, Partnership):
            partnership = item
        else:
            key = _namespace(item) + item.id.casefold()
            if key in seen:
                duplicates.append((seen[key], item))
            else:
                seen[key] = item
                items.setdefault(item.kind_name, {})[item.id] = item
    if not is_fixed and settings.as_of is not None and settings.as_of.is_known:
        today = settings.as_of.last
    return Workspace(
        items=items,
        settings=settings,
        partnership=partnership,
        today=today,
        inventories=tuple(decoded.inventories),
        shapes=decoded.shapes,
        codelists=CodeLists(decoded.codelists),
        texts=texts,
        paths=frozenset(paths),
        duplicates=tuple(duplicates),
    )


def mark_unread(workspace: Workspace, problems: Iterable[Diagnostic]) -> Workspace:
    """The workspace with a note of what its bad files would have held, so that links to it are not called missing."""
    plans, ids, kinds = set(), set(), set()
    is_without_settings = False
    for path in {problem.span.path for problem in problems if not _is_harmless(problem)}:
        if plan := plan_of(path):
            plans.add(plan)
        found = place_of(path)
        if found is None:
            continue
        place, parts = found
        if place.form is Form.KEYED:
            kinds.add(place.cls.kind_name)
        elif place.cls in (Settings, Partnership):
            is_without_settings = True
        else:
            ids.add(place.identifier.format_map({"id": "", **parts}))
    unread = Unread(frozenset(plans), frozenset(ids), frozenset(kinds), is_without_settings)
    # Where all was read the workspace stays as it is, with what was derived from it.
    return workspace if unread == workspace.unread else replace(workspace, unread=unread)


def _is_harmless(problem: Diagnostic) -> bool:
    """A clash of names, or a leftover beside the data, hides nothing; conflict markers in a file hide what it says."""
    is_leftover = problem.code == "YML09" and not problem.span.path.endswith((*DATA_SUFFIXES, ".md"))
    return problem.code == "YML10" or is_leftover


def _namespace(item: Item) -> str:
    """Ids are unique over all kinds of items with ids of their own; keyed files and rounds have names of their own."""
    found = place_of(item.origin.path)
    form = found[0].form if found else Form.OWN_ID
    is_slug = item.id.islower() or item.id.isdecimal()
    return f"{item.kind_name}:" if form is not Form.OWN_ID or is_slug else ""
