"""Members -> names that are short enough for a map: without the words that several of them begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from som_cli.model.partnership import Member
from som_cli.model.workspace import Workspace
from som_cli.reports.wording import NOT_GIVEN, Wording


def short_names(members: Iterable[Member]) -> Mapping[str, str]:
    """`Gmina Dobra`, `Gmina Miasto Police` -> `Dobra`, `Police`; names that would be alike stay as they are."""
    found = list(members)
    words = {member.id: member.name.split() for member in found}
    while leading := {word for word, count in Counter(one[0] for one in words.values() if one).items() if count > 1}:
        shorter = {key: one[1:] if len(one) > 1 and one[0] in leading else one for key, one in words.items()}
        if shorter == words:
            break
        words = shorter
    names = {key: " ".join(one) for key, one in words.items()}
    counts = Counter(names.values())
    return {
        member.id: names[member.id] if counts[names[member.id]] == 1 else " ".join(member.name.split())
        for member in found
    }


def short_actor(wording: Wording, identifier: str | None) -> str:
    """A member by its short name, for tables with many of them; anybody else by the full one."""
    found = wording.edition.everything.once(_names).get(identifier or "")
    return wording.prose(found) if found else wording.actor(identifier)


def short_actors(wording: Wording, identifiers: Iterable[str]) -> str:
    return ", ".join(short_actor(wording, one) for one in identifiers) or NOT_GIVEN


def _names(workspace: Workspace) -> Mapping[str, str]:
    return short_names(workspace.members.values())
