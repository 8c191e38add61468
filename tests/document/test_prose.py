"""Chapters and skeletons become blocks; what a template prints stays text; a mistake is a problem at its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from som_cli.document import blocks
from som_cli.document.document import plain_text
from som_cli.document.prose import Function, Inserted, InsertionError, Prose, render_prose
from som_cli.messages import msg

MARKUP = "*a* [x](http://e.org) `b`{=openxml} | <b> # h {{ 7*7 }} {% raw %} \\ &amp; ![i](f) ^[n] $x$"
KNOWN_NODES = {
    *("Str", "Space", "LineBreak", "Emph", "Strong", "Strikeout", "Superscript", "Subscript", "Link", "Note", "Span"),
    *("Para", "Plain", "Header", "BulletList", "OrderedList", "DefinitionList", "BlockQuote", "Table", "Div"),
    *("AlignDefault", "AlignLeft", "AlignRight", "ColWidth", "Decimal", "Period", "OneParen"),
}


def value(name: str, part: str = "name") -> Inserted:
    if name == "absent":
        raise InsertionError(msg("unknown item {id}", id=name))
    return f"{name} {part}"


def ref(identifier: str) -> Inserted:
    return blocks.link(identifier, f"#{identifier}")


def table(name: str, plan: str = "") -> Inserted:
    return [blocks.paragraph(f"TABLE {name} {plan}")]


def broken() -> Inserted:
    absent: dict[str, str] = {}
    return absent["absent"]


FUNCTIONS: Mapping[str, Function] = {"value": value, "ref": ref, "table": table, "broken": broken}


def render(markdown: str, *, shift_headings: int = 0, **data: Any) -> Prose:
    return render_prose("chapter.md", markdown, FUNCTIONS, "pl", shift_headings=shift_headings, data=data)


def kinds(node: Any) -> set[str]:
    if isinstance(node, list | tuple):
        return set().union(*(kinds(child) for child in node))
    if isinstance(node, dict):
        return {node["t"]} | kinds(node.get("c"))
    return set()


def test_a_chapter_with_insertions() -> None:
    prose = render(
        '# Wizja\n\nZ planem **w** {{ value("A") }} "i" {{ ref("STR-1") }}.\n\n{{ table("x", plan="tr") }}\n'
    )
    assert prose.problems == ()
    assert [block["t"] for block in prose.blocks] == ["Header", "Para", "Para"]
    assert plain_text(prose.blocks[1]) == "Z\u00a0planem w A name „i” STR-1."
    assert {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "STR-1"}], ["#STR-1", ""]]} in prose.blocks[1]["c"]
    assert plain_text(prose.blocks[2]) == "TABLE x tr"


def test_typography_leaves_code_and_inserted_values_alone() -> None:
    prose = render('`w domu - "x"` {{ text }}', text='w domu - "x"')
    assert plain_text(list(prose.blocks)) == 'w domu - "x" w domu - "x"'
    assert "Code" not in kinds(prose.blocks)


def test_insertions_one_under_another_and_in_a_note() -> None:
    prose = render('{{ table("a") }}\n{{ table("b") }}\n\n::: note\n{{ table("c") }}\n:::\n')
    assert prose.problems == ()
    assert [plain_text(block) for block in prose.blocks] == ["TABLE a ", "TABLE b ", "TABLE c "]
    assert prose.blocks[2] == blocks.note(blocks.paragraph("TABLE c "))


def test_a_skeleton_loops_and_chooses() -> None:
    plans = [{"title": MARKUP, "open": True}, {"title": "B", "open": False}]
    prose = render(
        "{% for plan in plans %}\n## {{ plan.title }}\n\n"
        "{% if plan.open %}\n- {{ loop.index }}\n{% endif %}\n{% endfor %}\n",
        plans=plans,
    )
    assert prose.problems == ()
    assert [block["t"] for block in prose.blocks] == ["Header", "BulletList", "Header"]
    assert plain_text(prose.blocks[0]) == MARKUP


def test_headings_are_shifted_and_step_down_by_one() -> None:
    prose = render("# A\n\n### B\n\n# C\n", shift_headings=1)
    assert [block["c"][0] for block in prose.blocks] == [2, 3, 2]
    assert [problem.line for problem in prose.problems] == [3]
    assert [block["c"][0] for block in render("# A", shift_headings=9).blocks] == [4]


def test_a_table_of_the_prose_has_the_shape_of_all_tables() -> None:
    (block,) = render("|a|b|\n|--|--:|\n|x|1|\n").blocks
    assert block["c"][0] == ["", ["table"], []]
    node = block["c"][1][0]
    assert node["c"][0] == ["", [], [["kinds", "text,number"]]]
    assert [spec[0]["t"] for spec in node["c"][2]] == ["AlignLeft", "AlignRight"]
    assert "Plain" not in kinds(node["c"][3:])


@pytest.mark.parametrize(
    ("markdown", "line", "words"),
    [
        ("a\n{{ foo }}", 2, "'foo' is undefined"),
        ("a\n\n{{ foo( }}", 3, "unexpected"),
        ("a\n{{ foo('x') }}", 2, "no function is called foo"),
        ("a\n\n{{ value() }}", 3, "missing a required argument: 'name'"),
        ('a\n{{ value("x", colour="red") }}', 2, "colour"),
        ('a\n{{ value("absent") }}', 2, "unknown item absent"),
        ("a\n{{ value(foo) }}", 2, "'foo' is undefined"),
        ("a\n{{ {'a': 1} }}", 2, "cannot use Dict"),
        ("a\n{{ none }}", 2, "NoneType cannot be printed"),
        ("a\n{{ 1.5 }}", 2, "float cannot be printed"),
        ("a\n{% set x = 1 %}", 2, "cannot use Assign"),
        ("a\n{{ 'x' * 10**10 }}", 2, "cannot use"),
        ("{% macro m() %}{% endmacro %}", 1, "cannot use Macro"),
        ("{% include '/etc/passwd' %}", 1, "cannot use Include"),
        ("a\n{{ ''.__class__ }}", 2, "unsafe"),
        ("a\n{{ value.__globals__ }}", 2, "unsafe"),
        ("a\n{{ 'x'.upper() }}", 2, "no function is called"),
        ("a\n{{ cycler }}", 2, "'cycler' is undefined"),
        ("a\n{{ 'x'|xmlattr }}", 2, "No filter"),
        ("a\n{% if 'a' < 1 %}{% endif %}", 2, "not supported"),
        ("a\n{# open", 2, "Missing end of comment"),
        ("a\nb\U000f0000", 2, "private-use"),
        ("{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}", 1, "steps"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", 1, "nested"),
        ("{{ " + "[" * 300 + "1" + "]" * 300 + " }}", 1, "nested"),
        ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, 1, "nested"),
        ("{% for a in l %}{{ 'x' }}" + "z" * 5000 + "{% endfor %}", 1, "longer than"),
    ],
)
def test_a_wrong_template_is_one_problem_at_its_line(markdown: str, line: int, words: str) -> None:
    prose = render(markdown, l=list(range(400)))
    assert prose.blocks == ()
    (problem,) = prose.problems
    assert words in str(problem.message)
    assert problem.line == line


@pytest.mark.parametrize(
    ("markdown", "line", "words", "left"),
    [
        ('a\n\nb {{ table("x") }}', 3, "inside a sentence", "ab "),
        ('a\n\n- {{ table("x") }}', 3, "inside a sentence", "a"),
        ('a\n\n# b {{ table("x") }}', 3, "inside a sentence", "ab "),
        ('a\n\n`{{ ref("x") }}`', 3, "only text", "a"),
        ("a\n\n![picture](file:///etc/passwd)", 3, "picture", "apicture"),
        ("a\n\n![picture](http://e.org/x.png)", 3, "picture", "apicture"),
        ("a\n\n[b](javascript:alert)", 3, "link", "ab"),
        ("a\n\n[b](file:///etc/passwd)", 3, "link", "ab"),
        ("a\n\n[b](../x.md)", 3, "link", "ab"),
        ('a\n\n[b]({{ "http://e.org" }})', 1, "link", "ab"),
        ('a\n\n[b](http://e.org/{{ "x" }})', 1, "link", "ab"),
        ("a\n\nb <i> c", 3, "another language", "ab c"),
        ("a\n\n<div>\nb\n</div>", 3, "another language", "a"),
        ("a\n\n---\n\nb", 3, "rule", "ab"),
        ("a\n\n::: unknown\nb\n:::", 3, "section of the kind unknown", "ab"),
    ],
)
def test_what_cannot_stand_is_left_out_and_named(markdown: str, line: int, words: str, left: str) -> None:
    prose = render(markdown)
    assert words in str(prose.problems[0].message)
    assert prose.problems[0].line == line
    assert plain_text(list(prose.blocks)).replace("  ", " ") == left
    assert kinds(prose.blocks) <= KNOWN_NODES


def test_raw_blocks_of_other_formats_are_only_text() -> None:
    prose = render('`<w:p/>`{=openxml}\n\n```{=typst}\n#read("/etc/passwd")\n```\n\n$x$ :smile:\n\na {.b}')
    assert prose.problems == ()
    assert plain_text(prose.blocks[1]) == '#read("/etc/passwd")'
    assert kinds(prose.blocks) <= KNOWN_NODES


def test_a_token_written_as_an_entity_brings_nothing_new() -> None:
    prose = render("&#xF0001; &#x100000; **b** {{ 'a' }}")
    assert plain_text(list(prose.blocks)) == "\ufffd \ufffd b a"


def test_a_fault_of_a_function_is_no_problem_of_the_prose() -> None:
    with pytest.raises(RuntimeError, match=r"chapter\.md: broken failed"):
        render("{{ broken() }}")


@settings(max_examples=25)
@given(
    st.lists(st.text(st.sampled_from([*MARKUP, "\n", '"', "-", "~", ":", ">", "\U000f0000"])) | st.text(), max_size=6)
)
def test_no_printed_value_becomes_markup(values: list[str]) -> None:
    prose = render("# T {{ first }}\n\nx{% for v in values %}{{ v }}{% endfor %}x\n", first=MARKUP, values=values)
    assert prose.problems == ()
    assert [block["t"] for block in prose.blocks] == ["Header", "Para"]
    assert kinds(prose.blocks) == {"Header", "Para", "Str", "Space"}
    written = "".join(plain_text(list(blocks.text(value))) for value in values)
    assert plain_text(prose.blocks[1]) == f"x{written}x"


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(
            [*"{%}#'\"()[]|.,_ab1\n -*`<>:!^~$&;/\\=", "{{", "}}", "{%", "%}", " for ", " in ", " if ", ":::\n"]
        )
    ).map("".join)
)
def test_any_text_gives_known_nodes_or_problems(markdown: str) -> None:
    assert kinds(render(markdown).blocks) <= KNOWN_NODES


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 3000 + "a" + "]" * 3000,
        "[" * 3000 + "a" + "](b)" * 3000,
        ">" * 3000 + "a",
        "*" * 3000 + "a" + "*" * 3000,
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "".join(f"[^{n}]: x[^{n + 1}] y[^{n + 1}]\n\n" for n in range(14)) + "[^14]: z\n\nt[^0]",
    ],
    ids=["brackets", "links", "quotations", "stars", "lists", "footnotes"],
)
def test_hostile_nesting_stays_under_the_limits(markdown: str) -> None:
    prose = render(markdown)
    assert prose.blocks or prose.problems
    assert kinds(prose.blocks) <= KNOWN_NODES


def test_a_paragraph_that_begins_with_an_initial_is_no_list() -> None:
    prose = render("A. Nowak\n\n1. B\n2. C")
    assert [block["t"] for block in prose.blocks] == ["Para", "OrderedList"]
