"""A tree of a YAML file -> its text in canonical form; the order of keys and entries is the tree's."""

from __future__ import annotations

from som_cli.text.yaml_scalars import fits_in_flow, needs_no_quotes, quoted
from som_cli.text.yaml_tree import Branch, Leaf, Tree, Twig

STEP = 2
# A list of plain values that was written over several lines goes onto one up to here.
LINE = 100


def print_tree(tree: Tree) -> str:
    """The whole file: two spaces a level, one blank line at most between groups, one end of line at the end."""
    page = _Page()
    page.comments(tree.header, 0)
    page.block(tree.root, 0)
    return page.text()


class _Page:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_open = False  # the last line belongs to a block that keeps all blank lines behind it

    def text(self) -> str:
        while self.lines and not self.lines[-1] and not self.is_open:
            self.lines.pop()
        return "".join(f"{line}\n" for line in self.lines)

    def add(self, line: str) -> None:
        self.lines.append(line)
        self.is_open = False

    def comments(self, lines: list[str], indent: int, *, is_first: bool = False) -> None:
        """Comment lines at a level, and the blank lines between them: one for many, none at the top."""
        for text in lines:
            if text:
                self.add(" " * indent + text)
                is_first = False
            elif self.lines and self.lines[-1] and not is_first and not self.is_open:
                self.add("")

    def block(self, branch: Branch, indent: int, dash: str = "") -> None:
        """The entries of a mapping or sequence, a line or more each; `dash` stands before the first."""
        for number, twig in enumerate(branch.twigs):
            own = dash if number == 0 else ""
            self.comments(twig.above, indent - len(own), is_first=number == 0 and indent > 0)
            if twig.key is None:
                self.entry(twig, own, indent)
            else:
                self.value(twig, f"{_margin(indent, own)}{leaf_text(twig.key)}:", indent)
        self.comments(branch.tail, indent)

    def entry(self, twig: Twig, dash: str, indent: int) -> None:
        """An entry of a sequence; `dash` is that of the sequence around it, where both begin on one line."""
        if isinstance(twig.value, Branch) and not is_flow(twig.value):
            self.comments([twig.behind.strip()] * bool(twig.behind), indent)
            self.block(twig.value, indent + STEP, f"{dash}- ")
        else:
            self.value(twig, f"{_margin(indent, dash)}-", indent)

    def value(self, twig: Twig, before: str, indent: int) -> None:
        """What stands behind a key or a dash."""
        value = twig.value
        if isinstance(value, Leaf):
            self.leaf(value, before, indent, twig.behind)
        elif is_flow(value):
            self.add(f"{before} {flow_text(value)}{twig.head}{twig.behind}")
        else:
            self.add(f"{before}{twig.head}{twig.behind}")
            self.block(value, indent + STEP)

    def leaf(self, leaf: Leaf, before: str, indent: int, behind: str) -> None:
        block = leaf if leaf.style in ("|", ">") else _as_block(leaf)
        if block is None:
            text = leaf_text(leaf)
            self.add(f"{before}{' ' if text else ''}{text}{behind}")
            return
        first = next((line for line in block.body if line), "")
        sign = str(STEP) if first.startswith(" ") else ""
        self.add(f"{before} {block.style}{sign}{block.signs}{block.comment}{behind}")
        for line in block.body:
            self.add(" " * (indent + STEP) + line if line else "")
        self.is_open = "+" in block.signs


def _margin(indent: int, dash: str) -> str:
    return " " * (indent - len(dash)) + dash


def is_flow(branch: Branch) -> bool:
    """Whether a mapping or sequence stands in brackets on one line.

    Lines of figures do; lists of more than one mapping never; all else as it was written.
    """
    if not branch.twigs and not branch.tail:
        return True
    if not _fits_on_a_line(branch):
        return False
    if branch.is_mapping:
        return branch.is_flow or branch.is_line
    mappings = sum(isinstance(twig.value, Branch) and twig.value.is_mapping for twig in branch.twigs)
    return branch.is_flow and mappings <= 1 and not (branch.is_split and len(flow_text(branch)) > LINE)


def flow_text(branch: Branch) -> str:
    """A mapping or sequence in brackets."""
    parts = []
    for twig in branch.twigs:
        value = twig.value
        text = flow_text(value) if isinstance(value, Branch) else leaf_text(value, in_flow=True) or "null"
        parts.append(text if twig.key is None else f"{leaf_text(twig.key, in_flow=True)}: {text}")
    inner = ", ".join(parts)
    return f"{{{inner}}}" if branch.is_mapping else f"[{inner}]"


def leaf_text(leaf: Leaf, *, in_flow: bool = False) -> str:
    """A scalar on one line."""
    raw, value = leaf.raw, leaf.value
    if not leaf.style:
        plain = raw if "\n" not in raw else value
        return plain if "\n" not in plain and (not in_flow or not plain or fits_in_flow(plain)) else quoted(value)
    if needs_no_quotes(value):
        return value
    is_single = leaf.style == "'" and not {'"', "\\"} & set(value)
    return quoted(value) if "\n" in raw or is_single else raw


def _fits_on_a_line(branch: Branch) -> bool:
    if branch.tail:
        return False
    for twig in branch.twigs:
        value = twig.value
        if twig.behind or twig.head or any(twig.above):
            return False
        if isinstance(value, Branch):
            if not _fits_on_a_line(value):
                return False
        elif value.style in ("|", ">") or ("\n" in value.raw and "\n" in value.value):
            return False
    return True


def _as_block(leaf: Leaf) -> Leaf | None:
    """Text of several lines that was written in another way, as a block, where a block can hold it."""
    value = leaf.value
    lines = value.split("\n")
    if "\n" not in leaf.raw or "\n" not in value or not lines[0] or any(line != line.strip(" ") for line in lines):
        return None
    if value.endswith("\n"):
        return Leaf(leaf.raw, value, "|", "", tuple(lines[:-1])) if lines[-2] else None
    return Leaf(leaf.raw, value, "|", "-", tuple(lines))
