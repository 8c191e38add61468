"""Money of investments by the member that answers for them -> a map of the members with their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from som_cli.analysis.budget import NOT_DONE, amounts_by_action, total
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.model.action import ActionKind
from som_cli.reports.maps.drawing import Drawing, LegendItem, draw_base, map_source, territory
from som_cli.reports.maps.labels import Label, LabelSheet
from som_cli.reports.short_names import short_names
from som_cli.reports.wording import Wording

_NAME = "investments-map"
_MILLION = Decimal(1_000_000)
# The shades, from none to dark.
_NONE, _CLASSES = "none", ("first", "second", "third", "fourth")
_ROUND = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8")))
_LINE = 15.0


@dataclass(frozen=True, slots=True)
class Invested:
    """What one owner answers for: how many investments, and their money."""

    count: int
    money: Decimal


def investments_map(wording: Wording, pictures: dict[str, Picture], _: str = "") -> list[b.Block]:
    """The map; a sentence where members are not drawn; nothing where there are no investments."""
    found = investments(wording)
    if not found:
        return []
    land = territory(wording)
    drawing = draw_base(wording, land) if land.shapes else None
    if drawing is None:
        return [b.paragraph(wording.label("maps.investments.no_boundaries"))]
    limits = class_limits([one.money for name, one in found.items() if name in land.shapes])
    for area in drawing.areas:
        area["class"] = _class(found.get(area["member"]), limits)
    _labels(wording, drawing, land.middles, found)
    drawing.scale_bar()
    drawing.legend(_legend(wording, limits))
    pictures[_NAME] = drawing.picture("map-investments.vl.json", {"class": [_NONE, *_CLASSES]})
    unit = wording.label("maps.investments.unit", currency=wording.workspace.settings.currency)
    outside = _outside(wording, {name: one for name, one in found.items() if name not in land.shapes})
    note = wording.label("maps.investments.note", unit=unit)
    values = "; ".join(
        f"{wording.actor(name)} {_millions(wording, found[name].money)}" for name in land.shapes if name in found
    )
    return [
        b.figure(
            f"figure-{_NAME}",
            wording.label("maps.investments.caption", unit=unit),
            wording.label("maps.investments.alternative", unit=unit, values=values),
            _NAME,
            source=map_source(wording, land, note, outside),
        )
    ]


def investments(wording: Wording) -> Mapping[str, Invested]:
    """By owner; of actions that invest, without mirrors and what is given up. An empty key is no owner."""
    money = amounts_by_action(wording.workspace)
    found: dict[str, Invested] = {}
    for action in wording.workspace.actions.values():
        if action.kind is ActionKind.INVESTMENT and not action.is_mirror and action.status not in NOT_DONE:
            before = found.get(action.owner or "", Invested(0, Decimal(0)))
            found[action.owner or ""] = Invested(before.count + 1, before.money + total(money[action.id]))
    return found


def class_limits(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Three round limits at about the quarters of the sums that are not nothing; fewer where they fall together."""
    known = sorted(value for value in values if value > 0)
    if not known:
        return ()
    quarters = [known[len(known) * part // 4] for part in (1, 2, 3)]
    return tuple(dict.fromkeys(_rounded(value) for value in quarters))


def _rounded(value: Decimal) -> Decimal:
    """The largest round number (1, 1.5, 2 … times a power of ten) that is no more than the value."""
    power = Decimal(1).scaleb(value.adjusted())
    return max(step * power for step in _ROUND if step * power <= value)


def _class(found: Invested | None, limits: Sequence[Decimal]) -> str:
    if found is None or not found.money:
        return _NONE
    return _CLASSES[sum(found.money > limit for limit in limits)]


def _labels(
    wording: Wording, drawing: Drawing, middles: Mapping[str, tuple[float, float]], found: Mapping[str, Invested]
) -> None:
    """The name of each member, its sum, and the number of its investments, under one another."""
    names = short_names(wording.edition.everything.members.values())
    sheet = LabelSheet(drawing.frame.width, drawing.frame.height)
    for name, middle in middles.items():
        x, y = drawing.frame.place(middle)
        one = found.get(name)
        lines = [wording.prose(names[name]), _figure(wording, one)]
        lines += [wording.plural("maps.investments.count", one.count)] if one else []
        places = [(x + across, y + down) for down in (0, -20, 20, -40, 40) for across in (0, -25, 25)]
        placed = list(sheet.settle([Label("\n".join(lines), places, "member", is_needed=True)]))
        for spot in (one.place for one in placed):
            for row, text in enumerate(lines):
                down = spot[1] + (row - (len(lines) - 1) / 2) * _LINE
                drawing.text(text, (round(spot[0], 1), round(down, 1)), "figure" if row == 1 else "member")


def _figure(wording: Wording, found: Invested | None) -> str:
    if found is None:
        return wording.label("maps.investments.none")
    return _millions(wording, found.money) if found.money else wording.label("maps.investments.no_money")


def _millions(wording: Wording, money: Decimal) -> str:
    return wording.edition.formatter.number(money / _MILLION, 1)


def _legend(wording: Wording, limits: Sequence[Decimal]) -> list[LegendItem]:
    shown = [wording.edition.formatter.number((limit / _MILLION).normalize() + 0) for limit in limits]
    words = [wording.label("maps.investments.up_to", value=shown[0])] if shown else []
    words += [wording.label("maps.investments.between", low=low, high=high) for low, high in pairwise(shown)]
    words += [wording.label("maps.investments.over", value=shown[-1])] if shown else []
    items = [LegendItem("area", wording.label("maps.investments.no_money"), {"class": _NONE})]
    return items + [LegendItem("area", text, {"class": name}) for text, name in zip(words, _CLASSES, strict=False)]


def _outside(wording: Wording, found: Mapping[str, Invested]) -> str:
    """Owners that have no area on the map: counties, bodies, stakeholders; largest first, many of them as others."""
    if not found:
        return ""
    members = [name for name in found if name in wording.edition.everything.members]
    others = [one for name, one in found.items() if name not in members]
    parts = [_owner(wording, wording.actor(name), found[name]) for name in members]
    if others:
        together = Invested(sum(one.count for one in others), sum((one.money for one in others), Decimal(0)))
        parts.append(_owner(wording, wording.label("maps.investments.others"), together))
    return wording.label("maps.investments.outside", names="; ".join(parts))


def _owner(wording: Wording, name: str, found: Invested) -> str:
    count = wording.plural("maps.investments.count", found.count)
    amount = _millions(wording, found.money)
    return wording.label("maps.investments.outside_member", member=name, amount=amount, count=count)
