"""Every rule's page is run: the bad block gives exactly its code at the marked lines, the good block nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from som_cli.model.loading import Loaded, load
from som_cli.rules import RULES
from som_cli.rules.registry import PAGES, Gate, Rule
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.files import MemoryFiles, WorkingTree
from tests.rules.earlier import Commit, with_past

TINY = Path(__file__).parents[1] / "tiny"
TODAY = date(2016, 7, 1)
HEADINGS = ["What it checks", "Why", "Bad", "Good", "When to waive", "Source"]
MARK = re.compile(r"\s*# <- ([A-Z]{3}[0-9]{2})$")
FENCE = re.compile(r"```\w* (?P<path>\S+)(?P<options>[^\n]*)\n(?P<body>.*?)```", re.DOTALL)


class Example:
    """The blocks of one section laid over the tiny workspace, and the lines at which findings are expected.

    Options behind a block's path: `gate=adoption`, `lines=1,3` for files that hold no comments, `escapes` for
    characters that a page cannot show, `bytes` for text in another encoding, `link` for a symbolic link, `absent` to
    take a file away. `at=2015-03-01` makes it the file as it stood in the commit of that day; files that the page does
    not show of that day stood there as they stand today.
    """

    def __init__(self, section: str) -> None:
        tree = WorkingTree(TINY)
        self.contents = {path: tree.read(path) for path in tree.paths}
        self.links: list[str] = []
        self.gate = Gate.DRAFT
        self.expected: list[tuple[str, int]] = []
        self.earlier: dict[date, dict[str, bytes]] = {}
        for block in FENCE.finditer(section):
            self.add(block["path"], block["options"].split(), block["body"])

    def add(self, path: str, options: list[str], body: str) -> None:
        day = next((option.removeprefix("at=") for option in options if option.startswith("at=")), None)
        if day is not None:
            self.earlier.setdefault(date.fromisoformat(day), {})[path] = body.encode()
            return
        encoding = "latin-1" if "bytes" in options else "utf-8"
        text = body.encode("ascii").decode("unicode_escape") if {"escapes", "bytes"} & set(options) else body
        lines = text.split("\n")
        self.expected += [(path, number) for number, line in enumerate(lines, 1) if MARK.search(line)]
        for option in options:
            name, _, value = option.partition("=")
            if name == "gate":
                self.gate = Gate(value)
            elif name == "lines":
                self.expected += [(path, int(number)) for number in value.split(",")]
        if "link" in options:
            self.links.append(path)
        elif "absent" in options:
            del self.contents[path]
        else:
            self.contents[path] = "\n".join(MARK.sub("", line) for line in lines).encode(encoding)

    def load(self, contents: Mapping[str, bytes] | None = None) -> Loaded:
        """The workspace of these files, or of others in their place, with its past where the page shows one."""
        loaded = load(MemoryFiles(dict(contents or self.contents), tuple(self.links)), TODAY)
        commits = [Commit(day, {**self.contents, **files}) for day, files in sorted(self.earlier.items())]
        return with_past(loaded, commits) if commits else loaded

    def findings(self) -> tuple[Diagnostic, ...]:
        return check_workspace(self.load(), self.gate).findings


def sections(rule: Rule) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", rule.page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_tiny_workspace_is_clean_at_draft() -> None:
    assert check_workspace(load(WorkingTree(TINY), TODAY)).findings == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_has_its_headings(rule: Rule) -> None:
    assert rule.page.startswith(f"# {rule.code} {rule.name}\n")
    assert list(sections(rule)) == HEADINGS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_example_gives_exactly_this_code_at_the_marked_lines(rule: Rule) -> None:
    example = Example(sections(rule)["Bad"])
    findings = [finding for finding in example.findings() if not finding.waived]
    found = [(finding.code, finding.span.path, finding.span.line) for finding in findings]
    assert example.expected
    assert sorted(found) == sorted((rule.code, path, line) for path, line in example.expected)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_good_example_gives_nothing(rule: Rule) -> None:
    example = Example(sections(rule)["Good"])
    assert [finding for finding in example.findings() if not finding.waived] == []


def test_pages_and_rules_are_the_same_set() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {rule.name for rule in RULES}


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_severity_can_be_read() -> None:
    assert all(rule.severity_at(gate) or "@" in rule.severity for rule in RULES for gate in Gate)


def test_names_say_the_flaw_and_not_what_to_do() -> None:
    ordering = re.compile(r"^(avoid|do-not|dont|prefer|use|must|no|check)-")
    assert [rule.name for rule in RULES if ordering.search(rule.name)] == []
