"""Words by key, with clear errors for what is missing."""

from __future__ import annotations

import pytest

from som_cli.document.labels import MissingLabelError, load_labels

LABELS = load_labels(
    {
        "contents": "Spis treści",
        "greeting": "Plan {name} {braces {0}",
        "action": {"one": "{count} działanie", "few": "{count} działania", "many": "{count} działań"},
    },
    "pl",
)


def test_texts_and_places() -> None:
    assert LABELS("contents") == "Spis treści"
    assert LABELS("greeting", name="{contents}") == "Plan {contents} {braces {0}"


@pytest.mark.parametrize(("count", "text"), [(1, "1 działanie"), (3, "3 działania"), (12, "12 działań")])
def test_plural_forms(count: int, text: str) -> None:
    assert LABELS.plural("action", count) == text


def test_groups() -> None:
    assert set(LABELS.group("action")) == {"one", "few", "many"}


def test_a_missing_key_is_named() -> None:
    with pytest.raises(MissingLabelError, match=r"'pl' lack 'footer'"):
        LABELS("footer")
    with pytest.raises(MissingLabelError, match=r"footer\.few"):
        LABELS.plural("footer", 2)


def test_a_place_without_its_value_is_named() -> None:
    with pytest.raises(LookupError, match="name"):
        LABELS("greeting")


def test_a_label_is_text() -> None:
    with pytest.raises(ValueError, match=r"action\.one is not a text"):
        load_labels({"action": {"one": 1}}, "pl")
