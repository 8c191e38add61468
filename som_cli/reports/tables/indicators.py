"""Indicators -> tables of a plan and of all plans, with the columns of the annex to Reg. (EU) 2021/1059."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH
from som_cli.model.action import Action
from som_cli.model.indicator import Baseline, Indicator
from som_cli.model.layout import plan_of
from som_cli.model.plan import IndicatorUse, Objective, Target, TargetKind
from som_cli.model.workspace import Workspace
from som_cli.reports.marks import marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line

# A remark that so many indicators share stands under the table.
_SHARED = 5


def plan_indicators(workspace: Workspace, plan: str) -> list[Indicator]:
    """The indicators that a plan's objectives use or its actions add to, in natural order."""
    objectives = workspace.in_plan(Objective, plan)
    used = {use.ref for objective in objectives for use in objective.indicators}
    used |= {output.indicator for action in workspace.in_plan(Action, plan) for output in action.outputs}
    return [indicator for key, indicator in workspace.indicators.items() if key in used]


def plan_indicators_table(wording: Wording, plan: str) -> list[b.Block]:
    """Upright: indicator, unit, baseline with its year, milestones and final targets, the objectives that use it."""
    indicators = plan_indicators(wording.workspace, plan)
    if not indicators:
        return [b.paragraph(wording.label("indicators.none"))]
    marks = marks_of(wording, indicators)
    columns = (
        b.Column(wording.label("indicators.name"), width=5),
        *marks.columns,
        b.Column(wording.label("indicators.unit"), width=1.6),
        b.Column(wording.label("indicators.baseline"), "number", 1.7),
        b.Column(wording.label("indicators.milestone"), "number", 1.6),
        b.Column(wording.label("indicators.target"), "number", 1.7),
        b.Column(wording.label("indicators.objective"), "code", 1.6),
    )
    rows = []
    for indicator in indicators:
        uses = [use for use in wording.workspace.uses.get(indicator.id, ()) if plan_of(use[0].origin.path) == plan]
        entries = [use for _, _, use in uses]
        rows.append(
            (
                _name(wording, indicator),
                *marks.cells(indicator),
                wording.unit(indicator.unit),
                one_a_line(_baselines(wording, indicator, entries, with_year=True)),
                one_a_line(targets(wording, indicator, entries, milestones=True)),
                one_a_line(targets(wording, indicator, entries, milestones=False)),
                wording.references(list(dict.fromkeys(objective.id for objective, _, _ in uses))),
            )
        )
    caption = wording.label("indicators.caption_plan", plan=wording.plans[plan].prefix)
    return [b.table(f"table-indicators-{plan}", caption, columns, rows, source=marks.note())]


def indicators_table(wording: Wording) -> list[b.Block]:
    """On its side: indicator, measurement unit, baseline, reference year, milestone, final target, source, comments."""
    layout: tuple[tuple[str, b.ColumnKind, float], ...] = (
        ("name", "text", 6),
        ("unit", "text", 1.6),
        ("baseline", "number", 1.8),
        ("year", "code", 1.5),
        ("milestone", "number", 1.7),
        ("target", "number", 1.8),
        ("source", "code", 1.3),
        ("comments", "text", 7),
    )
    marks = marks_of(wording, wording.workspace.indicators.values())
    columns = [b.Column(wording.label(f"indicators.{name}"), kind, width) for name, kind, width in layout]
    columns[-2:-2] = marks.columns
    shared = _shared_remarks(wording.workspace)
    rows = []
    for indicator in wording.workspace.indicators.values():
        uses = [use for _, _, use in wording.workspace.uses.get(indicator.id, ())]
        rows.append(
            (
                _name(wording, indicator),
                wording.unit(indicator.unit),
                one_a_line(_baselines(wording, indicator, uses)),
                one_a_line([[wording.date(one.period)] for one in baselines(indicator, uses)]),
                one_a_line(targets(wording, indicator, uses, milestones=True)),
                one_a_line(targets(wording, indicator, uses, milestones=False)),
                *marks.cells(indicator),
                wording.reference(indicator.source),
                _comments(wording, indicator, shared),
            )
        )
    if not rows:
        return [b.paragraph(wording.label("indicators.none"))]
    caption = wording.label("indicators.caption")
    remarks = (
        wording.label("indicators.remark_is", number=str(number), text=_sentence(wording.prose(note)))
        for number, note in enumerate(shared, 1)
    )
    return [b.table("table-indicators", caption, columns, rows, source=marks.note(*remarks))]


def _name(wording: Wording, indicator: Indicator) -> list[b.Block]:
    return [wording.place(indicator), b.paragraph(wording.prose(indicator.name))]


def baselines(indicator: Indicator, uses: Iterable[IndicatorUse]) -> list[Baseline]:
    """The baseline of the register, then each other that a plan states."""
    found = [indicator.baseline, *(use.baseline for use in uses)]
    return list(dict.fromkeys(one for one in found if one is not None))


def _baselines(
    wording: Wording, indicator: Indicator, uses: Iterable[IndicatorUse], *, with_year: bool = False
) -> list[Words]:
    return [[baseline_words(wording, indicator, one, with_year=with_year)] for one in baselines(indicator, uses)]


def baseline_words(wording: Wording, indicator: Indicator, baseline: Baseline, *, with_year: bool = True) -> str:
    """The value, or why there is none."""
    if baseline.value is None:
        return wording.term(baseline.missing, "missing") if baseline.missing else NOT_GIVEN
    value = wording.measured(baseline.value, indicator)
    if baseline.unit and baseline.unit != indicator.unit:
        value = wording.quantity(baseline.value, indicator, baseline.unit)
    return f"{value}{_period(wording, baseline)}" if with_year else value


def targets(wording: Wording, indicator: Indicator, uses: Iterable[IndicatorUse], *, milestones: bool) -> list[Words]:
    """Values with their years, one a line, each once; the same value in two plans is one value."""
    wanted = [target for use in uses for target in use.targets if (target.kind is TargetKind.MILESTONE) is milestones]
    shown = (f"{target_value(wording, indicator, one)}{_period(wording, one)}" for one in wanted)
    return [[text] for text in dict.fromkeys(shown)]


def target_value(wording: Wording, indicator: Indicator, target: Target, *, with_unit: bool = False) -> str:
    """A value, a range, or a change of the baseline in per cent."""
    formatter = wording.edition.formatter
    if target.kind is TargetKind.RELATIVE and target.change_pct is not None:
        sign = "+" if target.change_pct > 0 else ""
        change = sign + formatter.with_unit(formatter.number(target.change_pct), "%")
        return wording.label("indicators.relative", change=change)
    values = [value for value in (target.value, target.min, target.max) if value is not None]
    if not values:
        return NOT_GIVEN
    text = EN_DASH.join(wording.measured(value, indicator) for value in values)
    unit = target.unit or (indicator.unit if with_unit else None)
    if unit and (with_unit or unit != indicator.unit):
        return formatter.with_unit(text, wording.unit(unit))
    return text


def _period(wording: Wording, entry: Target | Baseline) -> str:
    if entry.period is None:
        return ""
    known = entry.period.is_known
    return f" ({wording.date(entry.period) if known else wording.label('indicators.unknown_year')})"


def _shared_remarks(workspace: Workspace) -> list[str]:
    """The remarks that stand at many indicators, word for word: they are printed once, under the table."""
    counts = Counter(note for indicator in workspace.indicators.values() for note in _remarks(workspace, indicator))
    return [note for note, count in counts.items() if count >= _SHARED]


def _remarks(workspace: Workspace, indicator: Indicator) -> list[str]:
    uses = workspace.uses.get(indicator.id, ())
    notes = [indicator.limitations, indicator.note, *(target.note for *_, use in uses for target in use.targets)]
    return list(dict.fromkeys(note.strip() for note in notes if note))


def _comments(wording: Wording, indicator: Indicator, shared: Sequence[str]) -> list[b.Block]:
    uses = wording.workspace.uses.get(indicator.id, ())
    words: Words = [wording.term(indicator.kind, "indicator_kind")]
    if indicator.direction:
        words.append(f", {wording.label('indicators.direction')}: {wording.term(indicator.direction, 'direction')}")
    words.append(". ")
    if uses:
        words.append(f"{wording.label('indicators.used_by')} ")
        words += [*wording.references(list(dict.fromkeys(objective.id for objective, _, _ in uses))), ". "]
    words.append(
        " ".join(
            wording.label("indicators.remark", number=str(shared.index(note) + 1))
            if note in shared
            else _sentence(wording.prose(note))
            for note in _remarks(wording.workspace, indicator)
        )
    )
    return [b.paragraph(words)]


def _sentence(text: str) -> str:
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "!", "?", "…", "”")) else f"{start}."
