"""Decisions (GOV01, 02, 07): there is one, by a body that may, by a vote that adds up, and published."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.messages import msg
from som_cli.model.participation import Decision
from som_cli.model.partnership import BodyKind, Member
from som_cli.model.plan import PlanStatus, VersionKind
from som_cli.model.values import UNKNOWN, PartialDate
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

IN_FORCE = frozenset({PlanStatus.ADOPTED, PlanStatus.AMENDED})
ADOPTIONS = frozenset({VersionKind.ADOPTED, VersionKind.AMENDED})
PER_CENT = 100


@rule("GOV01", "E")
def adoption_without_power(workspace: Workspace) -> Iterator[Finding]:
    """A plan counts as adopted without a decision, or by one of a body that may not decide."""
    adopting = {one.adopts.plan for one in workspace.decisions.values() if one.adopts}
    for plan in workspace.plans.values():
        named = [one.decision for one in plan.versions if one.kind in ADOPTIONS and one.decision]
        is_known = bool(named) or plan.id in adopting or any(one.startswith("D-") for one in workspace.unread.ids)
        if plan.status in IN_FORCE and not is_known:
            message = msg("the status is `{status}`, and no decision adopts the plan", status=plan.status)
            help_ = msg("add `participation/decisions/D-….yml` with `adopts: {{plan: {plan}}}`", plan=plan.id)
            yield Finding(plan, ("status",), message, help_)
    for decision in workspace.decisions.values():
        body = workspace.partnership.bodies.get(decision.body or "")
        if decision.adopts and body is not None and body.kind is not BodyKind.DECISION:
            message = msg(
                "`{body}` adopts the plan `{plan}`; its kind is `{kind}`, and only `decision` may",
                body=decision.body,
                plan=decision.adopts.plan,
                kind=body.kind.value,
            )
            place = workspace.partnership.origin.span(("bodies", decision.body or "", "kind"))
            help_ = msg("name the body that decided, or correct the kind of the body")
            yield Finding(decision, ("body",), message, help_, related=(Related(place, msg("the body")),))


@rule("GOV02", "E")
def vote_that_does_not_add_up(workspace: Workspace) -> Iterator[Finding]:
    """The numbers of a vote do not fit: counts, presence, quorum, majority, or members entitled on that day."""
    for decision in workspace.decisions.values():
        if decision.vote is not None:
            yield from _wrong_counts(decision)
            yield from _wrong_body(decision, workspace)


def _wrong_counts(decision: Decision) -> Iterator[Finding]:
    vote = decision.vote
    if vote is None:
        return
    cast = [vote.for_, vote.against, vote.abstained]
    help_ = msg("correct the numbers from the minutes")
    if vote.present is not None and None not in cast and sum(one or 0 for one in cast) != vote.present:
        message = msg(
            "for {for_} + against {against} + abstained {abstained} = {sum}, present {present}",
            for_=vote.for_,
            against=vote.against,
            abstained=vote.abstained,
            sum=sum(one or 0 for one in cast),
            present=vote.present,
        )
        yield Finding(decision, ("vote", "present"), message, help_)
    if vote.present is not None and vote.entitled is not None and vote.present > vote.entitled:
        message = msg("present {present}, entitled {entitled}", present=vote.present, entitled=vote.entitled)
        yield Finding(decision, ("vote", "entitled"), message, help_)
    if decision.adopts and vote.for_ is not None and vote.against is not None and vote.for_ <= vote.against:
        message = msg("for {for_}, against {against}: no majority adopted it", for_=vote.for_, against=vote.against)
        yield Finding(decision, ("vote", "for"), message, help_)


def _wrong_body(decision: Decision, workspace: Workspace) -> Iterator[Finding]:
    vote, name = decision.vote, decision.body or ""
    body = workspace.partnership.bodies.get(name)
    if vote is None or body is None or vote.entitled is None:
        return
    quorum = workspace.partnership.quorum.get(name)
    if quorum is not None and vote.present is not None and vote.present < quorum * vote.entitled:
        message = msg(
            "present {present} of {entitled}, the quorum of `{body}` is {quorum} %",
            present=vote.present,
            entitled=vote.entitled,
            body=name,
            quorum=f"{(quorum * PER_CENT).normalize():f}",
        )
        place = workspace.partnership.origin.span(("quorum", name))
        help_ = msg("correct the numbers from the minutes")
        yield Finding(decision, ("vote", "present"), message, help_, related=(Related(place, msg("the quorum")),))
    if body.kind is BodyKind.DECISION and decision.date is not None and decision.date.is_known:
        least, most = members_on(workspace, decision.date)
        if least is not None and not least <= vote.entitled <= most:
            message = msg(
                "entitled {entitled}; on {date} the partnership had {members} members",
                entitled=vote.entitled,
                date=decision.date,
                members=least if least == most else f"{least}–{most}",
            )
            help_ = msg("correct `entitled`, or the `membership` of the members")
            yield Finding(decision, ("vote", "entitled"), message, help_)


def members_on(workspace: Workspace, day: PartialDate) -> tuple[int | None, int]:
    """The least and the greatest number of members on a day; None where some member's dates are not known."""
    members = workspace.members.values()
    if "member" in workspace.unread.kinds or not members or not all(one.membership for one in members):
        return None, 0
    return sum(was_member(one, day, surely=True) for one in members), sum(was_member(one, day) for one in members)


def was_member(member: Member, day: PartialDate, *, surely: bool = False) -> bool:
    """Whether a unit may have been a member on a day, or surely was: dates are as exact as they are known."""
    for period in member.membership:
        start, end = period.from_, period.to
        if surely:
            has_begun = start is not None and start.is_known and start.last <= day.first
            if has_begun and (end is None or (end.is_known and day.last <= end.first)):
                return True
        elif not (start and day.is_before(start)) and not (end and end.is_before(day)):
            return True
    return False


@rule("GOV07", "W")
def unpublished_decision(workspace: Workspace) -> Iterator[Finding]:
    """A decision that adopts a plan does not say when and where it was published."""
    for decision in workspace.decisions.values():
        source = workspace.sources.get(decision.source or "")
        # An act that was read in a public place was published there.
        if decision.adopts is None or decision.source == UNKNOWN or (source is not None and source.url):
            continue
        publication = decision.publication
        if publication is None:
            message = msg("the decision says neither when nor where it was published")
            yield Finding(decision, ("publication",), message, _PUBLICATION_HELP)
        elif not (publication.date or publication.published):
            yield Finding(decision, ("publication",), msg("the publication has no date"), _PUBLICATION_HELP)
        elif not publication.url:
            yield Finding(decision, ("publication",), msg("the publication has no address"), _PUBLICATION_HELP)


_PUBLICATION_HELP = msg("write `publication: {{date: …, url: …}}`")
