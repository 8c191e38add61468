"""Actions with dates -> the schedule as charts, and a sentence on those without dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from som_cli.analysis.lateness import StepState, state_of
from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.document.formatting import EN_DASH
from som_cli.document.rulers import Ruler, read_ruler
from som_cli.model.action import Action, Step
from som_cli.model.plan import Plan
from som_cli.model.values import PartialDate
from som_cli.reports.tables.actions import plan_actions
from som_cli.reports.wording import Wording

# Rows that fit one page with their caption; pixels of an upright page's line; letters of a row's label.
_ROWS = 24
_WIDTH = 650
_LETTERS = 40
# What the template keeps free beside the bars, and the size of its letters: labels are wrapped to it here, since to be
# measured by the library would be most of the chart's time.
_LABEL_WIDTH, _LABEL_SIZE = 256, 12
_OPEN = "…"
_SEEN = timedelta(days=75)
# The template indents what begins so, and prints the rest as headings.
_INDENT = "\u00a0\u00a0"
# Marks of steps, each of a shape of its own: done, to come, late. What nobody tracks any more has no mark.
_MARKS = ("done", "due", "late")
_MARK_OF = {
    StepState.DONE: "done",
    StepState.DONE_LATE: "done",
    StepState.DUE: "due",
    StepState.LATE: "late",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the chart: an action, or the heading of the plan whose actions follow."""

    plan: Plan
    action: Action | None


def schedule(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """Figures of at most a page each; the pictures are put beside those that the document has already."""
    dated = [action for plan in wording.plans for action in plan_actions(wording, plan) if _is_dated(action)]
    undated = [
        action.id
        for plan in wording.plans
        for action in plan_actions(wording, plan)
        if not action.is_mirror and not _is_dated(action)
    ]
    pages = list(_pages(wording, dated))
    axis = _axis(dated)
    found: list[b.Block] = []
    for number, page in enumerate(pages, 1):
        name = f"schedule-{number}"
        pictures[name] = _draw(wording, page, axis)
        part = wording.label("schedule.part", number=str(number), count=str(len(pages))) if len(pages) > 1 else ""
        caption = f"{wording.label('schedule.caption')}{part}"
        found.append(b.figure(f"figure-{name}", caption, _alternative(wording, page), name))
    if not dated:
        found.append(b.paragraph(wording.label("schedule.none")))
    else:
        found.append(b.paragraph(wording.label("schedule.text")))
    if undated:
        words = wording.plural("schedule.undated", len(undated))
        found.append(b.paragraph(words, " ", *wording.references(undated), "."))
    return found


def _is_dated(action: Action) -> bool:
    return not action.is_mirror and any(moment and moment.is_known for moment in (action.from_, action.to))


def _pages(wording: Wording, actions: Sequence[Action]) -> Iterator[list[Entry]]:
    """Rows, about as many on each page; a page begins with the heading of its plan, and none ends with a heading."""
    plans = {plan.id for action in actions if (plan := wording.workspace.plan(action))}
    total = len(actions) + len(plans)
    pages = -(-total // _ROWS)
    # Each page but the first may repeat a heading.
    room = min(_ROWS, -(-(total + pages - 1) // max(pages, 1)))
    page: list[Entry] = []
    current: Plan | None = None
    for action in actions:
        plan = wording.workspace.plan(action)
        if plan is None:
            continue
        needed = 1 if plan is current else 2
        if page and len(page) + needed > room:
            yield page
            page, current = [], None
        if plan is not current:
            page.append(Entry(plan, None))
            current = plan
        page.append(Entry(plan, action))
    if page:
        yield page


def _draw(wording: Wording, page: Sequence[Entry], axis: tuple[str, str]) -> Picture:
    templates = wording.edition.templates
    ruler = read_ruler(templates / "fonts")
    rows = [_row(wording, entry, ruler) for entry in page]
    names = {entry.action.id: str(row["row"]) for entry, row in zip(page, rows, strict=True) if entry.action}
    steps = [mark for entry in page if entry.action for mark in _steps(wording, entry.action, names)]
    links = [link for entry in page if entry.action for link in _links(wording, entry.action, names)]
    words = {mark: wording.label(f"schedule.mark_{mark}") for mark in _MARKS}
    today = wording.workspace.today
    label = wording.label("schedule.today", date=wording.edition.formatter.date(today))
    marks: list[Row] = [{"date": today.isoformat(), "label": label}]
    is_near = axis[0] <= today.isoformat() <= axis[1]
    return draw_chart(
        templates / "charts" / "schedule.vl.json",
        [*rows, *steps, *links],
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={},
        domains={
            "row": [str(row["row"]) for row in rows],
            "plan": list(wording.plans),
            "from": axis,
            "mark": list(words.values()),
        },
        width=_WIDTH,
        unmeasured=[str(row["row"]) for row in rows],
        marks=marks if is_near else (),
    )


def _axis(actions: Sequence[Action]) -> tuple[str, str]:
    """The first and the last year of all pages, so that one page can be compared with the next."""
    moments = [moment for action in actions for moment in (_known(action.from_), _known(action.to)) if moment]
    moments += [moment for action in actions for step in action.steps if (moment := _moment(step))]
    if not moments:
        return "", ""
    return f"{min(one.first.year for one in moments)}-01-01", f"{max(one.last.year for one in moments)}-12-31"


def _row(wording: Wording, entry: Entry, ruler: Ruler) -> Row:
    if entry.action is None:
        title = f"{entry.plan.prefix}: {wording.prose(entry.plan.title)}"
        label = _label(title, "", ruler)
        return {"kind": "bar", "row": label, "plan": entry.plan.id, "from": None, "to": None, "dates": ""}
    action = entry.action
    start, end = _known(action.from_), _known(action.to)
    first, last = _bar(start, end)
    after = wording.label("schedule.after", ids=", ".join(action.depends_on)) if action.depends_on else ""
    return {
        "kind": "bar",
        "row": _label(f"{action.id} {wording.title(action.id)}", _INDENT, ruler),
        "plan": entry.plan.id,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "dates": f"{_years(start, end)}\n{after}".strip(),
    }


def _label(title: str, indent: str, ruler: Ruler) -> str:
    """Two lines at most, each with its indent and no wider than the room for labels."""
    tried = (
        [f"{indent}{line}" for line in wrap_label(title, letters).split("\n")] for letters in range(_LETTERS, 1, -1)
    )
    fitting = (lines for lines in tried if all(ruler.width(line, _LABEL_SIZE) <= _LABEL_WIDTH for line in lines))
    return "\n".join(next(fitting))


def _steps(wording: Wording, action: Action, names: Mapping[str, str]) -> Iterator[Row]:
    """A mark for each step that has a date."""
    for step in action.steps:
        state = _MARK_OF.get(state_of(step, action, wording.workspace.today))
        moment = _moment(step)
        if state and moment:
            word = wording.label(f"schedule.mark_{state}")
            yield {"kind": "step", "row": names[action.id], "date": moment.last.isoformat(), "mark": word}


def _moment(step: Step) -> PartialDate | None:
    return _known(step.done) or _known(step.due)


def _links(wording: Wording, action: Action, names: Mapping[str, str]) -> Iterator[Row]:
    """An arrow from the end of an action to the start of one that waits for it, where both have a bar on the page."""
    for name in action.depends_on:
        needed = wording.workspace.actions.get(name)
        if needed is None or name not in names:
            continue
        _, end = _bar(_known(needed.from_), _known(needed.to))
        start, _ = _bar(_known(action.from_), _known(action.to))
        yield {
            "kind": "link",
            "row": names[name],
            "to_row": names[action.id],
            "date": end.isoformat(),
            "to_date": start.isoformat(),
        }


def _bar(start: PartialDate | None, end: PartialDate | None) -> tuple[date, date]:
    """First and last day of a bar. One known date is drawn long enough to be seen: up to it, or from it on."""
    if start and end:
        return start.first, max(start.last, end.last)
    if end:
        return min(end.first, end.last - _SEEN), end.last
    if start:
        return start.first, max(start.last, start.first + _SEEN)
    raise ValueError("an action without dates has no bar")


def _known(moment: PartialDate | None) -> PartialDate | None:
    return moment if moment and moment.is_known else None


def _years(start: PartialDate | None, end: PartialDate | None) -> str:
    first, last = (str(moment.year) if moment else _OPEN for moment in (start, end))
    return first if first == last else f"{first}{EN_DASH}{last}"


def _alternative(wording: Wording, page: Sequence[Entry]) -> str:
    """What the chart shows, in words: each action with its years."""
    actions = [entry.action for entry in page if entry.action]
    parts = [f"{action.id} {_years(_known(action.from_), _known(action.to))}" for action in actions]
    return wording.label("schedule.alternative", actions="; ".join(parts))
