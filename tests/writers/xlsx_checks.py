"""Bytes of an Excel file -> its rows as a reader gets them, and the faults that a validator of schemas misses."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

_TOLERANCE = 1e-9
_STALE = re.compile(rb"(</f>|<f[^>]*/>)<v>[^<]*</v>")


def sheet_rows(content: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet's tables, without totals: column title -> value (of a formula: the one kept beside it)."""
    worksheet = load_workbook(io.BytesIO(content), data_only=True)[sheet]
    found = []
    for table in worksheet.tables.values():
        head, *rows = worksheet[table.ref]
        titles = [cell.value for cell in head]
        body = rows[: len(rows) - (table.totalsRowCount or 0)]
        found += [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in body]
    return found


def audit_faults(content: bytes, folder: Path) -> list[str]:
    path = folder / "audited.xlsx"
    path.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def structure_faults(content: bytes) -> list[str]:
    """Heads unlike their table, no frozen panes, no repeated rows, links that lead nowhere, formulas made of text."""
    book = load_workbook(io.BytesIO(content))
    values = load_workbook(io.BytesIO(content), data_only=True)
    faults = []
    for sheet in book:
        for table in sheet.tables.values():
            head = [cell.value for cell in sheet[table.ref][0]]
            if head != table.column_names:
                faults.append(f"{sheet.title}: the head of {table.name} is {head}, not {table.column_names}")
        if sheet.tables and not sheet.freeze_panes:
            faults.append(f"{sheet.title}: no frozen panes")
        if sheet.tables and not sheet.print_title_rows:
            faults.append(f"{sheet.title}: no print titles")
        for cell in _cells(sheet):
            if cell.data_type == "f" and values[sheet.title][cell.coordinate].value is None:
                faults.append(f"{sheet.title}!{cell.coordinate}: no value beside the formula")
            if cell.hyperlink is not None:
                faults += _link_faults(book, f"{sheet.title}!{cell.coordinate}", cell.hyperlink)
    return faults


def formulas(content: bytes) -> dict[str, str]:
    """Sheet!cell -> formula, of the whole workbook."""
    book = load_workbook(io.BytesIO(content))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for cell in _cells(sheet)
        if cell.data_type == "f"
    }


def recalculation_faults(content: bytes, folder: Path) -> list[str]:
    """Formulas whose kept value differs from what LibreOffice computes; see `has_libreoffice`."""
    recalculated = load_workbook(recalculate(content, folder), data_only=True)
    kept = load_workbook(io.BytesIO(content), data_only=True)
    faults = []
    for place in formulas(content):
        sheet, _, cell = place.rpartition("!")
        before, after = kept[sheet][cell].value, recalculated[sheet][cell].value
        if not _equal(before, after):
            faults.append(f"{place}: {before} kept, {after} computed")
    return faults


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


def recalculate(content: bytes, folder: Path) -> Path:
    """The workbook as LibreOffice saves it. It trusts kept values, so they are taken out first."""
    source, out = folder / "stale.xlsx", folder / "recalculated"
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(source, "w") as stripped:
        for name in whole.namelist():
            part = whole.read(name)
            stripped.writestr(name, _STALE.sub(rb"\1", part) if name.startswith("xl/worksheets/sheet") else part)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / source.name


def _cells(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row)


def _link_faults(book: Any, place: str, link: Any) -> list[str]:
    if link.target is not None or link.location is None:
        return [f"{place}: a link out of the workbook"]
    sheet, _, cell = link.location.rpartition("!")
    name = sheet[1:-1].replace("''", "'")
    return (
        [] if name in book.sheetnames and book[name][cell].value is not None else [f"{place}: {link.location} is empty"]
    )


def _equal(before: object, after: object) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(before - after) <= _TOLERANCE * max(1.0, abs(before))
    return before == after
