"""Default code lists are complete in the languages of our documents."""

from __future__ import annotations

import pytest

from som_cli.model.codelists import CodeLists

LANGUAGES = {"pl", "en", "de"}
# Abbreviations that some languages lack, the forms of one Polish word, and Latin filler.
OF_ONE_LANGUAGE = {"abbreviations", "municipality-words"}
LATIN = ("placeholders", "filler")


@pytest.mark.parametrize("name", sorted({*CodeLists()} - OF_ONE_LANGUAGE))
def test_every_entry_has_a_word_in_every_language_of_our_documents(name: str) -> None:
    lacking = {
        code: LANGUAGES - {language for language, text in entry.label.items() if text.strip()}
        for code, entry in CodeLists()[name].items()
        if (name, code) != LATIN
    }
    assert {code: languages for code, languages in lacking.items() if languages} == {}
