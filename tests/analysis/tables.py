"""Short texts of items for the arithmetic: the workspace that they make together with the tiny one."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.model.workspace import Workspace
from tests.rules.overlaid import overlaid

LENGTH = "registry/indicators/IND-KM.yml"
GOALS = "plans/str/objectives/STR-1.yml"


def workspace(changes: Mapping[str, str]) -> Workspace:
    loaded = overlaid(changes)
    assert [str(problem.message) for problem in loaded.problems] == []
    return loaded.workspace


def length(*values: str, more: str = "", aggregation: str = "sum", decimals: int = 1) -> dict[str, str]:
    """The indicator of length with baseline 40.0 in 2013 and these observations, in flow style."""
    listed = "observations:\n" + "".join(f"  - {{{value}}}\n" for value in values) if values else ""
    text = (
        "id: IND-KM\nname: Length\nkind: output\nunit: km\nsource: SRC-001\n"
        f"decimals: {decimals}\naggregation: {aggregation}\n"
    )
    base = "" if "baseline" in more else "baseline: {period: 2013, value: 40.0}\n"
    return {LENGTH: f"{text}{base}{listed}{more}"}


def goals(*targets: str, more: str = "") -> dict[str, str]:
    """An objective that uses the indicator of length with these targets, in flow style."""
    listed = "".join(f"      - {{{target}}}\n" for target in targets)
    text = "id: STR-1\nlevel: strategic\ntitle: A connected area\nindicators:\n  - ref: IND-KM\n"
    return {GOALS: f"{text}{more}    targets:\n{listed}"}


def returned(round_: str, **values: str) -> dict[str, str]:
    """A round and the returns of members: what each says of the indicator of length."""
    files = {f"monitoring/{round_}/round.yml": f'id: "{round_}"\ncovers: {{from: {round_}, to: {round_}}}\n'}
    for member, value in values.items():
        files[f"monitoring/{round_}/returns/{member}.yml"] = (
            f'round: "{round_}"\nmember: {member}\nobservations:\n'
            f"  - {{indicator: IND-KM, period: {round_}, {value}}}\n"
        )
    return files
