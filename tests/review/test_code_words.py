"""Every code of the model's own lists has a word that a sentence about a change can print."""

from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum

import som_cli.model
from som_cli.model.action import ActionStatus
from som_cli.model.energy import Gases
from som_cli.model.entry import Mark
from som_cli.model.indicator import ObservationStatus
from som_cli.review.code_words import CODE_WORDS, code_word

# Signs of chemistry and of statistics, which people write as they stand, and marks that no file holds.
SPOKEN_AS_WRITTEN = (Gases, Mark, ObservationStatus)


def test_every_code_has_a_word() -> None:
    lists = {
        one
        for module in pkgutil.iter_modules(som_cli.model.__path__, "som_cli.model.")
        for one in vars(importlib.import_module(module.name)).values()
        if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum and one.__module__ == module.name
    }
    codes = {code.value for one in lists if one not in SPOKEN_AS_WRITTEN for code in one}
    assert codes - CODE_WORDS.keys() == set()
    assert CODE_WORDS.keys() - codes == set()


def test_only_codes_are_put_in_words() -> None:
    assert str(code_word("in_progress", ActionStatus)) == "in progress"
    assert code_word("in_progress", str) == "in_progress"
