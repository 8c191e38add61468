"""What a rule is: code, name, severity by gate, check, page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from som_cli.messages import Message
from som_cli.model.entry import FieldPath, Item
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Related, Severity, Span

PAGES = Path(__file__).parent / "pages"


class Gate(StrEnum):
    """The stages of a plan, in order; a stage asks at least what the one before it asked."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    ADOPTION = "adoption"
    MONITORING = "monitoring"

    @property
    def rank(self) -> int:
        return list(Gate).index(self)


class Finding(NamedTuple):
    """What a check yields: the item and field it stands at, the message, how to mend it.

    `about` is the id it is about where that is another than the item's; `other` the second id of a finding about a
    pair; `span` the place where it stands in no item (a chapter, a table, a shape); `severity` its weight where it is
    another than the rule's (a law that holds for this plan, a check that could not be made).
    """

    item: Item
    path: FieldPath
    message: Message
    help: Message | None = None
    about: str = ""
    other: str = ""
    related: tuple[Related, ...] = ()
    span: Span | None = None
    severity: Severity | None = None

    @property
    def place(self) -> Span:
        return self.span or self.item.origin.span(self.path)


Check = Callable[[Workspace], Iterator[Finding]]


class Rule(NamedTuple):
    """One rule. Without a `check` its findings come from reading, or from the run itself (`GOV08`)."""

    code: str
    name: str
    severity: str
    summary: str
    check: Check | None = None

    @property
    def group(self) -> str:
        return self.code[:3]

    @property
    def page(self) -> str:
        """The page that explains the rule, as Markdown."""
        return (PAGES / f"{self.name}.md").read_text(encoding="utf-8")

    def severity_at(self, gate: Gate) -> Severity | None:
        """The severity at a gate, or None where the rule is silent.

        `W→E@A`: a warning before adoption, an error from it on. `E@C`: silent before consultation, an error from it on.
        """
        found = _SEVERITY.fullmatch(self.severity)
        if not found:
            raise ValueError(self.severity)
        first, later, letter = found.groups()
        if letter is None:
            return _LETTERS[first]
        at = _GATES[letter]
        if later is None:
            return _LETTERS[first] if gate.rank >= at.rank else None
        return _LETTERS[later] if gate.rank >= at.rank else _LETTERS[first]


_SEVERITY = re.compile(r"([EWI])(?:→([EWI]))?(?:@([DCAM]))?")
_LETTERS = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}
_GATES = {gate.value[0].upper(): gate for gate in Gate}


def rule(code: str, severity: str) -> Callable[[Check], Rule]:
    """Makes a rule of a check: its name is the function's, its summary the first line of the docstring."""

    def register(check: Check) -> Rule:
        summary = (check.__doc__ or "").strip().split("\n", 1)[0]
        return Rule(code, check.__name__.replace("_", "-"), severity, summary, check)

    return register
