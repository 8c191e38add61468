"""Ids -> the items by id and name, as a list that a reader who knows no ids can use."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.document import blocks as b
from som_cli.reports.wording import Wording, Words


def named(wording: Wording, identifier: str) -> Words:
    return [wording.reference(identifier), " ", wording.title(identifier)]


def named_list(wording: Wording, words: str, ids: Sequence[str]) -> list[b.Block]:
    """A sentence that ends in a colon, and an item a line under it."""
    return [b.paragraph(words), b.bullets([named(wording, identifier) for identifier in ids])]
