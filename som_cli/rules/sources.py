"""Sources (SRC02–07): a figure can be found in its source, at its time, unaltered, and read as it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from som_cli.analysis.adoption import last_adoption
from som_cli.messages import msg
from som_cli.model.entry import Entry, FieldPath, Item, Provenance
from som_cli.model.indicator import Baseline, Indicator, Observation, ObservationStatus
from som_cli.model.plan import Objective, Target
from som_cli.model.registry import Source
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import phrase_pattern
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use, uses_in_force
from som_cli.text.diagnostics import Related

DOCUMENT = "document"
PHRASES = "interpretation-phrases"
# Official statistics are revised within a year.
FRESH = timedelta(days=365)
UNSURE = frozenset({ObservationStatus.ESTIMATED, ObservationStatus.PROVISIONAL})
UNSURE_SHARE = 30
# A share of fewer values says nothing.
FEWEST_VALUES = 4
_SHOWN = 12


class Figure(NamedTuple):
    """A figure read somewhere: the item, the path to its entry, the entry, and the indicator it is of."""

    item: Item
    path: FieldPath
    entry: Baseline | Observation | Target
    indicator: Indicator

    @property
    def is_measured(self) -> bool:
        return not isinstance(self.entry, Target) and self.entry.status is not ObservationStatus.FORECAST


def figures(workspace: Workspace) -> Sequence[Figure]:
    """Baselines, observations and targets with a value."""
    return workspace.once(_figures)


def _figures(workspace: Workspace) -> Sequence[Figure]:
    return tuple(_each_figure(workspace))


def _each_figure(workspace: Workspace) -> Iterator[Figure]:
    for indicator in indicators_in_use(workspace):
        if indicator.baseline and indicator.baseline.value is not None:
            yield Figure(indicator, ("baseline",), indicator.baseline, indicator)
        for index, observation in enumerate(indicator.observations):
            if observation.value is not None:
                yield Figure(indicator, ("observations", index), observation, indicator)
    yield from _figures_of_plans(workspace)
    for answer in workspace.returns.values():
        for index, returned in enumerate(answer.observations):
            found = workspace.indicators.get(returned.indicator)
            if returned.value is not None and found is not None:
                yield Figure(answer, ("observations", index), returned, found)


def _figures_of_plans(workspace: Workspace) -> Iterator[Figure]:
    for indicator, objective, index, use in uses_in_force(workspace):
        path = ("indicators", index)
        if use.baseline and use.baseline.value is not None:
            yield Figure(objective, (*path, "baseline"), use.baseline, indicator)
        for number, target in enumerate(use.targets):
            if target.value is not None or target.change_pct is not None:
                yield Figure(objective, (*path, "targets", number), target, indicator)


@rule("SRC02", "W")
def source_without_locator(workspace: Workspace) -> Iterator[Finding]:
    """A figure was read in a document, and nothing says at which page or table."""
    for figure in figures(workspace):
        entry = figure.entry
        source = workspace.sources.get(entry.source or "")
        if source is None or source.kind != DOCUMENT or entry.locator or source.locator:
            continue
        if not (isinstance(entry, Baseline) and entry.computed_from):
            message = msg("the figure was read in the document {source}, and no `locator` says where", source=source.id)
            help_ = msg("add `locator: …` (page, table)")
            yield Finding(figure.item, (*figure.path, "source"), message, help_, other=source.id)


@rule("SRC03", "W")
def source_of_another_time(workspace: Workspace) -> Iterator[Finding]:
    """A figure is later than the source that it was read in, or its source is later than the plan that states it."""
    adopted: dict[str, date | None] = {}
    for figure in figures(workspace):
        source = workspace.sources.get(figure.entry.source or "")
        span = _time_of(source)
        if source is None or span is None:
            continue
        first, last = span
        period = figure.entry.period
        if figure.is_measured and period is not None and period.is_known and period.first > last:
            message = msg(
                "the figure is of {period}, its source {source} of {year}",
                period=period,
                source=source.id,
                year=last.year,
            )
            help_ = msg("correct the period or the source; a forecast has `status: F`")
            place = (*figure.path, "period")
            yield Finding(figure.item, place, message, help_, other=source.id, related=_time_as_related(source))
        elif isinstance(figure.item, Objective) and isinstance(figure.entry, Baseline):
            day = _adopted(figure.item, workspace, adopted)
            if day is not None and first > day:
                message = msg(
                    "the source {source} is of {year}, the plan was adopted on {day}",
                    source=source.id,
                    year=first.year,
                    day=day,
                )
                help_ = msg("name the source that the plan used, or adopt the correction as a new version")
                place = (*figure.path, "source")
                yield Finding(figure.item, place, message, help_, other=source.id, related=_time_as_related(source))


def _time_as_related(source: Source) -> tuple[Related]:
    return (Related(source.origin.span(("date" if source.date else "year",)), msg("the time of the source")),)


def _time_of(source: Source | None) -> tuple[date, date] | None:
    """The first and the last day a source may be of; a page that was retrieved later may have been updated."""
    day = (source.date or source.year) if source else None
    if source is None or day is None or not day.is_known:
        return None
    retrieved = [
        one.last for one in (source.retrieved, source.bdl.retrieved if source.bdl else None) if one and one.is_known
    ]
    return day.first, max([day.last, *retrieved])


def _adopted(objective: Objective, workspace: Workspace, known: dict[str, date | None]) -> date | None:
    plan = workspace.plan(objective)
    if plan is None:
        return None
    if plan.id not in known:
        decision = last_adoption(workspace, plan)
        known[plan.id] = decision.date.last if decision and decision.date and decision.date.is_known else None
    return known[plan.id]


@rule("SRC04", "E")
def altered_evidence(workspace: Workspace) -> Iterator[Finding]:
    """A file in the tree has another digest than the data state."""
    stated: list[tuple[Item, FieldPath, str | None, str | None]] = []
    asked: list[Source | Indicator] = [*workspace.sources.values(), *workspace.indicators.values()]
    stated += [(one, ("sha256",), one.file, one.sha256) for one in workspace.sources.values()]
    stated += [(one, ("bdl", "sha256"), one.bdl.file, one.bdl.sha256) for one in asked if one.bdl]
    stated += [
        (one, ("form", "sha256"), one.form.file, one.form.sha256) for one in workspace.returns.values() if one.form
    ]
    for item, path, file, digest in stated:
        found = workspace.digests.get(file or "")
        if digest and found and found != digest:
            message = msg(
                "{file} has the digest {found}…, stated is {digest}…",
                file=file,
                found=found[:_SHOWN],
                digest=digest[:_SHOWN],
            )
            help_ = msg("get back the file that was read; or read it again, correct the figures, and state its digest")
            yield Finding(item, path, message, help_)


@rule("SRC05", "W")
def stale_statistics(workspace: Workspace) -> Iterator[Finding]:
    """A pinned answer of a statistical data bank is older than a year."""
    holders: list[Source | Indicator] = [*workspace.sources.values(), *indicators_in_use(workspace)]
    for holder in holders:
        retrieved = holder.bdl.retrieved if holder.bdl else None
        if retrieved is not None and retrieved.is_known and workspace.today - retrieved.last > FRESH:
            message = msg(
                "the answer was retrieved {retrieved}, more than {days} days before {today}",
                retrieved=retrieved,
                days=FRESH.days,
                today=workspace.today,
            )
            help_ = msg("ask again, compare with the recorded values, and pin the new answer")
            yield Finding(holder, ("bdl", "retrieved"), message, help_)


@rule("SRC06", "I")
def mostly_estimated(workspace: Workspace) -> Iterator[Finding]:
    """Many values of an indicator are estimated or provisional."""
    counts: dict[str, list[int]] = {}
    for figure in figures(workspace):
        is_invented = workspace.provenance(figure.indicator) is Provenance.ILLUSTRATIVE
        if isinstance(figure.entry, Observation) and not is_invented:
            count = counts.setdefault(figure.indicator.id, [0, 0])
            count[0] += figure.entry.status in UNSURE
            count[1] += 1
    for name, (unsure, every) in counts.items():
        if every >= FEWEST_VALUES and unsure * 100 > every * UNSURE_SHARE:
            message = msg(
                "{unsure} of {all} values are estimated or provisional (E, P), more than {limit} %",
                unsure=unsure,
                all=every,
                limit=UNSURE_SHARE,
            )
            help_ = msg("put final values in their place, or say in `limitations` why there are none")
            yield Finding(workspace.indicators[name], ("observations",), message, help_)


@rule("SRC07", "W")
def unstated_interpretation(workspace: Workspace) -> Iterator[Finding]:
    """A note says that a figure was rounded or converted, and `stated` does not keep what the source says."""
    pattern = phrase_pattern(workspace.codelists, PHRASES)
    for figure in figures(workspace):
        entry: Entry = figure.entry
        found = pattern.search(entry.note) if entry.note and entry.source and not entry.stated else None
        if found:
            message = msg("the note says “{phrase}”, and no `stated` gives the words of the source", phrase=found[0])
            help_ = msg('add `stated: "…"` with what the source says letter by letter')
            yield Finding(figure.item, (*figure.path, "note"), message, help_)
