"""`make audit`: every report of the real plans in every format and language keeps every promise. Takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from som_cli.analysis.scope import Scope
from som_cli.analysis.translation import translated
from som_cli.model.loading import load
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.edition import Edition
from som_cli.reports.editions import Wanted, wanted_files
from som_cli.text.files import WorkingTree
from tests.build.faults import faults_of
from tests.reports.editions import REAL, edition_of

LANGUAGES = ("pl", "en", "de")


@cache
def edition_in(language: str) -> Edition:
    found = edition_of(load(WorkingTree(REAL), date(2026, 1, 15)), language)
    spoken = translated(found.workspace, language)
    return replace(found, workspace=spoken.workspace, untranslated=spoken.missing, source_chapters=spoken.chapters)


def every_file() -> Iterator[tuple[str, Wanted]]:
    for language in LANGUAGES:
        for wanted in wanted_files(edition_in(language), REPORTS.values(), Scope(), ()):
            yield language, wanted


@pytest.mark.parametrize(("language", "wanted"), list(every_file()), ids=lambda one: getattr(one, "file", one))
def test_a_file_is_sound(language: str, wanted: Wanted, tmp_path: Path) -> None:
    assert faults_of(edition_in(language), wanted, tmp_path) == []
