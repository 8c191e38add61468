"""Nothing -> workbooks that use all a workbook can hold: a realistic one, and one whose every text is hostile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetLink, SheetTable, Workbook

LABELS = {"page": "strona", "of": "z", "total": "Razem"}
TIMESTAMP = 1_743_379_200
YEARS = tuple(range(2025, 2031))
OWNERS = ("Biuro Stowarzyszenia", "Gmina Dobra", "Gmina Żelechowo", "Powiatowy Zarząd Dróg")
STATUSES = ("planowane", "w realizacji", "zakończone", "zagrożone")
ACTIONS = 48

HOSTILE_TEXTS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "http://example.org/#x",
    "0123",
    "_x0041_",
    "\x1b[31mred\x1b[0m",
    "left\u202eright",
    "lone \ud800 surrogate",
    "Konstantynopolitańczykowianeczka" * 6,
    "emoji 😀 and 漢字",
    "&G &[Picture] R&D && &P",
    "x" * 40_000,
    "😀" * 20_000,
)


def sample_workbook(stamp: str = "") -> Workbook:
    """The register, indicators and budget of a strategy in small."""
    return Workbook(
        name="sample",
        language="pl",
        title="Strategia zrównoważonego rozwoju obszaru funkcjonalnego: dane",
        organisation="Stowarzyszenie Gmin Doliny Rzeki",
        sheets=(_read_me(), _summary(), _actions(), _budget(), _indicators(), _findings()),
        labels=LABELS,
        timestamp=TIMESTAMP,
        footer="Wersja 4f2a91c z 31 marca 2025 r. (R&D, dane robocze)",
        stamp=stamp,
    )


def hostile_workbook() -> Workbook:
    """Every place of a workbook that holds text holds a hostile one."""
    tables = tuple(
        SheetTable(
            name=f"hostile_{number}",
            caption=text,
            columns=(
                SheetColumn(text, choices=HOSTILE_TEXTS[:6]),
                SheetColumn("Kod", "code"),
                SheetColumn("n", "money"),
            ),
            rows=((text, text, text), (SheetLink(text, text, text), SheetLink(text, "", text), Formula("=1+1", 2))),
        )
        for number, text in enumerate(HOSTILE_TEXTS)
    )
    sheets = tuple(
        Sheet(title=text, paragraphs=(text,), tables=(table,), links=((text, text), (text, "nowhere")))
        for text, table in zip(HOSTILE_TEXTS, tables, strict=True)
    )
    everything = "".join(HOSTILE_TEXTS[:12])
    labels = {"page": "&G", "of": "=1", "total": "=1+1"}
    text = HOSTILE_TEXTS[17]
    return Workbook("hostile", "pl", everything, text, sheets, labels, TIMESTAMP, footer=text * 20, stamp=text * 20)


def _read_me() -> Sheet:
    return Sheet(
        title="Czytaj mnie",
        paragraphs=(
            (
                "Skoroszyt zawiera wszystkie dane dokumentu skonsolidowanego: rejestr działań, budżet i wskaźniki. "
                "Każdy arkusz z danymi jest prawdziwą tabelą programu Excel, którą można filtrować i sortować."
            ),
            "Kwoty podano w złotych z dokładnością do grosza. Udziały zapisano jako ułamki i pokazano w procentach.",
            "Wartości oznaczone jako ilustracyjne nie pochodzą z uchwalonych planów.",
        ),
        links=(
            ("Podsumowanie budżetu według celów i lat", "Podsumowanie"),
            ("Rejestr działań", "Działania"),
            ("Budżet: jedna długa tabela", "Budżet"),
            ("Wskaźniki", "Wskaźniki"),
            ("Ustalenia kontroli", "Ustalenia"),
        ),
        landscape=False,
    )


def _amount(action: int, year: int) -> Decimal:
    return Decimal((action * 37 + year * 11) % 97) * Decimal("41250.35")


def _action_id(action: int) -> str:
    return f"TR-{action // 12 + 1}.{action % 12 + 1}"


def _summary() -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for goal in range(1, ACTIONS // 12 + 1):
        actions = range((goal - 1) * 12, goal * 12)
        sums = [sum((_amount(action, year) for action in actions), Decimal(0)) for year in YEARS]
        live = [
            Formula(f'=SUMIFS(Budzet[Kwota (zł)],Budzet[Cel],"CEL-{goal}",Budzet[Rok],{year})', value)
            for year, value in zip(YEARS, sums, strict=True)
        ]
        row = Formula("=SUM(Podsumowanie[[#This Row],[2025]:[2030]])", sum(sums, Decimal(0)))
        rows.append((f"CEL-{goal}", f"Cel operacyjny {goal}: sprawny i dostępny transport", *live, row))
    years = (SheetColumn(str(year), "money", total=True) for year in YEARS)
    columns = (SheetColumn("Cel", "code", 9), SheetColumn("Nazwa", width=34), *years)
    table = SheetTable(
        "Podsumowanie",
        (*columns, SheetColumn("Razem (zł)", "money", total=True)),
        tuple(rows),
        "Wydatki według celów i lat",
    )
    shares = SheetTable(
        "Zrodla",
        (SheetColumn("Źródło", "code", 9), SheetColumn("Nazwa"), SheetColumn("Udział", "percent", total=True)),
        (("EFRR", "Fundusze europejskie", Decimal("0.715")), ("JST", "Budżety gmin", Decimal("0.285"))),
        "Udział źródeł finansowania",
    )
    note = "Sumy liczą się na żywo z arkusza Budżet; filtr w tabeli zmienia wiersz „Razem”."
    return Sheet("Podsumowanie", (note,), (table, shares), (("Do arkusza Budżet", "Budżet"),), frozen_columns=2)


def _actions() -> Sheet:
    columns = (
        SheetColumn("Nr", "code", 9),
        SheetColumn("Działanie", width=46),
        SheetColumn("Podmiot odpowiedzialny", width=24, choices=OWNERS),
        SheetColumn("Status", width=14, choices=STATUSES),
        SheetColumn("Początek", "date"),
        SheetColumn("Rok zakończenia", "year"),
        SheetColumn("Zaawansowanie", "percent"),
        SheetColumn("Kwota (zł)", "money", 16, total=True),
        SheetColumn("Wskaźnik", width=14),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _action_id(action),
            "Budowa zintegrowanego węzła przesiadkowego wraz z parkingiem rowerowym i przebudową dojść dla pieszych"
            if action % 3
            else "Zakup autobusów elektrycznych",
            OWNERS[action % 4],
            STATUSES[action % 4],
            date(2025, action % 12 + 1, 1) if action % 5 else "2025-03",
            2027 + action % 4,
            Decimal(action % 11) / 10,
            sum((_amount(action, year) for year in YEARS), Decimal(0)),
            SheetLink(f"WSK-{action % 9 + 1}", "Wskaźniki", f"WSK-{action % 9 + 1}"),
        )
        for action in range(ACTIONS)
    ]
    note = "Jedno działanie w wierszu. Kolumny „Podmiot odpowiedzialny” i „Status” mają listy dozwolonych wartości."
    return Sheet("Działania", (note,), (SheetTable("Dzialania", columns, tuple(rows), "Rejestr działań"),))


def _budget() -> Sheet:
    columns = (
        SheetColumn("Działanie", "code", 11),
        SheetColumn("Cel", "code", 9),
        SheetColumn("Rok", "year", 8),
        SheetColumn("Źródło", width=12),
        SheetColumn("Płatnik", width=26),
        SheetColumn("Kwota (zł)", "money", 18, total=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            SheetLink(_action_id(action), "Działania", _action_id(action)),
            f"CEL-{action // 12 + 1}",
            year,
            "EFRR" if year % 2 else "JST",
            OWNERS[action % 4],
            _amount(action, year),
        )
        for action in range(ACTIONS)
        for year in YEARS
    ]
    return Sheet("Budżet", (), (SheetTable("Budzet", columns, tuple(rows), "Pozycje budżetu"),), landscape=False)


def _indicators() -> Sheet:
    columns = (
        SheetColumn("Nr", "code", 9),
        SheetColumn("Wskaźnik", width=44),
        SheetColumn("Jednostka", width=12),
        SheetColumn("Wartość bazowa", "number", 12, decimals=1),
        SheetColumn("Rok bazowy", "year", 10),
        SheetColumn("Wartość docelowa 2030", "number", 12, decimals=1),
        SheetColumn("Pasażerowie", "integer", 12),
        SheetColumn("Źródło danych", width=30),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            f"WSK-{number}",
            "Długość dróg dla rowerów na obszarze funkcjonalnym"
            if number % 2
            else "Udział podróży transportem zbiorowym",
            "km" if number % 2 else "%",
            Decimal("312.4") + number,
            2021,
            None if number == 4 else Decimal("480.0"),
            1_250_000 * number,
            "Ewidencja dróg gminnych; wartość ilustracyjna" if number == 3 else "Badanie ruchu 2021",
        )
        for number in range(1, 10)
    ]
    return Sheet("Wskaźniki", (), (SheetTable("Wskazniki", columns, tuple(rows), "Wskaźniki rezultatu i produktu"),))


def _findings() -> Sheet:
    columns = (
        SheetColumn("Kod", "code", 9),
        SheetColumn("Ustalenie", width=70),
        SheetColumn("Kwota (zł)", "money", total=True),
    )
    return Sheet("Ustalenia", ("Kontrola nie znalazła niczego.",), (SheetTable("Ustalenia_kontroli", columns, ()),))
