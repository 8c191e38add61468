"""The rules that reading enforces: what the reader, the layout and the decoder refuse."""

from __future__ import annotations

from som_cli.messages import mark_text
from som_cli.rules.registry import Rule

RULES = (
    Rule("YML01", "unreadable-text", "E", mark_text("The file is not plain UTF-8 text that parses.")),
    Rule("YML02", "duplicate-key", "E", mark_text("A key stands twice in one mapping.")),
    Rule("YML03", "hidden-coupling", "E", mark_text("An anchor, an alias, a merge key or a tag stands in the file.")),
    Rule("YML04", "unknown-key", "E", mark_text("A key is not part of the data model.")),
    Rule("YML05", "misplaced-file", "E", mark_text("The file's name or folder disagrees with what it holds.")),
    Rule("YML06", "missing-value", "E", mark_text("A required field is missing or empty.")),
    Rule("YML07", "value-outside-list", "E", mark_text("A value is not in its code list.")),
    Rule("YML08", "number-not-plain", "E", mark_text("A number is not in plain form.")),
    Rule(
        "YML09",
        "leftover-of-merge-or-editor",
        "E",
        mark_text("Conflict markers or leftovers of editors were committed."),
    ),
    Rule(
        "YML10", "clashing-paths", "E", mark_text("Two paths differ only in capitals or in how letters are composed.")
    ),
    Rule("YML12", "unsupported-schema", "E", mark_text("The workspace was written for another version of the schema.")),
    Rule(
        "SCH01", "wrong-shape", "E", mark_text("A list, a mapping or a single value stands where another is expected.")
    ),
    Rule("SCH02", "unreadable-value", "E", mark_text("A value cannot be read as what its field means.")),
)
