"""An edition and a report -> its cover, the head of its pages, and the word that lies across a draft."""

from __future__ import annotations

from som_cli.analysis.scope import without_years
from som_cli.document.document import Cover
from som_cli.model.participation import Decision
from som_cli.model.values import natural_key
from som_cli.reports.edition import Edition
from som_cli.reports.kinds import ReportKind
from som_cli.reports.wording import Wording

# Unread items that a cover names.
_NAMED = 8


def draw_cover(wording: Wording, kind: ReportKind) -> Cover:
    """Who publishes what: the plan's or the report's title, what it is narrowed to, the decision, date and revision."""
    workspace = wording.workspace
    scope = wording.edition.scope
    plan = wording.plans.get(scope.plan) if kind.each == "plan" else None
    if plan is not None:
        title, subtitle = wording.prose(plan.title), wording.prose(plan.subtitle) if plan.subtitle else ""
    else:
        title, subtitle = report_title(wording, kind), _subtitle(wording, kind)
    lines = [
        *([wording.label("guide.example")] if workspace.settings.example else []),
        wording.label("cover.as_of", date=wording.edition.formatter.date(workspace.today)),
        wording.edition.footer,
        *left_out(wording),
        *_unread(wording),
    ]
    if count := wording.edition.untranslated:
        lines.append(wording.plural("translation.missing", count, mark=f"[{workspace.settings.language}]"))
    return Cover(wording.prose(workspace.partnership.name), title, subtitle, tuple(lines), tuple(_decision(wording)))


def report_title(wording: Wording, kind: ReportKind) -> str:
    """The title of a report; a report of the workspace's own has it in its file."""
    if kind.titles:
        language = wording.edition.language
        return wording.prose(kind.titles.get(language) or next(iter(kind.titles.values())))
    return wording.label(f"report.{kind.name}.title")


def running_head(wording: Wording, kind: ReportKind) -> str:
    """What stands at the head of every page: the plan's title, or the report's and what it is narrowed to."""
    plan = wording.plans.get(wording.edition.scope.plan) if kind.each == "plan" else None
    if plan is not None:
        return wording.prose(plan.title)
    about = scope_words(wording)
    return f"{report_title(wording, kind)}: {about}" if about else report_title(wording, kind)


def _subtitle(wording: Wording, kind: ReportKind) -> str:
    if about := scope_words(wording):
        return about
    if kind.name == "consolidated":
        return wording.plural("cover.subtitle", len(wording.plans))
    if kind.audience:
        return wording.prose(kind.audience.get(wording.edition.language) or next(iter(kind.audience.values())))
    return ""


def scope_words(wording: Wording) -> str:
    """What the report is narrowed to, in words; empty where it is about everything."""
    scope = wording.edition.scope
    parts = []
    if scope.plan:
        parts.append(wording.title(scope.plan))
    if scope.member:
        parts.append(wording.actor(scope.member))
    if scope.objective:
        parts.append(wording.label("scope.objective", id=scope.objective, title=wording.title(scope.objective)))
    if scope.years:
        first, last = map(str, scope.years)
        span = wording.edition.formatter.period(first, last) if first != last else first
        parts.append(wording.label("scope.years", years=span))
    if scope.status:
        parts.append(wording.label("scope.status", status=wording.term(scope.status, "action_status")))
    return "; ".join(parts)


def left_out(wording: Wording) -> list[str]:
    """The money that a report about years cannot show, since nobody has allotted it to any."""
    edition = wording.edition
    money = without_years(edition.everything, edition.scope)
    return [wording.label("scope.without_years", money=wording.money(money))] if money else []


def _unread(wording: Wording) -> list[str]:
    """The plans and items whose files could not be read: a document made in spite of that does not hold them."""
    unread = wording.edition.everything.unread
    names = sorted(unread.plans | unread.ids, key=natural_key)
    shown = [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
    return [wording.label("cover.unread", names=", ".join(shown))] if names else []


def _decision(wording: Wording) -> list[str]:
    """The resolution that adopted this very content: the decision on the revision's own tag."""
    found = adopting_decisions(wording.edition)
    return [
        wording.label(
            "cover.decision",
            number=decision.number or decision.id,
            date=wording.date(decision.date),
            title=decision.title,
        )
        for decision in found
        if decision.adopts and (not wording.edition.scope.plan or decision.adopts.plan == wording.edition.scope.plan)
    ]


def adopting_decisions(edition: Edition) -> list[Decision]:
    """The decisions whose tag is on the commit that this edition is made from, where no file differs from it."""
    revision = edition.revision
    if revision is None or revision.is_dirty:
        return []
    decisions = edition.workspace.decisions.values()
    return [one for one in decisions if one.adopts is not None and one.adopts.tag in revision.tags]


def watermark(wording: Wording) -> str:
    """The word across every page of what no decision adopted as it stands."""
    return "" if adopting_decisions(wording.edition) else wording.label("watermark.draft")
