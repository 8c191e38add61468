"""Actions, objectives, sources -> their registers: one row an item, in natural order."""

from __future__ import annotations

from som_cli.analysis.budget import NOT_DONE, action_amounts, total
from som_cli.document.document import Cell, Sheet, SheetTable
from som_cli.model.action import Action
from som_cli.model.partnership import Member
from som_cli.model.plan import Objective
from som_cli.model.registry import Source
from som_cli.reports.workbooks.words import Words, one_line


def actions_sheet(words: Words) -> Sheet:
    """Every action; a mirror shows what its original says, and no money: its cost is counted there."""
    columns = (
        words.column("id", "code", 12),
        words.column("plan", "code", 8),
        words.column("title", width=52),
        words.column("objective", "code", 11),
        words.column("kind", width=15),
        words.column("owner", width=26),
        words.column("partners", width=36),
        words.column("status", width=14),
        words.column("from", "code", 12),
        words.column("to", "code", 12),
        words.column("amount", "money", 18, total=True),
        words.column("counted", width=22),
        words.column("provenance", width=15),
        words.column("mirror_of", "code", 12),
        words.column("source", "code", 11),
    )
    rows = tuple(_action_row(words, action) for action in words.workspace.actions.values())
    return words.sheet("actions", SheetTable("tblActions", columns, rows), frozen_columns=3)


def _action_row(words: Words, action: Action) -> tuple[Cell, ...]:
    shown = words.workspace.original(action)
    amounts = () if action.is_mirror or action.status in NOT_DONE else action_amounts(action)
    return (
        action.id,
        words.plan_of(action),
        one_line(words.workspace.title(action.id)),
        words.to_row(action.objective, "objectives"),
        words.term(shown.kind, "action_kind"),
        words.actor(shown.owner),
        words.actors(shown.partners),
        words.term(shown.status, "action_status"),
        words.date(shown.from_),
        words.date(shown.to),
        total(amounts) if amounts else None,
        _counted(words, action, has_money=bool(amounts)),
        words.provenance(action),
        words.to_row(action.mirror_of, "actions"),
        words.to_row(action.source, "sources"),
    )


def _counted(words: Words, action: Action, *, has_money: bool) -> str:
    """Whether the consolidated budget counts the action's money, and why not."""
    if action.is_mirror:
        return words.label("counted.mirror")
    if action.status in NOT_DONE:
        return words.label("counted.not_done")
    return words.label("counted.yes" if has_money else "counted.no_money")


def members_sheet(words: Words) -> Sheet:
    """The members, since when each belongs to the partnership, their codes and what is known of their size."""
    population = [entry.value for member in words.workspace.members.values() for entry in member.population[-1:]]
    columns = (
        words.column("id", "code", 18),
        words.column("name", width=34),
        words.column("kind", width=24),
        words.column("membership", "code", 30),
        words.column("codes", "code", 24),
        words.numbers("population", population, 14),
        words.column("population_date", "code", 14),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
    )
    rows = tuple(_member_row(words, member) for member in words.workspace.members.values())
    return words.sheet("members", SheetTable("tblMembers", columns, rows))


def _member_row(words: Words, member: Member) -> tuple[Cell, ...]:
    spells = (f"{words.date(spell.from_)}–{words.date(spell.to)}" for spell in member.membership)
    latest = member.population[-1] if member.population else None
    return (
        member.id,
        one_line(member.name),
        words.listed("member-kinds", member.kind),
        "; ".join(spells),
        "; ".join(f"{code.scheme} {code.code}" for code in member.codes),
        latest.value if latest else None,
        words.date(latest.date) if latest else "",
        words.provenance(member),
        words.to_row(member.source, "sources"),
    )


def objectives_sheet(words: Words) -> Sheet:
    columns = (
        words.column("id", "code", 12),
        words.column("plan", "code", 8),
        words.column("level", width=15),
        words.column("title", width=60),
        words.column("parent", "code", 12),
        words.column("status", width=14),
        words.column("indicator_count", "integer", 13),
        words.column("action_count", "integer", 12),
        words.column("contributes", "code", 28),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
    )
    rows = tuple(_objective_row(words, objective) for objective in words.workspace.objectives.values())
    return words.sheet("objectives", SheetTable("tblObjectives", columns, rows), frozen_columns=1)


def _objective_row(words: Words, objective: Objective) -> tuple[Cell, ...]:
    workspace = words.workspace
    given = (f"{one.to} ({one.strength})" if one.strength is not None else one.to for one in objective.contributes)
    return (
        objective.id,
        words.plan_of(objective),
        words.term(objective.level, "objective_level"),
        one_line(objective.title),
        words.to_row(objective.parent, "objectives"),
        words.term(objective.status, "workbook.objective_status"),
        len(objective.indicators),
        len(workspace.actions_by_objective.get(objective.id, ())),
        "; ".join(given),
        words.provenance(objective),
        words.to_row(objective.source, "sources"),
    )


def sources_sheet(words: Words) -> Sheet:
    columns = (
        words.column("id", "code", 11),
        words.column("title", width=64),
        words.column("kind", width=20),
        words.column("author", width=26),
        words.column("publisher", width=26),
        words.column("published", "code", 13),
        words.column("address", "code", 48),
        words.column("retrieved", "code", 12),
        words.column("provenance", width=15),
        words.column("note", width=40),
    )
    rows = tuple(_source_row(words, source) for source in words.workspace.sources.values())
    return words.sheet("sources", SheetTable("tblSources", columns, rows))


def _source_row(words: Words, source: Source) -> tuple[Cell, ...]:
    return (
        source.id,
        one_line(source.title),
        words.listed("source-kinds", source.kind),
        one_line(source.author),
        one_line(source.publisher),
        words.date(source.date or source.year),
        source.url,
        words.date(source.retrieved),
        words.provenance(source),
        one_line(source.note),
    )
