"""What is read back from the PDF, the Word file and the workbook of one build is what the model says."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.model.plan import Target, TargetKind
from som_cli.model.values import UNKNOWN
from som_cli.reports.tables.indicators import baselines
from tests.build.built import Built
from tests.writers.pdf_checks import squeezed

MINUS = "\N{MINUS SIGN}"
NUMBER = re.compile(rf"[{MINUS}-]?\d[\d\s.,]*")
BY: dict[str, Callable[[Amount], str]] = {
    "plan": lambda part: part.plan,
    "source": lambda part: part.source,
    "payer": lambda part: part.payer,
}


@pytest.fixture(scope="module", params=["tiny", "example", "spread"])
def built(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def _number(built: Built, text: str) -> Decimal:
    """The first number in a printed text; an en dash is nothing."""
    if text == "–":
        return Decimal(0)
    found = NUMBER.search(text)
    if found is None:
        raise ValueError(text)
    plain = "".join(found[0].split()).replace(MINUS, "-")
    polish = built.model.settings.language == "pl"
    return Decimal(plain.replace(",", ".") if polish else plain.replace(",", ""))


def _name(built: Built, by: str, key: str) -> str:
    """The words by which a document names a plan, a fund or a payer."""
    model = built.model
    if key in {"", UNKNOWN}:
        return built.labels(f"money.{by}_{'unknown' if key else 'not_given'}")
    return {"plan": model.title, "source": lambda fund: model.funds[fund].name, "payer": model.actor_name}[by](key)


# ---- ids


def test_every_id_is_in_every_format(built: Built) -> None:
    model = built.model
    ids = [*model.objectives, *model.actions, *model.indicators, *model.sources]
    words = set(re.split(r"[\s;:,()]+", built.docx_text))
    cells = set(built.xlsx_cells)
    assert len(ids) > len(model.plans)
    assert [one for one in ids if squeezed(one) not in built.pdf_text] == []
    assert [one for one in ids if one not in words] == []
    assert [one for one in ids if one not in cells] == []


def test_registers_of_the_workbook_hold_these_ids_and_no_others(built: Built) -> None:
    model = built.model
    for name, wanted in (
        ("tblActions", model.actions),
        ("tblObjectives", model.objectives),
        ("tblIndicators", model.indicators),
        ("tblSources", model.sources),
    ):
        _, rows = built.sheet_table(name)
        assert sorted(row[0] for row in rows) == sorted(wanted)


def test_every_member_is_named(built: Built) -> None:
    rows = {row[0].partition(",")[0] for row in built.table("members.caption")[1:]}
    assert rows == {member.name for member in built.model.members.values()}
    assert all(squeezed(name) in built.pdf_text for name in rows)


# ---- money


@pytest.mark.parametrize("by", list(BY))
def test_budget_of_the_word_file(built: Built, by: str) -> None:
    parts = amounts(built.model)
    _, *rows, last = built.table(f"money.caption_{by}")
    found = {row[0]: _number(built, row[-1]) for row in rows}
    assert found == {_name(built, by, key): value for key, value in totals_by(parts, BY[by]).items()}
    assert _number(built, last[-1]) == total(parts)


@pytest.mark.parametrize("by", list(BY))
def test_budget_by_year_of_the_word_file(built: Built, by: str) -> None:
    head, *rows, _ = built.table(f"money.caption_{by}")
    years = [int(title) if title.isdecimal() else None for title in head[1:-1]]
    found = {
        (row[0], year): value
        for row in rows
        for year, text in zip(years, row[1:-1], strict=True)
        if (value := _number(built, text))
    }
    sums = totals_by(amounts(built.model), lambda part: (_name(built, by, BY[by](part)), part.year))
    assert found == sums


@pytest.mark.parametrize("by", list(BY))
def test_budget_of_the_workbook(built: Built, by: str) -> None:
    parts = amounts(built.model)
    head, rows = built.sheet_table(f"tblBy{by.title()}")
    found = {row[1]: _cents(row[-1]) for row in rows}
    assert found == {_name(built, by, key): value for key, value in totals_by(parts, BY[by]).items()}
    years = [int(title) if title.isdecimal() else None for title in head[2:-1]]
    by_year = {year: sum((_cents(row[2 + at]) for row in rows), Decimal(0)) for at, year in enumerate(years)}
    assert {year: value for year, value in by_year.items() if value} == totals_by(parts, lambda part: part.year)


def test_long_table_of_the_workbook_sums_to_the_budget(built: Built) -> None:
    head, rows = built.sheet_table("tblBudget")
    amount = head.index(built.labels("workbook.column.amount"))
    assert sum((_cents(row[amount]) for row in rows), Decimal(0)) == total(amounts(built.model))


@pytest.mark.parametrize("by", list(BY))
def test_budget_of_the_pdf_is_that_of_the_word_file(built: Built, by: str) -> None:
    for row in built.table(f"money.caption_{by}"):
        assert squeezed("".join(row)) in built.pdf_text


def test_a_project_of_two_plans_is_counted_once(example: Built) -> None:
    """PGN-A-04 mirrors ROW-A-01 and carries its money nowhere."""
    model = example.model
    assert model.actions["PGN-A-04"].mirror_of == "ROW-A-01"
    parts = amounts(model)
    assert total(parts) == Decimal("17700000.00")
    assert {part.plan for part in parts if part.action.id == "ROW-A-01"} == {"row"}
    _, rows = example.sheet_table("tblBudget")
    assert "PGN-A-04" not in {row[0] for row in rows}
    assert sum(row[0] == "ROW-A-01" for row in rows) == 2
    plan = next(rows for rows in example.docx_tables.values() if any(row[0] == "PGN-A-04" for row in rows))
    assert next(row for row in plan if row[0] == "PGN-A-04")[-1].endswith("ROW-A-01")
    assert _number(example, plan[-1][-1]) == total(amounts(model, "pgn")) == Decimal("4000000.00")


def test_money_without_a_year_is_counted_and_not_split(spread: Built) -> None:
    parts = amounts(spread.model)
    assert total(part for part in parts if part.year is None) == Decimal("350000.15")
    assert {part.action.id for part in parts} == {"STR-A-01", "STR-A-02", "STR-A-03", "TR-A-03"}


def _cents(value: object) -> Decimal:
    if not isinstance(value, int | float):
        raise TypeError(value)
    return Decimal(str(round(value, 2)))


# ---- indicators


def test_baselines_of_the_word_file(built: Built) -> None:
    rows = {row[0].partition("\n")[0]: row[2] for row in built.table("indicators.caption")[1:]}
    model = built.model
    assert rows.keys() == model.indicators.keys()
    for key, indicator in model.indicators.items():
        wanted = [one.value for one in baselines(indicator, (use for *_, use in model.uses.get(key, ())))]
        assert [_number(built, line) for line in rows[key].split("\n")] == (wanted or [Decimal(0)])


def test_targets_of_the_word_file(built: Built) -> None:
    rows = {row[0].partition("\n")[0]: row for row in built.table("indicators.caption")[1:]}
    for key, column in ((key, column) for key in built.model.indicators for column in (4, 5)):
        wanted = {_value(one) for one in _targets(built, key) if (one.kind is TargetKind.MILESTONE) is (column == 4)}
        found = {_number(built, line) for line in rows[key][column].split("\n") if line != "–"}
        assert found == wanted


def test_indicators_of_the_workbook(built: Built) -> None:
    head, rows = built.sheet_table("tblIndicators")
    at = head.index(built.labels("workbook.column.baseline"))
    stated = {key: item.baseline.value if item.baseline else None for key, item in built.model.indicators.items()}
    assert {row[0]: None if row[at] is None else Decimal(str(row[at])) for row in rows} == stated
    head, rows = built.sheet_table("tblTargets")
    value, change = (head.index(built.labels(f"workbook.column.{name}")) for name in ("value", "change"))
    found = sorted((row[0], Decimal(str(row[value] if row[value] is not None else row[change]))) for row in rows)
    wanted = [(key, _value(one)) for key in built.model.indicators for one in _targets(built, key)]
    own = [
        (key, use.baseline.value)
        for key in built.model.indicators
        for *_, use in built.model.uses.get(key, ())
        if use.baseline is not None and use.baseline.value is not None
    ]
    assert found == sorted([*wanted, *own])


def test_indicators_of_the_pdf_are_those_of_the_word_file(built: Built) -> None:
    for row in built.table("indicators.caption"):
        assert squeezed("".join(row[:6])) in built.pdf_text


def _targets(built: Built, indicator: str) -> list[Target]:
    return [target for *_, use in built.model.uses.get(indicator, ()) for target in use.targets]


def _value(target: Target) -> Decimal:
    value = target.change_pct if target.kind is TargetKind.RELATIVE else target.value
    if value is None:
        raise ValueError(target)
    return value


# ---- all the rest


def test_every_row_of_the_word_file_is_in_the_pdf(built: Built) -> None:
    """Rows of every table, whatever they say; the PDF hyphenates and breaks lines elsewhere."""
    rows = [row for table in built.docx_tables.values() for row in table]
    assert [row for row in rows if any(squeezed(cell) not in built.pdf_text for cell in row)] == []
