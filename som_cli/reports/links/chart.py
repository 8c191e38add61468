"""Links between plans -> a heat map for each plan that receives: its objectives by the plans that support them."""

from __future__ import annotations

from collections import defaultdict

from som_cli.analysis.links import Link, support
from som_cli.document import blocks as b
from som_cli.document.charts import draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.model.plan import Plan
from som_cli.reports.links.matrices import figure_of, links_of, whole_of
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.wording import Wording

_WIDTH = 650
_LETTERS = 46
# The least sum of strengths in each shade of the map.
_SHADES = (1, 3, 6)
# Fewer links are no map.
_FEWEST_LINKS = 4
# More rows than these make a map too high for a page.
_MOST_ROWS = 26


def contribution_maps(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """A map for each plan that several plans support: of the report, or supported by it."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links_of(wording):
        if link.is_between:
            found[link.plans[1]].append(link)
    whole = whole_of(wording)
    shown = [plan for plan in whole.plans.values() if _is_map(found[plan.id])]
    return [block for plan in shown for block in _maps(whole, plan, found[plan.id], pictures)]


def _is_map(links: list[Link]) -> bool:
    """Whether there is something to compare: several links, from more than one plan."""
    return len(links) >= _FEWEST_LINKS and len({link.plans[0] for link in links}) > 1


def _maps(whole: Wording, plan: Plan, links: list[Link], pictures: dict[str, Picture]) -> list[b.Block]:
    received = {link.receiver.id for link in links}
    rows = [one.id for _, one in objective_tree(whole.workspace, plan.id) if one.id in received]
    pages = [rows[start : start + _MOST_ROWS] for start in range(0, len(rows), _MOST_ROWS)]
    blocks = []
    for number, page in enumerate(pages, 1):
        name = f"contributions-{plan.id}-{number}"
        own = [link for link in links if link.receiver.id in page]
        pictures[name] = _draw(whole, page, own)
        caption = whole.label("links.caption_map", plan=plan.prefix)
        if len(pages) > 1:
            caption += whole.label("links.part", number=str(number), count=str(len(pages)))
        source = whole.label("links.note_map")
        blocks.append(b.figure(f"figure-{name}", caption, _alternative(whole, plan, page, own), name, source=source))
    return blocks


def _givers(whole: Wording, links: list[Link]) -> list[Plan]:
    giving = {link.plans[0] for link in links}
    return [plan for plan in whole.plans.values() if plan.id in giving]


def _draw(whole: Wording, page: list[str], links: list[Link]) -> Picture:
    templates = whole.edition.templates
    labels = {one: wrap_label(f"{one} {whole.title(one)}", _LETTERS) for one in page}
    givers = _givers(whole, links)
    shades = [_shade(index) for index in range(len(_SHADES))]
    values = []
    for one in page:
        for plan in givers:
            found = support(link for link in links if link.receiver.id == one and link.plans[0] == plan.id)
            level = max(sum(found.strength >= least for least in _SHADES), 1)
            values.append(
                {
                    "row": labels[one],
                    "column": plan.prefix,
                    "label": figure_of(whole, found),
                    "shade": None if found.is_none else shades[level - 1],
                }
            )
    return draw_chart(
        templates / "charts" / "contributions.vl.json",
        values,
        formatter=whole.edition.formatter,
        fonts=templates / "fonts",
        kept=whole.edition.kept,
        words={"shade": whole.label("links.shade")},
        domains={"row": list(labels.values()), "column": [plan.prefix for plan in givers], "shade": shades},
        width=_WIDTH,
    )


def _shade(index: int) -> str:
    """`1–2`, and `6+` for the last."""
    least = _SHADES[index]
    return f"{least}–{_SHADES[index + 1] - 1}" if index + 1 < len(_SHADES) else f"{least}+"


def _alternative(whole: Wording, plan: Plan, page: list[str], links: list[Link]) -> str:
    """Which objective is supported most, then every figure of the map."""
    sums = {one: support(link for link in links if link.receiver.id == one) for one in page}
    most = max(page, key=lambda one: (sums[one].strength, -page.index(one)))
    parts = []
    for one in page:
        figures = (
            f"{giver.prefix} {figure_of(whole, found)}"
            for giver in _givers(whole, links)
            if not (
                found := support(link for link in links if link.receiver.id == one and link.plans[0] == giver.id)
            ).is_none
        )
        parts.append(f"{one}: {', '.join(figures)}")
    return whole.label(
        "links.alternative", plan=plan.prefix, most=most, title=whole.title(most), values="; ".join(parts)
    )
