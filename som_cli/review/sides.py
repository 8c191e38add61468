"""Two states of a workspace's files -> two workspaces; what is the same in both is decoded once and shared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from som_cli.model.decode_files import Decoded, decode_texts
from som_cli.model.loading import Loaded, load
from som_cli.text.files import Files
from som_cli.text.source import SourceText


def load_both(old: Files, new: Files, days: tuple[date, date]) -> tuple[Loaded, Loaded]:
    """Both workspaces, each with what stands for today where it does not say so itself.

    The items of a file with the same text at the same path are the same objects in both. Raises OSError where the disk
    refuses a file.
    """
    once = _DecodedOnce()
    return load(old, days[0], decode=once), load(new, days[1], decode=once)


class _DecodedOnce:
    """Decodes texts and keeps what each held, until the next state of the same path comes."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[str, Decoded]] = {}

    def __call__(self, texts: Mapping[str, SourceText]) -> Decoded:
        whole = Decoded()
        for path, source in texts.items():
            known = self._parts.get(path)
            if known is None or known[0] != source.text:
                known = self._parts[path] = source.text, decode_texts({path: source})
            _add(whole, known[1])
        return whole


def _add(whole: Decoded, part: Decoded) -> None:
    whole.items += part.items
    whole.inventories += part.inventories
    whole.shapes |= part.shapes
    whole.problems += part.problems
    for name, entries in part.codelists.items():
        whole.codelists.setdefault(name, {}).update(entries)
