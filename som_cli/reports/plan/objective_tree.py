"""A plan's objectives -> their tree as charts of a page each: boxes from left to right, a branch never torn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.model.plan import Objective, Plan
from som_cli.model.workspace import Workspace
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.wording import Wording

# What fits a page with its heading and caption: rows of boxes, pixels of a row and of an upright page's line.
_ROWS = 13
_ROW_HEIGHT = 56
_WIDTH = 650
# Shares of a column that its box takes; letters of a line of a box and pixels of one letter.
_BOX = 0.9
_LETTER = 5.1
_LINES = 3
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Branch:
    """An objective and the branches below it."""

    objective: Objective
    children: tuple[Branch, ...] = ()

    @property
    def rows(self) -> int:
        """How many lowest objectives it has: the height of the branch."""
        return max(1, sum(child.rows for child in self.children))

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    @property
    def ids(self) -> list[str]:
        return [self.objective.id, *(one for child in self.children for one in child.ids)]


def objective_trees(wording: Wording, pictures: dict[str, Picture], plan: str) -> list[b.Block]:
    """The figures of a plan (of every plan where none is named)."""
    plans = [plan] if plan in wording.plans else list(wording.plans) if not plan else []
    return [figure for name in plans for figure in _of_plan(wording, pictures, wording.plans[name])]


def _of_plan(wording: Wording, pictures: dict[str, Picture], plan: Plan) -> list[b.Block]:
    branches = plan_branches(wording.workspace, plan.id)
    pages = list(pages_of(branches))
    depth = max((branch.depth for branch in branches), default=1)
    found = []
    for number, page in enumerate(pages, 1):
        name = f"objectives-{plan.id}-{number}"
        pictures[name] = _draw(wording, page, depth)
        part = wording.label("tree.part", number=str(number), count=str(len(pages))) if len(pages) > 1 else ""
        caption = f"{wording.label('tree.caption', plan=plan.prefix)}{part}"
        source = wording.label("plan_report.tree_text")
        found.append(b.figure(f"figure-{name}", caption, _alternative(wording, page), name, source=source))
    return found


def plan_branches(workspace: Workspace, plan: str) -> list[Branch]:
    """The trees of a plan, in the order of its table of objectives."""
    stack: list[tuple[int, Objective, list[Branch]]] = []
    roots: list[Branch] = []

    def close(depth: int) -> None:
        while stack and stack[-1][0] >= depth:
            _, objective, children = stack.pop()
            (stack[-1][2] if stack else roots).append(Branch(objective, tuple(children)))

    for depth, objective in objective_tree(workspace, plan):
        close(depth)
        stack.append((depth, objective, []))
    close(0)
    return roots


def pages_of(branches: Sequence[Branch], most: int = _ROWS) -> Iterator[list[Branch]]:
    """Branches page by page. One that is higher than a page goes on under its own head on the next."""
    page: list[Branch] = []
    for branch in (piece for whole in branches for piece in _pieces(whole, most)):
        if page and sum(one.rows for one in page) + branch.rows > most:
            yield page
            page = []
        page.append(branch)
    if page:
        yield page


def _pieces(branch: Branch, most: int) -> list[Branch]:
    """The branch, cut between its children where it is too high for a page."""
    if branch.rows <= most:
        return [branch]
    groups = pages_of(branch.children, most)
    return [replace(branch, children=tuple(group)) for group in groups]


def _draw(wording: Wording, page: Sequence[Branch], depth: int) -> Picture:
    templates = wording.edition.templates
    boxes, lines = _placed(wording, page, min(depth, _MOST_COLUMNS))
    return draw_chart(
        _sized(templates / "charts" / "objective-tree.vl.json", sum(branch.rows for branch in page) * _ROW_HEIGHT),
        boxes,
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={},
        domains={},
        width=_WIDTH,
        marks=lines,
    )


def _sized(template: Path, height: int) -> str:
    """The specification with the height that so many rows need, and the axes' ends that place them exactly."""
    specification = json.loads(template.read_text("utf-8"))
    return json.dumps({**specification, "height": height})


def _placed(wording: Wording, page: Sequence[Branch], columns: int) -> tuple[list[Row], list[Row]]:
    """Boxes and the lines between them, in shares of the picture's width and height."""
    rows = Decimal(sum(branch.rows for branch in page))
    letters = int(_WIDTH / columns * _BOX / _LETTER)
    boxes: list[Row] = []
    lines: list[Row] = []

    def place(branch: Branch, depth: int, top: int) -> Decimal:
        middle = (top + Decimal(branch.rows) / 2) / rows
        left, right = _edges(depth, columns)
        boxes.append(_box(wording, branch, depth, letters) | _corners(left, right, middle, rows))
        below = top
        for child in branch.children:
            at = place(child, depth + 1, below)
            turn = (right + _edges(depth + 1, columns)[0]) / 2
            start = _edges(depth + 1, columns)[0]
            lines.append({"x": right, "x2": turn, "y": middle, "y2": middle})
            lines.append({"x": turn, "x2": turn, "y": middle, "y2": at})
            lines.append({"x": turn, "x2": start, "y": at, "y2": at})
            below += child.rows
        return middle

    top = 0
    for branch in page:
        place(branch, 0, top)
        top += branch.rows
    return boxes, lines


def _edges(depth: int, columns: int) -> tuple[Decimal, Decimal]:
    """Left and right edge of a box; what lies deeper than the columns stands in the last."""
    column = min(depth, columns - 1)
    share = Decimal(1) / columns
    gap = share * (1 - Decimal(str(_BOX)))
    left = column * (share + gap / max(columns - 1, 1))
    return left, left + share * Decimal(str(_BOX))


def _corners(left: Decimal, right: Decimal, middle: Decimal, rows: Decimal) -> dict[str, str | Decimal]:
    half = Decimal("0.465") / rows
    return {"x": left, "x2": right, "y": middle - half, "y2": middle + half, "middle": middle}


def _box(wording: Wording, branch: Branch, depth: int, letters: int) -> dict[str, str | Decimal]:
    objective = branch.objective
    level = wording.term(objective.level, "objective_level") if objective.level else ""
    head = f"{objective.id}  {level}".strip()
    return {
        "depth": "root" if depth == 0 else "branch",
        "head": wrap_label(head, letters, 1),
        "title": wrap_label(wording.title(objective.id), letters, _LINES),
    }


def _alternative(wording: Wording, page: Sequence[Branch]) -> str:
    """The message and the structure, in words: each root with what lies below it."""
    parts = [
        f"{branch.objective.id}: {', '.join(branch.ids[1:])}" if branch.children else branch.objective.id
        for branch in page
    ]
    count = wording.plural("summary.objectives", sum(len(branch.ids) for branch in page))
    return wording.label("tree.alternative", count=count, branches="; ".join(parts))
