"""Text -> what the readers make of it, as tests compare it."""

from __future__ import annotations

from typing import Any

from som_cli.text.diagnostics import Diagnostic
from som_cli.text.source import SourceText, read_source
from som_cli.text.yaml_reader import parse_yaml

Place = tuple[str, int, int]


def places(problems: list[Diagnostic]) -> list[Place]:
    """Code, line and column of each problem."""
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


def read(text: str | bytes, path: str = "a.yml") -> SourceText:
    """The source of a text that is good."""
    source, problems = read_source(path, text.encode() if isinstance(text, str) else text)
    assert problems == []
    assert source is not None
    return source


def refused(content: str | bytes, path: str = "a.yml") -> list[Place]:
    """Where the file cannot be read: by its characters, else by its YAML."""
    source, problems = read_source(path, content.encode() if isinstance(content, str) else content)
    if source is None:
        return places(problems)
    return places(parse_yaml(source)[1])


def root_of(text: str) -> Any:
    """The nodes of a YAML text that is good."""
    root, problems = parse_yaml(read(text))
    assert problems == []
    return root
