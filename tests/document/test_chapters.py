"""Chapters that are read together come out as if each had been read alone."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import pytest

from som_cli.document import prose_parsing
from som_cli.document.document import plain_text
from som_cli.document.pandoc import run_pandoc
from som_cli.document.prose import Prose, render_chapters, render_prose

LEAKING = {
    "link target": ("See [here][1].\n\n[1]: https://example.org\n", "See [here][1].\n"),
    "note": ("One[^1].\n\n[^1]: First.\n", "Two[^1].\n"),
    "open code": ("```\ncode\n", "Text *a*.\n"),
    "open section": ("::: note\nText.\n", "# Heading\n"),
    "open list": ("- one\n\n", "    indented\n"),
    "nothing": ("", "Text.\n", ""),
    "link into the chapter": ("Text.\n\n[here](#there)\n", "Text.\n"),
    "written boundary": ("Text.\n\n&#x10FFFD;\n", "Text.\n"),
    "too deep": ("> " * 60 + "deep\n", "Text.\n"),
    "wrong template": ("{{ absent() }}\n", "Text.\n", "More {{ 1 + 1 }}.\n", "End.\n"),
}


def rendered(texts: Sequence[str]) -> list[Prose]:
    return render_chapters([(f"{number}.md", text) for number, text in enumerate(texts)], {}, "pl", shift_headings=1)


@pytest.mark.parametrize("texts", LEAKING.values(), ids=LEAKING)
def test_one_chapter_means_nothing_to_another(texts: Sequence[str]) -> None:
    assert rendered(texts) == [
        render_prose(f"{number}.md", text, {}, "pl", shift_headings=1) for number, text in enumerate(texts)
    ]


def test_a_link_that_cannot_be_printed_is_told_at_its_line() -> None:
    first, _ = rendered(LEAKING["link into the chapter"])
    assert [problem.line for problem in first.problems] == [3]


def test_several_chapters_are_read_by_one_process() -> None:
    with patch.object(prose_parsing, "run_pandoc", wraps=run_pandoc) as run:
        found = rendered([f"Text {number}.\n" for number in range(30)])
    assert run.call_count == 1
    assert [plain_text(list(prose.blocks)) for prose in found] == [f"Text {number}." for number in range(30)]
