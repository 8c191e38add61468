"""The partnership and its members -> facts and tables."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.model.partnership import Member, MemberCode
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def partnership_facts(wording: Wording) -> list[b.Block]:
    """Who the partnership is: name, form, seat, address, codes; then what its file notes."""
    partnership = wording.workspace.partnership
    pairs: list[tuple[str, object]] = [("name", wording.marked(wording.prose(partnership.name), partnership))]
    if partnership.short:
        pairs.append(("short", partnership.short))
    for key, text in (
        ("legal_form", partnership.legal_form),
        ("seat", partnership.seat),
        ("address", partnership.address),
        ("motto", partnership.motto),
    ):
        if text:
            pairs.append((key, wording.prose(text)))
    if partnership.founded:
        pairs.append(("founded", wording.date(partnership.founded)))
    if partnership.url:
        pairs.append(("url", b.link(b.code(partnership.url), partnership.url)))
    if partnership.email:
        pairs.append(("email", b.link(b.code(partnership.email), f"mailto:{partnership.email}")))
    pairs += [("code", [code.scheme, " ", b.code(code.code)]) for code in partnership.codes]
    if partnership.source:
        pairs.append(("source", wording.reference(partnership.source)))
    facts = b.facts((wording.label(f"partnership.{key}"), value) for key, value in pairs)
    return [facts, *([b.note(*wording.paragraphs(partnership.note))] if partnership.note else [])]


def bodies_table(wording: Wording) -> list[b.Block]:
    """The bodies of the partnership, with the quorum where it is given."""
    partnership = wording.workspace.partnership
    if not partnership.bodies:
        return []
    columns = (
        b.Column(wording.label("bodies.name"), width=5),
        b.Column(wording.label("bodies.kind"), width=2.8),
        b.Column(wording.label("bodies.quorum"), "number", 2),
    )
    rows = [
        (
            wording.prose(body.name),
            wording.term(body.kind, "body_kind"),
            wording.edition.formatter.percent(quorum, 0)
            if (quorum := partnership.quorum.get(key)) is not None
            else NOT_GIVEN,
        )
        for key, body in partnership.bodies.items()
    ]
    return [b.table("table-bodies", wording.label("bodies.caption"), columns, rows)]


def members_table(wording: Wording) -> list[b.Block]:
    """Every member that ever was, by name: kind, membership with dates, official codes with dates."""
    key = wording.edition.formatter.collation_key
    members = sorted(wording.workspace.members.values(), key=lambda member: key(member.name))
    columns = (
        b.Column(wording.label("members.name"), width=3.8),
        b.Column(wording.label("members.kind"), width=3),
        b.Column(wording.label("members.membership"), width=2.6),
        b.Column(wording.label("members.codes"), width=3),
        b.Column(wording.label("members.source"), "code", 1.4),
    )
    rows = [
        (
            _name(wording, member),
            wording.listed("member-kinds", member.kind),
            one_a_line([[wording.short_period(period.from_, period.to)] for period in member.membership]),
            one_a_line([_code(wording, code) for code in member.codes]),
            wording.reference(member.source),
        )
        for member in members
    ]
    return [b.table("table-members", wording.label("members.caption"), columns, rows)]


def _name(wording: Wording, member: Member) -> list[b.Block]:
    core = [", ", wording.label("members.core")] if member.core else []
    content = [*wording.marked(wording.prose(member.name), member), *core]
    return [b.division([b.paragraph(content)], identifier=f"member-{member.id}")]


def _code(wording: Wording, code: MemberCode) -> Words:
    dated = code.to is not None or (code.from_ is not None and code.from_.is_known)
    period = f" ({wording.short_period(code.from_, code.to)})" if dated else ""
    return [code.scheme, " ", b.code(code.code), period]
