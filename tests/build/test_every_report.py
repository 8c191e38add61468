"""Every report keeps every promise on the example, in its own language; one does in each other language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from som_cli.analysis.scope import Scope
from som_cli.analysis.translation import translated
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.edition import Edition
from som_cli.reports.editions import Wanted, wanted_files
from tests.build.faults import faults_of
from tests.reports.editions import EXAMPLE, make_edition

OTHERS = ("en", "de")


def edition_in(language: str) -> Edition:
    found = make_edition(EXAMPLE, language)
    spoken = translated(found.workspace, language)
    return replace(found, workspace=spoken.workspace, untranslated=spoken.missing, source_chapters=spoken.chapters)


def first_of_each(names: list[str], language: str) -> Iterator[Wanted]:
    """The files of a report; of one for each plan or member, those of the first."""
    for name in names:
        found = list(wanted_files(edition_in(language), [REPORTS[name]], Scope(), ()))
        yield from (one for one in found if one.scope == found[0].scope)


def label(wanted: Wanted) -> str:
    return wanted.file


@pytest.mark.parametrize("wanted", list(first_of_each(list(REPORTS), "pl")), ids=label)
def test_a_report_is_sound(wanted: Wanted, tmp_path: Path) -> None:
    assert faults_of(edition_in("pl"), wanted, tmp_path) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_a_report_is_sound_in_other_languages(language: str, form: str, tmp_path: Path) -> None:
    (wanted,) = (one for one in first_of_each(["consolidated"], language) if one.format == form)
    assert faults_of(edition_in(language), wanted, tmp_path) == []
