"""Merging three versions of an item: what goes together, what is a conflict, and what stays as it was."""

from __future__ import annotations

import pytest

from som_cli.edit.merge import Merge, item_path, merge_files
from som_cli.edit.merge_order import merged_order
from som_cli.edit.merge_text import Markers
from som_cli.model.canonical import canonical_text
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml

PATH = "strategies/plans/str/actions/STR-A-01.yml"
ITEM = """\
# Uwaga na górze

id: STR-A-01
title: Droga   # tytuł
objective: STR-1.1
status: planned
scope: |
  Pierwszy akapit.

  Drugi akapit.

  Trzeci akapit.
# kroki
steps:
  - {due: 2017-10, what: Umowa}
  - {due: 2019-09, what: Odbiór}
partners: [a, b]
budget:
  price: {basis: nominal, vat: gross}
  lines:
    - {year: 2017, source: own, payer: a, amount: 1.00}
    - {year: 2018, source: own, payer: a, amount: 2.00}
"""
Edit = tuple[str, str]
LAST = "    - {year: 2018, source: own, payer: a, amount: 2.00}\n"


def edited(text: str, *edits: Edit) -> str:
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def merged(ours: str, theirs: str, base: str = ITEM, path: str = PATH) -> Merge:
    return merge_files(path, base.encode(), ours.encode(), theirs.encode())


def node(text: str) -> object:
    found, problems = parse_yaml(SourceText("", text))
    assert problems == []
    return found


CLEAN: dict[str, tuple[Edit, Edit]] = {
    "two fields": (("Droga ", "Ulica "), ("planned", "completed")),
    "neighbouring fields": (("Droga ", "Ulica "), ("STR-1.1", "STR-1.2")),
    "a field and its neighbour's removal": (("objective: STR-1.1\n", ""), ("planned", "completed")),
    "status and a budget line": (("planned", "completed"), ("amount: 1.00", "amount: 5.00")),
    "two budget lines": (("amount: 1.00", "amount: 5.00"), ("amount: 2.00", "amount: 6.00")),
    "two fields of a budget line": (("amount: 1.00", "amount: 5.00"), ("1.00}", "1.00, stage: secured}")),
    "two entries of a list of words": (("[a, b]", "[a, b, c]"), ("[a, b]", "[b]")),
    "a field within a mapping on one line": (("basis: nominal", "basis: constant"), ("vat: gross", "vat: net")),
    "a comment and its field": (("# tytuł", "# nazwa"), ("Droga ", "Ulica ")),
    "comments above and at the top": (("# kroki", "# etapy"), ("na górze", "u góry")),
    "paragraphs apart": (("Pierwszy", "1."), ("Trzeci", "3.")),
    "one entry laid out in lines, one changed": (
        ("  - {due: 2017-10, what: Umowa}\n", "  - due: 2017-10\n    what: Umowa\n    done: 2018\n"),
        ("what: Umowa", "what: Umowa, note: x"),
    ),
    "a list in brackets and in lines": (
        ("partners: [a, b]", "partners:\n  - a\n  - b\n  - c"),
        ("partners: [a, b]", "partners: [a, b, d]"),
    ),
    "brackets over several lines": (
        ("partners: [a, b]", "partners: [\n  a,\n  b,\n  c\n]"),
        ("partners: [a, b]", "partners: [b]"),
    ),
    "both remove another entry": (
        ("  - {due: 2017-10, what: Umowa}\n", ""),
        ("  - {due: 2019-09, what: Odbiór}\n", ""),
    ),
    "two new fields in one place": (("planned\n", "planned\nplace: Tu\n"), ("planned\n", "planned\nowner: a\n")),
}


@pytest.mark.parametrize("name", CLEAN)
def test_what_does_not_touch_goes_together(name: str) -> None:
    ours, theirs = (edited(ITEM, edit) for edit in CLEAN[name])
    merge = merged(ours, theirs)
    assert merge.conflicts == ()
    assert not merge.by_lines
    both, reverse = node(merge.content.decode()), node(merged(theirs, ours).content.decode())
    assert both == reverse
    assert both != node(ours) or "comment" in name
    assert "# kroki" in merge.content.decode() or "# etapy" in merge.content.decode()


def test_both_edits_are_there_and_nothing_else_changes() -> None:
    ours, theirs = edited(ITEM, ("Droga ", "Ulica ")), edited(ITEM, ("amount: 1.00", "amount: 5.00"))
    expected = edited(ITEM, ("Droga ", "Ulica "), ("amount: 1.00", "amount: 5.00"))
    assert merged(ours, theirs) == Merge(expected.encode())


def test_two_new_budget_lines_stand_in_their_order_whoever_merges() -> None:
    ours = ITEM + LAST.replace("2018", "2020")
    theirs = ITEM + LAST.replace("2018", "2019")
    expected = ITEM + LAST.replace("2018", "2019") + LAST.replace("2018", "2020")
    assert merged(ours, theirs).content.decode() == expected
    assert merged(theirs, ours).content.decode() == expected


def test_two_lists_that_both_sides_begin_become_one() -> None:
    base = edited(ITEM, ("partners: [a, b]\n", ""))
    merge = merged(edited(base, ("budget:", "partners: [c]\nbudget:")), ITEM, base)
    assert node(merge.content.decode()) == node(edited(ITEM, ("[a, b]", "[a, b, c]")))


CONFLICTS: dict[str, tuple[Edit, Edit, str]] = {
    "a scalar": (("Droga ", "Ulica "), ("Droga ", "Most "), "title"),
    "a figure of a budget line": (
        ("amount: 1.00", "amount: 5.00"),
        ("amount: 1.00", "amount: 6.00"),
        "budget.lines[2017 own a].amount",
    ),
    "removed and changed": ((LAST, ""), ("amount: 2.00", "amount: 3.00"), "budget.lines[2018 own a]"),
    "a field removed and changed": (("status: planned\n", ""), ("planned", "completed"), "status"),
    "one sentence": (("Drugi", "2."), ("Drugi", "Środkowy"), "scope"),
    "a field within brackets": (("basis: nominal", "basis: constant"), ("basis: nominal, ", ""), "budget.price.basis"),
    "a new field with two values": (
        ("planned\n", "planned\nowner: a\n"),
        ("planned\n", "planned\nowner: b\n"),
        "owner",
    ),
    "text and mapping": (("{basis: nominal, vat: gross}", "x"), ("basis: nominal", "basis: constant"), "budget.price"),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_the_same_field_changed_twice_is_a_conflict_that_names_it(name: str) -> None:
    first, second, field = CONFLICTS[name]
    ours, theirs = edited(ITEM, first), edited(ITEM, second)
    merge = merged(ours, theirs)
    text = merge.content.decode()
    assert merge.conflicts == (field,)
    assert f"<<<<<<< ours: {field}\n" in text
    assert f">>>>>>> theirs: {field}\n" in text
    assert node(Markers().side(text, is_ours=True)) == node(ours)
    assert node(Markers().side(text, is_ours=False)) == node(theirs)


def test_a_conflict_holds_the_field_s_lines_alone_and_the_rest_is_merged() -> None:
    ours = edited(ITEM, ("Droga ", "Ulica "), ("planned", "completed"))
    theirs = edited(ITEM, ("Droga ", "Most "), ("amount: 1.00", "amount: 5.00"))
    conflict = "<<<<<<< ours: title\ntitle: Ulica   # tytuł\n=======\ntitle: Most   # tytuł\n>>>>>>> theirs: title\n"
    expected = edited(
        ITEM, ("title: Droga   # tytuł\n", conflict), ("planned", "completed"), ("amount: 1.00", "amount: 5.00")
    )
    assert merged(ours, theirs).content.decode() == expected


def test_other_fields_of_a_line_in_conflict_are_merged_on_both_sides_of_it() -> None:
    ours = edited(ITEM, ("amount: 1.00", "amount: 5.00, kind: capital"))
    theirs = edited(ITEM, ("amount: 1.00", "amount: 6.00, stage: spent"))
    text = merged(ours, theirs).content.decode()
    assert "amount: 5.00, kind: capital, stage: spent}\n=======\n" in text
    assert "amount: 6.00, kind: capital, stage: spent}\n>>>>>>>" in text


def test_the_marker_size_is_git_s() -> None:
    ours, theirs = (edited(ITEM, ("planned", word)) for word in ("idea", "completed"))
    text = merge_files(PATH, ITEM.encode(), ours.encode(), theirs.encode(), marker_size=9).content.decode()
    assert "<<<<<<<<< ours: status\n" in text


def test_two_new_items_with_one_id_are_a_conflict_even_where_their_fields_differ() -> None:
    merge = merged("id: STR-A-09\ntitle: A\n", "id: STR-A-09\nkind: study\n", "")
    assert merge.conflicts == ("id",)
    assert b"<<<<<<< ours: id (STR-A-09)\n" in merge.content


def test_two_new_glossaries_are_merged_by_key() -> None:
    merge = merged("a: {term: A}\n", "b: {term: B}\n", "", "strategies/registry/glossary.yml")
    assert merge == Merge(b"a: {term: A}\nb: {term: B}\n")


def test_places_in_a_list_of_stops_are_not_guessed() -> None:
    path, base = "plans/tr/lines/TR-L-01.yml", "id: TR-L-01\nstops: [A, B]\n"
    ours, theirs = base.replace("B]", "X, B]"), base.replace("B]", "Y, B]")
    assert merged(ours, theirs, base, path).conflicts == ("stops",)
    assert merged(ours, base.replace("B]", "B, Y]"), base, path).content == b"id: TR-L-01\nstops: [A, X, B, Y]\n"


def test_coordinates_are_one_value() -> None:
    path, base = "plans/tr/stops/TR-P-01.yml", "id: TR-P-01\nposition: [14.5, 53.4]\n"
    merge = merged(base.replace("14.5", "14.6"), base.replace("53.4", "53.5"), base, path)
    assert merge.conflicts == ("position",)


@pytest.mark.parametrize("broken", ["id: [\n", "id: a\nid: b\n", "\tx: 1\n", "id: \x00\n"])
def test_what_cannot_be_read_is_merged_by_lines(broken: str) -> None:
    merge = merged(broken, edited(ITEM, ("Droga ", "Ulica ")))
    assert merge.by_lines
    assert merge.conflicts


def test_a_broken_line_far_from_the_other_edit_is_kept() -> None:
    merge = merged(edited(ITEM, ("na górze", "u góry")), edited(ITEM, ("amount: 2.00}", "amount: 2.00")))
    assert merge.by_lines
    assert merge.content.decode() == edited(ITEM, ("na górze", "u góry"), ("amount: 2.00}", "amount: 2.00"))


def test_a_file_that_is_no_item_is_merged_by_lines() -> None:
    base = "a: 1\n\n\n\nb: 1\n"
    merge = merge_files("notes/x.yml", base.encode(), b"a: 2\n\n\n\nb: 1\n", b"a: 1\n\n\n\nb: 2\n")
    assert merge == Merge(b"a: 2\n\n\n\nb: 2\n", by_lines=True)


def test_a_side_in_canonical_form_gives_the_form() -> None:
    base = 'id: STR-A-01\nobjective:   STR-1.1\ntitle: "Droga"\n'
    ours = canonical_text(SourceText("plans/str/actions/STR-A-01.yml", base))
    merge = merged(ours, base.replace("STR-1.1", "STR-1.2"), base)
    assert merge.content.decode() == ours.replace("STR-1.1", "STR-1.2")


def test_windows_line_ends_and_a_missing_last_one_do_not_matter() -> None:
    ours = edited(ITEM, ("Droga ", "Ulica ")).replace("\n", "\r\n")
    merge = merged(ours, edited(ITEM, ("planned", "completed")).rstrip("\n"))
    assert merge.content.decode() == edited(ITEM, ("Droga ", "Ulica "), ("planned", "completed"))


def test_a_path_of_the_repository_leads_to_the_item() -> None:
    assert item_path("a/strategies/plans/str/plan.yml") == "plans/str/plan.yml"
    assert item_path("docs/mkdocs.yml") is None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected", "is_unsure"),
    [
        ("ab", "abc", "abd", "abcd", True),
        ("abc", "cab", "abc", "cab", False),
        ("abc", "cab", "bca", "bca", True),
        ("ab", "ab", "ba", "ba", False),
        ("", "x", "y", "xy", True),
        ("abc", "ac", "abxc", "abxc", False),
    ],
)
def test_the_order_of_entries(base: str, ours: str, theirs: str, expected: str, *, is_unsure: bool) -> None:
    assert merged_order(base, ours, theirs) == (list(expected), is_unsure)
    assert merged_order(base, theirs, ours) == (list(expected), is_unsure)
