"""What a skeleton or a chapter may call -> the tables, figures, values and references that it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from functools import partial

from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.document.prose import Function, InsertionError
from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.indicator import Baseline, Indicator
from som_cli.model.layout import plan_of
from som_cli.model.plan import Objective, Target, TargetKind
from som_cli.reports.tables.actions import action_cards
from som_cli.reports.tables.indicators import baselines, plan_indicators, target_value
from som_cli.reports.tables.plans import plan_heading
from som_cli.reports.vocabulary import FIGURES, OF_PLAN, WHOLE
from som_cli.reports.wording import Wording, Words
from som_cli.text.suggest import suggestion

# Columns of figures that fit on a page that stands upright.
_NARROW = 5
VALUES = ("baseline", "baseline_year", "target", "target_year", "milestone", "name", "unit")


@dataclass
class Vocabulary:
    """The functions of one document. It remembers what was printed, so that no table stands there twice."""

    wording: Wording
    pictures: dict[str, Picture] = field(default_factory=dict)
    printed: set[tuple[str, str]] = field(default_factory=set)
    made: dict[tuple[str, str], list[b.Block]] = field(default_factory=dict)

    def functions(self, plan: str = "") -> dict[str, Function]:
        """What prose may call; in a chapter, `plan` is the plan that a table belongs to where none is named."""
        return {
            "label": self.wording.label,
            "table": partial(self.table, default_plan=plan),
            "figure": self.figure,
            "value": partial(self.value, default_plan=plan),
            "ref": self.ref,
            "count": self.count,
        }

    def table(self, name: str, plan: str = "", *, default_plan: str = "") -> list[b.Block]:
        """A table of a plan or of the whole, at its first call; a short reference to it where it comes again."""
        plan = plan or (default_plan if name in OF_PLAN else "")
        if plan and plan not in self.wording.plans:
            self._refuse_unknown_plan(plan)
            return []
        known = OF_PLAN if plan else WHOLE
        if name not in known:
            raise InsertionError(msg("there is no table `{name}`", name=name), suggestion(name, known))
        if (name, plan) in self.printed:
            return []
        self.printed.add((name, plan))
        return self._made(name, plan)

    def _refuse_unknown_plan(self, plan: str) -> None:
        """A plan that the report is narrowed away from has nothing to print; one that nobody has is a mistake."""
        plans = self.wording.edition.everything.plans
        if plan not in plans:
            raise InsertionError(msg("there is no plan `{plan}`", plan=plan), suggestion(plan, plans))

    def figure(self, name: str, of: str = "") -> list[b.Block]:
        """A chart or a map, at its first call; `of` asks for that of one item where there is one for each."""
        if name not in FIGURES:
            raise InsertionError(msg("there is no figure `{name}`", name=name), suggestion(name, FIGURES))
        if of and of not in self.wording.workspace.by_id:
            ids = self.wording.workspace.by_id
            raise InsertionError(msg("there is no item `{id}`", id=of), suggestion(of, ids))
        if (f"figure {name}", of) in self.printed:
            return []
        self.printed.add((f"figure {name}", of))
        return FIGURES[name](self.wording, self.pictures, of)

    def _made(self, name: str, plan: str) -> list[b.Block]:
        if (name, plan) not in self.made:
            table = OF_PLAN[name](self.wording, plan) if plan else WHOLE[name](self.wording)
            self.made[name, plan] = table
        return self.made[name, plan]

    def remains(self, name: str, plan: str = "") -> str:
        """Not empty where there is such content (of a plan, or of the whole) and it was not printed yet."""
        return "" if (name, plan) in self.printed or not self._has(name, plan) else name

    def is_wide(self, name: str, plan: str = "") -> str:
        """Not empty where the table (of a plan, or of any plan) has more columns than an upright page holds well."""
        plans = self.wording.plans if name in OF_PLAN and not plan else [plan]
        made = [block for one in plans for block in self._made(name, one)]
        return name if any(count > _NARROW for count in _column_counts(made)) else ""

    def lacks(self, plan: str) -> list[b.Block]:
        """A sentence that names what the plan has none of; nothing where it has all."""
        missing = [name for name in ("objectives", "actions", "indicators") if not self._has(name, plan)]
        if not missing:
            return []
        names = ", ".join(self.wording.label(f"plan.no_{name}") for name in missing)
        return [b.paragraph(self.wording.label("plan.lacks", names=names))]

    def _has(self, name: str, plan: str) -> bool:
        workspace = self.wording.workspace
        contents: Mapping[str, Callable[[], Sized]] = {
            "objectives": lambda: workspace.in_plan(Objective, plan),
            "actions": lambda: workspace.in_plan(Action, plan),
            "action_cards": lambda: action_cards(self.wording, plan),
            "indicators": lambda: plan_indicators(workspace, plan),
            "waivers": lambda: [found for found in self.wording.edition.findings if found.waived],
        }
        return bool(len(contents[name]()) if name in contents else self._made(name, plan))

    def heading(self, plan: str) -> list[b.Block]:
        """A plan's part of the document begins a page."""
        return [b.page_break(), plan_heading(self.wording, self.wording.plans[plan])]

    def ref(self, identifier: str) -> Words:
        """The title of an item and its id, which leads to its place."""
        item = self.wording.workspace.by_id.get(identifier)
        if item is None:
            ids = self.wording.workspace.by_id
            raise InsertionError(msg("there is no item `{id}`", id=identifier), suggestion(identifier, ids))
        title, reference = self.wording.title(identifier), self.wording.reference(identifier)
        return [reference] if self.wording.workspace.title(identifier) == identifier else [f"{title} (", reference, ")"]

    def count(self, kind: str, plan: str = "") -> str:
        """How many items or chapters there are, in all or in a plan; mirrors are no actions of their own."""
        counted = ("members", "plans", "objectives", "actions", "indicators", "sources", "chapters")
        if kind not in counted:
            raise InsertionError(msg("there is nothing to count called `{name}`", name=kind), suggestion(kind, counted))
        workspace, number = self.wording.workspace, self.wording.edition.formatter.number
        if kind == "chapters":
            return number(sum(len(one.chapters) for one in workspace.plans.values() if plan in ("", one.id)))
        own = [item for item in getattr(workspace, kind).values() if not getattr(item, "mirror_of", None)]
        return number(sum(not plan or plan_of(item.origin.path) == plan for item in own))

    def value(self, identifier: str, what: str, plan: str = "", *, default_plan: str = "") -> Words:
        """A value of an indicator with its unit and the mark of its provenance; a year, its name or its unit."""
        indicator = self.wording.edition.everything.indicators.get(identifier)
        if indicator is None:
            known = self.wording.edition.everything.indicators
            raise InsertionError(msg("there is no indicator `{id}`", id=identifier), suggestion(identifier, known))
        if what not in VALUES:
            raise InsertionError(msg("an indicator has no `{name}` to print", name=what), suggestion(what, VALUES))
        text = self._value(indicator, what, plan or default_plan)
        if not text:
            raise InsertionError(msg("the indicator {id} has no {name}", id=identifier, name=what))
        return [text] if what in {"name", "unit"} else self.wording.marked(text, indicator)

    def _value(self, indicator: Indicator, what: str, plan: str) -> str:
        """The text of a value; empty where the documents do not give it."""
        wording = self.wording
        if what in {"name", "unit"}:
            unit = wording.unit(indicator.unit) if indicator.unit else ""
            return wording.prose(indicator.name) if what == "name" else unit
        found: Baseline | Target | None = (
            self._baseline(indicator, plan)
            if what.startswith("baseline")
            else self._target(indicator, plan, is_milestone=what == "milestone")
        )
        if found is not None and what.endswith("_year"):
            return wording.date(found.period) if found.period else ""
        if isinstance(found, Target):
            return target_value(wording, indicator, found, with_unit=True)
        return wording.quantity(found.value, indicator, found.unit) if found and found.value is not None else ""

    def _baseline(self, indicator: Indicator, plan: str) -> Baseline | None:
        """The one that the plan states, else that of the register."""
        uses = self.wording.edition.everything.uses.get(indicator.id, ())
        own = [use for objective, _, use in uses if plan_of(objective.origin.path) == plan]
        return next((use.baseline for use in own if use.baseline), next(iter(baselines(indicator, ())), None))

    def _target(self, indicator: Indicator, plan: str, *, is_milestone: bool) -> Target | None:
        """The last one of the plan, or of any plan where this one has none."""
        uses = self.wording.edition.everything.uses.get(indicator.id, ())
        wanted = [
            (plan_of(objective.origin.path) == plan, target)
            for objective, _, use in uses
            for target in use.targets
            if (target.kind is TargetKind.MILESTONE) is is_milestone
        ]
        own = [target for is_own, target in wanted if is_own] or [target for _, target in wanted]
        dated = [
            (target.period.last, index) for index, target in enumerate(own) if target.period and target.period.is_known
        ]
        return own[max(dated)[1]] if dated else next(iter(own), None)


def _column_counts(blocks: Iterable[b.Block]) -> Iterator[int]:
    """How many columns each table has."""
    for block in blocks:
        if block["t"] == "Table":
            yield len(block["c"][2])
        elif block["t"] == "Div":
            yield from _column_counts(block["c"][1])
