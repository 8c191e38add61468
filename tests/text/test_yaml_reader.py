"""YAML becomes nodes with exact places; what a shared file should not hold is refused where it stands."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.text.nodes import Mapping, Sequence, key_span, span, value_place
from som_cli.text.source import SourceText, read_source
from som_cli.text.yaml_places import Position
from som_cli.text.yaml_reader import MAX_DEPTH, parse_yaml
from tests.text.reading import Place, read, refused, root_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("YML02", 3, 1)]),
        ("x: {a: 1, b: 2, a: 3, a: 4}\n", [("YML02", 1, 17), ("YML02", 1, 23)]),
        ('2025: 1\n"2025": 2\n', [("YML02", 2, 1)]),
        ("- a: 1\n  a: 2\n", [("YML02", 2, 3)]),
        ("a: &x 1\n", [("YML03", 1, 4)]),
        ("a: &x {b: 1}\n", [("YML03", 1, 4)]),
        ("a: &x [1]\nb: *x\n", [("YML03", 1, 4), ("YML03", 2, 4)]),
        ("a: 1\nb: *a\n", [("YML03", 2, 4)]),
        ("<<: {a: 1}\n", [("YML03", 1, 1)]),
        ("x:\n  <<: {a: 1}\n", [("YML03", 2, 3)]),
        ("a: !!str 1\n", [("YML03", 1, 4)]),
        ("a: !!python/object/apply:os.system [id]\n", [("YML03", 1, 4)]),
        ("!x a: 1\n", [("YML03", 1, 1)]),
        ("&x a: 1\n", [("YML03", 1, 1)]),
        ("a: !local\n", [("YML03", 1, 4)]),
        ("a: 1\n---\nb: 2\n", [("YML01", 2, 1)]),
        ("a: 1\n---\n", [("YML01", 2, 1)]),
        ("[a]: 1\n", [("YML01", 1, 1)]),
        ("? {a: 1}\n: 2\n", [("YML01", 1, 3)]),
        ('a: "\\e[31mX"\n', [("YML01", 1, 4)]),
        ('a: "\\u202eX"\n', [("YML01", 1, 4)]),
        ('a: "x\\0"\n', [("YML01", 1, 4)]),
        ('a: "\\t"\n', [("YML01", 1, 4)]),
        ('a: "\\N"\n', [("YML01", 1, 4)]),
        ('a: "\\L"\n', [("YML01", 1, 4)]),
        ('a: "\\uFFFE"\n', [("YML01", 1, 4)]),
        ('"\\u2066a": 1\n', [("YML01", 1, 1)]),
        ('a: "\\ud800"\n', [("YML01", 1, 7)]),
        ("a: b: c\n", [("YML01", 1, 5)]),
        ("a: @x\n", [("YML01", 1, 4)]),
        ("a: `x`\n", [("YML01", 1, 4)]),
        ('a: "x\n', [("YML01", 2, 1)]),
        ("a: [1, 2\n", [("YML01", 2, 1)]),
        ("a:\n  b: 1\n c: 2\n", [("YML01", 3, 2)]),
        ("a\nb: 1\n", [("YML01", 2, 2)]),
        ('a: "\\q"\n', [("YML01", 1, 5)]),
        ("%YAML 9.9\n---\na: 1\n", [("YML01", 1, 1)]),
        ("a: 1\n...\nb: 2\n", [("YML01", 3, 1)]),
    ],
)
def test_what_is_refused_is_found_in_its_place(text: str, expected: list[Place]) -> None:
    assert refused(text) == expected


def test_everything_refused_is_found_in_one_run() -> None:
    assert refused("a: &x 1\nb: *x\na: 2\n<<: {c: !!int 1}\n") == [
        ("YML03", 1, 4),
        ("YML03", 2, 4),
        ("YML02", 3, 1),
        ("YML03", 4, 9),
        ("YML03", 4, 1),
    ]


@pytest.mark.parametrize(
    ("opening", "closing", "column"),
    [("[", "]", MAX_DEPTH + 1), ("{a: ", "}", 4 * MAX_DEPTH + 1), ("- ", "", 2 * MAX_DEPTH + 1)],
)
def test_two_hundred_thousand_brackets_are_refused_at_once(opening: str, closing: str, column: int) -> None:
    started = time.process_time()
    assert refused(opening * 200_000 + closing * 200_000) == [("YML01", 1, column)]
    assert time.process_time() - started < 2


def test_depth_forty_is_read() -> None:
    assert refused("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [("YML01", 1, MAX_DEPTH + 1)]
    assert refused("a: [" + "[], " * 1000 + "]\n") == []


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    problems = refused("\n".join(lines))
    assert {code for code, _, _ in problems} == {"YML03"}
    assert len(problems) == 12 + 11 * 9


@pytest.mark.parametrize(
    "text", ["NO", "on", "010", "1_000", "12:30", "2025-01-01", "0x1F", ".inf", "1e3", "1.10", "0201011", "+48", "="]
)
def test_plain_scalars_stay_text(text: str) -> None:
    assert root_of(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_only_plain_nothing_is_nothing(text: str) -> None:
    assert root_of(f"a: {text}\n") == {"a": None}
    assert root_of(f"a: '{text}'\n") == {"a": text}


@pytest.mark.parametrize("text", ["", "# a comment\n", "---\n", "\n\n"])
def test_a_file_without_content_is_nothing(text: str) -> None:
    assert root_of(text) is None


def test_a_quoted_merge_key_is_a_key_like_any_other() -> None:
    assert root_of('"<<": 1\n') == {"<<": "1"}


def test_text_over_lines_is_read_and_marked_at_its_head() -> None:
    root = root_of("a: |\n  x\n  y\nb: >-\n  x\n  y\n")
    assert root == {"a": "x\ny\n", "b": "x y"}
    place = span("a.yml", value_place(root, "a"))
    assert (place.line, place.column, place.end_line) == (1, 4, 1)


def test_every_key_and_value_has_its_place() -> None:
    text = "id: A-1\nlines:\n  - {year: 2017, amount: 1.00}\n  - year: 2018\n'quoted': \"x\"\nempty:\nlast: [ą, b]\n"
    source, root = read(text), root_of(text)
    assert [(key, source.line(root.places[key][0].line + 1)[root.places[key][0].column]) for key in root] == [
        ("id", "i"),
        ("lines", "l"),
        ("quoted", "'"),
        ("empty", "e"),
        ("last", "l"),
    ]
    assert source.excerpt(key_span("a.yml", root, "lines")) == "lines"
    assert source.excerpt(span("a.yml", value_place(root["lines"], 0))) == "{year: 2017, amount: 1.00}"
    assert source.excerpt(span("a.yml", value_place(root["lines"][0], "amount"))) == "1.00"
    assert source.excerpt(span("a.yml", value_place(root["lines"][1], "year"))) == "2018"
    assert source.excerpt(span("a.yml", value_place(root, "quoted"))) == '"x"'
    assert source.excerpt(span("a.yml", value_place(root["last"], 1))) == "b"


WORDS = st.from_regex(r"[a-z\u0105\u017c\U0001f600][a-z0-9\u0142 ]{0,8}[a-z]", fullmatch=True).filter(
    lambda word: word != "null"
)
SCALARS = (
    WORDS
    | WORDS.map(lambda word: f"'{word}'")
    | WORDS.map(lambda word: json.dumps(word, ensure_ascii=False))
    | st.integers().map(str)
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def written(tree: object, indent: int = 0) -> str:
    """The tree as YAML: blocks where they hold something, else flow style."""
    pad = "  " * indent
    if isinstance(tree, dict) and tree:
        return "".join(f"\n{pad}{key}: {written(value, indent + 1)}" for key, value in tree.items())
    if isinstance(tree, list) and tree:
        return "".join(f"\n{pad}- {written(value, indent + 1)}" for value in tree)
    return str(tree)


@given(TREES)
def test_the_text_at_the_span_of_a_scalar_is_what_was_written(tree: object) -> None:
    text = written(tree).lstrip("\n") + "\n"
    source, problems = read_source("a.yml", text.encode())
    assert (problems, source is None) == ([], False)
    assert source is not None
    root, problems = parse_yaml(source)
    assert problems == []

    def compare(node: object, expected: object) -> None:
        if isinstance(node, Mapping):
            assert isinstance(expected, dict)
            assert list(node) == list(expected)
            for key in node:
                assert source.excerpt(key_span("a.yml", node, key)) == key
                check(node, key, expected[key])
        elif isinstance(node, Sequence):
            assert isinstance(expected, list)
            assert len(node) == len(expected)
            for index in range(len(node)):
                check(node, index, expected[index])

    def check(node: Mapping | Sequence, key: str | int, expected: object) -> None:
        value = node[key]  # type: ignore[index]
        if isinstance(value, str):
            assert source.excerpt(span("a.yml", value_place(node, key))) == expected
        compare(value, expected)

    compare(root, tree)


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n<=\\0", max_size=40))
def test_any_text_gives_nodes_or_problems_and_never_an_exception(text: str) -> None:
    source, problems = read_source("a.yml", text.encode())
    if source is not None:
        problems = parse_yaml(source)[1]
        assert all(1 <= problem.span.line <= len(source.lines) for problem in problems)
    assert all(problem.code in ("YML01", "YML02", "YML03", "YML09") for problem in problems)


def test_places_are_those_of_the_first_of_two_equal_keys_however_the_text_ends() -> None:
    (second,) = parse_yaml(SourceText("a.yml", "a: {b: 1}\nc: 2\na: 3\nd: [\n"))[1][:1]
    assert second.message.params["line"] == 1
    assert (second.span.line, second.span.column) == (3, 1)


def test_containers_know_their_own_places_in_the_order_in_which_they_begin() -> None:
    root: Any = root_of("a: [x, {b: 1}]\nc:\n  - d: 2\n  -\n    e: 3\n")
    assert pairs(root.place) == [(0, 0), (5, 0)]
    assert pairs(root["a"].place) == [(0, 3), (0, 14)]
    assert pairs(root["a"][1].place) == [(0, 7), (0, 13)]
    assert [pairs(place) for place in root["a"].places] == [[(0, 4), (0, 5)], [(0, 7), (0, 13)]]
    assert pairs(root["a"][1].places["b"]) == [(0, 8), (0, 11), (0, 12)]
    assert [pairs(one.places[key]) for one, key in zip(root["c"], "de", strict=True)] == [
        [(2, 4), (2, 7), (2, 8)],
        [(4, 4), (4, 7), (4, 8)],
    ]


def pairs(positions: Iterable[Position]) -> list[tuple[int, int]]:
    return [(one.line, one.column) for one in positions]
