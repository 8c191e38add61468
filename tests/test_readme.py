"""What README lists is what there is: commands, reports, pictures."""

from __future__ import annotations

import re
from pathlib import Path

from som_cli.cli.app import COMMANDS
from som_cli.reports.catalogue import REPORTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_has_a_row() -> None:
    named = re.findall(r"`som ([a-z-]+)", "".join(line for line in README.splitlines() if line.startswith("| `som ")))
    assert sorted(set(named)) == sorted(COMMANDS)


def test_every_report_has_a_row_with_its_formats() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \|([^|]*)\|", README, re.MULTILINE)
    found = {name: formats.strip() for name, formats in rows}
    assert found == {
        name: ", ".join(kind.all_formats) + (f"; one for each {kind.each}" if kind.each else "")
        for name, kind in REPORTS.items()
    }


def test_pictures_are_there_and_have_words() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    assert len(pictures) >= 6
    assert all(words.strip() and (ROOT / path).is_file() for words, path in pictures)
    assert {path.name for path in (ROOT / "tests" / "pictures").iterdir()} == {Path(path).name for _, path in pictures}
