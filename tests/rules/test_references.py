"""REF and YML13: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import dataclasses
from typing import get_type_hints

import pytest

from som_cli.model.entry import Ref
from som_cli.model.layout import PLACES
from som_cli.model.walk import _markers
from som_cli.rules.references import KINDS
from som_cli.rules.run import check_workspace
from tests.rules.overlaid import findings, overlaid, pointed_at, waived

ACTION = "plans/tr/actions/TR-A-01.yml"
SECOND = "plans/tr/actions/TR-A-02.yml"
THIRD = "plans/tr/actions/TR-A-03.yml"
OBJECTIVE = "plans/str/objectives/STR-1.yml"
CHILD = "plans/str/objectives/STR-1.1.yml"
SOURCE = "registry/sources/SRC-001.yml"
REMARK = "participation/consultations/K-2014-01/remarks/U-0001.yml"
CONSULTATION = "participation/consultations/K-2014-01/consultation.yml"
ROUTE = "plans/str/routes/STR-T-01.yml"
PARTNERSHIP = "partnership/partnership.yml"
OFFICE = "office: {name: Office, kind: executive}"
TWO_BODIES = f"id: tiny\nname: T\nbodies:\n  {OFFICE}\n  assembly: {{name: A, kind: decision}}\n"


def action(more: str = "", identifier: str = "TR-A-01") -> str:
    return f"id: {identifier}\ntitle: One ticket\nkind: organisational\nobjective: TR-1\n{more}"


def objective(identifier: str, more: str = "") -> str:
    return f"id: {identifier}\ntitle: A connected area\n{more}"


def source(path: str) -> str:
    return f"id: SRC-001\ntitle: Survey\nkind: survey\nfile: {path}\n"


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../../secret.txt",
        "registry/../../secret.txt",
        "C:/secret.txt",
        "c:secret.txt",
        '"registry\\\\survey.txt"',
        '"..\\\\secret.txt"',
        "registry/link/survey.txt",
        "registry/link",
    ],
)
def test_a_path_that_leaves_the_tree_is_found(path: str) -> None:
    changes = {SOURCE: source(path)}
    (found,) = findings("YML13", changes, ("registry/link",))
    assert (found.field, pointed_at(found, changes)) == ("file", path)
    assert findings("REF01", changes, ("registry/link",)) == []


def test_a_link_in_the_tree_is_found_where_it_stands() -> None:
    (found,) = overlaid({}, ("registry/link",)).problems
    assert (found.code, found.span.path) == ("YML13", "registry/link")


@pytest.mark.parametrize("path", ["registry/a..b.txt", "registry/linked.txt", "registry/..hidden/x.txt"])
def test_a_path_that_only_looks_so_is_left_alone(path: str) -> None:
    assert findings("YML13", {SOURCE: source(path), path: "text"}, ("registry/link",)) == []


def test_a_path_outside_can_be_waived_but_is_still_not_read() -> None:
    (found,) = findings("YML13", {SOURCE: waived(source("../x.txt"), "YML13")})
    assert found.waived


@pytest.mark.parametrize(
    ("path", "text", "field", "value"),
    [
        (ACTION, action("owner: offce\n"), "owner", "offce"),
        (ACTION, action("partners: [alfa, betta]\n"), "partners[1]", "betta"),
        (ACTION, action("objective: TR-2\n").replace("objective: TR-1\n", ""), "objective", "TR-2"),
        (ACTION, action("outputs: [{indicator: IND-TRIP, value: 1}]\n"), "outputs[0].indicator", "IND-TRIP"),
        (ACTION, action("budget: {lines: [{amount: 1, source: eur}]}\n"), "budget.lines[0].source", "eur"),
        (ACTION, action("budget: {lines: [{amount: 1, payer: nobody}]}\n"), "budget.lines[0].payer", "nobody"),
        (ACTION, action("superseded_by: TR-A-09\n"), "superseded_by", "TR-A-09"),
        (ACTION, action("source: SRC-1\n"), "source", "SRC-1"),
        (ACTION, action("depends_on: [STR-1]\n"), "depends_on[0]", "STR-1"),
        (SOURCE, source("registry/survey.txt"), "file", "registry/survey.txt"),
        (
            "plans/tr/plan.yml",
            "id: tr\nprefix: TR\nkind: public_transport_strategy\ntitle: T\nchapters: [a.md]\n",
            "chapters[0]",
            "a.md",
        ),
        (
            PARTNERSHIP,
            "id: tiny\nname: T\nbodies: {office: {name: O, kind: executive}}\nquorum: {ofice: 0.5}\n",
            "quorum.ofice",
            "0.5",
        ),
        (REMARK, "id: K-2014-01/U-0001\nabout: STR-9\n", "about", "STR-9"),
        (
            REMARK,
            "id: K-2014-01/U-0001\nabout: plans/str/text/09-none.md#top\n",
            "about",
            "plans/str/text/09-none.md#top",
        ),
        (REMARK, "id: K-2014-01/U-0001\nchanged: [STR-9]\n", "changed[0]", "STR-9"),
        ("registry/stakeholders/SH-01.yml", "id: SH-01\nname: Club\nkind: ngo\narea: gamma\n", "area", "gamma"),
    ],
)
def test_a_reference_to_nothing_is_found_at_its_field(path: str, text: str, field: str, value: str) -> None:
    consultation = {} if path != REMARK else {CONSULTATION: "id: K-2014-01\n"}
    changes = {**consultation, path: text}
    found = [one for one in findings("REF01", changes) if one.span.path == path]
    assert [(one.field, pointed_at(one, changes)) for one in found] == [(field, value)]


def test_the_nearest_id_is_suggested_and_another_kind_is_named() -> None:
    (typo,) = findings("REF01", {ACTION: action("owner: ofice\n")})
    assert str(typo.help) == "did you mean `office`?"
    (kind,) = findings("REF01", {ACTION: action("depends_on: [STR-1]\n")})
    assert str(kind.message) == "`STR-1` is an objective; an action is expected here"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ACTION, action("owner: unknown\nsource: unknown\n")),
        (ACTION, action("owner: assembly\npartners: [alfa, office]\n")),
        (ACTION, action("superseded_by: STR-A-01\nformerly: [TR-A-99]\n")),
        ("registry/funds.yml", "own: {name: Own, kind: own}\neu: {name: EU, kind: eu, superseded_by: own}\n"),
        ("registry/stakeholders/SH-01.yml", "id: SH-01\nname: Club\nkind: ngo\narea: partnership\n"),
        ("registry/stakeholders/SH-01.yml", "id: SH-01\nname: Club\nkind: ngo\narea: beta\n"),
        (PARTNERSHIP, TWO_BODIES + "quorum: {office: 0.5}\n"),
    ],
)
def test_what_is_there_or_may_be_unknown_is_left_alone(path: str, text: str) -> None:
    assert findings("REF01", {path: text}) == []


@pytest.mark.parametrize(
    "about", ["STR-1", "K-2014-01", "STR-T-01/01", "STR-A-01", "plans/str/text/01-a.md", "plans/str/text/01-a.md#part"]
)
def test_a_remark_is_about_an_item_or_a_chapter(about: str) -> None:
    changes = {
        CONSULTATION: "id: K-2014-01\n",
        REMARK: f"id: K-2014-01/U-0001\nabout: {about}\n",
        ROUTE: "id: STR-T-01\nname: R\nsegments:\n  - {id: STR-T-01/01, member: alfa}\n",
        "plans/str/text/01-a.md": "# Part\n",
    }
    assert findings("REF01", changes) == []


def test_a_member_of_an_inventory_is_looked_up_in_its_cell() -> None:
    path = "plans/str/inventory/2013.csv"
    changes = {path: "member,sector,carrier,mwh\nalfa,residential,coal,1.0\ngama,residential,coal,1.0\n"}
    (found,) = findings("REF01", changes)
    assert (found.span.path, found.span.line, found.span.column, pointed_at(found, changes)) == (path, 3, 1, "gama")


def test_what_a_bad_file_may_hold_is_not_called_missing() -> None:
    loaded = overlaid({"partnership/members/alfa.yml": "id: alfa\nname: [\n", "registry/funds.yml": "own: x\n"})
    assert {found.code for found in check_workspace(loaded).findings} >= {"YML01", "SCH01"}
    assert [found for found in check_workspace(loaded).findings if found.code == "REF01"] == []


def test_a_missing_reference_can_be_waived() -> None:
    (found,) = findings("REF01", {ACTION: waived(action("owner: nobody\n"), "REF01")})
    assert found.waived


def test_every_kind_that_the_model_refers_to_has_words() -> None:
    kinds: set[str] = set()
    seen: set[type] = set()
    waiting: list[type] = [place.cls for place in PLACES]
    while waiting:
        cls = waiting.pop()
        seen.add(cls)
        for hint in get_type_hints(cls, include_extras=True).values():
            kinds.update(kind for mark in _markers(hint)[0] if isinstance(mark, Ref) for kind in mark.kinds)
            waiting += [part for part in _classes(hint) if part not in seen]
    assert len(seen) > 2 * len({place.cls for place in PLACES}) - len(PLACES)
    assert kinds == set(KINDS)


def _classes(hint: object) -> list[type]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return [hint]
    return [cls for part in getattr(hint, "__args__", ()) for cls in _classes(part)]


RISK = "id: {id}\nwhat: It rains.\n"


def test_the_second_item_with_an_id_is_found_and_the_first_related() -> None:
    changes = {"plans/str/risks/STR-1.yml": RISK.format(id="STR-1")}
    (found,) = findings("REF02", changes)
    assert (found.span.path, found.span.line, pointed_at(found, changes)) == ("plans/str/risks/STR-1.yml", 1, "STR-1")
    assert [related.span.path for related in found.related] == [OBJECTIVE]


def test_an_id_inside_another_item_counts() -> None:
    segments = "  - {id: STR-T-01/01, member: alfa}\n  - {id: STR-T-01/01, member: beta}\n"
    changes = {ROUTE: f"id: STR-T-01\nname: R\nsegments:\n{segments}"}
    (found,) = findings("REF02", changes)
    assert (found.span.line, found.field, found.related[0].span.line) == (5, "segments[1].id", 4)


def test_ids_that_differ_are_left_alone() -> None:
    segments = "  - {id: STR-T-01/01, member: alfa}\n  - {id: STR-T-01/02, member: beta}\n"
    assert findings("REF02", {ROUTE: f"id: STR-T-01\nname: R\nsegments:\n{segments}"}) == []


def test_names_in_small_letters_are_compared_within_their_kind() -> None:
    assert findings("REF02", {"partnership/members/str.yml": "id: str\nname: Str\nkind: municipality\n"}) == []


def test_a_duplicate_id_can_be_waived() -> None:
    risk = "risks: [{id: STR-1, what: It rains.}]\n"
    (found,) = findings(
        "REF02",
        {
            "plans/str/actions/STR-A-01.yml": waived(
                f"id: STR-A-01\ntitle: Route\nkind: study\nobjective: STR-1\n{risk}", "REF02"
            )
        },
    )
    assert found.waived


def test_a_reused_id_is_found_where_it_stands_now() -> None:
    changes = {ACTION: action("formerly: [STR-A-01]\n")}
    (found,) = findings("REF03", changes)
    assert (found.span.path, pointed_at(found, changes)) == ("plans/str/actions/STR-A-01.yml", "STR-A-01")
    assert [(related.span.path, related.span.line) for related in found.related] == [(ACTION, 5)]


def test_an_id_that_is_gone_or_kept_on_record_is_left_alone() -> None:
    assert findings("REF03", {ACTION: action("formerly: [TR-A-07, TR-A-01]\n")}) == []
    kept = {ACTION: action("formerly: [TR-A-02]\n"), SECOND: action("superseded_by: TR-A-01\n", "TR-A-02")}
    assert findings("REF03", kept) == []


def test_a_reused_id_can_be_waived() -> None:
    changes = {ACTION: action("formerly: [TR-A-02]\n"), SECOND: waived(action("", "TR-A-02"), "REF03")}
    (found,) = findings("REF03", changes)
    assert found.waived


def test_a_chain_of_dependencies_is_reported_once_at_its_first_id() -> None:
    changes = {
        ACTION: action("depends_on: [TR-A-02]\n"),
        SECOND: action("depends_on: [TR-A-10]\n", "TR-A-02"),
        "plans/tr/actions/TR-A-10.yml": action("depends_on: [STR-A-01, TR-A-01]\n", "TR-A-10"),
    }
    (found,) = findings("REF04", changes)
    assert (found.item, found.field) == ("TR-A-01", "depends_on[0]")
    assert str(found.message) == "the chain of `depends_on` goes round: TR-A-01 → TR-A-02 → TR-A-10 → TR-A-01"
    assert [(one.span.path, one.span.line) for one in found.related] == [
        (SECOND, 5),
        ("plans/tr/actions/TR-A-10.yml", 5),
    ]


def test_each_of_two_chains_is_reported() -> None:
    changes = {
        ACTION: action("depends_on: [TR-A-02, TR-A-03]\n"),
        SECOND: action("depends_on: [TR-A-01]\n", "TR-A-02"),
        THIRD: action("depends_on: [TR-A-01, TR-A-02]\n", "TR-A-03"),
    }
    assert [str(found.message).partition("round: ")[2] for found in findings("REF04", changes)] == [
        "TR-A-01 → TR-A-02 → TR-A-01",
        "TR-A-01 → TR-A-03 → TR-A-01",
    ]


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (OBJECTIVE, objective("STR-1", "parent: STR-1\n"), "parent"),
        (OBJECTIVE, objective("STR-1", "contributes: [{to: TR-1}]\n"), "contributes[0].to"),
        (ACTION, action("depends_on: [TR-A-01]\n"), "depends_on[0]"),
        (ACTION, "id: TR-A-01\nmirror_of: TR-A-01\nobjective: TR-1\n", "mirror_of"),
    ],
)
def test_every_kind_of_link_can_go_round(path: str, text: str, field: str) -> None:
    assert [found.field for found in findings("REF04", {path: text})] == [field]


def test_a_mirror_of_a_mirror_is_found_once() -> None:
    mirror = "id: {id}\nmirror_of: {of}\nobjective: TR-1\n"
    changes = {
        SECOND: mirror.format(id="TR-A-02", of="STR-A-01"),
        THIRD: mirror.format(id="TR-A-03", of="TR-A-02"),
    }
    (found,) = findings("REF04", changes)
    assert (found.item, found.field, str(found.help)) == ("TR-A-03", "mirror_of", "write `mirror_of: STR-A-01`")


def test_links_that_meet_without_going_round_are_left_alone() -> None:
    changes = {
        ACTION: action("depends_on: [TR-A-02, TR-A-03]\n"),
        SECOND: action("depends_on: [TR-A-03]\n", "TR-A-02"),
        THIRD: "id: TR-A-03\nmirror_of: STR-A-01\nobjective: TR-1\n",
    }
    assert findings("REF04", changes) == []


def test_a_long_chain_is_no_cycle_and_ends_soon() -> None:
    changes = {
        f"plans/tr/actions/TR-A-{number:04}.yml": action(f"depends_on: [TR-A-{number + 1:04}]\n", f"TR-A-{number:04}")
        for number in range(1000, 1300)
    }
    changes["plans/tr/actions/TR-A-1300.yml"] = action("", "TR-A-1300")
    assert findings("REF04", changes) == []


def test_a_chain_that_goes_round_can_be_waived() -> None:
    (found,) = findings("REF04", {OBJECTIVE: waived(objective("STR-1", "contributes: [{to: TR-1}]\n"), "REF04")})
    assert found.waived


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        ("plans/str/risks/TR-R-01.yml", RISK.format(id="TR-R-01"), "id"),
        ("plans/str/risks/STRA-R-01.yml", RISK.format(id="STRA-R-01"), "id"),
        ("plans/str/objectives/TR-2.yml", objective("TR-2"), "id"),
        ("plans/str/lines/TR-L-01.yml", "id: TR-L-01\nname: L\n", "id"),
        ("plans/str/stops/TR-P-01.yml", "id: TR-P-01\nname: P\nkind: stop\n", "id"),
        (ROUTE, "id: STR-T-01\nname: R\nsegments: [{id: TR-T-01/01, member: alfa}]\n", "segments[0].id"),
        (ACTION, action("risks: [{id: STR-A-01-R1, what: It rains.}]\n"), "risks[0].id"),
    ],
)
def test_a_foreign_prefix_is_found(path: str, text: str, field: str) -> None:
    (found,) = findings("REF05", {path: text})
    assert (found.span.path, found.field) == (path, field)
    assert [related.span.path.endswith("plan.yml") for related in found.related] == [True]


def test_the_prefix_of_the_plan_is_left_alone_and_so_are_shared_items() -> None:
    changes = {ROUTE: "id: STR-T-01\nname: R\nsegments: [{id: STR-T-01/01, member: alfa}]\n"}
    assert findings("REF05", changes) == []


def test_a_foreign_prefix_can_be_waived() -> None:
    path = "plans/str/risks/TR-R-01.yml"
    (found,) = findings("REF05", {path: waived(RISK.format(id="TR-R-01"), "REF05")})
    assert found.waived


def levels(parent: str, child: str) -> dict[str, str]:
    above = f"level: {parent}\n" if parent else ""
    below = f"parent: STR-1\nlevel: {child}\n" if child else "parent: STR-1\n"
    return {OBJECTIVE: objective("STR-1", above), CHILD: objective("STR-1.1", below)}


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("strategic", "strategic"),
        ("operational", "operational"),
        ("operational", "strategic"),
        ("direction", "vision"),
        ("vision", "mission"),
    ],
)
def test_a_parent_that_is_not_of_a_higher_level_is_found(parent: str, child: str) -> None:
    (found,) = findings("REF06", levels(parent, child))
    assert (found.span.path, found.field, found.related[0].span.line) == (CHILD, "parent", 3)
    assert str(found.message) == f"the parent `STR-1` is {parent}, this objective {child}"


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("vision", "strategic"),
        ("strategic", "operational"),
        ("strategic", "direction"),
        ("operational", "direction"),
        ("", "strategic"),
        ("strategic", ""),
    ],
)
def test_a_parent_of_a_higher_or_unknown_level_is_left_alone(parent: str, child: str) -> None:
    assert findings("REF06", levels(parent, child)) == []


def test_a_parent_in_another_plan_is_found_and_can_be_waived() -> None:
    changes = {CHILD: objective("STR-1.1", "parent: TR-1\nlevel: operational\n")}
    (found,) = findings("REF06", changes)
    assert (found.field, found.waived) == ("parent", False)
    (again,) = findings("REF06", {CHILD: waived(changes[CHILD], "REF06")})
    assert again.waived
