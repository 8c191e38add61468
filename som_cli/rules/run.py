"""A loaded workspace -> every finding, waived or not, in the order of files and lines."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from som_cli.model.entry import field_name
from som_cli.model.layout import plan_of
from som_cli.model.loading import Loaded, collector_paused
from som_cli.model.workspace import Workspace
from som_cli.rules import RULES
from som_cli.rules.registry import Finding, Gate, Rule
from som_cli.rules.waivers import PlacedWaiver, flaw, flawed_findings, placed_waivers
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.meanwhile import has_room, meanwhile
from som_cli.text.source import SourceText

WAIVER_RULE = "GOV08"
# From here on it pays to run half of the rules in a second process.
_MANY_ITEMS = 1_500


@dataclass(frozen=True, slots=True)
class Verdict:
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
    checked = _checked_by(workspace, by_code.values(), gate, by_rule)
    diagnostics = [found for one in checked for found in one.findings]
    judged = _judged(by_code.values(), gate, workspace)
    used = {id(by_rule[one.code][index]) for one in checked for index in one.used}
    unused = [one for one in holding if id(one) not in used and one.waiver.rule in judged]
    severity = _severity(by_code[WAIVER_RULE], gate, workspace) if WAIVER_RULE in by_code else None
    if severity is not None:
        found = flawed_findings(flaws, unused)
        diagnostics += [_diagnostic(WAIVER_RULE, severity, finding, is_waived=False) for finding in found]
    return diagnostics


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a rule found, and the places of the waivers that accept any of it, among those of its code."""

    code: str
    findings: list[Diagnostic]
    used: frozenset[int]


def _checked_by(
    workspace: Workspace, rules: Iterable[Rule], gate: Gate, waivers: Mapping[str, Sequence[PlacedWaiver]]
) -> list[_Checked]:
    """What each rule found, in the order of rules. In a large workspace half of them run beside the others."""
    weighed = [(rule, severity) for rule in rules if rule.check and (severity := _severity(rule, gate, workspace))]

    def check(some: Iterable[tuple[Rule, Severity]]) -> list[_Checked]:
        return [_check(workspace, rule, severity, waivers.get(rule.code, ())) for rule, severity in some]

    if sum(map(len, workspace.items.values())) < _MANY_ITEMS or not has_room():
        return check(weighed)
    here, there = _halves(weighed)
    with meanwhile(partial(check, there)) as others:
        checked = {one.code: one for one in (*check(here), *others())}
    return [checked[rule.code] for rule, _ in weighed]


def _halves(rules: Sequence[tuple[Rule, Severity]]) -> tuple[list[tuple[Rule, Severity]], list[tuple[Rule, Severity]]]:
    """Every other module of rules: those of one module often derive the same from a workspace."""
    modules = list(dict.fromkeys(rule.check.__module__ for rule, _ in rules))
    here = frozenset(modules[::2])
    return [one for one in rules if one[0].check.__module__ in here], [
        one for one in rules if one[0].check.__module__ not in here
    ]


def _check(workspace: Workspace, rule: Rule, severity: Severity, waivers: Sequence[PlacedWaiver]) -> _Checked:
    findings: list[Diagnostic] = []
    used: set[int] = set()
    is_own = rule.code in workspace.settings.rules.severity
    for finding in rule.check(workspace) if rule.check else ():
        accepting = [index for index, one in enumerate(waivers) if one.covers(rule.code, finding)]
        used.update(accepting)
        weight = severity if is_own else finding.severity or severity
        findings.append(_diagnostic(rule.code, weight, finding, is_waived=bool(accepting)))
    return _Checked(rule.code, findings, frozenset(used))


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
