"""A loaded workspace -> every finding, waived or not, in the order of files and lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from som_cli.model.entry import field_name
from som_cli.model.layout import plan_of
from som_cli.model.loading import Loaded, collector_paused
from som_cli.model.workspace import Workspace
from som_cli.rules import RULES
from som_cli.rules.registry import Finding, Gate, Rule
from som_cli.rules.waivers import PlacedWaiver, flaw, flawed_findings, placed_waivers
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.source import SourceText

WAIVER_RULE = "GOV08"


class Verdict(NamedTuple):
    """All findings, and the plans whose rules were skipped since not all of them could be read."""

    findings: tuple[Diagnostic, ...]
    skipped: tuple[str, ...] = ()
    is_nothing_checked: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings of a severity count: waived ones do not."""
        return sum(found.severity is severity and not found.waived for found in self.findings)


def check_workspace(loaded: Loaded, gate: Gate = Gate.DRAFT, plans: Sequence[str] = ()) -> Verdict:
    """Runs every rule on what could be read. With `plans`, findings that only other plans have are left out."""
    unread = loaded.workspace.unread
    findings = list(loaded.problems)
    if not unread.settings:
        workspace = loaded.workspace.without_plans(unread.plans)
        with collector_paused():
            findings += run_rules(workspace, RULES, gate)
    if plans:
        others = frozenset(loaded.workspace.plans) | unread.plans
        findings = [found for found in findings if _concerns(found, frozenset(plans), others - frozenset(plans))]
    skipped = tuple(sorted(unread.plans if not plans else unread.plans & frozenset(plans)))
    return Verdict(tuple(sorted(findings, key=lambda found: found.order)), skipped, unread.settings)


def run_rules(workspace: Workspace, rules: Iterable[Rule], gate: Gate) -> list[Diagnostic]:
    """The findings of rules at a gate; those that a waiver accepts are marked; GOV08 for waivers that do not hold."""
    by_code = {rule.code: rule for rule in rules}
    placed = placed_waivers(workspace)
    flaws = [(one, wrong) for one in placed if (wrong := flaw(one, by_code, workspace))]
    flawed = {id(one) for one, _ in flaws}
    holding = [one for one in placed if id(one) not in flawed]
    by_rule: dict[str, list[PlacedWaiver]] = defaultdict(list)
    for one in holding:
        by_rule[one.waiver.rule].append(one)
    used: set[int] = set()
    diagnostics = []
    own = workspace.settings.rules.severity
    for rule in by_code.values():
        severity = _severity(rule, gate, workspace)
        if rule.check is None or severity is None:
            continue
        for finding in rule.check(workspace):
            accepting = [one for one in by_rule[rule.code] if one.covers(rule.code, finding)]
            used.update(id(one) for one in accepting)
            weight = severity if rule.code in own else finding.severity or severity
            diagnostics.append(_diagnostic(rule.code, weight, finding, is_waived=bool(accepting)))
    judged = _judged(by_code.values(), gate, workspace)
    unused = [one for one in holding if id(one) not in used and one.waiver.rule in judged]
    severity = _severity(by_code[WAIVER_RULE], gate, workspace) if WAIVER_RULE in by_code else None
    if severity is not None:
        found = flawed_findings(flaws, unused)
        diagnostics += [_diagnostic(WAIVER_RULE, severity, finding, is_waived=False) for finding in found]
    return diagnostics


def finding_keys(findings: Iterable[Diagnostic], texts: Mapping[str, SourceText]) -> list[str]:
    """A key for each finding that stays the same when lines move: from code, item, field and the text it stands at."""
    keys: list[str] = []
    seen: dict[str, int] = {}
    for found in findings:
        source = texts.get(found.span.path)
        excerpt = _said(source.excerpt(found.span)) if source else ""
        material = "\x1f".join((found.code, found.item or found.span.path, found.field, excerpt))
        key = hashlib.sha256(material.encode()).hexdigest()[:16]
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def _said(excerpt: str) -> str:
    """An excerpt; of one over several lines what they say, without indentation, blank lines and comments."""
    lines = [line.strip() for line in excerpt.split("\n")]
    return "\n".join(line for line in lines if line and not line.startswith("#")) if len(lines) > 1 else excerpt


def _judged(rules: Iterable[Rule], gate: Gate, workspace: Workspace) -> frozenset[str]:
    """The codes asked of the whole workspace: what could not be read may hold the finding that a waiver accepts."""
    unread = workspace.unread
    if unread.plans or unread.ids or unread.kinds:
        return frozenset()
    return frozenset(rule.code for rule in rules if rule.check and _severity(rule, gate, workspace))


def _severity(rule: Rule, gate: Gate, workspace: Workspace) -> Severity | None:
    own = workspace.settings.rules.severity.get(rule.code)
    severity = rule.severity_at(gate)
    return own if own and severity is not None else severity


def _diagnostic(code: str, severity: Severity, finding: Finding, *, is_waived: bool) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=severity,
        message=finding.message,
        span=finding.place,
        help=finding.help,
        item=finding.about or finding.item.id,
        field=field_name(finding.path),
        related=finding.related,
        waived=is_waived,
    )


def _concerns(found: Diagnostic, plans: frozenset[str], others: frozenset[str]) -> bool:
    touched = {plan_of(span.path) for span in (found.span, *(related.span for related in found.related))}
    return bool(touched & plans) or not touched & others
