"""Charts, traffic lights and their faults in the Excel file."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from som_cli.document.document import Sheet, SheetChart, SheetColumn, SheetTable, Workbook
from som_cli.writers.xlsx import write_xlsx
from tests.writers import xlsx_checks as checks
from tests.writers.workbook_sample import LABELS, TIMESTAMP

LIGHTS = (("dobrze", "good"), ('"źle"', "poor"))
TABLE = SheetTable(
    "tblSums",
    (
        SheetColumn("Plan", "code"),
        SheetColumn("2025", "money", total=True),
        SheetColumn("2026", "money", total=True),
        SheetColumn("Ocena", lights=LIGHTS),  # type: ignore[arg-type]
    ),
    (("A", Decimal(10), Decimal(20), "dobrze"), ("B", Decimal(5), None, '"źle"')),
)
CHART = SheetChart("Budżet & plan", "stacked", "tblSums", "Plan", ("2025", "2026"), "A: 30; B: 5 <x>", "PLN")


def written(*charts: SheetChart) -> bytes:
    sheets = (Sheet("Dane", tables=(TABLE,)), Sheet("Wykresy: wszystkie", charts=charts))
    return write_xlsx(Workbook("small", "pl", "Tytuł", "Autor", sheets, LABELS, TIMESTAMP))


def parts(content: bytes, pattern: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in sorted(archive.namelist()) if re.search(pattern, name)]


@pytest.mark.parametrize("kind", ["stacked", "column", "bar", "stacked_bar", "line"])
@pytest.mark.parametrize("by_column", [True, False])
def test_a_chart_is_drawn_from_the_cells_of_its_table(kind: str, by_column: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter
    content = written(replace(CHART, kind=kind, by_column=by_column))  # type: ignore[arg-type]
    assert checks.audit_faults(content, tmp_path) == []
    assert checks.structure_faults(content) == []
    (chart,) = parts(content, "charts/chart")
    names = re.findall(r"<c:tx><c:strRef><c:f>([^<]*)</c:f>", chart)
    values = re.findall(r"<c:val><c:numRef><c:f>([^<]*)</c:f>", chart)
    if by_column:
        assert names == ["Dane!$B$3", "Dane!$C$3"]
        assert values == ["Dane!$B$4:$B$5", "Dane!$C$4:$C$5"]
    else:
        assert names == ["Dane!$A$4", "Dane!$A$5"]
        assert values == ["Dane!$B$4:$C$4", "Dane!$B$5:$C$5"]


def test_a_chart_has_an_alternative_text_and_patterns() -> None:
    content = written(CHART, replace(CHART, title="Drugi"))
    (drawing,) = parts(content, "drawings/drawing")
    assert drawing.count('descr="A: 30; B: 5 &lt;x&gt;"') == 2
    first, second = parts(content, "charts/chart")
    assert "Budżet &amp; plan" in first
    assert "Drugi" in second
    assert first.count("<a:pattFill") == 1  # the first series is plain, the second has strokes
    assert content == written(CHART, replace(CHART, title="Drugi"))


def test_a_light_follows_its_word() -> None:
    book = load_workbook(io.BytesIO(written()))
    rules = [rule for found in book["Dane"].conditional_formatting for rule in found.rules]
    assert [rule.formula for rule in rules] == [['"dobrze"'], ['"""źle"""']]
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules}) == 2


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"table": "tblNone"}, "no table"),
        ({"names": "Nazwa"}, "no column"),
        ({"values": ("2027",)}, "no column"),
        ({"values": ("2025", "Plan")}, "side by side"),
    ],
)
def test_a_chart_of_what_is_not_there_is_refused(fault: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        written(replace(CHART, **fault))  # type: ignore[arg-type]
