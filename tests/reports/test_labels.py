"""The label files of all languages have the same keys, and words for every value that the model can hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from som_cli.model.action import ActionKind, ActionStatus, Cooperation, MoneyStage, PriceBasis, Vat
from som_cli.model.entry import Provenance
from som_cli.model.indicator import Direction, Frequency, IndicatorKind, MissingReason
from som_cli.model.participation import DecisionKind
from som_cli.model.partnership import BodyKind
from som_cli.model.plan import EvaluationKind, ObjectiveLevel, PlanStatus, VersionKind
from som_cli.reports.edition_labels import LabelFileError, load_edition_labels
from som_cli.text.diagnostics import Severity
from tests.reports.editions import ROOT, TEMPLATES

LANGUAGES = ("en", "pl")
PLURALS = {"en": {"one", "other"}, "pl": {"one", "few", "many", "other"}}
GROUPS = {
    "action_kind": ActionKind,
    "action_status": ActionStatus,
    "body_kind": BodyKind,
    "cooperation": Cooperation,
    "decision_kind": DecisionKind,
    "direction": Direction,
    "evaluation_kind": EvaluationKind,
    "frequency": Frequency,
    "indicator_kind": IndicatorKind,
    "missing": MissingReason,
    "money_stage": MoneyStage,
    "objective_level": ObjectiveLevel,
    "plan_status": PlanStatus,
    "price_basis": PriceBasis,
    "vat": Vat,
    "version_kind": VersionKind,
}
_PLACE = re.compile(r"\{(\w+)\}")
_ASKED = re.compile(r'\b(?:label|labels|plural)\(\s*"([\w.]+)"')


def texts(language: str) -> dict[str, str]:
    return dict(load_edition_labels(TEMPLATES, language).texts)


def keys(language: str) -> set[str]:
    """Keys without their plural forms."""
    found = texts(language)
    counted = {key.rpartition(".")[0] for key in found if key.endswith(".one")}
    return {key.rpartition(".")[0] if key.rpartition(".")[0] in counted else key for key in found}


def test_every_language_has_the_same_keys() -> None:
    assert keys("pl") == keys("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_counted_text_has_the_forms_of_its_language(language: str) -> None:
    found = texts(language)
    for key in {key.rpartition(".")[0] for key in found if key.endswith(".one")}:
        assert {name.rpartition(".")[2] for name in found if name.rpartition(".")[0] == key} == PLURALS[language], key


def test_both_languages_have_the_same_places() -> None:
    polish, english = texts("pl"), texts("en")
    for key in polish.keys() & english.keys():
        assert set(_PLACE.findall(polish[key])) == set(_PLACE.findall(english[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_has_words(language: str) -> None:
    labels = load_edition_labels(TEMPLATES, language)
    for group, values in GROUPS.items():
        assert set(labels.group(group)) == {value.value for value in values}, group
    assert set(labels.group("mark")) == {one.value for one in Provenance if one is not Provenance.PUBLISHED}
    assert all(f"findings.{severity.value}.one" in labels.texts for severity in Severity)


def test_every_text_that_the_reports_ask_for_is_there() -> None:
    # The modules of the workbook ask through a function of their own, which puts a prefix before the key.
    modules = [path for path in (ROOT / "som_cli" / "reports").glob("*.py") if "workbook" not in path.name]
    sources = [*modules, *(TEMPLATES / "reports").glob("*.md.j2")]
    asked = {key for path in sources for key in _ASKED.findall(path.read_text("utf-8"))}
    assert len(asked) > 100
    assert asked - keys("en") - set(texts("en")) == set()


def test_words_are_set_by_the_rules_of_their_language() -> None:
    labels = load_edition_labels(TEMPLATES, "pl")
    assert labels("document.of") == "z"
    assert labels.plural("summary.members", 15) == "15\u00a0członków"
    assert labels.plural("summary.members", 22) == "22\u00a0członkowie"
    assert "Wersja" in labels("footer.revision", commit="abc", date="2026")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No such file"), ("- a\n", "no labels"), ("a: 1\na: 2\n", ":2:"), ("a: [b]\n", "not a text")],
)
def test_a_file_that_is_no_label_file_says_so(tmp_path: Path, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / "labels.en.yml").write_text(content, "utf-8")
    with pytest.raises(LabelFileError, match=re.escape(words)):
        load_edition_labels(tmp_path, "en")
