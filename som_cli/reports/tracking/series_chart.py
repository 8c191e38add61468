"""Series, baselines and targets of indicators -> small charts, some to a page, each with its status in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from som_cli.analysis.progress import Waypoint
from som_cli.analysis.series import Point
from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.document.formatting import EN_DASH
from som_cli.model.values import PartialDate
from som_cli.reports.tracking.tracks import (
    Track,
    coverage_words,
    every_track,
    pages,
    plan_tracks,
    rounded,
    status_words,
    untargeted,
)
from som_cli.reports.wording import Wording

_PANELS = 10  # panels that fit a page with their caption
_WIDTH = 650
_LETTERS = 52


def series_figures(wording: Wording, pictures: dict[str, Picture], of: str) -> list[b.Block]:
    """The charts of one indicator, of one plan's (`of` is its id), or of all, plan by plan."""
    if of in wording.workspace.indicators:
        found = [track for track in every_track(wording) if track.indicator.id == of and track.is_drawn]
        caption = wording.label("monitoring.caption_series_one", id=of)
        return _figures(wording, pictures, f"series-{of.lower()}", caption, found)
    if of:
        return _of_plan(wording, pictures, of)
    own = [block for plan in wording.plans for block in _of_plan(wording, pictures, plan)]
    return [*own, *untargeted_figures(wording, pictures)]


def untargeted_figures(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """The charts of indicators that were measured, and have no target."""
    rest = [track for track in untargeted(wording) if track.is_drawn]
    caption = wording.label("monitoring.caption_series_rest")
    return _figures(wording, pictures, "series-untargeted", caption, rest)


def _of_plan(wording: Wording, pictures: dict[str, Picture], plan: str) -> list[b.Block]:
    if plan not in wording.plans:
        return []
    found = [track for track in plan_tracks(wording, plan) if track.is_drawn]
    caption = wording.label("monitoring.caption_series", plan=wording.plans[plan].prefix)
    return _figures(wording, pictures, f"series-{plan}", caption, found)


def _figures(
    wording: Wording, pictures: dict[str, Picture], name: str, caption: str, found: Sequence[Track]
) -> list[b.Block]:
    parts = pages(found, _PANELS)
    blocks = []
    for number, part in enumerate(parts, 1):
        picture = f"{name}-{number}"
        pictures[picture] = _draw(wording, part)
        words = caption
        if len(parts) > 1:
            words += wording.label("schedule.part", number=str(number), count=str(len(parts)))
        alternative = wording.label("monitoring.alternative_series", panels="; ".join(_told(wording, t) for t in part))
        source = wording.label("monitoring.series_note")
        blocks.append(b.figure(f"figure-{picture}", words, alternative, picture, source=source))
    return blocks


def _draw(wording: Wording, found: Sequence[Track]) -> Picture:
    templates = wording.edition.templates
    rows = [row for place, track in enumerate(found) for row in _rows(wording, track, place)]
    days = [str(row["date"]) for row in rows]
    axis = (f"{min(days)[:4]}-01-01", f"{int(max(days)[:4]) + 1}-01-01")
    return draw_chart(
        templates / "charts" / "series.vl.json",
        rows,
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={},
        domains={"date": axis},
        width=_WIDTH,
    )


def _rows(wording: Wording, track: Track, place: int) -> Iterator[Row]:
    panel, side = _panel(wording, track), _side(track)
    indicator, progress = track.indicator, track.progress

    def row(moment: PartialDate, value: Decimal, mark: str, label: str, line: str = "") -> Row:
        kind = "path" if line else "value"
        told: dict[str, str | int] = {"panel": panel, "place": place, "kind": kind, "mark": mark, "label": label}
        return {**told, "side": side, "line": line, "date": _middle(moment).isoformat(), "value": value}

    if progress is not None:
        if progress.baseline is not None:
            yield row(progress.baseline.period, progress.baseline.value, "baseline", "", "value")
        for index, target in enumerate(progress.targets):
            is_last = index == len(progress.targets) - 1
            for line, value in _ends(target):
                label = wording.measured(value, indicator) if is_last else ""
                yield row(target.period, value, "target", label, line)
    values = track.values
    for index, point in enumerate(values):
        mark = "unsure" if point.is_provisional else "value"
        value = rounded(indicator, point)
        label = wording.measured(value, indicator) if index == len(values) - 1 else ""
        yield row(point.period, value, mark, label)


def _side(track: Track) -> str:
    """Where the figure of the last value stands: on the side that the dashed line leaves free."""
    progress, point = track.progress, _last(track)
    expected = progress.expected if progress else None
    if expected is None or point is None or point.value is None:
        return "above"
    return "below" if point.value < expected else "above"


def _ends(target: Waypoint) -> Iterator[tuple[str, Decimal]]:
    """The value of a target; both ends of a range."""
    if target.low is None and target.high is None:
        yield "value", target.value
        return
    for line, value in (("low", target.low), ("high", target.high)):
        if value is not None:
            yield line, value


def _middle(moment: PartialDate) -> date:
    """The day at which a value is drawn: the middle of its time."""
    return moment.first + (moment.last - moment.first) / 2


def _panel(wording: Wording, track: Track) -> str:
    """What stands above a panel: id, name and unit, status and coverage. Panels are told apart by it."""
    unit = f", {wording.unit(track.indicator.unit)}" if track.indicator.unit else ""
    name = wrap_label(f"{track.indicator.id} {wording.prose(track.indicator.name)}{unit}", _LETTERS)
    lines = name if "\n" in name else f"{name}\n"
    status = status_words(wording, track.progress, "short") if track.progress else wording.label("monitoring.no_target")
    coverage = coverage_words(wording, _last(track))
    objective = track.progress.objective.id if track.progress else ""
    about = ", ".join(part for part in (status, coverage) if part)
    return f"{lines}\n{f'{objective}: ' if objective else ''}{about}"


def _last(track: Track) -> Point | None:
    return track.values[-1] if track.values else None


def _told(wording: Wording, track: Track) -> str:
    """The panel in words: values by year, the target, the status."""
    values = ", ".join(
        f"{point.period.text}: {wording.measured(rounded(track.indicator, point), track.indicator)}"
        for point in track.values
    )
    parts = [values or wording.label("monitoring.no_values")]
    if track.progress is not None:
        targets = EN_DASH.join(wording.measured(one, track.indicator) for _, one in _ends(track.progress.targets[-1]))
        year = track.progress.targets[-1].period.text
        parts += [
            wording.label("monitoring.told_target", year=year, value=targets),
            status_words(wording, track.progress),
        ]
    return f"{track.indicator.id} – {', '.join(parts)}"
