"""A workspace, a plan, a version and a decision -> the files that say the plan is adopted, proved to be readable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from som_cli.analysis.adoption import fingerprint
from som_cli.edit.changes import Changes
from som_cli.messages import Message, msg
from som_cli.model.canonical import canonical_text, shape_of, shape_of_file
from som_cli.model.entry import Item
from som_cli.model.loading import Loaded, load
from som_cli.model.participation import Adoption, Decision, DecisionKind
from som_cli.model.partnership import BodyKind
from som_cli.model.plan import Plan, Version, VersionKind
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.text.files import Files, MemoryFiles
from som_cli.text.nodes import Mapping
from som_cli.text.nodes import Sequence as SequenceNode
from som_cli.text.source import SourceText
from som_cli.text.suggest import suggestion
from som_cli.text.yaml_edit import Edit, EditError, add_entry, apply_edits, set_value
from som_cli.text.yaml_scalars import quoted, scalar_text

ADOPTIONS = frozenset({VersionKind.ADOPTED, VersionKind.AMENDED})
# An opinion adopts nothing.
ADOPTING = frozenset({DecisionKind.RESOLUTION, DecisionKind.AGREEMENT, DecisionKind.ORDER, DecisionKind.OTHER})
# What git takes for the name of a tag, and people for a version.
_VERSION = re.compile(r"[0-9A-Za-z]+(?:[._-][0-9A-Za-z]+)*")


class AdoptError(Exception):
    """The plan cannot be adopted so; the message says why, the help how to go on."""

    def __init__(self, message: Message, help_: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.help = help_


@dataclass(frozen=True, slots=True)
class Adopted:
    """The adoption as it would stand: the changed files, the workspace with them, the tag to set, the fingerprint."""

    changes: Changes
    loaded: Loaded
    tag: str
    fingerprint: str
    kind: VersionKind


def adopt(files: Files, loaded: Loaded, plan: str, version: str, decision: str) -> Adopted:
    """What an adoption writes: the version behind the others, the plan's status, the decision's tag and fingerprint.

    What stands there by hand and agrees is kept, and only what lacks is added. Nothing else in the two files changes.
    Raises AdoptError where the adoption would not hold.
    """
    workspace = loaded.workspace
    if loaded.problems:
        message = msg("not all files can be read, so that what is adopted is not known")
        raise AdoptError(message, msg("mend what `som validate` lists as YML and SCH first"))
    if plan not in workspace.plans:
        raise AdoptError(msg("there is no plan `{plan}`", plan=plan), suggestion(plan, workspace.plans))
    if decision not in workspace.decisions:
        message = msg("there is no decision `{id}`", id=decision)
        help_ = suggestion(decision, workspace.decisions) if workspace.decisions else None
        raise AdoptError(message, help_ or msg("make one first: `som new decision`"))
    adopting, adopted = workspace.decisions[decision], workspace.plans[plan]
    if not _VERSION.fullmatch(version):
        message = msg("`{version}` is no number of a version", version=version)
        raise AdoptError(message, msg("write it as `1.1`"))
    tag = f"{plan}/{version}"
    digest = fingerprint(workspace, plan)
    _check_decision(workspace, adopting)
    _check_statement(adopting, plan, version, digest)
    written = _written(workspace, adopting, adopted, version)
    if written is None:
        _check_version(workspace, adopting, adopted, version)
    kind = (written and written.kind) or (
        VersionKind.AMENDED if _is_amendment(adopting, adopted, version) else VersionKind.ADOPTED
    )
    writes = {
        adopted.origin.path: _plan_text(workspace, adopted, adopting, version, kind),
        adopting.origin.path: _decision_text(workspace, adopting, tag, digest),
    }
    changes = Changes(
        {path: text.encode() for path, text in sorted(writes.items()) if text != workspace.texts[path].text}
    )
    if not changes.writes:
        raise _adopted_already(decision, plan, version)
    again = _proved(files, loaded, changes)
    return Adopted(changes, again, tag, digest, kind)


def _is_amendment(decision: Decision, plan: Plan, version: str) -> bool:
    return bool(decision.amends) or any(one.kind in ADOPTIONS for one in plan.versions if one.version != version)


def _written(workspace: Workspace, decision: Decision, plan: Plan, version: str) -> Version | None:
    """The entry of the version where it stands last in the plan already, and agrees with the decision."""
    last = plan.versions[-1] if plan.versions else None
    others = [one.adopts for one in workspace.decisions.values() if one is not decision and one.adopts]
    if (
        last is None
        or last.version != version
        or last.kind not in {None, *ADOPTIONS}
        or last.decision not in {None, decision.id}
        or any((one.plan, one.version) == (plan.id, version) for one in others)
    ):
        return None
    if last.date and decision.date and last.date != decision.date:
        message = msg(
            "the version {version} in `versions` is of {date}, the decision of {other}",
            version=version,
            date=last.date,
            other=decision.date,
        )
        raise AdoptError(message, msg("correct one of the dates"))
    return last


def _check_decision(workspace: Workspace, decision: Decision) -> None:
    if decision.kind not in ADOPTING:
        message = msg("`{id}` is of the kind `{kind}`, which adopts nothing", id=decision.id, kind=decision.kind.value)
        raise AdoptError(message, msg("name the resolution, order or agreement that adopts the plan"))
    body = workspace.partnership.bodies.get(decision.body or "")
    if body is not None and body.kind is not BodyKind.DECISION:
        message = msg(
            "`{id}` is of the body `{body}`; its kind is `{kind}`, and only `decision` may adopt",
            id=decision.id,
            body=decision.body,
            kind=body.kind.value,
        )
        raise AdoptError(message, msg("name the body that decided, or correct the kind of the body"))
    if decision.date is None or decision.date.first != decision.date.last:
        raise AdoptError(msg("`{id}` has no day", id=decision.id), msg("write `date: …` in the decision"))
    if decision.date.first > workspace.today:
        message = msg(
            "`{id}` is of {day}, and today is {today}", id=decision.id, day=decision.date, today=workspace.today
        )
        raise AdoptError(message, msg("correct the date of the decision; or wait until it is taken"))


def _check_statement(decision: Decision, plan: str, version: str, digest: str) -> None:
    """What the decision says of an adoption by hand must be what would be written."""
    adopts = decision.adopts
    if adopts is None:
        return
    stated = (adopts.plan, adopts.version or version, adopts.tag or f"{plan}/{version}", adopts.fingerprint or digest)
    if stated != (plan, version, f"{plan}/{version}", digest):
        raise _adopted_already(decision.id, adopts.plan, adopts.version or version)


def _adopted_already(decision: str, plan: str, version: str) -> AdoptError:
    message = msg(
        "`{id}` adopts the plan `{plan}`, version {version}, already", id=decision, plan=plan, version=version
    )
    return AdoptError(message, msg("one decision adopts one version: make a new one with `som new decision`"))


def _check_version(workspace: Workspace, decision: Decision, plan: Plan, version: str) -> None:
    last = plan.versions[-1] if plan.versions else None
    if last is not None and natural_key(version) <= natural_key(last.version):
        message = msg("the version {later} comes after {earlier}", later=version, earlier=last.version)
        help_ = msg("the list only grows: give a higher number")
        if version == last.version and last.kind not in ADOPTIONS:
            help_ = msg("what was drafted and consulted keeps its own number: adopt it under the next one")
        raise AdoptError(message, help_)
    if last is not None and last.date and decision.date and decision.date.is_before(last.date):
        message = msg(
            "the decision is of {date}, the version {version} already of {earlier}",
            date=decision.date,
            version=last.version,
            earlier=last.date,
        )
        raise AdoptError(message, msg("correct one of the dates"))
    history = workspace.history
    if history is not None and f"{plan.id}/{version}" in history.tags:
        message = msg("the repository has the tag `{tag}` already", tag=f"{plan.id}/{version}")
        raise AdoptError(message, msg("a tag never moves: give another version"))


# ---- texts


def _plan_text(workspace: Workspace, plan: Plan, decision: Decision, version: str, kind: VersionKind) -> str:
    source = workspace.texts[plan.origin.path]
    status = _set(source, plan, "status", kind.value)
    listed = plan.origin.node.get("versions")
    last = listed[-1] if isinstance(listed, SequenceNode) and listed else None
    if isinstance(last, Mapping) and last.get("version") == version:
        return _edited(source, *_lacking(source, last, decision, kind), status)
    keys = shape_of_file(source.path).keys
    entry = f"{{version: {quoted(version)}, date: {decision.date}, kind: {kind.value}, decision: {decision.id}}}"
    added = add_entry(source, plan.origin.node, "versions", entry, _behind(keys, "versions"))
    # A first entry stands on a line of its own, as the next ones will.
    added = replace(added, text=added.text.replace(f"versions: [{entry}]", f"versions:\n  - {entry}"))
    return _edited(source, added, status)


def _lacking(source: SourceText, entry: Mapping, decision: Decision, kind: VersionKind) -> Iterator[Edit]:
    """What an entry of `versions` that was written by hand does not say yet."""
    keys = shape_of(Version).keys
    for key, text in {"date": str(decision.date), "kind": kind.value, "decision": decision.id}.items():
        if key not in entry:
            yield set_value(source, entry, key, text, _behind(keys, key))


def _decision_text(workspace: Workspace, decision: Decision, tag: str, digest: str) -> str:
    source = workspace.texts[decision.origin.path]
    plan, _, version = tag.partition("/")
    written = {"version": quoted(version), "tag": scalar_text(tag), "fingerprint": quoted(digest)}
    adopts = decision.origin.node.get("adopts")
    if isinstance(adopts, Mapping):
        keys = shape_of(Adoption).keys
        edits = [set_value(source, adopts, key, text, _behind(keys, key)) for key, text in written.items()]
        return _edited(source, *edits)
    inner = ", ".join(f"{key}: {text}" for key, text in {"plan": plan, **written}.items())
    return _edited(source, _set(source, decision, "adopts", f"{{{inner}}}"))


def _set(source: SourceText, item: Item, key: str, written: str) -> Edit:
    try:
        return set_value(source, item.origin.node, key, written, _behind(shape_of_file(source.path).keys, key))
    except EditError as error:
        message = msg("`{key}` of `{id}` stands on several lines", key=key, id=item.id)
        raise AdoptError(message, msg("take it away, and run the command again: it writes the field itself")) from error


def _behind(keys: Sequence[str], key: str) -> Sequence[str]:
    return keys[keys.index(key) + 1 :]


def _edited(source: SourceText, *edits: Edit) -> str:
    """The new text; in canonical form where the old one was."""
    text = apply_edits(source.text, edits)
    if canonical_text(source) == source.text:
        return canonical_text(replace(source, text=text))
    return text


def _proved(files: Files, loaded: Loaded, changes: Changes) -> Loaded:
    """The workspace after the adoption. Raises AdoptError where it could not be read."""
    kept = {path: files.read(path) for path in files.paths}
    again = load(MemoryFiles({**kept, **changes.writes}, files.links), loaded.workspace.today, is_fixed=True)
    if again.problems:
        problem = again.problems[0]
        raise AdoptError(problem.message, problem.help)
    return again
