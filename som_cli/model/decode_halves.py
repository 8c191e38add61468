"""Many texts -> what they hold, half of it decoded in a second process meanwhile.

What comes from there knows where each item was written, and reads the file again when asked where its fields stand: few
are ever asked.
"""

from __future__ import annotations

import pickle
from collections import ChainMap, defaultdict
from collections.abc import Callable, Mapping
from copyreg import dispatch_table
from functools import partial
from io import BytesIO
from itertools import accumulate
from typing import Any, cast

from som_cli.model.canonical_check import has_canonical_items
from som_cli.model.decode_files import Decoded, decode_texts
from som_cli.model.entry import DistantOrigin, Item, Origin
from som_cli.text.meanwhile import has_room, meanwhile
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.nodes import Node, Sequence
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml

# From here on a second process pays: some 1,500 items.
_MANY_CHARACTERS = 1_000_000
# The copy has more to do: it sends what it has read.
_OWN_SHARE = 0.55


def decode_in_halves(texts: Mapping[str, SourceText]) -> Decoded:
    """Everything that the texts hold, as `decode_texts` gives it; in two processes where that is faster."""
    sums = list(accumulate(len(source.text) for source in texts.values()))
    if not sums or sums[-1] < _MANY_CHARACTERS or not has_room():
        return decode_texts(texts)
    own = sum(size < _OWN_SHARE * sums[-1] for size in sums)
    pairs = list(texts.items())
    with meanwhile(partial(_packed, dict(pairs[own:]))) as others:
        decoded = decode_texts(dict(pairs[:own]))
        rest = _unpacked(others(), texts)
    for name, entries in rest.codelists.items():
        decoded.codelists.setdefault(name, {}).update(entries)
    decoded.items += rest.items
    decoded.inventories += rest.inventories
    decoded.shapes |= rest.shapes
    decoded.problems += rest.problems
    decoded.canonical |= rest.canonical
    return decoded


def _packed(texts: Mapping[str, SourceText]) -> bytes:
    """What texts hold, as bytes; the files that are in canonical form are told, since it takes their nodes to see."""
    decoded = decode_texts(texts)
    items: dict[str, list[Item]] = defaultdict(list)
    for item in (*decoded.items, *(code for entries in decoded.codelists.values() for code in entries.values())):
        items[item.origin.path].append(item)
    decoded.canonical = {path for path, written in items.items() if has_canonical_items(texts[path], written)}
    packed = BytesIO()
    pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
    table: Any = ChainMap({Origin: _pack_origin}, dispatch_table)
    pickler.dispatch_table = table
    pickler.dump(decoded)
    return packed.getvalue()


def _pack_origin(origin: Origin) -> tuple[Callable[[str, int, int], Origin], tuple[str, int, int]]:
    start = origin.node.place[0]
    return _distant, (origin.path, start.line, start.column)


def _distant(path: str, line: int, column: int) -> Origin:
    """Stands for `_Unpacker.origin` in the bytes: only who reads them has the texts."""
    raise NotImplementedError(path, line, column)


def _unpacked(packed: bytes, texts: Mapping[str, SourceText]) -> Decoded:
    return cast("Decoded", _Unpacker(packed, texts).load())


class _Unpacker(pickle.Unpickler):
    def __init__(self, packed: bytes, texts: Mapping[str, SourceText]) -> None:
        super().__init__(BytesIO(packed))
        self.texts = texts
        self.roots: dict[str, Node] = {}

    def find_class(self, module: str, name: str, /) -> Any:
        is_origin = (module, name) == (__name__, _distant.__name__)
        return self.origin if is_origin else super().find_class(module, name)

    def origin(self, path: str, line: int, column: int) -> Origin:
        return DistantOrigin(path, partial(self.node, path, line, column))

    def node(self, path: str, line: int, column: int) -> MappingNode:
        """The mapping that begins at a place, of a file that is read once more."""
        if path not in self.roots:
            self.roots[path], _ = parse_yaml(self.texts[path])
        waiting = [self.roots[path]]
        while waiting:
            node = waiting.pop()
            if isinstance(node, MappingNode):
                if (node.place[0].line, node.place[0].column) == (line, column):
                    return node
                waiting += node.values()
            elif isinstance(node, Sequence):
                waiting += node
        raise LookupError(path, line, column)
