"""A plan -> the facts of its file."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.model.plan import Plan, Version
from som_cli.reports.wording import Wording, Words, anchor


def plan_heading(wording: Wording, plan: Plan, level: int = 1) -> b.Block:
    """The plan's title over its part of the document."""
    return b.heading(level, wording.marked(wording.prose(plan.title), plan), anchor(plan))


def plan_facts(wording: Wording, plan: Plan) -> list[b.Block]:
    """Kind, years, status, versions, authors, evaluations, source; then description and notes."""
    pairs: list[tuple[str, object]] = [
        ("kind", wording.listed("plan-kinds", plan.kind)),
        ("prefix", b.code(plan.prefix)),
    ]
    if plan.horizon:
        pairs.append(("horizon", wording.period(plan.horizon.from_, plan.horizon.to)))
    pairs.append(("status", wording.term(plan.status, "plan_status")))
    if plan.prepared_by:
        pairs.append(("prepared_by", wording.actor(plan.prepared_by)))
    if plan.authors:
        pairs.append(("authors", wording.actors(plan.authors)))
    pairs += [("version", _version(wording, version)) for version in plan.versions]
    if plan.legal_basis:
        pairs.append(("legal_basis", wording.prose(plan.legal_basis)))
    for evaluation in plan.evaluation:
        said = [wording.term(evaluation.kind, "evaluation_kind")]
        said += [wording.date(evaluation.date)] if evaluation.date else []
        pairs.append(("evaluation", ", ".join(said)))
    if plan.monitoring:
        pairs.append(("monitoring", _monitoring(wording, plan)))
    if plan.source:
        locator = f", {wording.prose(plan.locator)}" if plan.locator else ""
        pairs.append(("source", [wording.reference(plan.source), locator]))
    found: list[b.Block] = [
        *([b.paragraph(b.emphasis(wording.prose(plan.subtitle)))] if plan.subtitle else []),
        *wording.paragraphs(plan.description),
        b.facts((wording.label(f"plan.{key}"), value) for key, value in pairs),
    ]
    return [*found, *([b.note(*wording.paragraphs(plan.note))] if plan.note else [])]


def _version(wording: Wording, version: Version) -> Words:
    parts = [version.version]
    if version.date:
        parts.append(wording.date(version.date))
    if version.kind:
        parts.append(wording.term(version.kind, "version_kind"))
    words: Words = [", ".join(parts)]
    if version.decision:
        words += [", ", wording.reference(version.decision)]
    return [*words, f" ({wording.prose(version.note)})"] if version.note else words


def _monitoring(wording: Wording, plan: Plan) -> str:
    monitoring = plan.monitoring
    if monitoring is None:
        return ""
    parts = [wording.term(monitoring.frequency, "frequency")]
    if monitoring.first_year:
        parts.append(wording.label("plan.monitoring_from", date=wording.date(monitoring.first_year)))
    if monitoring.responsible:
        parts.append(wording.actor(monitoring.responsible))
    return ", ".join(parts)
