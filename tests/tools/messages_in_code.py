"""Source files -> the messages that the program can say, in the order of their texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

CALLS = {"msg", "mark_text"}
RULE = "rule"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One text of the catalogue and where it stands; `given` are the parameters of the call, None when unknown."""

    text: str
    plural: str
    path: str
    line: int
    given: frozenset[str] | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class UnreadableCallError(Exception):
    """A call whose text is not a literal: no catalogue can hold it."""


def find_messages(tree: Mapping[str, str]) -> list[Found]:
    """The literals of `msg()` and `mark_text()`, the first docstring line of every rule, the help of every command."""
    found = (
        message
        for path, text in tree.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(text))
        for message in _messages_at(node, path)
    )
    return sorted(found, key=lambda message: (message.text, message.path, message.line))


def _messages_at(node: ast.AST, path: str) -> Iterator[Found]:
    if isinstance(node, ast.Call) and _name(node.func) in CALLS:
        yield _message_of_call(node, path)
    elif isinstance(node, ast.FunctionDef) and any(
        isinstance(decorator, ast.Call) and _name(decorator.func) == RULE for decorator in node.decorator_list
    ):
        summary = (ast.get_docstring(node) or "").partition("\n")[0]
        yield Found(summary, "", path, node.lineno)
    elif isinstance(node, ast.FunctionDef) and _is_command(node, path):
        yield Found(ast.get_docstring(node) or "", "", path, node.lineno)


def _is_command(node: ast.FunctionDef, path: str) -> bool:
    """A command is the function that its module in `cli/` is named after; its docstring is its help."""
    folder, _, module = path.removesuffix(".py").rpartition("/")
    takes_context = bool(node.args.args) and node.args.args[0].arg == "context"
    return folder.endswith("som_cli/cli") and takes_context and node.name.rstrip("_") == module


def _message_of_call(call: ast.Call, path: str) -> Found:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    plural = keywords.pop("plural", None)
    texts = [*call.args[:1], *([plural] if plural else [])]
    if len(call.args) != 1 or not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts):
        place = f"{path}:{call.lineno}"
        raise UnreadableCallError(place)
    text, plural_text = (*(ast.literal_eval(text) for text in texts), "")[:2]
    names = frozenset(name for name in keywords if name is not None)
    is_known = _name(call.func) == "msg" and None not in keywords
    return Found(text, plural_text, path, call.lineno, names if is_known else None)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def places(text: str) -> set[str]:
    """The names between braces: what a message leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
