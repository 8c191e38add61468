"""A link to a place that the document lacks becomes its text; every other link stays; no place stands twice."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.document.document import plain_text
from som_cli.document.links import settle_links


def test_a_link_to_nowhere_becomes_its_text_and_others_stay() -> None:
    here = b.link("here", "#a-place")
    out = b.link("out", "https://example.org")
    nowhere = b.link(["no", b.strong("where")], "#gone")
    source = [b.heading(1, "Title", "a-place"), b.paragraph("See ", here, ", ", out, " or ", nowhere, ".")]
    title, found = settle_links(source)
    assert title == source[0]
    assert [node for node in found["c"] if node["t"] == "Link"] == [here, out]
    assert plain_text(found) == "See here, out or nowhere."


def test_places_of_tables_divisions_and_spans_count() -> None:
    table = b.table("t", "Caption", [b.Column("A")], [[[b.division([b.paragraph("x")], identifier="cell")]]])
    links = b.paragraph(b.link("1", "#t"), b.link("2", "#cell"), b.link("3", "#group"))
    source = (table, b.division([links], identifier="group"))
    assert settle_links(source) == source


def test_what_is_printed_twice_is_found_where_it_stands_first() -> None:
    first, second = (b.division([b.paragraph("IND")], identifier="item-ind") for _ in range(2))
    found = settle_links([first, second, b.paragraph(b.link("see", "#item-ind"))])
    assert found[0] == first
    assert found[1] == b.division([b.paragraph("IND")])
    assert plain_text(found[2]) == "see"
    assert second["c"][0][0] == "item-ind"
