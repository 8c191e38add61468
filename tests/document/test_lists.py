"""Lists of contents, tables and figures follow a cover only where they have three lines."""

from __future__ import annotations

import pytest

from som_cli.document import blocks as b
from som_cli.document.document import Cover, Document


def document(*blocks: b.Block, has_contents: bool = True, has_lists: bool = True) -> Document:
    return Document("d", "en", Cover("O", "T"), blocks, {}, 0, has_contents=has_contents, has_lists=has_lists)


def blocks(headings: int, tables: int, figures: int) -> tuple[b.Block, ...]:
    return (
        *(b.heading(1 + number % 2, "H", f"h{number}") for number in range(headings)),
        *(b.landscape(b.table(f"t{number}", "Caption", [b.Column("A")], [("a",)])) for number in range(tables)),
        *(b.figure(f"f{number}", "Caption", "", "picture") for number in range(figures)),
    )


@pytest.mark.parametrize(
    ("counts", "lists"),
    [
        ((3, 3, 3), {"contents", "tables", "figures"}),
        ((3, 2, 3), {"contents", "figures"}),
        ((3, 3, 2), {"contents", "tables"}),
        ((3, 0, 0), {"contents"}),
        ((2, 9, 9), set()),
    ],
)
def test_a_list_of_fewer_than_three_lines_is_left_out(counts: tuple[int, int, int], lists: set[str]) -> None:
    assert document(*blocks(*counts)).lists == lists


def test_a_report_may_do_without() -> None:
    assert document(*blocks(3, 3, 3), has_contents=False).lists == set()
    assert document(*blocks(3, 3, 3), has_lists=False).lists == {"contents"}


def test_headings_that_contents_leave_out_do_not_count() -> None:
    deep = [b.heading(3, "H", f"deep{number}") for number in range(3)]
    assert document(*blocks(2, 0, 0), *deep).lists == set()
