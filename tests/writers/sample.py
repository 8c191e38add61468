"""Nothing -> documents that use every block of the vocabulary: a realistic one, and one whose every text is hostile."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.document.document import Cover, Document
from tests.writers.pictures import bar_picture

NBSP = "\u00a0"

LABELS = {
    "contents": "Spis treści",
    "list_of_tables": "Spis tabel",
    "list_of_figures": "Spis rysunków",
    "table": "Tabela",
    "figure": "Rysunek",
    "page": "strona",
    "of": "z",
}

TIMESTAMP = 1_743_379_200

FACTS = "Łącznie 24 działania o wartości 218,6 mln zł"

HOSTILE_TEXTS = (
    '#read("/etc/passwd")',
    "{{7*7}}",
    "```{=openxml} <w:p><w:r><w:t>raw</w:t></w:r></w:p> ```",
    "```{=typst} #panic() ```",
    "<script>alert(1)</script>",
    "[/x]",
    "=cmd|' /C calc'!A0",
    "$x$ @label <label> *bold* _it_ // /* */ \\u{41} \\textbf{x}",
    "\x1b[31mred\x1b[0m",
    "left\u202eright",
    "Konstantynopolitańczykowianeczka" * 6 + "żółwiowa",
    "emoji 😀 and 漢字",
)

HOSTILE = " ".join(HOSTILE_TEXTS)


def sample_document() -> Document:
    """A Polish strategy in small: every block of the vocabulary, a table of 60 rows, a wide table on its side."""
    return Document(
        name="sample",
        language="pl",
        cover=Cover(
            organisation="Stowarzyszenie Gmin Doliny Rzeki",
            title="Strategia zrównoważonego rozwoju obszaru funkcjonalnego",
            subtitle="Dokument skonsolidowany: transport, gospodarka niskoemisyjna, klimat",
            lines=("31 marca 2025 r.", "Uchwała nr XII/34/2025 Rady Stowarzyszenia", "Wersja 4f2a91c"),
        ),
        blocks=(*_summary(), *_actions(), *_budget(), *_schedule(), *_annex()),
        labels=LABELS,
        timestamp=TIMESTAMP,
        footer="Wersja 4f2a91c z 31 marca 2025 r.",
        subject="Strategia obszaru funkcjonalnego na lata 2025–2030",
        keywords=("strategia rozwoju", "transport", "klimat"),
        pictures={"budget": bar_picture()},
    )


def hostile_document() -> Document:
    """A document each text of which tries to become markup, a formula, a control sequence or an overflow."""
    return Document(
        name="hostile",
        language="pl",
        cover=Cover(organisation=HOSTILE, title=HOSTILE, subtitle=HOSTILE, lines=(HOSTILE, HOSTILE)),
        blocks=tuple(_hostile_blocks()),
        labels=LABELS,
        timestamp=TIMESTAMP,
        footer=HOSTILE,
        stamp=HOSTILE,
        subject=HOSTILE,
        keywords=(HOSTILE, "druga"),
        pictures={"budget": bar_picture()},
    )


# ---- chapters of the realistic document


def _summary() -> list[b.Block]:
    return [
        b.heading(1, "Streszczenie", "streszczenie"),
        b.paragraph(
            "Strategia opisuje, jak piętnaście gmin obszaru funkcjonalnego będzie w",
            " latach 2025–2030 wspólnie rozwijać transport, ograniczać emisje i",
            f"{NBSP}przygotowywać się na zmiany klimatu. ",
            b.strong(FACTS),
            ", z czego jedna trzecia przypada na gminy wiejskie.",
            b.footnote(b.paragraph("Ceny bieżące, stan na 31 grudnia 2024 r., bez kosztów utrzymania.")),
            " Podstawą obliczeń jest ",
            b.link("tabela budżetu", "#tab-budzet"),
            " oraz ",
            b.link(
                "ustawa o samorządzie gminnym", "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU19900160095"
            ),
            ". Odesłanie do nieobecnej części (",
            b.link("rozdział usunięty", "#nie-ma"),
            ") zostaje zwykłym tekstem.",
        ),
        b.paragraph(
            "Wartości opatrzone znacznikiem ",
            b.mark("przykład"),
            " nie pochodzą z uchwalonych dokumentów: służą ",
            b.emphasis("wyłącznie"),
            " pokazaniu układu. Emisję podano w Mg CO",
            b.subscript("2"),
            "e, a identyfikatory, takie jak ",
            b.code("STR-1.1"),
            " albo ",
            b.code("IND-CYC-KM"),
            ", prowadzą do kart działań.",
        ),
        b.note(
            b.paragraph(
                b.strong("Jak czytać dokument. "),
                "Każda tabela ma pod sobą źródło; każda liczba wraca do pliku w",
                f"{NBSP}repozytorium, w którym ją zapisano.",
            )
        ),
        b.heading(2, "Najważniejsze liczby", "liczby"),
        b.bullets(
            (
                "24 działania w trzech planach, w tym dziewięć wspólnych dla co najmniej pięciu gmin;",
                ("cel emisyjny: ", b.strong("\u221238% do 2030 r."), " względem roku bazowego 2018;"),
                ("otwarte uwagi: ", b.link("budżet", "#budzet"), " i wskaźniki rezultatu."),
            )
        ),
        b.facts(
            (
                ("Organ uchwalający", "Rada Stowarzyszenia"),
                ("Okres", "2025–2030"),
                ("Liczba mieszkańców", ("421 386 ", b.mark("przykład"))),
                ("Kontakt", b.link(b.code("biuro@dolina-rzeki.example.org"), "mailto:biuro@dolina-rzeki.example.org")),
            )
        ),
    ]


def _actions() -> list[b.Block]:
    return [
        b.heading(1, "Cele i działania", "cele"),
        b.paragraph("Cele strategiczne dzielą się na cele operacyjne, a te na działania z kartami."),
        b.heading(2, "Cel 1. Sprawny i niskoemisyjny transport publiczny", "cel-1"),
        b.table(
            "tab-cele",
            "Cele operacyjne i ich wskaźniki",
            (b.Column("Kod", "code", 1.2), b.Column("Cel operacyjny", width=4), b.Column("Wskaźnik", width=3)),
            (
                (b.code("TRP-1.1"), "Zintegrowany rozkład jazdy i wspólny bilet", "Udział podróży z biletem wspólnym"),
                (b.code("TRP-1.2"), "Niskoemisyjny tabor w przewozach gminnych", "Udział pojazdów zeroemisyjnych"),
                (b.code("TRP-1.3"), "Spójna sieć dróg rowerowych", ("Długość sieci ", b.mark("przykład"))),
            ),
            source="Źródło: opracowanie własne na podstawie planu transportowego.",
        ),
        b.heading(3, "TRP-1.3 Drogi rowerowe wzdłuż linii kolejowych", "TRP-1.3"),
        b.card(
            b.heading(4, "Karta działania TRP-1.3", numbered=False),
            b.facts(
                (
                    ("Podmiot odpowiedzialny", "Związek Powiatów"),
                    ("Okres", "2025–2028"),
                    ("Koszt", "18 400 000,00 zł"),
                    ("Wskaźniki", (b.link(b.code("IND-CYC-KM"), "#tab-wskazniki"), ", ", b.code("IND-CYC-COUNT"))),
                )
            ),
            b.paragraph("Budowa 46 km dróg rowerowych z przejazdami, oświetleniem i parkingami przy przystankach."),
            b.bullets(("projekt i decyzje środowiskowe", "roboty budowlane w dwóch etapach", "odbiór i pomiar ruchu")),
            identifier="karta-trp-1-3",
        ),
        b.heading(3, "TRP-1.4 Węzły przesiadkowe", "TRP-1.4"),
        b.paragraph(
            "Przeciwdziałanie najdotkliwszym konsekwencjom niewystarczającego dofinansowania infrastruktury wymaga",
            " międzyinstytucjonalnego współdziałania oraz odpowiedzialności w wymiarze ponadlokalnym.",
        ),
        b.heading(2, "Wskaźniki", "wskazniki"),
        b.table(
            "tab-wskazniki",
            "Wskaźniki produktu i rezultatu",
            (
                b.Column("Kod", "code", 1.7),
                b.Column("Wskaźnik", width=3.4),
                b.Column("Jedn.", width=0.9),
                b.Column("2024", "number", 1),
                b.Column("2027", "number", 1),
                b.Column("2030", "number", 1),
            ),
            tuple(_indicator(number) for number in range(1, 61)),
            head=((b.Span("Opis wskaźnika", columns=3), b.Span("Wartości", columns=3)),),
            source=("Źródło: ankieta gmin, 2024; wartości z lat 2027 i 2030 to cele. ", b.mark("przykład")),
        ),
    ]


def _indicator(number: int) -> tuple[object, ...]:
    names = (
        "Długość dróg rowerowych oddanych do użytku",
        "Liczba pasażerów linii gminnych w ciągu roku",
        "Zużycie energii końcowej w budynkach użyteczności publicznej",
    )
    name = names[number % 3]
    code = "IND-ENERGY-PUBLIC-BUILDINGS-2030" if number == 7 else f"IND-{number:03}"
    return (
        b.code(code),
        name,
        ("km", "osoby", "MWh")[number % 3],
        f"{number},5",
        f"{number * 3},0",
        f"1{NBSP}{number + 100},0",
    )


def _budget() -> list[b.Block]:
    years = tuple(range(2025, 2031))
    columns = (
        b.Column("Kod", "code", 1.2),
        b.Column("Działanie", width=3.2),
        b.Column("Płatnik", width=2),
        *(b.Column(str(year), "number", 1.1) for year in years),
        b.Column("Razem", "number", 1.3),
    )
    rows = tuple(
        (
            b.link(b.code(f"TRP-1.{number}"), f"#TRP-1.{number}"),
            "Modernizacja przystanków i węzłów przesiadkowych",
            "Gmina Dolna",
            *(f"{number}{NBSP}{100 + year % 100}{NBSP}000" for year in years),
            f"{number * 6}{NBSP}765{NBSP}000",
        )
        for number in range(1, 8)
    )
    return [
        b.landscape(
            b.heading(1, "Budżet według lat i płatników", "budzet"),
            b.paragraph("Kwoty w złotych, ceny bieżące. Środki przekazywane między gminami liczono raz."),
            b.table(
                "tab-budzet",
                "Budżet działań w latach 2025–2030 (zł)",
                columns,
                rows,
                head=((b.Span("Działanie", columns=3), b.Span("Lata", columns=6), b.Span("")),),
                totals=(
                    (b.Span("Razem", columns=3), *(f"28{NBSP}875{NBSP}000" for _ in years), f"189{NBSP}420{NBSP}000"),
                ),
                source="Źródło: karty działań, stan na 31 marca 2025 r.",
            ),
        )
    ]


def _schedule() -> list[b.Block]:
    return [
        b.heading(1, "Finansowanie w czasie", "finansowanie"),
        b.paragraph("Największe nakłady przypadają na 2027 r., co pokazuje ", b.link("rysunek", "#rys-budzet"), "."),
        b.figure(
            "rys-budzet",
            "Nakłady według lat (mln zł)",
            "Wykres słupkowy nakładów (mln zł): 2025 12,4; 2026 38,0; 2027 61,5; 2028 54,2; 2029 33,9; 2030 18,6.",
            "budget",
            source="Źródło: tabela budżetu.",
        ),
        b.table(
            "tab-plany",
            "Udział planów w celach",
            (b.Column("Plan", width=2), b.Column("Cel", width=3), b.Column("Działania", "number", 1)),
            (
                (b.Span("Plan transportowy", rows=2), "Transport publiczny", "14"),
                ("Ruch rowerowy", "6"),
                ("Plan adaptacji", "Zieleń i woda", "4"),
            ),
            totals=((b.Span(b.strong("Razem"), columns=2), "24"),),
        ),
    ]


def _annex() -> list[b.Block]:
    return [
        b.page_break(),
        b.heading(1, "Nota o danych", "nota", numbered=False),
        b.paragraph(
            "Zmiany wobec wersji uchwalonej: ",
            b.span("18 400 000 zł", "insertion"),
            " zamiast ",
            b.span("17 900 000 zł", "deletion"),
            ".",
        ),
        {
            "t": "OrderedList",
            "c": [
                [1, {"t": "Decimal"}, {"t": "Period"}],
                [
                    [b.paragraph("Dane publikowane.")],
                    [b.paragraph("Dane przypisane.")],
                    [b.paragraph("Dane przykładowe.")],
                ],
            ],
        },
        {
            "t": "BlockQuote",
            "c": [b.paragraph("Gmina wykonuje zadania publiczne w imieniu własnym i na własną odpowiedzialność.")],
        },
    ]


# ---- the hostile one


def _hostile_blocks() -> list[b.Block]:
    columns = (b.Column(HOSTILE, "code", 1), b.Column(HOSTILE, "text", 2), b.Column(HOSTILE, "number", 1))
    return [
        b.heading(1, HOSTILE, "wrogi"),
        b.paragraph(HOSTILE, b.footnote(b.paragraph(HOSTILE)), b.strong(HOSTILE), b.emphasis(HOSTILE), b.code(HOSTILE)),
        b.paragraph(b.mark(HOSTILE), " ", b.link(HOSTILE, "#wrogi"), " ", b.link(HOSTILE, "javascript:alert(1)")),
        b.heading(2, HOSTILE, HOSTILE),
        b.heading(2, HOSTILE, "wrogi-2"),
        b.bullets(HOSTILE_TEXTS),
        b.facts((text, text) for text in HOSTILE_TEXTS),
        b.card(b.paragraph(HOSTILE), identifier='x"); #panic("'),
        b.note(b.paragraph(HOSTILE)),
        b.table(
            "tab-wroga",
            HOSTILE,
            columns,
            tuple((text, text, text) for text in HOSTILE_TEXTS),
            totals=((HOSTILE, HOSTILE, HOSTILE),),
            head=((b.Span(HOSTILE, columns=2), HOSTILE),),
            source=HOSTILE,
        ),
        # Enough of them for lists of tables and figures.
        *(b.table(f"tab-wroga-{number}", HOSTILE, columns, ((HOSTILE,) * 3,)) for number in (2, 3)),
        b.landscape(b.paragraph(HOSTILE)),
        b.figure("rys-wrogi", HOSTILE, HOSTILE, "budget", source=HOSTILE),
        *(b.figure(f"rys-wrogi-{number}", HOSTILE, HOSTILE, "budget") for number in (2, 3)),
    ]
