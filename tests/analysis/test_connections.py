"""Connections with the core: the fewest changes over lines that share stops, today and once all is built."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.analysis.connections import MEANT, TODAY, connections, served_members
from som_cli.model.workspace import Workspace
from tests.analysis.tables import workspace

MEMBERS = {"core": "core: true\n", "near": "", "far": "", "out": "", "county": ""}


def network(lines: Mapping[str, tuple[str, str]], stops: Mapping[str, str]) -> Workspace:
    """Lines (status, stops by number) and stops (member and more, by number) of a plan."""
    files = {
        f"partnership/members/{name}.yml": f"id: {name}\nname: {name}\n"
        f"kind: {'county' if name == 'county' else 'municipality'}\n{more}"
        for name, more in MEMBERS.items()
    }
    for name, more in stops.items():
        files[f"plans/tr/stops/TR-P-0{name}.yml"] = f"id: TR-P-0{name}\nname: S{name}\nkind: stop\nmember: {more}\n"
    for name, (status, served) in lines.items():
        listed = ", ".join(f"TR-P-0{stop}" for stop in served)
        files[f"plans/tr/lines/TR-L-0{name}.yml"] = f"id: TR-L-0{name}\nname: L\nstatus: {status}\nstops: [{listed}]\n"
    return workspace(files)


STOPS = {"1": "core", "2": "near", "3": "near", "4": "far", "5": "far"}
LINES = {"1": ("operating", "321"), "2": ("operating", "43"), "3": ("planned", "51")}


def test_changes_are_the_lines_less_one() -> None:
    found = connections(network(LINES, STOPS), TODAY)
    assert found["near"].lines == ("TR-L-01",)
    assert found["near"].stops == ("TR-P-02", "TR-P-01")
    assert found["far"].lines == ("TR-L-02", "TR-L-01")
    assert found["far"].stops == ("TR-P-04", "TR-P-03", "TR-P-01")
    assert (found["near"].changes, found["far"].changes) == (0, 1)


def test_what_is_planned_connects_later_and_with_fewer_changes() -> None:
    assert connections(network(LINES, STOPS), MEANT)["far"].lines == ("TR-L-03",)


def test_who_has_no_line_has_no_connection() -> None:
    # Alfa is a core of its own; the county lies over the others.
    space = network(LINES, STOPS)
    assert served_members(space) == ("beta", "far", "near", "out")
    assert set(connections(space, MEANT)) == {"far", "near"}


def test_nobody_changes_at_a_stop_that_is_closed() -> None:
    stops = {**STOPS, "3": "near\nstatus: suspended"}
    assert "far" not in connections(network(LINES, stops), TODAY)
    assert "near" in connections(network(LINES, stops), TODAY)


def test_lines_without_a_common_stop_do_not_connect() -> None:
    lines = {**LINES, "2": ("operating", "45")}
    assert "far" not in connections(network(lines, STOPS), TODAY)
