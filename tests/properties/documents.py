"""Hypothesis strategies -> small documents of blocks, of so few words that two of them have much in common."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from som_cli.document import blocks as b

WORDS = ("plan", "cel", "rok 2030", "12 000,50 zł", "woda,", "„most”", "STR-1.1", "w\u00a0mieście", "(koszt)", "A–B")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@st.composite
def content(draw: st.DrawFn) -> list[Any]:
    wrappers = (
        lambda text: text,
        b.strong,
        b.emphasis,
        b.code,
        b.mark,
        lambda text: b.link(text, "https://example.org/"),
        lambda text: b.link(text, "#item-1"),
        lambda text: b.footnote(b.paragraph(text)),
    )
    parts = draw(st.lists(st.tuples(st.sampled_from(wrappers), words), min_size=1, max_size=3))
    return b.inlines([part for wrapper, text in parts for part in (wrapper(text), " ")][:-1])


names = st.integers(1, 3)
contents = content()
paragraphs = contents.map(b.paragraph)
headings = st.builds(
    lambda level, words, name: b.heading(level, words, f"item-{name}"), st.integers(1, 3), contents, names
)
lists = st.lists(contents, min_size=1, max_size=4).map(b.bullets)
facts = st.lists(st.tuples(st.sampled_from(("Koszt", "Okres", "Opis")), contents), min_size=1, max_size=3).map(b.facts)


@st.composite
def tables(draw: st.DrawFn) -> b.Block:
    count = draw(st.integers(1, 3))
    listed = lists.map(lambda block: [block])
    row = st.tuples(
        st.sampled_from(("A", "B", "C")), *[st.one_of(words, contents, st.just(""), listed) for _ in range(count - 1)]
    )
    rows: list[Any] = list(draw(st.lists(row, max_size=4)))
    if count > 1 and draw(st.booleans()):
        rows += [(b.Span("D", rows=2), *["x"] * (count - 1)), tuple(["y"] * (count - 1))]
    if draw(st.booleans()):
        rows.append((b.Span(draw(words), columns=count),))
    return b.table(
        f"table-{draw(names)}",
        draw(words),
        [b.Column(title) for title in draw(st.permutations(("Kod", "Nazwa", "Kwota")))[:count]],
        rows,
        totals=draw(st.lists(row, max_size=1)),
        source=draw(st.sampled_from(("", "Źródło: dane.", "Źródło: inne dane."))),
    )


leaves = st.one_of(paragraphs, headings, lists, facts, tables())
groups = st.one_of(
    st.lists(leaves, min_size=1, max_size=3).map(lambda inner: b.note(*inner)),
    st.lists(leaves, min_size=1, max_size=3).map(lambda inner: b.landscape(*inner)),
    st.builds(
        lambda inner, name: b.card(*inner, identifier=f"card-{name}"), st.lists(leaves, min_size=1, max_size=3), names
    ),
)
blocks = st.lists(st.one_of(leaves, groups), min_size=1, max_size=7)
