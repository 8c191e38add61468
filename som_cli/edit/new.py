"""What is known of a new item -> its id, its path and its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from som_cli.edit.new_fields import FIELDS, Start
from som_cli.messages import Message
from som_cli.model.canonical import canonical_text
from som_cli.text.source import SourceText

MIN_DIGITS = 2
# Letters that have no base letter in Unicode, as they are written in addresses.
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"})
_WORDS_IN_ID = 3


@dataclass(frozen=True, slots=True)
class NewKind:
    """Where files of a kind stand, and how their ids begin; `{prefix}` is the plan's, `{year}` that of the date."""

    folder: str
    stem: str
    digits: int = MIN_DIGITS
    file: str = "{id}.yml"

    @property
    def needs_plan(self) -> bool:
        return "{plan}" in self.folder


NEW_KINDS: dict[str, NewKind] = {
    "action": NewKind("plans/{plan}/actions", "{prefix}-A-"),
    "consultation": NewKind("participation/consultations/{id}", "K-{year}-", file="consultation.yml"),
    "decision": NewKind("participation/decisions", "D-{year}-"),
    "indicator": NewKind("registry/indicators", "IND-"),
    "line": NewKind("plans/{plan}/lines", "{prefix}-L-"),
    "meeting": NewKind("participation/meetings", "M-{year}-"),
    "member": NewKind("partnership/members", ""),
    "plan": NewKind("plans/{id}", "", file="plan.yml"),
    "objective": NewKind("plans/{plan}/objectives", "{prefix}-", digits=1),
    "remark": NewKind("participation/consultations/{consultation}/remarks", "{consultation}/U-", digits=4),
    "risk": NewKind("plans/{plan}/risks", "{prefix}-R-"),
    "route": NewKind("plans/{plan}/routes", "{prefix}-T-"),
    "source": NewKind("registry/sources", "SRC-", digits=3),
    "stakeholder": NewKind("registry/stakeholders", "SH-"),
    "stop": NewKind("plans/{plan}/stops", "{prefix}-P-"),
}


def next_id(stem: str, digits: int, known: Collection[str]) -> str:
    """The first number behind all that were ever given after a stem; at least as many digits as the widest of them."""
    pattern = re.compile(rf"{re.escape(stem)}([0-9]+)", re.IGNORECASE)
    numbers = [found[1] for one in known if (found := pattern.fullmatch(one))]
    highest = max((int(number) for number in numbers), default=0)
    width = max([digits, *(len(number) for number in numbers if number.startswith("0"))])
    return f"{stem}{highest + 1:0{width}}"


def next_objective(prefix: str, parent: str, known: Collection[str]) -> str:
    """The id of an objective: under its parent (`STR-1.3`), else in the series at the top (`STR-3`, `ROW-C4`)."""
    if parent:
        return next_id(f"{parent}.", 1, known)
    top = re.compile(rf"({re.escape(prefix)}-[A-Z]*)[0-9]+")
    stems = sorted(found[1] for one in known if (found := top.fullmatch(one)))
    plain = f"{prefix}-"
    return next_id(plain if plain in stems or not stems else stems[-1], 1, known)


def named_id(title: str, known: Collection[str], *, is_slug: bool) -> str:
    """An id of the first words of a title: `IND-CYCLE-ROUTES`, or `new-member`; with a number where it is taken."""
    decomposed = unicodedata.normalize("NFKD", title.translate(_LETTERS))
    words = re.findall(r"[0-9A-Za-z]+", decomposed.encode("ascii", "ignore").decode())[:_WORDS_IN_ID] or ["new"]
    name = "-".join(words).lower() if is_slug else "IND-" + "-".join(words).upper()
    taken = {one.casefold() for one in known}
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one.casefold() not in taken)


def new_path(kind: str, start: Start) -> str:
    """The path at which an item of a kind stands."""
    place = NEW_KINDS[kind]
    name = start.id.removeprefix(f"{start.consultation}/") if kind == "remark" else start.id
    return f"{place.folder}/{place.file}".format(plan=start.plan, id=name, consultation=start.consultation)


def new_text(kind: str, path: str, start: Start, say: Callable[[Message], str]) -> str:
    """The text of a new file in canonical form: what is known, and comments that say what is to be filled."""
    lines = [f"id: {start.id}"]
    for key, value, comment in FIELDS[kind](start):
        remark = f"# {say(comment)}" if comment else ""
        lines.append(f"{key}: {value}  {remark}".rstrip() if key else remark)
    return canonical_text(SourceText(path, "".join(f"{line}\n" for line in lines)))
