"""Figures and names in prose (TXT03, TXT06): as the registry has them, and of this area."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import Item
from som_cli.model.indicator import Baseline, Indicator, Observation
from som_cli.model.plan import Objective, Target
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import WORD, chapters, matching_fields, phrases, sentences
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use, objectives_in_force, own_actions
from som_cli.text.diagnostics import Related

# Endings of inflected languages lie behind the fifth letter of most words; shorter words say little.
STEM = 5
SHORTEST_WORD = 3
# Fewer words name too much: one is no name of an indicator.
FEWEST_STEMS = 2
MUNICIPALITIES = "municipality-words"
# Shorter descriptions are alike by chance.
FEWEST_WORDS = 12
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?(?=[ \u00a0])")


@rule("TXT03", "W")
def stale_figure_in_prose(workspace: Workspace) -> Iterator[Finding]:
    """A chapter states a figure of an indicator by hand, and the registry and the plans have another."""
    by_stem = _indicators_by_stem(workspace)
    if not by_stem:
        return
    for chapter in chapters(workspace):
        for start, text in sentences(chapter.words):
            numbers = list(_NUMBER.finditer(text))
            for indicator in _named(text, by_stem) if numbers else ():
                known = _values(indicator, workspace)
                units = _unit_labels(indicator, workspace)
                for found in numbers:
                    value = _value(found)
                    if text.startswith(units, found.end() + 1) and known and value not in known:
                        message = msg(
                            "{value} here; `{indicator}` “{name}” has {known}",
                            value=found[0],
                            indicator=indicator.id,
                            name=indicator.name,
                            known=", ".join(f"{one:f}" for one in sorted(known)),
                        )
                        help_ = msg(
                            'let it be computed: `{{{{ value("{indicator}", "baseline") }}}}`', indicator=indicator.id
                        )
                        place = chapter.finding_place(start + found.start(), start + found.end())
                        related = (Related(indicator.origin.span(("name",)), msg("the indicator")),)
                        yield Finding(
                            chapter.plan, ("chapters",), message, help_, other=indicator.id, related=related, span=place
                        )


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in WORD.findall(text))
    return frozenset(word[:STEM] for word in words if len(word) > SHORTEST_WORD)


def _indicators_by_stem(workspace: Workspace) -> Mapping[str, list[tuple[Indicator, frozenset[str]]]]:
    """Indicators under the rarest stem of their names: a sentence that lacks it names them not."""
    named = [(one, stems) for one in indicators_in_use(workspace) if len(stems := _stems(one.name)) >= FEWEST_STEMS]
    counts: dict[str, int] = defaultdict(int)
    for _, stems in named:
        for stem in stems:
            counts[stem] += 1
    found: dict[str, list[tuple[Indicator, frozenset[str]]]] = defaultdict(list)
    for indicator, stems in named:
        found[min(stems, key=lambda stem: (counts[stem], stem))].append((indicator, stems))
    return found


def _named(text: str, by_stem: Mapping[str, list[tuple[Indicator, frozenset[str]]]]) -> list[Indicator]:
    """The indicators whose names stand in a sentence word by word, whatever the endings; the fullest name wins."""
    present = _stems(text)
    full = [(indicator, stems) for stem in present for indicator, stems in by_stem.get(stem, ()) if stems <= present]
    return [indicator for indicator, stems in full if not any(stems < other for _, other in full)]


def _values(indicator: Indicator, workspace: Workspace) -> frozenset[Decimal]:
    """Every value that the data have for an indicator, in its own unit."""
    uses = [use for _, _, use in workspace.uses.get(indicator.id, ())]
    entries: list[Baseline | Observation | Target | None] = [indicator.baseline, *indicator.observations]
    entries += [entry for use in uses for entry in (use.baseline, *use.targets)]
    return frozenset(
        number
        for entry in entries
        if entry is not None and entry.unit in (None, indicator.unit)
        for number in (entry.value, getattr(entry, "min", None), getattr(entry, "max", None))
        if number is not None
    )


def _value(found: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", found[1])
    return Decimal(f"{whole}.{found[2]}" if found[2] else whole)


def _unit_labels(indicator: Indicator, workspace: Workspace) -> tuple[str, ...]:
    unit = workspace.units.get(indicator.unit or "")
    return tuple(label for label in (indicator.unit, *(unit.label.values() if unit else ())) if label)


@rule("TXT06", "W")
def copied_text(workspace: Workspace) -> Iterator[Finding]:
    """A text names a municipality that has no part in the plans, or is the description of another item."""
    yield from _foreign_names(workspace)
    seen: dict[str, Item] = {}
    described: list[Objective | Action] = [*objectives_in_force(workspace), *own_actions(workspace)]
    for item in described:
        words = WORD.findall((item.description or "").casefold())
        if len(words) < FEWEST_WORDS:
            continue
        first = seen.setdefault(" ".join(words), item)
        if first is not item:
            message = msg(
                "the description is that of `{other}`, word for word ({count} words)", other=first.id, count=len(words)
            )
            related = (Related(first.origin.span(("description",)), msg("the same description")),)
            help_ = msg("describe what is particular here")
            yield Finding(item, ("description",), message, help_, other=first.id, related=related)


def _foreign_names(workspace: Workspace) -> Iterator[Finding]:
    words = phrases(workspace.codelists, MUNICIPALITIES)
    if not words or not workspace.members:
        return
    before = "|".join(re.escape(word) for word in words)
    capital = "A-ZĄĆĘŁŃÓŚŹŻÄÖÜ"
    pattern = re.compile(rf"(?<!\w)(?i:{before})[ \u00a0]+(?P<name>[{capital}][^\W\d_]+(?:[ -][{capital}][^\W\d_]+)*)")
    known = _known_stems(workspace)
    help_ = msg("correct the name; a neighbour that is meant is waived once and for all")
    for item, path, first in matching_fields(workspace, pattern, (Objective, Action), words):
        for found in pattern.finditer(first.string):
            if known.isdisjoint(_name_stems(found["name"])):
                yield Finding(item, path, msg("“{name}” is no member and no stakeholder", name=found["name"]), help_)
    for chapter in chapters(workspace):
        for found in pattern.finditer(chapter.words):
            if known.isdisjoint(_name_stems(found["name"])):
                message = msg("“{name}” is no member and no stakeholder", name=found["name"])
                span = chapter.finding_place(found.start("name"), found.end("name"))
                yield Finding(chapter.plan, ("chapters",), message, help_, span=span)


def _known_stems(workspace: Workspace) -> frozenset[str]:
    partnership = workspace.partnership
    names = [
        *(member.name for member in workspace.members.values()),
        *workspace.members,
        *(one.name for one in workspace.stakeholders.values()),
        *(one.name for one in workspace.stops.values()),
        partnership.name,
        partnership.short,
        partnership.seat or "",
    ]
    return frozenset(stem for name in names for stem in _name_stems(name))


def _name_stems(name: str) -> frozenset[str]:
    """First letters of the words of a name; four, since short names change within the fifth (Police, Polic)."""
    return frozenset(word.casefold()[:4] for word in WORD.findall(name))
