"""Edits change the characters that they are about and no others."""

from __future__ import annotations

import pytest

from som_cli.text.diagnostics import Span
from som_cli.text.nodes import Mapping, Sequence
from som_cli.text.source import SourceText
from som_cli.text.yaml_edit import Edit, EditError, add_to_list, apply_edits, replace_within
from som_cli.text.yaml_reader import parse_yaml
from som_cli.text.yaml_scalars import needs_no_quotes, quoted, scalar_text

LATER = ("superseded_by", "waivers")


def added(text: str, key: str | None = None) -> str:
    """The text with STR-9 added to `formerly` of its root, or of what stands under a key."""
    source = SourceText("a.yml", text)
    root, problems = parse_yaml(source)
    assert problems == []
    node = root
    if key is not None and isinstance(root, Mapping):
        inner = root[key]
        node = inner[0] if isinstance(inner, Sequence) else inner
    assert isinstance(node, Mapping)
    changed = apply_edits(text, [add_to_list(source, node, "formerly", "STR-9", LATER)])
    assert parse_yaml(SourceText("a.yml", changed))[1] == []
    return changed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: A-1\n", "id: A-1\nformerly: [STR-9]\n"),
        ("id: A-1", "id: A-1\nformerly: [STR-9]\n"),
        ("id: A-1  # note\n\n# end\n", "id: A-1  # note\nformerly: [STR-9]\n\n# end\n"),
        ("id: A-1\ntext: |\n  One\n  # two\n\n", "id: A-1\ntext: |\n  One\n  # two\nformerly: [STR-9]\n\n"),
        ("id: A-1\n# why\nwaivers: []\n", "id: A-1\nformerly: [STR-9]\n# why\nwaivers: []\n"),
        (
            "id: A-1\nlist:\n  - a\n  # b\nwaivers: []\n",
            "id: A-1\nlist:\n  - a\n  # b\nformerly: [STR-9]\nwaivers: []\n",
        ),
        ("id: A-1\nlist:\n  - a\n", "id: A-1\nlist:\n  - a\nformerly: [STR-9]\n"),
        ("id: A-1\nbudget:\n  total: 1\n", "id: A-1\nbudget:\n  total: 1\nformerly: [STR-9]\n"),
        ("id: A-1\nformerly: [STR-8] # x\n", "id: A-1\nformerly: [STR-8, STR-9] # x\n"),
        ("id: A-1\nformerly:\n  - STR-8 # x\nnote: y\n", "id: A-1\nformerly:\n  - STR-8 # x\n  - STR-9\nnote: y\n"),
        ("id: A-1\nformerly: []\n", "id: A-1\nformerly: [STR-9]\n"),
        ("id: A-1\nformerly:\n", "id: A-1\nformerly: [STR-9]\n"),
        ("{id: A-1}\n", "{id: A-1, formerly: [STR-9]}\n"),
        ("{id: A-1, waivers: []}\n", "{id: A-1, formerly: [STR-9], waivers: []}\n"),
    ],
)
def test_a_text_is_added_to_a_list(text: str, expected: str) -> None:
    assert added(text) == expected


def test_a_text_is_added_inside_an_entry() -> None:
    assert added("list:\n  - {id: A-1, to: b}\n", "list") == "list:\n  - {id: A-1, to: b, formerly: [STR-9]}\n"
    assert added("list:\n  - id: A-1\n    to: b\n  - c\n", "list") == (
        "list:\n  - id: A-1\n    to: b\n    formerly: [STR-9]\n  - c\n"
    )


def test_a_word_is_changed_inside_its_value_and_its_quotes_stay() -> None:
    source = SourceText("a.yml", "a: 😀\nid: 'STR-1' # STR-1\n")
    edit = replace_within(source, Span("a.yml", 2, 5, 2, 12), "STR-1", "STR-2")
    assert apply_edits(source.text, [edit]) == "a: 😀\nid: 'STR-2' # STR-1\n"
    with pytest.raises(EditError):
        replace_within(source, Span("a.yml", 1, 1, 1, 4), "STR-1", "STR-2")


def test_edits_are_made_in_any_order_once_and_never_over_each_other() -> None:
    edits = [Edit(4, 5, "E"), Edit(0, 1, "A"), Edit(4, 5, "E")]
    assert apply_edits("abcde", edits) == "AbcdE"
    with pytest.raises(EditError):
        apply_edits("abcde", [Edit(0, 3, "x"), Edit(2, 4, "y")])


@pytest.mark.parametrize(
    "value", ["Łódź 2020", "a-b", "no", "1.10", "a: b", 'say "so"\n', "x # y", " ", "\\", "", "2015"]
)
def test_a_value_is_read_back_as_it_was(value: str) -> None:
    for text in (scalar_text(value), quoted(value)):
        root, problems = parse_yaml(SourceText("a.yml", f"{{a: {text}, b: [{text}]}}\n"))
        assert problems == []
        assert root == {"a": value, "b": [value]}


def test_only_harmless_text_goes_without_quotes() -> None:
    values = ("a", "Ab 1", "a, b", "NO", "null", "33a5", "abba", "-a", "a ", "y", "Łódź (2020)")
    assert [value for value in values if needs_no_quotes(value)] == ["Ab 1", "Łódź (2020)"]
