"""A workspace, its tags and its files -> whether each is still what was adopted or written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from som_cli.analysis.adoption import fingerprint, fingerprint_of, is_in_work, last_adoption
from som_cli.analysis.revisions import tagged_content
from som_cli.model.participation import Adoption, Decision
from som_cli.model.workspace import Workspace


class State(StrEnum):
    """What a comparison came to.

    `missing`: what should be there is not; `no tag`, and `not recorded` of a tag: the other one is compared;
    `not recorded` of the text in force: neither is there, so that nobody can tell what was adopted; `superseded`:
    a later version is in force; `in work`: a next version is being prepared; `not checked`: git cannot say.
    """

    OK = "ok"
    DIFFERS = "differs"
    MISSING = "missing"
    NO_TAG = "no tag"
    NOT_RECORDED = "not recorded"
    SUPERSEDED = "superseded"
    IN_WORK = "in work"
    NOT_CHECKED = "not checked"

    @property
    def is_wrong(self) -> bool:
        return self in (State.DIFFERS, State.MISSING)


@dataclass(frozen=True, slots=True)
class AdoptionCheck:
    """One adopted version: the decision, its tag and fingerprint, and whether tag and working tree hold that text."""

    plan: str
    version: str
    decision: str
    tag: str
    fingerprint: str
    tagged: State
    now: State

    @property
    def is_unrecorded(self) -> bool:
        """Whether the version in force has neither tag nor fingerprint."""
        return self.now is State.NOT_RECORDED


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file with a digest that was written down, where it stands, and whether it still has it."""

    file: str
    sha256: str
    state: State


def check_adoptions(workspace: Workspace) -> Iterator[AdoptionCheck]:
    """Every adopted version of every plan, by plan and in the order of decisions."""
    adopting = [(one, one.adopts) for one in workspace.decisions.values() if one.adopts]
    for plan in workspace.plans.values():
        for decision, adopts in sorted(adopting, key=lambda pair: _moment(pair[0])):
            if adopts.plan == plan.id:
                tagged, now = _tagged(workspace, adopts), _now(workspace, decision, adopts)
                named = (plan.id, adopts.version or "", decision.id, adopts.tag or "", adopts.fingerprint or "")
                yield AdoptionCheck(*named, tagged, now)


def _moment(decision: Decision) -> tuple[str, str]:
    return decision.date.text if decision.date else "", decision.id


def _tagged(workspace: Workspace, adopts: Adoption) -> State:
    history = workspace.history
    if not adopts.tag:
        return State.NO_TAG
    # An invented tree has no history of its own.
    if history is None or workspace.settings.example:
        return State.NOT_CHECKED
    if adopts.tag not in history.tags:
        return State.NOT_CHECKED if history.is_shallow else State.MISSING
    content = tagged_content(workspace, adopts)
    if content is None:
        return State.NOT_CHECKED
    if not adopts.fingerprint:
        return State.NOT_RECORDED
    return State.OK if fingerprint_of(content) == adopts.fingerprint else State.DIFFERS


def _now(workspace: Workspace, decision: Decision, adopts: Adoption) -> State:
    """Whether the working tree holds the adopted text: by its fingerprint, without one by the tag."""
    plan = workspace.plans[adopts.plan]
    if last_adoption(workspace, plan) is not decision:
        return State.SUPERSEDED
    expected = adopts.fingerprint
    if not expected:
        content = tagged_content(workspace, adopts)
        expected = fingerprint_of(content) if content is not None else ""
    if fingerprint(workspace, plan.id) == expected:
        return State.OK
    if is_in_work(plan, adopts.version):
        return State.IN_WORK
    if not expected:
        return State.NOT_CHECKED if adopts.tag else State.NOT_RECORDED
    return State.DIFFERS
