"""The Excel writer, read back with openpyxl and recalculated with LibreOffice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetLink, SheetTable, Workbook
from som_cli.writers.xlsx import write_xlsx
from som_cli.writers.xlsx_text import cell_text, footer_text, sheet_name, visible, wrapped_lines
from tests.writers import xlsx_checks as checks
from tests.writers.workbook_sample import (
    ACTIONS,
    HOSTILE_TEXTS,
    LABELS,
    TIMESTAMP,
    YEARS,
    hostile_workbook,
    sample_workbook,
)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return write_xlsx(sample_workbook())


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return write_xlsx(hostile_workbook())


def small(*rows: tuple[Cell, ...], columns: tuple[SheetColumn, ...] = (SheetColumn("A"),), name: str = "T") -> Workbook:
    sheet = Sheet("S", tables=(SheetTable(name, columns, rows),))
    return Workbook("small", "pl", "Tytuł", "Autor", (sheet,), LABELS, TIMESTAMP)


def opened(content: bytes, *, data_only: bool = False) -> Any:
    return load_workbook(io.BytesIO(content), data_only=data_only)


def test_the_sample_is_valid_and_whole(sample: bytes, tmp_path: Path) -> None:
    assert checks.audit_faults(sample, tmp_path) == []
    assert checks.structure_faults(sample) == []


def test_hostile_text_breaks_nothing(hostile: bytes, tmp_path: Path) -> None:
    assert checks.audit_faults(hostile, tmp_path) == []
    assert checks.structure_faults(hostile) == []


def test_hostile_text_stays_text(hostile: bytes) -> None:
    found = [formula for formula in checks.formulas(hostile).values() if formula != "=1+1"]
    assert len(checks.formulas(hostile)) == len(HOSTILE_TEXTS)
    assert found == []
    book = opened(hostile)
    for sheet, text in zip(book.worksheets, HOSTILE_TEXTS, strict=False):
        (table,) = sheet.tables.values()
        cell = sheet[table.ref][1][0]
        assert (cell.data_type, cell.value) == ("s", cell_text(text))
        assert bool(cell.quotePrefix) == cell_text(text).startswith(("=", "+", "-", "@", "\t"))


def test_no_character_is_hidden_and_nothing_is_cut_silently() -> None:
    assert visible("\x1b[0m\u202e\u200f\x00\ud800\uffff") == "[U+001B][0m[U+202E][U+200F][U+0000][U+D800][U+FFFF]"
    assert visible("a\tb\r\nc\nd\r") == "a\tb\nc\nd[U+000D]"
    assert cell_text("x" * 32_767) == "x" * 32_767
    cut = cell_text("x" * 32_768)
    kept = cut.index("…")
    assert len(cut) <= 32_767
    assert cut[kept:] == f"… [+{32_768 - kept}]"
    assert len(cell_text("😀" * 20_000).encode("utf-16-le")) // 2 <= 32_767


def test_two_runs_give_the_same_bytes(sample: bytes) -> None:
    assert write_xlsx(sample_workbook()) == sample
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(not checks.has_libreoffice(), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_computes_the_values_that_stand_beside_the_formulas(sample: bytes, tmp_path: Path) -> None:
    assert len(checks.formulas(sample)) > 30
    assert checks.recalculation_faults(sample, tmp_path) == []


def test_totals_equal_the_rows(sample: bytes) -> None:
    amounts = [Decimal(str(row["Kwota (zł)"])) for row in checks.sheet_rows(sample, "Budżet")]
    assert len(amounts) == ACTIONS * len(YEARS)
    sheet = opened(sample)["Budżet"]
    shown = opened(sample, data_only=True)["Budżet"]
    last = sheet.max_row
    assert sheet.cell(last, 6).value == "=SUBTOTAL(109,Budzet[Kwota (zł)])"
    assert Decimal(str(shown.cell(last, 6).value)) == sum(amounts)
    assert shown.cell(last, 1).value == "Razem"
    summary = [row["Razem (zł)"] for row in checks.sheet_rows(sample, "Podsumowanie") if "Razem (zł)" in row]
    assert sum(Decimal(str(value)) for value in summary) == sum(amounts)


def test_values_read_back_as_what_they_are(sample: bytes) -> None:
    row = checks.sheet_rows(sample, "Działania")[1]
    assert row["Nr"] == "TR-1.2"
    assert row["Początek"] == datetime(2025, 2, 1)  # noqa: DTZ001 - Excel knows no time zones
    assert (row["Rok zakończenia"], row["Zaawansowanie"]) == (2028, 0.1)
    assert checks.sheet_rows(sample, "Działania")[0]["Początek"] == "2025-03"
    assert checks.sheet_rows(sample, "Wskaźniki")[3]["Wartość docelowa 2030"] is None


def test_number_formats_follow_the_kind() -> None:
    kinds = ("text", "code", "integer", "number", "money", "percent", "year", "date")
    columns = tuple(SheetColumn(kind, kind, decimals=3) for kind in kinds)  # type: ignore[arg-type]
    content = write_xlsx(small(("a", "01", 1, 1, 1, 1, 2025, "2025"), columns=columns))
    cells = opened(content)["S"][4]
    codes = ["General", "@", "#,##0", "#,##0.000", "#,##0.00", "0.0%", "0", "yyyy-mm-dd"]
    assert [cell.number_format for cell in cells] == codes


def test_links_lead_to_the_row_of_their_key(sample: bytes) -> None:
    book = opened(sample)
    sheet = book["Działania"]
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == ACTIONS
    for cell in links:
        name, _, place = cell.hyperlink.location.rpartition("!")
        assert book[name.strip("'")][place].value == cell.value


def test_a_link_to_an_absent_row_is_plain_text() -> None:
    cell = opened(write_xlsx(small((SheetLink("=x", "S", "absent"),))))["S"]["A4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == ("=x", "s", None)


def test_heads_stay_in_view_and_on_every_page(sample: bytes) -> None:
    sheet = opened(sample)["Działania"]
    head = int(sheet.freeze_panes[1:]) - 1
    assert sheet.cell(head, 1).value == "Nr"
    assert sheet.freeze_panes == f"B{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_long_texts_above_the_table_do_not_fill_the_screen() -> None:
    workbook = small(("x",))
    sheet = replace(workbook.sheets[0], paragraphs=("słowo " * 200,) * 3, frozen_columns=0)
    frozen = opened(write_xlsx(replace(workbook, sheets=(sheet,))))["S"].freeze_panes
    assert frozen == "A1"


def test_footer_names_revision_and_page(sample: bytes) -> None:
    footer = opened(sample)["Działania"].oddFooter
    assert footer.left.text == "Wersja 4f2a91c z 31 marca 2025 r. (R&&D, dane robocze)"
    assert footer.right.text == "strona &P z &N"
    assert footer_text("R&G") == "R&&\u2060G"
    assert len(footer_text("&" * 400)) <= 255


def test_the_stamp_stands_on_every_sheet_and_page() -> None:
    book = opened(write_xlsx(sample_workbook("PROJEKT")))
    assert [sheet["A1"].value for sheet in book][:-1] == ["PROJEKT"] * (len(book.sheetnames) - 1)
    assert {sheet.oddHeader.center.text for sheet in book if sheet.sheet_state == "visible"} == {"PROJEKT"}


def test_properties_and_first_sheet(sample: bytes) -> None:
    book = opened(sample)
    assert book.properties.title == "Strategia zrównoważonego rozwoju obszaru funkcjonalnego: dane"
    assert book.properties.creator == "Stowarzyszenie Gmin Doliny Rzeki"
    assert book.properties.created == datetime(2025, 3, 31)  # noqa: DTZ001 - Excel knows no time zones
    assert book.active.title == "Czytaj mnie"


def test_choices_become_lists_on_a_hidden_sheet(sample: bytes) -> None:
    book = opened(sample)
    rules = book["Działania"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ["allowed_1", "allowed_2"]
    assert book.defined_names["allowed_2"].attr_text == "'lists'!$B$1:$B$4"
    assert book["lists"].sheet_state == "hidden"
    assert book["lists"]["B1"].value == "planowane"


def test_an_empty_table_opens(tmp_path: Path) -> None:
    columns = (SheetColumn("A"), SheetColumn("B", "money", total=True))
    content = write_xlsx(small(columns=columns))
    assert checks.audit_faults(content, tmp_path) == []
    assert checks.structure_faults(content) == []
    assert checks.sheet_rows(content, "S") == [{"A": None, "B": None}]
    assert opened(content, data_only=True)["S"]["B5"].value == 0


def test_sheet_names_are_valid_and_unique() -> None:
    taken: set[str] = set()
    titles = ("Cel: [1]/2?", "cel 1 2", "x" * 40, "X" * 40, "'a'", "History", "", "\x1b")
    for number, title in enumerate(titles, start=1):
        taken.add(sheet_name(title, number, taken).lower())
    expected = {"cel 1 2", "cel 1 2 (2)", "x" * 31, "x" * 27 + " (2)", "a", "history (2)", "7", "u+001b"}
    assert taken == expected


@pytest.mark.parametrize(
    "workbook",
    [
        small(("x",), name="A1"),
        small(("x",), name="two words"),
        small(("x",), name="R1C1"),
        small(("x", "y")),
        small(columns=()),
        small(columns=(SheetColumn("A"), SheetColumn("a"))),
        small(columns=(SheetColumn(""),)),
        small((Formula("1+1", 2),)),
        small((Formula("=1+1", Decimal("NaN")),)),
        replace(small(), sheets=()),
        replace(small(), sheets=(small().sheets[0], small(name="t").sheets[0])),
    ],
)
def test_a_programmers_mistake_is_told(workbook: Workbook) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_xlsx(workbook)


def test_numbers_past_what_excel_holds_are_text() -> None:
    columns = (SheetColumn("A", "money", total=True),)
    content = write_xlsx(small((Decimal("1E+999999"),), (10**400,), (Decimal("0.1"),), columns=columns))
    values = [row["A"] for row in checks.sheet_rows(content, "S")]
    assert values == ["1E+999999", str(10**400), 0.1]


def test_lines_of_wrapped_text() -> None:
    assert wrapped_lines("", 10) == 1
    assert wrapped_lines("aaaa bbbb cc", 9) == 2
    assert wrapped_lines("a\nb", 9) == 2
    assert wrapped_lines("x" * 25, 10) == 3


def test_wide_sheet_is_printed_over_pages_in_a_size_that_can_be_read() -> None:
    wide = small(("x",) * 12, columns=tuple(SheetColumn(f"Kolumna {number}", width=30) for number in range(12)))
    sheet = opened(write_xlsx(wide))["S"]
    assert (sheet.page_setup.scale, sheet.page_setup.pageOrder) == (60, "overThenDown")
    assert sheet.print_title_cols == "$A:$A"
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    narrow = opened(write_xlsx(small(("x",))))["S"]
    assert narrow.sheet_properties.pageSetUpPr.fitToPage
    assert (narrow.page_setup.fitToWidth, narrow.page_setup.fitToHeight) == (None, 0)


def test_printed_pages_name_the_workbook_and_the_sheet(sample: bytes) -> None:
    for sheet in opened(sample):
        if sheet.sheet_state == "visible":
            assert sample_workbook().title[:40] in sheet.oddHeader.left.text
            assert sheet.oddHeader.right.text.endswith("[Tab]") or "&A" in sheet.oddHeader.right.text


def test_file_names_its_language(sample: bytes) -> None:
    assert opened(sample).properties.language == "pl"
