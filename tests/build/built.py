"""A workspace -> the documents that `som build` makes of it, and readers of what stands in them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
from openpyxl import load_workbook

from som_cli.cli.options import load_files, open_files
from som_cli.document.labels import Labels
from som_cli.model.workspace import Workspace
from som_cli.reports.edition_labels import load_edition_labels
from tests.cli.runner import Outcome, som
from tests.writers.pdf_checks import page_texts, squeezed

ROOT = Path(__file__).parents[2]
FORMATS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class Built:
    """What a build left: the workspace, the output folder, the prefix of its files, and what the program said."""

    workspace: Path
    out: Path
    outcome: Outcome
    cache: dict[str, Any] = field(default_factory=dict)

    def content(self, form: str) -> bytes:
        (found,) = self.out.glob(f"*.{form}")
        return found.read_bytes()

    @cached_property
    def model(self) -> Workspace:
        return load_files(open_files(self.workspace), self.workspace, date(2016, 7, 1)).workspace

    @cached_property
    def labels(self) -> Labels:
        return load_edition_labels(ROOT / "templates", self.model.settings.language)

    @cached_property
    def pages(self) -> list[str]:
        return page_texts(self.content("pdf"))

    @cached_property
    def pdf_text(self) -> str:
        """The whole text without spaces and hyphens."""
        return squeezed("".join(self.pages))

    @cached_property
    def docx_tables(self) -> dict[str, list[tuple[str, ...]]]:
        """The tables of the Word file by caption: rows of texts; a cell that spans columns comes once."""
        tables = docx.Document(io.BytesIO(self.content("docx"))).tables
        return {_caption(table): [_texts(row) for row in table.rows] for table in tables}

    @cached_property
    def docx_text(self) -> str:
        """The whole text of the Word file's body, paragraph by paragraph, with plain spaces."""
        body = docx.Document(io.BytesIO(self.content("docx"))).element.body
        texts = ("".join(node.text or "" for node in paragraph.iter(f"{_W}t")) for paragraph in body.iter(f"{_W}p"))
        return "\n".join(texts).replace("\u200b", "").replace("\xa0", " ")

    @cached_property
    def xlsx_cells(self) -> list[str]:
        """The texts of all cells of the workbook."""
        book = load_workbook(io.BytesIO(self.content("xlsx")), data_only=True)
        return [
            cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
        ]

    def table(self, key: str) -> list[tuple[str, ...]]:
        """The table of the Word file whose caption is this label: its rows, the head first."""
        caption = self.labels(key, currency=self.model.settings.currency).replace("\xa0", " ")
        return self.docx_tables[caption]

    def sheet_table(self, name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """An Excel table by its name: the titles of its columns and its rows, without totals; None rows left out."""
        book = load_workbook(io.BytesIO(self.content("xlsx")), data_only=True)
        (sheet,) = (sheet for sheet in book if name in sheet.tables)
        table = sheet.tables[name]
        head, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
        body = rows[: len(rows) - (table.totalsRowCount or 0)]
        return [str(title) for title in head], [tuple(row) for row in body if any(value is not None for value in row)]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _texts(row: Any) -> tuple[str, ...]:
    cells = {id(cell._tc): cell.text for cell in row.cells}
    return tuple(text.replace("\u200b", "").replace("\xa0", " ") for text in cells.values())


def _caption(table: Any) -> str:
    """What stands after the number: `Table 3. Budget` is `Budget`."""
    whole = str(table._tbl.tblPr.find(f"{_W}tblCaption").get(f"{_W}val")).replace("\xa0", " ")
    return whole.partition(". ")[2]


def build(workspace: Path, *arguments: str, report: str = "consolidated") -> Built:
    """Builds a report in this process. The workspace's folder is `strategies`, so that `build/` stands beside it."""
    outcome = som(workspace.parent, "--lang", "en", "build", report, *arguments)
    return Built(workspace, workspace.parent / "build", outcome)


def child(
    workspace: Path, *arguments: str, script: Sequence[str] = ("-m", "som_cli"), env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the program in a process of its own, with these variables added to the environment."""
    command = [sys.executable, *script, *arguments]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "SOM_LANG": "en", **(env or {})}
    return subprocess.run(
        command, cwd=workspace.parent, env=variables, capture_output=True, text=True, check=False, encoding="utf-8"
    )
