"""An edition, reports and a scope -> each document to make: which report, narrowed to what, in which format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from som_cli.analysis.scope import Scope
from som_cli.reports.edition import Edition
from som_cli.reports.kinds import ReportKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to make."""

    kind: ReportKind
    scope: Scope
    file: str
    format: str


def wanted_files(
    edition: Edition, kinds: Iterable[ReportKind], scope: Scope, formats: Sequence[str]
) -> Iterator[Wanted]:
    """The files of the reports in the formats asked for (all where none is); a report for each plan or member has many.

    A report that has nothing to say about the workspace gives none.
    """
    for kind in kinds:
        for narrow in _scopes(edition, kind, scope):
            part = edition.narrowed(narrow)
            if not kind.is_due(part):
                continue
            for form in kind.all_formats:
                if not formats or form in formats:
                    yield Wanted(kind, narrow, f"{part.file_name(kind.name)}.{form}", form)


def _scopes(edition: Edition, kind: ReportKind, scope: Scope) -> list[Scope]:
    """The scope that was asked for within the report's own; for every plan or member where the report is of one."""
    own = kind.scope
    scope = Scope(
        plan=scope.plan or own.plan,
        member=scope.member or own.member,
        objective=scope.objective or own.objective,
        status=scope.status or own.status,
        years=scope.years or own.years,
    )
    workspace = edition.everything
    if kind.each == "plan" and not scope.plan:
        return [replace(scope, plan=plan) for plan in workspace.plans]
    if kind.each == "member" and not scope.member:
        return [replace(scope, member=member) for member in workspace.members]
    return [scope]
