"""The sheets of a report -> its workbook, which begins with how to read it and the way to every sheet."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.document.document import Sheet, Workbook
from som_cli.model.entry import Provenance
from som_cli.reports.covers import left_out, scope_words
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.words import Words, one_line


def assemble(words: Words, report: str, sheets: Mapping[str, Sheet], about: tuple[str, ...] = ()) -> Workbook:
    """The workbook of a report. `sheets` stand under the keys of `workbook.contents`, `about` are its first remarks.

    Names of sheets and columns are labels; names of tables are the same in every language.
    """
    edition = words.edition
    partnership = edition.workspace.partnership
    title = report_title(words, report)
    return Workbook(
        name=edition.file_name(report),
        language=edition.language,
        title=title,
        organisation=one_line(partnership.name),
        sheets=(_read_me(words, title, sheets, about), *sheets.values()),
        labels={key: words.label(key) for key in ("page", "of", "total")},
        timestamp=edition.timestamp,
        footer=edition.footer,
        stamp=edition.stamp,
    )


def report_title(words: Words, report: str) -> str:
    """What it is, of whom, and what it is narrowed to."""
    partnership = words.workspace.partnership
    parts = (
        words.edition.labels(f"report.{report}.title"),
        one_line(partnership.short or partnership.name),
        one_line(scope_words(Wording(words.edition))),
    )
    return ": ".join(part for part in parts if part)


def _read_me(words: Words, title: str, sheets: Mapping[str, Sheet], about: tuple[str, ...]) -> Sheet:
    marks = (
        words.label("read.mark", mark=words.provenance_word(one), meaning=words.label(f"read.{one.value}"))
        for one in Provenance
    )
    paragraphs = (
        title,
        *about,
        *left_out(Wording(words.edition)),
        words.edition.footer,
        words.label("read.example") if words.workspace.settings.example else "",
        words.label("read.tables"),
        words.label("read.blank"),
        words.label("read.provenance"),
        *marks,
        words.label("read.contents"),
    )
    links = tuple((f"{sheet.title}: {words.label(f'contents.{key}')}", sheet.title) for key, sheet in sheets.items())
    return Sheet(words.sheet_title("read"), tuple(one for one in paragraphs if one), links=links, landscape=False)
