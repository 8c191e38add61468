"""Remarks of consultations -> who sent them and what became of them, each with its position, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from som_cli.analysis.consultations import by_sender, consultations_of, remarks_of
from som_cli.document import blocks as b
from som_cli.model.participation import Consultation, Disposition, Remark, SenderKind
from som_cli.reports.edition import Edition
from som_cli.reports.marks import Marks, marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, anchor

# The rule that finds personal data: what it found in a remark is not printed.
PERSONAL_DATA = "PAR08"


def counts_table(wording: Wording) -> list[b.Block]:
    """Groups of senders by what became of their remarks, for all consultations of the report."""
    remarks = list(wording.workspace.remarks.values())
    if not remarks:
        return [b.paragraph(wording.label("consultation.no_remarks_at_all"))]
    found = by_sender(remarks)
    number = wording.edition.formatter.number
    used = dispositions(found)
    columns = (
        b.Column(wording.label("consultation.sender"), width=3),
        *(b.Column(wording.term(one, "disposition"), "number", 2.1) for one in used),
        b.Column(wording.label("consultation.all"), "number", 1.2),
    )
    rows = []
    for sender in senders(found):
        counts = [found.get((sender, one), 0) for one in used]
        rows.append((sender_word(wording, sender), *(_count(wording, one) for one in counts), number(sum(counts))))
    sums = (sum(count for (_, kind), count in found.items() if kind is one) for one in used)
    totals = [(wording.label("consultation.all"), *map(number, sums), number(len(remarks)))]
    caption = wording.label("consultation.caption_counts")
    return [b.table("table-remarks-counts", caption, columns, rows, totals=totals)]


def _count(wording: Wording, count: int) -> str:
    return wording.edition.formatter.number(count) if count else NOT_GIVEN


def senders(found: Mapping[tuple[str, Disposition], int]) -> list[str]:
    """The groups that sent something, in the order of the model; those not given last."""
    present = {sender for sender, _ in found}
    return [one for one in (*(kind.value for kind in SenderKind), "") if one in present]


def dispositions(found: Mapping[tuple[str, Disposition], int]) -> list[Disposition]:
    present = {kind for _, kind in found}
    return [one for one in Disposition if one in present]


def sender_word(wording: Wording, sender: str) -> str:
    """The group, never an organisation or a person."""
    return wording.label(f"sender_kind.{sender}") if sender else wording.label("consultation.sender_not_given")


def withheld_remarks(edition: Edition) -> frozenset[str]:
    """The remarks whose texts may hold personal data: they are not printed."""
    return frozenset(one.item for one in edition.findings if one.code == PERSONAL_DATA and not one.waived)


def remarks_table(wording: Wording) -> list[b.Block]:
    """The remarks of every consultation, a table each."""
    return [block for one in wording.workspace.consultations.values() for block in _table(wording, one)]


def plan_remarks_table(wording: Wording, plan: str) -> list[b.Block]:
    """The remarks of one plan's consultations, a table each; nothing where there are none."""
    return [block for one in consultations_of(wording.workspace, plan) for block in _table(wording, one)]


def _table(wording: Wording, consultation: Consultation) -> list[b.Block]:
    remarks = remarks_of(wording.workspace, consultation.id)
    if not remarks:
        return []
    marks = marks_of(wording, remarks)
    columns = (
        b.Column(wording.label("consultation.number"), "code", 1.2),
        *marks.columns,
        b.Column(wording.label("consultation.sender"), width=2.5),
        b.Column(wording.label("consultation.about"), width=3.4),
        b.Column(wording.label("consultation.remark"), width=6),
        b.Column(wording.label("consultation.position"), width=2.9),
        b.Column(wording.label("consultation.reasons"), width=6),
    )
    withheld = withheld_remarks(wording.edition)
    rows = [_row(wording, one, marks, is_withheld=one.id in withheld) for one in remarks]
    caption = wording.label("consultation.caption_remarks", id=consultation.id)
    source = marks.note(wording.label("consultation.anonymous"))
    return [b.table(f"table-remarks-{consultation.id.lower()}", caption, columns, rows, source=source)]


def _row(wording: Wording, remark: Remark, marks: Marks, *, is_withheld: bool) -> tuple[object, ...]:
    """The number within the consultation is the place that links lead to."""
    number = b.division([b.paragraph(b.code(remark.id.rpartition("/")[2]))], identifier=anchor(remark))
    hidden = [b.paragraph(wording.label("consultation.withheld"))]
    sent = [b.paragraph(sender_word(wording, remark.from_.kind.value if remark.from_ else ""))]
    sent += [b.paragraph(wording.short_date(remark.received))] if remark.received else []
    decided = [b.paragraph(b.strong(wording.term(remark.disposition or Disposition.OPEN, "disposition")))]
    decided += [b.paragraph(wording.short_date(remark.answered))] if remark.answered else []
    return (
        [number],
        *marks.cells(remark),
        sent,
        place_in_text(wording, remark.about),
        hidden if is_withheld else wording.paragraphs(remark.text) or NOT_GIVEN,
        decided,
        hidden if is_withheld else _reasons(wording, remark) or NOT_GIVEN,
    )


def place_in_text(wording: Wording, about: str | None) -> Words:
    """An item with its title, or a chapter by its heading."""
    if not about:
        return [NOT_GIVEN]
    if about in wording.workspace.by_id:
        return [wording.reference(about), " ", wording.title(about)]
    source = wording.workspace.texts.get(about)
    heading = next((line for line in (source.text if source else "").split("\n") if line.startswith("# ")), "")
    return (
        [wording.label("consultation.chapter", title=wording.prose(heading.removeprefix("# ")))]
        if heading
        else [b.code(about)]
    )


def _reasons(wording: Wording, remark: Remark) -> list[b.Block]:
    """The answer; who got a remark that the plan cannot answer; what changed for it."""
    found = wording.paragraphs(remark.answer)
    if remark.passed_to:
        found.append(b.paragraph(wording.label("consultation.passed", to=wording.actor(remark.passed_to))))
    if remark.changed:
        found.append(b.paragraph([wording.label("consultation.changed"), " ", *wording.references(remark.changed)]))
    return found


def effects_table(wording: Wording) -> list[b.Block]:
    """Each item that was changed for remarks, with them; how many remarks changed nothing is said before."""
    remarks = list(wording.workspace.remarks.values())
    if not remarks:
        return []
    changing = [one for one in remarks if one.changed]
    number = wording.edition.formatter.number
    text = wording.plural("consultation.effect", len(remarks), changing=number(len(changing)))
    if not changing:
        return [b.paragraph(text)]
    items: dict[str, list[Remark]] = {}
    for remark in changing:
        for changed in remark.changed:
            items.setdefault(changed, []).append(remark)
    columns = (
        b.Column(wording.label("consultation.item"), width=6),
        b.Column(wording.label("consultation.position"), width=3),
        b.Column(wording.label("consultation.by_remarks"), "code", 3),
    )
    rows = [(_item(wording, item), _positions(wording, found), _links(found)) for item, found in items.items()]
    caption = wording.label("consultation.caption_effect")
    return [b.paragraph(text), b.table("table-remarks-effect", caption, columns, rows)]


def _item(wording: Wording, identifier: str) -> Words:
    return [wording.reference(identifier), " ", wording.title(identifier)]


def _positions(wording: Wording, found: Sequence[Remark]) -> str:
    return ", ".join(dict.fromkeys(wording.term(one.disposition, "disposition") for one in found))


def _links(found: Sequence[Remark]) -> Words:
    words: Words = []
    for one in found:
        words += [", "] if words else []
        words.append(b.link(b.code(one.id), f"#{anchor(one)}"))
    return words
