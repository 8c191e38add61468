"""A class of the data model -> a file of it as people write files: any order, any indentation, comments anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from som_cli.model.canonical import Shape

WORDS = (
    "zażółć",
    "gęślą",
    "2015",
    "1.10",
    "no",
    "a: b",
    "x # y",
    "33a57c2d",
    "it's",
    'say "so"',
    "[x",
    "ŁÓDŹ 2020",
    "-5",
    "null",
    "",
)
COMMENTS = ("# note", "#", "#: sign", "# zażółć {a: [b", "#x # y")
PERIODS = ("2015", "2014", "2014-06", "unknown")


@dataclass
class Messy:
    """Writes one file; comments are numbered, so that each can be told from the others."""

    random: Random
    count: int = 0

    def file(self, shape: Shape) -> str:
        lines = self.comments(0) + ["", *self.comments(0)] * self.chance(0.2)
        lines += self.mapping(shape, 0, is_root=True)
        lines += self.comments(0) * self.chance(0.2)
        return "\n".join(lines) + "\n" * self.random.choice((0, 1, 1, 1, 3))

    def chance(self, share: float) -> int:
        return self.random.random() < share

    def comment(self) -> str:
        self.count += 1
        return f"{self.random.choice(COMMENTS)} {self.count}"

    def comments(self, column: int) -> list[str]:
        lines = []
        while self.chance(0.15):
            where = max(0, column + self.random.choice((0, 0, 0, -2, 3)))
            lines.append(" " * where + self.comment() if self.chance(0.7) else " " * self.random.choice((0, 0, 2)))
        return lines

    def behind(self) -> str:
        return f"{' ' * self.random.randint(1, 3)}{self.comment()}" if self.chance(0.1) else ""

    def keys(self, shape: Shape, *, is_root: bool) -> list[str]:
        known = list(shape.keys) or ["a", "b", "c"]
        chosen = self.random.sample(known, min(len(known), self.random.randint(1, 6)))
        if is_root and "id" in known and "id" not in chosen:
            chosen.append("id")
        return chosen

    def mapping(self, shape: Shape, column: int, *, is_root: bool = False) -> list[str]:
        lines = []
        for key in self.keys(shape, is_root=is_root):
            lines += self.comments(column)
            inner = shape.every or shape.inner.get(key)
            name = f'"{key}"' if self.chance(0.05) else key
            lines += self.value(inner, f"{' ' * column}{name}:", column)
        return lines

    def value(self, shape: Shape | None, before: str, column: int) -> list[str]:
        if shape is None and self.chance(0.15):
            return self.block_text(before, column)
        if shape is None and self.chance(0.9):
            return [f"{before} {self.scalar()}{self.behind()}"]
        if self.chance(0.4):
            return self.flow(shape or Shape((), {}), before, column)
        deeper = column + self.random.randint(1, 4)
        is_list = shape is None or (not shape.every and self.chance(0.7))
        lines = [f"{before}{self.behind()}"]
        if not is_list:
            return [*lines, *self.mapping(shape or Shape((), {}), deeper)]
        deeper = self.random.choice((column, deeper))
        for _ in range(self.random.randint(1, 4)):
            lines += self.comments(deeper)
            lines += self.entry(shape, deeper)
        return lines

    def entry(self, shape: Shape | None, column: int) -> list[str]:
        if shape is None:
            return [f"{' ' * column}- {self.scalar()}{self.behind()}"]
        if self.chance(0.4):
            return [f"{' ' * column}- {self.flow_mapping(shape)}{self.behind()}"]
        gap = self.random.randint(1, 3)
        lines = self.mapping(shape, column + 1 + gap)
        first = next(index for index, line in enumerate(lines) if line.strip() and not line.strip().startswith("#"))
        lines[first] = " " * column + "-" + " " * gap + lines[first].lstrip()
        return [*(line for line in lines[:first] if line.strip()), *lines[first:]]

    def flow(self, shape: Shape, before: str, column: int) -> list[str]:
        """Brackets, on one line or over several with comments in them."""
        if self.chance(0.5):
            return [f"{before} {self.flow_mapping(shape)}{self.behind()}"]
        count = self.random.randint(0, 3)
        parts = [self.flow_mapping(shape) if self.chance(0.7) else self.scalar(in_flow=True) for _ in range(count)]
        if self.chance(0.5):
            return [f"{before} [{', '.join(parts)}]{self.behind()}"]
        margin = " " * (column + 2)
        rows = [row for part in parts for row in (*self.comments(column + 2), f"{margin}{part},{self.behind()}")]
        return [f"{before} [", *rows, f"{margin}]{self.behind()}"]

    def flow_mapping(self, shape: Shape) -> str:
        keys = self.keys(shape, is_root=False)
        space = self.random.choice(("", " "))
        return "{" + space + ", ".join(f"{key}: {self.scalar(in_flow=True)}" for key in keys) + space + "}"

    def block_text(self, before: str, column: int) -> list[str]:
        style = self.random.choice("|>") + self.random.choice(("", "-", "+"))
        margin = " " * (column + self.random.randint(1, 4))
        texts = [self.random.choice(("Tekst # not a comment", "dwa", "- x", "a: b", "")) for _ in range(3)]
        return [f"{before} {style}{self.behind()}", f"{margin}Raz", *(margin + text if text else "" for text in texts)]

    def scalar(self, *, in_flow: bool = False) -> str:
        word = self.random.choice((*WORDS, *PERIODS, *PERIODS))
        form = self.random.random()
        if form < 0.3:
            return "'" + word.replace("'", "''") + "'"
        is_plain = word and not set(word) & set("\"'#:[") and (not in_flow or not set(word) & set(",{}[]"))
        if form < 0.5 or not is_plain:
            return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return word
