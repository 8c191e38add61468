"""Overlaps: what two plans share."""

from __future__ import annotations

from som_cli.analysis.overlaps import overlaps
from tests.analysis.tables import workspace


def test_two_plans_share_indicators_and_objectives_that_serve_each_other() -> None:
    (found,) = overlaps(workspace({}))
    assert (found.plans, found.indicators, found.mirrors) == (("str", "tr"), ("IND-TRIPS",), ())
    assert [(giver.id, link.to) for giver, link in found.contributions] == [("TR-1", "STR-1")]


def test_a_mirror_and_a_route_are_shared() -> None:
    changes = {
        "plans/tr/actions/TR-A-02.yml": "id: TR-A-02\nmirror_of: STR-A-01\nobjective: TR-1\n",
        "plans/tr/actions/TR-A-01.yml": "id: TR-A-01\ntitle: T\nkind: study\nobjective: TR-1\nroutes: [TR-T-01]\n",
        "plans/str/actions/STR-A-02.yml": "id: STR-A-02\ntitle: T\nkind: study\nobjective: STR-1\nroutes: [TR-T-01]\n",
        "plans/tr/routes/TR-T-01.yml": "id: TR-T-01\nname: R\n",
    }
    (found,) = overlaps(workspace(changes))
    assert ([mirror.id for mirror in found.mirrors], found.routes) == (["TR-A-02"], ("TR-T-01",))


def test_plans_that_share_nothing_do_not_overlap() -> None:
    alone = "id: TR-1\nlevel: strategic\ntitle: T\n"
    assert overlaps(workspace({"plans/tr/objectives/TR-1.yml": alone})) == ()
