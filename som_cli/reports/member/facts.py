"""A member -> who it is, and its part in the plans in a few numbers."""

from __future__ import annotations

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.participation import part_of
from som_cli.document import blocks as b
from som_cli.model.partnership import Member
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def member_of(wording: Wording) -> Member:
    """The member that the report is about. Raises KeyError where it is about none."""
    return wording.edition.everything.members[wording.edition.scope.member]


def member_facts(wording: Wording) -> list[b.Block]:
    """Kind, membership, codes, inhabitants, area, office; then what it does in the plans."""
    member = member_of(wording)
    number = wording.edition.formatter.number
    periods: list[Words] = [[wording.short_period(period.from_, period.to)] for period in member.membership]
    pairs: list[tuple[str, object]] = [
        ("kind", wording.listed("member-kinds", member.kind)),
        ("membership", one_a_line(periods)),
    ]
    pairs += [("code", [code.scheme, " ", b.code(code.code)]) for code in member.codes if code.to is None]
    if member.population:
        latest = member.population[-1]
        pairs.append(("population", f"{number(latest.value)} ({wording.date(latest.date)})"))
    if member.area_km2 is not None:
        pairs.append(("area", wording.edition.formatter.with_unit(number(member.area_km2), "km²")))
    if member.contact and member.contact.unit:
        pairs.append(("office", wording.prose(member.contact.unit)))
    if member.contact and member.contact.email:
        pairs.append(("email", b.link(b.code(member.contact.email), f"mailto:{member.contact.email}")))
    facts = b.facts((wording.label(f"member.{key}"), value) for key, value in pairs)
    return [facts, b.paragraph(_part(wording, member))]


def _part(wording: Wording, member: Member) -> str:
    """How many actions in each role, and how much money."""
    part = part_of(wording.workspace, member.id)
    paid = [one for one in amounts(wording.workspace) if one.payer == member.id]
    words = wording.label(
        "member.part",
        name=wording.prose(member.name),
        owned=wording.plural("summary.actions", len(part.owned)),
        joined=wording.plural("summary.actions", len(part.joined)),
        paid=wording.plural("summary.actions", len(part.paid)),
    )
    money = wording.label("member.pays", amount=wording.money(total(paid))) if paid else NOT_GIVEN
    return f"{words} {money}" if paid else words
