"""Markdown texts -> pandoc's blocks of each, read in one process where they are several."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from som_cli.document.blocks import Block
from som_cli.document.pandoc import PandocError, run_pandoc
from som_cli.document.prose_nodes import OverlargeError, read_json

_MEMORY_MB = 512
_TIMEOUT_SECONDS = 20

# Raw nodes, attributes, formulas, emoji names and English quotation marks are no part of prose.
_READER = (
    "commonmark_x-raw_html-raw_attribute-attributes-bracketed_spans-tex_math_dollars-smart-emoji-task_lists-alerts"
    "-fancy_lists-yaml_metadata_block-gfm_auto_identifiers-implicit_header_references"
)
_ARGUMENTS = ("--from", _READER, "--to", "json")

# A paragraph between two texts; prose holds no such character.
_BETWEEN = "\U0010fffd"
_BOUNDARY: Block = {"t": "Para", "c": [{"t": "Str", "c": _BETWEEN}]}
# Where texts are read together, pandoc writes the number of its text into each link to a place: not what was written.
_RENAMED = re.compile(rb'"#\d+__')

# Gives the blocks of a text, or raises PandocError or OverlargeError where it cannot be read.
Parsed = Callable[[], list[Block]]


def parse_prose(texts: Sequence[str]) -> list[Parsed]:
    """The blocks of each text.

    Each is read as if it stood alone: notes, link targets and unclosed blocks of one mean nothing to another. Starting
    pandoc takes longer than reading a chapter, so they are read together; where that fails or could differ, singly.
    """
    together = _together(texts) if len(texts) > 1 else None
    if together is None:
        return [partial(_alone, text) for text in texts]
    return [partial(list, blocks) for blocks in together]


def _alone(text: str) -> list[Block]:
    stdin = text.encode("utf-8")
    return read_json(run_pandoc(_ARGUMENTS, stdin, memory_mb=_MEMORY_MB, timeout_seconds=_TIMEOUT_SECONDS))


def _together(texts: Sequence[str]) -> list[list[Block]] | None:
    with tempfile.TemporaryDirectory(prefix="som-prose-") as name:
        folder = Path(name)
        (folder / "between").write_text(_BETWEEN, "utf-8")
        files = ["between"]
        for number, text in enumerate(texts):
            (folder / f"{number}").write_bytes(text.encode("utf-8"))
            files += [f"{number}", "between"]
        arguments = (*_ARGUMENTS, "--file-scope", *files)
        try:
            output = run_pandoc(arguments, b"", memory_mb=_MEMORY_MB, timeout_seconds=_TIMEOUT_SECONDS, folder=folder)
            blocks = read_json(output)
        except (PandocError, OverlargeError):
            return None
    places = [place for place, block in enumerate(blocks) if block == _BOUNDARY]
    # A text that writes the character as a reference makes one boundary more.
    if len(places) != len(texts) + 1 or _RENAMED.search(output):
        return None
    return [blocks[start + 1 : end] for start, end in pairwise(places)]
