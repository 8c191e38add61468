"""Short texts of items to lay over the tiny workspace, and what a rule finds in them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.rules.overlaid import findings, waived

ACTION = "plans/str/actions/STR-A-01.yml"
MIRROR = "plans/tr/actions/TR-A-02.yml"
OBJECTIVE = "plans/str/objectives/STR-1.yml"
SECOND = "plans/str/objectives/STR-2.yml"
OTHER = "plans/tr/objectives/TR-1.yml"
LENGTH = "registry/indicators/IND-KM.yml"
SHARE = "registry/indicators/IND-SHARE.yml"
UNITS = "registry/units.yml"
RETURN = "monitoring/2015/returns/alfa.yml"
ROUND = {"monitoring/2015/round.yml": 'id: "2015"\ncovers: {from: 2015, to: 2015}\nexpected: [alfa, beta]\n'}

TRIPS = "  - {ref: IND-TRIPS, targets: [{period: 2020, value: 1500}]}\n"
MIRRORED = "id: TR-A-02\nmirror_of: STR-A-01\nobjective: TR-1\n"
OUTPUTS = "outputs: [{indicator: IND-KM, period: 2018, value: 5.0}]\n"


def action(more: str = "", *, kind: str = "investment", identifier: str = "STR-A-01") -> str:
    return f"id: {identifier}\ntitle: Cycle route from Alfa to Beta\nkind: {kind}\nobjective: STR-1\n{more}"


def objective(uses: str = "", more: str = "", *, identifier: str = "STR-1") -> str:
    listed = f"indicators:\n{uses}{TRIPS}" if uses else ""
    return f"id: {identifier}\nlevel: strategic\ntitle: A connected area\n{listed}{more}"


def length(more: str, *, direction: str = "increase") -> str:
    return f"id: IND-KM\nname: Length\nkind: output\nunit: km\ndirection: {direction}\nsource: SRC-001\n{more}"


def targets(*texts: str, baseline: str = "", ref: str = "IND-KM") -> str:
    """A use of the indicator of length with these targets, in flow style."""
    own = f"    baseline: {baseline}\n" if baseline else ""
    return f"  - ref: {ref}\n{own}    targets:\n" + "".join(f"      - {text}\n" for text in texts)


def found_at(code: str, changes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Item and field of everything that a rule finds, none of it waived."""
    everything = findings(code, changes)
    assert not any(found.waived for found in everything)
    return [(found.item, found.field) for found in everything]


def is_waived(code: str, path: str, changes: Mapping[str, str]) -> bool:
    """Whether a waiver in the item at a path accepts all that the rule finds, and is needed."""
    accepted = {**changes, path: waived(changes[path], code)}
    everything = findings(code, accepted)
    return bool(everything) and all(found.waived for found in everything) and findings("GOV08", accepted) == []
