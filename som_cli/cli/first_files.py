"""What is known of a new workspace or plan -> the texts of the files that it begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from som_cli.cli.places import shipped_templates
from som_cli.edit.new import named_id, new_path, new_text
from som_cli.edit.new_fields import Start
from som_cli.messages import Message
from som_cli.model.codelists import CodeList
from som_cli.model.values import in_language, tongue
from som_cli.text.yaml_scalars import scalar_text

FOLDER = "workspace"
# The language whose words stand in where we have none.
FALLBACK = "en"
CHAPTER = "text/01-introduction.md"
_PLACE = re.compile(r"@([A-Z]+)@")


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan that begins: `prefix` as the ids of its items have it, `office` the body that prepares it."""

    id: str
    prefix: str
    title: str
    office: str = ""


def plan_files(plan: NewPlan, language: str, kinds: CodeList, say: Callable[[Message], str]) -> dict[str, str]:
    """The file of a plan, and its first chapter. Without a title it bears the name of its kind."""
    kind = next(iter(kinds))
    label = kinds[kind].label
    name = in_language(label, language) or label.get(FALLBACK) or plan.id
    title = plan.title or name[:1].upper() + name[1:]
    chapter = f"plans/{plan.id}/{CHAPTER}"
    start = Start(plan.id, title, prefix=plan.prefix, owner=plan.office, chapters=(chapter,), code=lambda _: kind)
    path = new_path("plan", start)
    return {path: new_text("plan", path, start, say), chapter: _template("introduction.md", language)}


def workspace_files(name: str, language: str, currency: str) -> dict[str, str]:
    """Settings, partnership, units and funds."""
    values = {"ID": named_id(name, (), is_slug=True), "NAME": scalar_text(name)}
    return {
        "som.yml": f"schema: 1\nlanguage: {language}\ncurrency: {currency}\n",
        "partnership/partnership.yml": _filled(_template("partnership.yml", language), values),
        "registry/units.yml": (shipped_templates() / FOLDER / "units.yml").read_text(encoding="utf-8"),
        "registry/funds.yml": _template("funds.yml", language),
    }


def _template(name: str, language: str) -> str:
    """The words of a language, of its tongue (`de` for `de-AT`), else English ones."""
    places = [shipped_templates() / FOLDER / code / name for code in (language, tongue(language), FALLBACK)]
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], text)
