"""What holds for every rule alike: its findings, its waivers, its severity and its page."""

from __future__ import annotations

import inspect
import re
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from som_cli.messages import Message, translate
from som_cli.model.entry import Item
from som_cli.model.monitoring import Overlay
from som_cli.model.workspace import Workspace
from som_cli.rules import RULES
from som_cli.rules.registry import Finding, Gate, Rule
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.source import SourceText
from tests.rules.test_pages import Example, sections

CHECKED = [rule for rule in RULES if rule.check]
# An item that has another's id is left aside with all it says; a translation of nothing has no text to carry a waiver.
NO_PLACE_FOR_A_WAIVER = ("REF02", "LOC03")
WAIVABLE = [rule for rule in CHECKED if rule.code not in NO_PLACE_FOR_A_WAIVER]
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - as the marks write them
# What each mark means at the gates draft, consultation, adoption, monitoring.
MARKS: dict[str, tuple[Severity | None, ...]] = {
    "E": (E, E, E, E),
    "W": (W, W, W, W),
    "I": (I, I, I, I),
    "E@C": (None, E, E, E),
    "W@A": (None, None, W, W),
    "W@M": (None, None, None, W),
    "W→E@C": (W, E, E, E),
    "W→E@A": (W, W, E, E),
    "W→E@M": (W, W, W, E),
    "I→W@A": (I, I, W, W),
    "I→E@A": (I, I, E, E),
}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
each_waivable_rule = pytest.mark.parametrize("rule", WAIVABLE, ids=lambda rule: rule.code)
each_checked_rule = pytest.mark.parametrize("rule", CHECKED, ids=lambda rule: rule.code)


@cache
def bad(rule: Rule) -> Example:
    return Example(sections(rule)["Bad"])


def checked(contents: Mapping[str, bytes], example: Example) -> tuple[Diagnostic, ...]:
    return check_workspace(example.load(contents), example.gate).findings


@cache
def found_by(rule: Rule) -> tuple[Diagnostic, ...]:
    example = bad(rule)
    found = tuple(one for one in checked(example.contents, example) if one.code == rule.code and not one.waived)
    assert found
    return found


@cache
def raw_findings(rule: Rule) -> tuple[Workspace, tuple[Finding, ...]]:
    """What a check yields on its page's bad example, before it becomes a diagnostic; and the workspace."""
    assert rule.check is not None
    workspace = bad(rule).load().workspace
    return workspace, tuple(rule.check(workspace))


def messages(found: Diagnostic) -> list[Message]:
    return [found.message, *([found.help] if found.help else []), *(related.message for related in found.related)]


# ---- findings


@each_rule
def test_a_finding_speaks_in_full_sentences_of_every_language(rule: Rule) -> None:
    for found in found_by(rule):
        for message in messages(found):
            for language in ("en", "pl"):
                text = translate(message, language)
                assert text.strip() == text
                assert "None" not in text.split()
                places = set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", message.text))
                assert places <= {*message.params}
                assert not [name for name in places if f"{{{name}}}" in text]


@each_rule
def test_a_finding_says_how_to_mend_it(rule: Rule) -> None:
    unhelpful = [str(found.message) for found in found_by(rule) if found.help is None or not str(found.help)]
    assert unhelpful == []


@each_rule
def test_a_finding_stands_at_a_place_inside_its_file_that_is_not_the_whole_of_it(rule: Rule) -> None:
    for found in found_by(rule):
        for span in (found.span, *(related.span for related in found.related)):
            content = bad(rule).contents.get(span.path)
            if content is None:
                assert span.path in bad(rule).links
                continue
            source = SourceText(span.path, content.decode("utf-8", "replace"))
            assert 1 <= span.line <= span.end_line <= len(source.lines)
            assert 1 <= span.column <= len(source.line(span.line)) + 1
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_column <= len(source.line(span.end_line)) + 2
            assert source.excerpt(span).strip() != source.text.strip() or source.text.count("\n") < 2


@each_checked_rule
def test_a_finding_names_an_item_of_the_workspace_and_a_field_that_it_has_or_could_have(rule: Rule) -> None:
    workspace, found = raw_findings(rule)
    items = {id(item) for item in workspace.all_items()} | {id(item) for _, item in workspace.duplicates}
    assert found
    for one in found:
        assert id(one.item) in items
        assert one.item.id or one.about
        container: Any = one.item.origin.node
        for index, step in enumerate(one.path):
            is_there = step in container if isinstance(container, Mapping) else isinstance(step, int)
            is_last = index == len(one.path) - 1
            assert is_there or is_last, (one.path, step)
            container = container[step] if is_there else None
            assert is_last or isinstance(container, (Mapping, list)), (one.path, step)


# ---- severity


@each_rule
def test_severity_at_each_gate_is_what_the_mark_says(rule: Rule) -> None:
    assert tuple(rule.severity_at(gate) for gate in Gate) == MARKS[rule.severity]


@each_checked_rule
def test_findings_have_the_severity_of_the_gate_and_no_gate_asks_less(rule: Rule) -> None:
    example = bad(rule)
    loaded = example.load()
    own = {one.severity for one in raw_findings(rule)[1] if one.severity}
    before = 0
    for gate, severity in zip(Gate, MARKS[rule.severity], strict=True):
        found = [one for one in check_workspace(loaded, gate).findings if one.code == rule.code]
        assert {one.severity for one in found} <= {severity, *own}
        assert bool(found) == (severity is not None)
        assert len(found) >= before
        before = len(found)


# ---- waivers


def waiver(rule: Rule, about: str, until: str) -> str:
    more = f", about: {about}" if about else ""
    return f"{{rule: {rule.code}, reason: It stands so in the source., by: office, until: {until}{more}}}"


def with_waiver(item: Item, text: str, line: str) -> str:
    """The text of a file with a waiver in an item: at its end, or beside the ones it has."""
    node: Any = item.origin.node
    first = next(iter(node.places.values()))[0]
    rows = text.split("\n")
    if "waivers" in node:
        place = node.places["waivers"][1]
        rows.insert(place.line, f"{' ' * place.column}- {line}")
        return "\n".join(rows)
    head, end = rows[first.line][: first.column], node.place[1]
    if head.rstrip().endswith("{"):
        rows[end.line] = f"{rows[end.line][: end.column - 1]}, waivers: [{line}]{rows[end.line][end.column - 1 :]}"
    elif head:
        rows.insert(max(place[2].line for place in node.places.values()) + 1, f"{head}waivers: [{line}]")
    else:
        return f"{text.rstrip()}\nwaivers: [{line}]\n"
    return "\n".join(rows)


def bearer(finding: Finding) -> Item:
    """The item that carries waivers of a finding: a file of translations is none, each of its texts is."""
    if isinstance(finding.item, Overlay):
        return next(text for text in finding.item.texts.values() if text.id == finding.about)
    return finding.item


def key(found: Diagnostic) -> tuple[object, ...]:
    return found.code, found.item, found.field, found.span.path, str(found.message)


def waived_by(rule: Rule, finding: Finding, until: str) -> tuple[Counter[Any], Counter[Any], list[Diagnostic]]:
    """Keys of what is waived, of what is not, and the findings about waivers, with a waiver in the finding's item."""
    example = bad(rule)
    path = finding.item.origin.path
    about = finding.span.path if finding.span else ""
    text = with_waiver(bearer(finding), example.contents[path].decode(), waiver(rule, about, until))
    found = checked({**example.contents, path: text.encode()}, example)
    of_rule = [one for one in found if one.code == rule.code]
    others = [one for one in found if one.code not in (rule.code, "GOV08")]
    assert [str(one.message) for one in others if one.code.startswith(("YML", "SCH"))] == []
    return (
        Counter(key(one) for one in of_rule if one.waived),
        Counter(key(one) for one in of_rule if not one.waived),
        [one for one in found if one.code == "GOV08"],
    )


@each_waivable_rule
def test_a_waiver_in_the_item_of_a_finding_silences_it_and_no_finding_elsewhere(rule: Rule) -> None:
    before = Counter(key(one) for one in found_by(rule))
    for finding in raw_findings(rule)[1]:
        silenced, left, flaws = waived_by(rule, finding, "never")
        same_file = {finding.item.origin.path, finding.place.path}
        assert silenced
        assert silenced + left == before
        assert all(one[3] in same_file for one in silenced)
        assert [str(one.message) for one in flaws] == []


@each_waivable_rule
def test_an_expired_waiver_silences_nothing(rule: Rule) -> None:
    before = Counter(key(one) for one in found_by(rule))
    for finding in raw_findings(rule)[1]:
        silenced, left, flaws = waived_by(rule, finding, "2016-06-30")
        assert (silenced, left) == (Counter(), before)
        assert [one.field.rpartition(".")[2] for one in flaws] == ["until"]


# ---- words


@each_checked_rule
def test_a_rule_has_a_summary_and_its_module_a_line_in_the_form_of_the_house(rule: Rule) -> None:
    module = sys.modules[inspect.unwrap(rule.check).__module__] if rule.check else None
    assert module is not None
    assert len((module.__doc__ or "").strip().split("\n", 1)[0]) > 20
    assert rule.summary.endswith(".")
    assert len(rule.summary) > 20


@each_rule
def test_every_section_of_the_page_says_something(rule: Rule) -> None:
    empty = [heading for heading, text in sections(rule).items() if not text.strip()]
    assert empty == []
    assert not sections(rule)["What it checks"].lstrip().startswith("```")


@each_rule
def test_bad_and_good_example_differ(rule: Rule) -> None:
    assert bad(rule).contents != Example(sections(rule)["Good"]).contents or bad(rule).links


def test_no_example_serves_two_rules() -> None:
    owners: dict[tuple[object, ...], list[str]] = {}
    for rule in RULES:
        example = bad(rule)
        files = tuple(sorted(example.contents.items()))
        owners.setdefault((files, tuple(example.links), example.gate), []).append(rule.code)
    assert [codes for codes in owners.values() if len(codes) > 1] == []
