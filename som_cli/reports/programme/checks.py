"""The programme -> what a treasurer has to look at: gaps, money without a year, moved money, forecasts of members."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, total
from som_cli.analysis.investments import Project, projects
from som_cli.analysis.moved import Move, moves
from som_cli.document import blocks as b
from som_cli.document.formatting import MINUS
from som_cli.model.action import BudgetLine, ForecastEntry
from som_cli.model.values import natural_key
from som_cli.reports.programme.years import head
from som_cli.reports.tables.money import payer_name, source_name
from som_cli.reports.wording import NOT_GIVEN, Wording, Words


def gaps_table(wording: Wording) -> list[b.Block]:
    """Projects whose stated total and lines differ, and how many could be compared."""
    found = projects(wording.workspace)
    if not found:
        return []
    compared = [project for project in found if project.gap is not None]
    different = [project for project in compared if project.gap]
    counts = {
        "equal": len(compared) - len(different),
        "lines_only": sum(project.stated is None for project in found),
        "stated_only": sum(not project.has_lines for project in found),
    }
    words = [wording.plural(f"investments.{key}", count) for key, count in counts.items() if count]
    blocks: list[b.Block] = [b.paragraph(" ".join(words))] if words else []
    if not different:
        return [*blocks, b.paragraph(wording.label("investments.no_gaps"))] if compared else blocks
    columns = (
        b.Column(wording.label("investments.project_short"), width=5),
        b.Column(wording.label("investments.stated"), "number", 2),
        b.Column(wording.label("investments.lines"), "number", 2),
        b.Column(wording.label("investments.gap"), "number", 2),
    )
    rows = [
        (
            _name(wording, project),
            wording.figure(project.stated or Decimal(0)),
            wording.figure(project.total),
            _signed(wording, project.gap or Decimal(0)),
        )
        for project in different
    ]
    source = wording.label("investments.gap_note")
    return [*blocks, b.table("table-gaps", _caption(wording, "gaps"), columns, rows, source=source)]


def unallotted_table(wording: Wording) -> list[b.Block]:
    """Projects with money that no year has: how much of what, for which years, and why."""
    found = [
        (project, [part for part in project.parts if part.year is None]) for project in projects(wording.workspace)
    ]
    found = [(project, parts) for project, parts in found if parts]
    if not found:
        return []
    columns = (
        b.Column(wording.label("investments.project_short"), width=5),
        b.Column(head(wording.label("money.unallotted")), "number", 2),
        b.Column(wording.label("money.total"), "number", 2),
        b.Column(wording.label("investments.why"), width=3),
    )
    rows = [
        (
            _name(wording, project),
            wording.figure(total(parts)),
            wording.figure(project.total),
            _reasons(wording, parts),
        )
        for project, parts in found
    ]
    return [b.table("table-unallotted", _caption(wording, "unallotted"), columns, rows)]


def _reasons(wording: Wording, parts: Sequence[Amount]) -> str:
    """A total without lines; lines over several years; lines that name no year."""
    reasons = []
    for part in parts:
        line = part.line
        if line is None:
            reasons.append(wording.label("investments.why_total"))
        elif line.from_ is not None or line.to is not None:
            reasons.append(_span_words(wording, line))
        else:
            reasons.append(wording.label("investments.why_no_year"))
    return "; ".join(dict.fromkeys(reasons))


def _span_words(wording: Wording, line: BudgetLine) -> str:
    """The years that a line is for, as far as they are known."""
    start, end = (moment if moment and moment.is_known else None for moment in (line.from_, line.to))
    if start is None and end is None:
        return wording.label("investments.why_span_unknown")
    return wording.label("investments.why_span", years=wording.short_period(start, end))


def moved_table(wording: Wording) -> list[b.Block]:
    """What the newest version of the lines puts into other years than the one before, and what it adds or takes."""
    found = moves(wording.workspace)
    if not projects(wording.workspace):
        return []
    if not found:
        return [b.paragraph(wording.label("investments.not_moved"))]
    columns = (
        b.Column(wording.label("investments.project_short"), width=4),
        b.Column(wording.label("investments.source_and_payer"), width=3),
        b.Column(wording.label("investments.versions"), "code", 1.7),
        b.Column(wording.label("investments.from_to"), "code", 1.9),
        b.Column(wording.label("investments.by_years"), "code", 1.5),
        b.Column(wording.label("investments.amount"), "number", 2.1),
        b.Column(wording.label("investments.change"), "number", 2.1),
    )
    rows = [_move_row(wording, move) for move in found]
    change = sum((move.difference for move in found), Decimal(0))
    totals = [(b.Span(wording.label("investments.change_total"), columns=6), _signed(wording, change))]
    sentence = _moved_sentence(wording, found)
    table = b.table(
        "table-moved",
        _caption(wording, "moved"),
        columns,
        rows,
        totals=totals,
        source=wording.label("investments.moved_note"),
    )
    return [b.paragraph(sentence), table]


def _moved_sentence(wording: Wording, found: Sequence[Move]) -> str:
    later = sum((move.amount for move in found if (move.years or 0) > 0), Decimal(0))
    earlier = sum((move.amount for move in found if (move.years or 0) < 0), Decimal(0))
    return wording.label(
        "investments.moved",
        later=wording.money(later),
        earlier=wording.money(earlier),
        added=wording.money(sum((move.amount for move in found if move.is_added), Decimal(0))),
        removed=wording.money(sum((move.amount for move in found if move.is_removed), Decimal(0))),
    )


def _move_row(wording: Wording, move: Move) -> tuple[object, ...]:
    fund = wording.workspace.funds.get(move.source)
    source = wording.prose(fund.short) if fund and fund.short else source_name(wording, move.source)
    return (
        [wording.reference(move.action.id), " ", wording.title(move.action.id)],
        wording.label("investments.giver", source=source, payer=payer_name(wording, move.payer)),
        f"{move.old or NOT_GIVEN} → {move.new}",
        f"{_year(wording, move, is_from=True)} → {_year(wording, move, is_from=False)}",
        moved_words(wording, move),
        wording.figure(move.amount),
        _signed(wording, move.difference) if move.difference else NOT_GIVEN,
    )


def _year(wording: Wording, move: Move, *, is_from: bool) -> str:
    if (is_from and move.is_added) or (not is_from and move.is_removed):
        return NOT_GIVEN
    year = move.from_year if is_from else move.to_year
    return str(year) if year is not None else wording.label("investments.no_year")


def moved_words(wording: Wording, move: Move) -> str:
    """`2 years later`, `added`, `taken away`, `allotted to a year`."""
    if move.is_added or move.is_removed:
        return wording.label(f"investments.{'added' if move.is_added else 'removed'}")
    if move.years is None:
        return wording.label(f"investments.{'allotted' if move.from_year is None else 'no_longer_allotted'}")
    return wording.plural(f"investments.{'later' if move.years > 0 else 'earlier'}", abs(move.years))


def forecast_table(wording: Wording) -> list[b.Block]:
    """Which item of which member's forecast carries which project, and what of its own money it pays."""
    found = projects(wording.workspace)
    if not found:
        return []
    entries = [(entry, project) for project in found for entry in project.action.wpf]
    key = wording.edition.formatter.collation_key
    entries.sort(key=lambda one: (key(wording.actor(one[0].member)), natural_key(one[0].item or ""), one[1].action.id))
    columns = (
        b.Column(wording.label("investments.member"), width=3.4),
        b.Column(wording.label("investments.item"), width=2.4),
        b.Column(wording.label("investments.project_short"), width=4),
        b.Column(wording.label("investments.years"), "code", 1.6),
        b.Column(wording.label("investments.pays"), "number", 2.2),
    )
    rows = [_forecast_row(wording, entry, project) for entry, project in entries]
    blocks: list[b.Block] = []
    if rows:
        source = wording.label("investments.pays_note")
        blocks.append(b.table("table-forecast", _caption(wording, "forecast"), columns, rows, source=source))
    if missing := _without_item(wording, found):
        words = wording.plural("investments.no_item", len(missing), year=str(wording.workspace.today.year))
        blocks.append(b.paragraph(words, " ", *wording.references(missing), "."))
    return blocks


def _forecast_row(wording: Wording, entry: ForecastEntry, project: Project) -> tuple[object, ...]:
    return (
        wording.actor(entry.member),
        wording.prose(entry.item) if entry.item else NOT_GIVEN,
        _name(wording, project),
        wording.short_period(entry.from_, entry.to),
        wording.amount(total(part for part in project.parts if part.payer == entry.member)),
    )


def _without_item(wording: Wording, found: Sequence[Project]) -> list[str]:
    """Projects that a member pays for in several years to come, and that no item of its forecast carries."""
    today = wording.workspace.today.year
    missing = []
    for project in found:
        years: dict[str, set[int]] = {}
        for part in project.parts:
            if part.payer in wording.workspace.members and part.year is not None and part.year >= today:
                years.setdefault(part.payer, set()).add(part.year)
        named = {entry.member for entry in project.action.wpf}
        if any(len(own) > 1 and payer not in named for payer, own in years.items()):
            missing.append(project.action.id)
    return missing


def _name(wording: Wording, project: Project) -> Words:
    return [wording.reference(project.action.id), " ", wording.title(project.action.id)]


def _signed(wording: Wording, value: Decimal) -> str:
    """A difference with its sign; an en dash would look like a minus for none."""
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{wording.figure(abs(value))}"


def _caption(wording: Wording, name: str) -> str:
    return wording.label(f"investments.caption_{name}", currency=wording.workspace.settings.currency)
