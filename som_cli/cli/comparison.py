"""Two revisions, or a revision and the files on the disk -> both workspaces, what changed, and what it brings about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from som_cli.analysis.adoption import fingerprint, is_in_work, last_adoption
from som_cli.cli.failure import UsageError
from som_cli.cli.options import clock
from som_cli.cli.verdicts import inputs_key, recall, remember, verdict_key
from som_cli.messages import msg
from som_cli.model.layout import plan_of
from som_cli.model.loading import Loaded
from som_cli.model.plan import Plan
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change
from som_cli.review.compare import compare_workspaces
from som_cli.review.effects import Effect, effects
from som_cli.review.gate import Standing, plans_in_force
from som_cli.review.renames import renames, twins
from som_cli.review.sides import load_both
from som_cli.review.unread import unread_paths
from som_cli.rules import RULES
from som_cli.rules.registry import Gate
from som_cli.rules.run import Verdict, check_workspace, finding_keys
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.files import Files, RevisionTree, WorkingTree
from som_cli.text.git import GitError, describe_revision, repository_root, resolve_commit, run_git

BRANCHES = ("main", "master", "origin/HEAD", "origin/main", "origin/master")
_DIGITS = 10
# What reading refuses, it refuses in every file.
_READING = frozenset(rule.code for rule in RULES if rule.check is None)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name for readers, the revision (None: the files on the disk), the files, what they hold."""

    name: str
    revision: str | None
    files: Files
    loaded: Loaded

    @property
    def workspace(self) -> Workspace:
        return self.loaded.workspace


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, the changes between them, their effects, the findings that came and went, files not read.

    `skipped` names the plans on which a side ran no rules, so that their findings are not compared.
    """

    folder: Path
    old: Side
    new: Side
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    came: tuple[Diagnostic, ...]
    went: tuple[Diagnostic, ...]
    unread: tuple[str, ...]
    skipped: tuple[str, ...] = ()


def compare(folder: Path, old: str | None, new: str | None) -> Comparison:
    """The comparison of two revisions; without `new` with the files on the disk, without `old` since `main` was left.

    Raises UsageError outside a repository and where there is no branch to compare with, GitError where a revision does
    not exist.
    """
    if repository_root(folder) is None:
        message = msg("{folder} is in no git repository, so there is nothing to compare with", folder=folder)
        raise UsageError(message, msg("`git init` begins one; `som diff OLD NEW` compares two revisions of it"))
    before, after = _asked(folder, old, new)
    newer = WorkingTree(folder) if after is None else RevisionTree(folder, after)
    older = RevisionTree(folder, before[1], newer)
    today = _day(folder, after)
    loaded = load_both(older, newer, (today, today))
    sides = (
        Side(_name(*before), before[1], older, loaded[0]),
        Side(_name(after, newer.commit) if isinstance(newer, RevisionTree) and after else "", after, newer, loaded[1]),
    )
    came, went, skipped = _findings(folder, sides, today)
    works = loaded[0].workspace, loaded[1].workspace
    changes = compare_workspaces(*works)
    return Comparison(folder, *sides, changes, effects(*works), came, went, unread_paths(*works), skipped)


def standings(old: Workspace, new: Workspace) -> dict[str, Standing]:
    """What lets the plans change that were in force, by their ids of today."""
    names = renames(twins(old, new))
    found = {}
    for former in plans_in_force(old):
        plan = new.plans.get(names.get(former, former))
        found[names.get(former, former)] = _standing(old.plans[former], plan, old, new) if plan else Standing()
    return found


def _standing(before: Plan, plan: Plan, old: Workspace, new: Workspace) -> Standing:
    known, decision = last_adoption(old, before), last_adoption(new, plan)
    if decision is None or decision.adopts is None:
        return Standing(is_in_work(plan, None))
    is_new = known is None or known.id != decision.id or known.adopts != decision.adopts
    stated = decision.adopts.fingerprint
    is_covering = is_new and (not stated or stated == fingerprint(new, plan.id))
    return Standing(is_in_work(plan, decision.adopts.version), decision.id if is_covering else "")


def _asked(folder: Path, old: str | None, new: str | None) -> tuple[tuple[str, str], str | None]:
    """The old revision (what it was called, and its commit) and the new one; `A..B` and `A...B` as git reads them."""
    if old is not None and new is None and ".." in old:
        sign = "..." if "..." in old else ".."
        first, _, second = old.partition(sign)
        first, new = first or "HEAD", second or "HEAD"
        if sign == "...":
            return (first, _merge_base(folder, first, new)), new
        old = first
    if old is not None:
        return (old, resolve_commit(folder, old)), new
    for branch in BRANCHES:
        try:
            resolve_commit(folder, branch)
        except GitError:
            continue
        return (branch, _merge_base(folder, branch, "HEAD")), new
    message = msg("there is no branch `main` or `master` to compare with")
    raise UsageError(message, msg("name a revision: `som diff HEAD`, `som diff v1.0`, `som diff OLD NEW`"))


def _merge_base(folder: Path, first: str, second: str) -> str:
    commits = (resolve_commit(folder, first), resolve_commit(folder, second))
    try:
        return run_git(folder, "merge-base", *commits).decode("ascii").strip()
    except GitError as error:
        message = msg("`{first}` and `{second}` have no commit in common", first=first, second=second)
        help_ = msg("in a shallow clone fetch all: `git fetch --unshallow`")
        raise UsageError(message, help_) from error


def _name(revision: str, commit: str) -> str:
    """`main (1a2b3c4d5e)`; the commit alone where it is what was asked for."""
    short = commit[:_DIGITS]
    return short if commit.startswith(revision) else f"{revision} ({short})"


def _day(folder: Path, revision: str | None) -> date:
    """One day for both sides: time that passes is no change."""
    commit = describe_revision(folder, revision, compare_files=False) if revision is not None else None
    return commit.committed.date() if commit else clock()


def _findings(
    folder: Path, sides: tuple[Side, Side], today: date
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...], tuple[str, ...]]:
    """The open findings that only the new side has, those that only the old one has, the plans left out of both."""
    (before, keys_before), (after, keys_after) = (_judged(folder, side, today) for side in sides)
    skipped = frozenset((*before.skipped, *after.skipped))
    is_nothing_compared = before.is_nothing_checked or after.is_nothing_checked

    def is_compared(found: Diagnostic) -> bool:
        """Whether both sides looked for it: reading looks everywhere, rules only where all could be read."""
        return found.code in _READING or not (is_nothing_compared or plan_of(found.span.path) in skipped)

    known, kept = frozenset(keys_before), frozenset(keys_after)
    came = [found for found, key in zip(after.findings, keys_after, strict=True) if key not in known]
    went = [found for found, key in zip(before.findings, keys_before, strict=True) if key not in kept]
    # A finding at a line that was changed is the same finding.
    there, gone = (frozenset(_subject(found) for found in ones) for ones in (came, went))
    return (
        tuple(_open(found for found in came if _subject(found) not in gone and is_compared(found))),
        tuple(_open(found for found in went if _subject(found) not in there and is_compared(found))),
        tuple(sorted(skipped)),
    )


def _open(findings: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    return (found for found in findings if not found.waived)


def _subject(found: Diagnostic) -> tuple[str, str, str, bool]:
    return found.code, found.item or found.span.path, found.field, found.waived


def _judged(folder: Path, side: Side, today: date) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on a side and the keys of its findings: those of an earlier run where nothing has changed since."""
    if isinstance(side.files, RevisionTree):
        key = inputs_key(folder, side.files, ("revision", side.files.commit, today))
    else:
        key = verdict_key(folder, side.files, Gate.DRAFT, (), today, is_fixed=False)
    known = recall(folder, key)
    if known is None:
        verdict = check_workspace(side.loaded)
        known = verdict, tuple(finding_keys(verdict.findings, side.workspace.texts))
        remember(folder, key, *known)
    return known
