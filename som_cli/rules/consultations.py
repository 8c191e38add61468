"""Consultations (PAR01–03, 07, 09, 10, 12): held at all, long enough, in order, open to everybody, reported."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from som_cli.messages import Message, msg
from som_cli.model.legal import LegalProfile, LegalTerm
from som_cli.model.participation import ChannelKind, Consultation
from som_cli.model.plan import EvaluationKind, Plan, PlanStatus, VersionKind
from som_cli.model.registry import Level
from som_cli.model.values import PartialDate, in_language
from som_cli.model.workspace import Workspace
from som_cli.rules.law import law_for
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related, Severity, Span

ADOPTIONS = frozenset({VersionKind.ADOPTED, VersionKind.AMENDED})
OVER = frozenset({PlanStatus.EXPIRED, PlanStatus.REPEALED})
MEETINGS = frozenset({ChannelKind.MEETING})
# Two members make a partnership; one place is then no choice.
FEWEST_MEMBERS = 2


@rule("PAR01", "I→E@A")
def plan_without_consultation(workspace: Workspace) -> Iterator[Finding]:
    """No consultation was held on the version of a plan that was adopted, or on any, where none was adopted yet."""
    if any(one.startswith("K-") for one in workspace.unread.ids):
        return
    for plan in workspace.plans.values():
        subjects = [one.subject for one in workspace.consultations.values() if one.subject]
        versions = [subject.version for subject in subjects if subject.plan == plan.id]
        adopted = [index for index, one in enumerate(plan.versions) if one.kind in ADOPTIONS]
        if plan.status in OVER or any(version is None for version in versions):
            continue
        if not adopted:
            if not versions:
                help_ = msg(
                    "add `participation/consultations/K-…/consultation.yml` with `subject: {{plan: {plan}}}`",
                    plan=plan.id,
                )
                yield Finding(plan, ("id",), msg("no consultation of the plan is recorded"), help_)
            continue
        # The text that was consulted lies after the version adopted before, up to this one.
        start = adopted[-2] + 1 if len(adopted) > 1 else 0
        fresh = {one.version for one in plan.versions[start : adopted[-1] + 1]}
        if not fresh & set(versions):
            last = plan.versions[adopted[-1]].version
            message = msg("no consultation was held on the version {version} that was adopted", version=last)
            help_ = msg("record it with `subject: {{plan: {plan}, version: …}}`", plan=plan.id)
            yield Finding(plan, ("versions", adopted[-1], "version"), message, help_)


@rule("PAR02", "W")
def short_consultation(workspace: Workspace) -> Iterator[Finding]:
    """A consultation was shorter than the law asks, counted from its notice."""
    for consultation, plan, profile in _under_law(workspace):
        start, end = consultation.announced or consultation.opens, consultation.closes
        if start is None or end is None or not (start.is_known and end.is_known):
            continue
        key = "announced" if consultation.announced else "opens"
        days = (end.last - start.first).days
        for term in _terms(profile, plan):
            if 0 <= days < term.days:
                message = msg(
                    "{days} day from {start} to {end}, at least {least} are asked ({article})",
                    plural="{days} days from {start} to {end}, at least {least} are asked ({article})",
                    count=days,
                    days=days,
                    start=start,
                    end=end,
                    least=term.days,
                    article=term.article,
                )
                related = (Related(consultation.origin.span((key,)), msg("counted from here")),)
                help_ = msg("correct the dates, or prolong the consultation")
                yield Finding(consultation, ("closes",), message, help_, related=related, severity=Severity.ERROR)


def _terms(profile: LegalProfile, plan: Plan) -> Iterator[LegalTerm]:
    if profile.consultation:
        yield profile.consultation
    is_environmental = any(one.kind is EvaluationKind.ENVIRONMENTAL for one in plan.evaluation)
    if profile.environmental_consultation and is_environmental:
        yield profile.environmental_consultation


@rule("PAR03", "E")
def dates_out_of_order(workspace: Workspace) -> Iterator[Finding]:
    """Notice, opening, closing, report and decision of a consultation do not follow one another."""
    deciding = {name: one for one in workspace.decisions.values() for name in one.after if one.date}
    for consultation in workspace.consultations.values():
        span = consultation.origin.span
        dates: list[tuple[str, PartialDate, Span]] = [
            (key, day, span((key,)))
            for key in ("announced", "opens", "closes")
            if (day := getattr(consultation, key)) is not None
        ]
        if report := consultation.report:
            key = "published" if report.published else "date"
            if day := report.published or report.date:
                dates.append((f"report.{key}", day, span(("report", key))))
        decision = deciding.get(consultation.id)
        if decision is not None and decision.date is not None:
            dates.append((decision.id, decision.date, decision.origin.span(("date",))))
        for (first, earlier, place), (second, later, own) in pairwise(dates):
            if _is_wrong(first, earlier, later):
                message = msg(
                    "`{second}` is {later}, `{first}` is {earlier}",
                    second=second,
                    later=later,
                    first=first,
                    earlier=earlier,
                )
                help_ = msg("the order is notice, opening, closing, report, decision: correct one of the dates")
                related = (Related(place, msg("the step before")),)
                path = tuple(second.split("."))
                if decision is not None and second == decision.id:
                    yield Finding(decision, ("date",), message, help_, other=consultation.id, related=related)
                else:
                    yield Finding(consultation, path, message, help_, related=related, span=own)


def _is_wrong(first: str, earlier: PartialDate, later: PartialDate) -> bool:
    # A span that ends before it begins is TIM01; one that ends on its first day is no time to take part.
    if first == "opens":
        return earlier == later and earlier.first == earlier.last
    return later.is_before(earlier)


@rule("PAR07", "W")
def consultation_without_report(workspace: Workspace) -> Iterator[Finding]:
    """A consultation has no report, or one later than the law allows."""
    profiles = {one.id: profile for one, _, profile in _under_law(workspace)}
    for consultation in workspace.consultations.values():
        closes, report = consultation.closes, consultation.report
        if closes is None or not closes.is_known or closes.last >= workspace.today:
            continue
        profile = profiles.get(consultation.id)
        term = profile.report if profile else None
        published = (report.published or report.date) if report else None
        weight = Severity.ERROR if term else None
        if report is None or not (published or report.url):
            if term is None or (workspace.today - closes.last).days > term.days:
                message = msg("the consultation closed on {closes}, and there is no report", closes=closes)
                yield Finding(consultation, ("report",), _with_law(message, term), _REPORT_HELP, severity=weight)
        elif term and published and published.is_known and (published.first - closes.last).days > term.days:
            days = (published.first - closes.last).days
            message = msg(
                "the report of {published} came {days} days after the closing {closes}",
                published=published,
                days=days,
                closes=closes,
            )
            path = ("report", "published" if report.published else "date")
            yield Finding(consultation, path, _with_law(message, term), _REPORT_HELP, severity=weight)


_REPORT_HELP = msg("write `report: {{published: …, url: …}}`; if it was never made, waive with the reason")


def _with_law(message: Message, term: LegalTerm | None) -> Message:
    if term is None:
        return message
    return msg(
        "{message}; at most {days} days are allowed ({article})", message=message, days=term.days, article=term.article
    )


@rule("PAR09", "W")
def group_not_invited(workspace: Workspace) -> Iterator[Finding]:
    """A group that the law names was not invited to a consultation."""
    for consultation, _, profile in _under_law(workspace):
        kinds = {workspace.stakeholders[one].kind for one in consultation.invited if one in workspace.stakeholders}
        for group in profile.invited.values():
            if kinds.isdisjoint(group.stakeholder_kinds):
                message = msg(
                    "nobody of the group “{group}” was invited (kinds {kinds}; {article})",
                    group=_label(group.label, workspace),
                    kinds=", ".join(group.stakeholder_kinds),
                    article=group.article,
                )
                help_ = msg("add a stakeholder of that kind to `invited`")
                yield Finding(consultation, ("invited",), message, help_, severity=Severity.ERROR)


def _label(labels: object, workspace: Workspace) -> str:
    texts = dict(labels) if isinstance(labels, dict) else {}
    return in_language(texts, workspace.settings.language) or next(iter(texts.values()), "")


@rule("PAR10", "W")
def narrow_consultation(workspace: Workspace) -> Iterator[Finding]:
    """A consultation had a single way to take part, or its meetings were all in one place."""
    for consultation in workspace.consultations.values():
        kinds = {one.kind for one in consultation.channels}
        if len(kinds) == 1:
            message = msg("the only way to take part that is recorded is `{kind}`", kind=next(iter(kinds)).value)
            help_ = msg("add the other `channels`, or waive with the reason")
            yield Finding(consultation, ("channels",), message, help_)
            continue
        meetings = [
            (index, one) for index, one in enumerate(consultation.channels) if one.kind in MEETINGS and one.place
        ]
        places = {(one.place or "").strip().casefold() for _, one in meetings}
        is_online = ChannelKind.ONLINE_MEETING in kinds
        if len(places) == 1 and not is_online and len(workspace.members) > FEWEST_MEMBERS:
            index, meeting = meetings[0]
            message = msg(
                "all meetings were in one place, {place}; the partnership has {members} members",
                place=(meeting.place or "").strip(),
                members=len(workspace.members),
            )
            help_ = msg("add the meetings elsewhere or an `online_meeting`, or waive with the reason")
            yield Finding(consultation, ("channels", index, "place"), message, help_)


@rule("PAR12", "I")
def stakeholder_never_invited(workspace: Workspace) -> Iterator[Finding]:
    """A stakeholder of high interest or influence was invited to no consultation."""
    invited = {one for consultation in workspace.consultations.values() for one in consultation.invited}
    # Where no list of guests was kept, nobody can be missing on it.
    if not invited:
        return
    involved = {one for plan in workspace.plans.values() for one in (*plan.authors, plan.prepared_by)}
    involved |= {one.from_.stakeholder for one in workspace.remarks.values() if one.from_}
    for stakeholder in workspace.stakeholders.values():
        levels = [key for key in ("interest", "influence") if getattr(stakeholder, key) is Level.HIGH]
        if levels and stakeholder.id not in invited | involved:
            message = msg("the `{level}` is high, and no consultation invited this stakeholder", level=levels[0])
            help_ = msg("add `{id}` to `invited` of the next consultation", id=stakeholder.id)
            yield Finding(stakeholder, (levels[0],), message, help_)


def _under_law(workspace: Workspace) -> Iterator[tuple[Consultation, Plan, LegalProfile]]:
    """Consultations of plans with the profile that was in force when they began."""
    for consultation in workspace.consultations.values():
        plan = workspace.plans.get(consultation.subject.plan) if consultation.subject else None
        began = consultation.announced or consultation.opens or consultation.closes
        profile = law_for(workspace, plan, began) if plan else None
        if plan is not None and profile is not None:
            yield consultation, plan, profile
