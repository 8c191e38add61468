"""The label files of all languages have the same keys, and words for every value that the model can hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from som_cli.analysis.procedures import StepState
from som_cli.document.formatting import Formatter
from som_cli.document.labels import load_labels
from som_cli.model.action import ActionKind, ActionStatus, Cooperation, MoneyStage, PriceBasis, Vat
from som_cli.model.entry import Provenance
from som_cli.model.indicator import Direction, Frequency, IndicatorKind, MissingReason
from som_cli.model.participation import ChannelKind, DecisionKind, Disposition, SenderKind
from som_cli.model.partnership import BodyKind
from som_cli.model.plan import EvaluationKind, ObjectiveLevel, PlanStatus, VersionKind
from som_cli.reports.edition_labels import LabelFileError, load_edition_labels
from som_cli.text.diagnostics import Severity
from som_cli.text.json_reader import as_plain
from som_cli.text.nodes import Mapping
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml
from tests.reports.editions import ROOT, TEMPLATES

LANGUAGES = ("de", "en", "pl")
PLURALS = {"de": {"one", "other"}, "en": {"one", "other"}, "pl": {"one", "few", "many", "other"}}
TOPICS = sorted({path.name.partition(".")[0] for path in (TEMPLATES / "labels").iterdir()})
GROUPS = {
    "action_kind": ActionKind,
    "action_status": ActionStatus,
    "body_kind": BodyKind,
    "channel_kind": ChannelKind,
    "cooperation": Cooperation,
    "decision_kind": DecisionKind,
    "direction": Direction,
    "disposition": Disposition,
    "evaluation_kind": EvaluationKind,
    "frequency": Frequency,
    "indicator_kind": IndicatorKind,
    "missing": MissingReason,
    "money_stage": MoneyStage,
    "objective_level": ObjectiveLevel,
    "plan_status": PlanStatus,
    "price_basis": PriceBasis,
    "sender_kind": SenderKind,
    "step_state": StepState,
    "vat": Vat,
    "version_kind": VersionKind,
}
_PLACE = re.compile(r"\{(\w+)\}")
_ASKED = re.compile(r'(?:(\w+)\.)?\b(?:label|labels|plural)\(\s*"([\w.]+)"')


def texts(language: str) -> dict[str, str]:
    return dict(load_edition_labels(TEMPLATES, language).texts)


def keys(language: str) -> set[str]:
    """Keys without their plural forms."""
    found = texts(language)
    counted = {key.rpartition(".")[0] for key in found if key.endswith(".one")}
    return {key.rpartition(".")[0] if key.rpartition(".")[0] in counted else key for key in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert keys(language) ^ keys("en") == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_file_in_every_language(topic: str) -> None:
    found = {path.name for path in (TEMPLATES / "labels").glob(f"{topic}.*")}
    assert found == {f"{topic}.{language}.yml" for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_changes_a_text_of_another(language: str) -> None:
    """A key of two files would have the text of the later: nobody who reads the other would see why."""
    files = (TEMPLATES / f"labels.{language}.yml", *sorted((TEMPLATES / "labels").glob(f"*.{language}.yml")))
    seen: dict[str, tuple[str, str]] = {}
    for path in files:
        root, problems = parse_yaml(SourceText(path.name, path.read_text("utf-8")))
        assert isinstance(root, Mapping), problems
        for key, text in load_labels(as_plain(root), language).texts.items():
            other = seen.setdefault(key, (path.name, text))
            assert other[1] == text, f"{key}: {path.name} and {other[0]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_counted_text_has_the_forms_of_its_language(language: str) -> None:
    found = texts(language)
    for key in {key.rpartition(".")[0] for key in found if key.endswith(".one")}:
        assert {name.rpartition(".")[2] for name in found if name.rpartition(".")[0] == key} == PLURALS[language], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_places(language: str) -> None:
    own, english = texts(language), texts("en")
    for key in own.keys() & english.keys():
        # The form for one may say the number in a word.
        free = {"count"} if key.endswith(".one") else set()
        assert set(_PLACE.findall(own[key])) - free == set(_PLACE.findall(english[key])) - free, key


def test_forms_that_english_lacks_have_the_same_places() -> None:
    """Polish forms that English lacks (few, many) have the places of the form for all other counts."""
    polish = texts("pl")
    for key in (key for key in polish if key.endswith((".few", ".many"))):
        other = f"{key.rpartition('.')[0]}.other"
        assert set(_PLACE.findall(polish[key])) == set(_PLACE.findall(polish[other])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_has_words(language: str) -> None:
    labels = load_edition_labels(TEMPLATES, language)
    for group, values in GROUPS.items():
        assert set(labels.group(group)) == {value.value for value in values}, group
    assert set(labels.group("mark")) == {one.value for one in Provenance if one is not Provenance.PUBLISHED}
    assert all(f"findings.{severity.value}.one" in labels.texts for severity in Severity)


def test_every_text_that_the_reports_ask_for_is_there() -> None:
    modules = sorted((ROOT / "som_cli" / "reports").rglob("*.py"))
    asked = {key for path in modules for key in asked_keys(path)}
    asked |= {key for path in (TEMPLATES / "reports").glob("*.md.j2") for key in asked_keys(path)}
    assert len(asked) > 300
    assert asked - keys("en") - set(texts("en")) == set()


def asked_keys(path: Path) -> set[str]:
    """The keys that a module or a skeleton names; the words of workbooks put a prefix before theirs."""
    own = "self" if path.parts[-2:] == ("workbooks", "words.py") else "words"
    found = _ASKED.findall(path.read_text("utf-8"))
    return {f"workbook.{key}" if asker == own else key for asker, key in found}


def test_words_are_set_by_the_rules_of_their_language() -> None:
    labels = load_edition_labels(TEMPLATES, "pl")
    assert labels("document.of") == "z"
    assert labels.plural("summary.members", 15) == "15\u00a0członków"
    assert labels.plural("summary.members", 22) == "22\u00a0członkowie"
    assert "Wersja" in labels("footer.revision", commit="abc", date="2026")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no file labels.en.yml"), ("- a\n", "no labels"), ("a: 1\na: 2\n", ":2:"), ("a: [b]\n", "not a text")],
)
def test_a_file_that_is_no_label_file_says_so(tmp_path: Path, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / "labels.en.yml").write_text(content, "utf-8")
    with pytest.raises(LabelFileError, match=re.escape(words)):
        load_edition_labels(tmp_path, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_of_a_page_holds_the_whole_revision(language: str) -> None:
    cut = re.search(r"shorten\(data\.footer, (\d+)\)", (TEMPLATES / "pdf/document.typ").read_text("utf-8"))
    assert cut
    dates = [Formatter(language).date(f"2026-{month:02}-28") for month in range(1, 13)]
    words = texts(language)["footer.uncommitted"]
    longest = max(len(words.format(commit="0123456789", date=one)) for one in dates)
    assert longest <= int(cut[1])
