"""What generated workspaces speak of: ids that items have or lack, texts, numbers, dates, paths, words of lists."""

from __future__ import annotations

from som_cli.model.codelists import CodeLists
from som_cli.rules import RULES

MEMBERS = ["alfa", "beta", "gamma"]
PLANS = ["str", "tr"]
BODIES = ["office", "council"]
OBJECTIVES = ["STR-1", "STR-1.1", "STR-2", "TR-1"]
ACTIONS = ["STR-A-01", "STR-A-02", "TR-A-01", "TR-A-02"]
INDICATORS = ["IND-KM", "IND-SHARE", "IND-TRIPS"]
SOURCES = ["SRC-001", "SRC-002"]
STAKEHOLDERS = ["SH-01", "SH-02"]
SEGMENTS = ["STR-T-01/01", "STR-T-01/02", "TR-T-01/01"]
CONSULTATIONS = ["K-2015-01", "K-2015-02"]
REMARKS = ["K-2015-01/U-0001", "K-2015-01/U-0002"]
DECISIONS = ["D-2015-01", "D-2016-01"]
ROUNDS = ["2015", "2016"]

# The ids of each kind that a reference may name. Which of them exist is drawn anew for each workspace.
IDS: dict[str, list[str]] = {
    "member": MEMBERS,
    "plan": PLANS,
    "body": BODIES,
    "objective": OBJECTIVES,
    "action": ACTIONS,
    "indicator": INDICATORS,
    "source": SOURCES,
    "stakeholder": STAKEHOLDERS,
    "factors": ["EF-1", "EF-2"],
    "fund": ["own", "rpo"],
    "unit": ["km", "pct", "mwh", "t", "kwh_t"],
    "term": ["ZIT", "BRD"],
    "procedure": ["zit", "council"],
    "risk": ["STR-R-01", "STR-R-02"],
    "route": ["STR-T-01", "TR-T-01"],
    "segment": SEGMENTS,
    "line": ["TR-L-01", "TR-L-02"],
    "stop": ["TR-P-01", "TR-P-02"],
    "consultation": CONSULTATIONS,
    "remark": REMARKS,
    "decision": DECISIONS,
    "meeting": ["M-2015-01"],
    "round": ROUNDS,
    "area": ["partnership", *MEMBERS],
    "item": [*OBJECTIVES, *ACTIONS, *INDICATORS, *SEGMENTS, *PLANS],
    "legal profile": ["pl-2014", "pl-2020", "pl-2026", "own-law"],
}
ABSENT = "GONE-01"

CODES = {name: sorted(entries) for name, entries in CodeLists().items()}
RULE_CODES = [rule.code for rule in RULES]

TEXTS = [
    "Cycle route from Alfa to Beta",
    "Trasa rowerowa: Żółć, gęślą jaźń – 80 km",
    "Od 31 lutego 2015 r. wzrost o 12,5 % (2014-2013)",
    "W 2015 r. długość wyniesie 1 250 000,00 km, w tym 45 km nowych",
    "TODO ??? do uzupełnienia xxx",
    "Write to jan.nowak@example.invalid or 600 100 200, PESEL 44051401359",
    "{{ table('members') }} {% for x in y %} {{ nothing.at_all",
    "STR-1, STR-A-01, IND-KM, SRC-001 and GONE-07",
    "[link](../../etc/passwd) ![](picture.png) https://example.invalid/a?b=c#d",
    "ZIT BRD PGN OZE i inne skróty",
    " ",
    "0",
    "%s %(x)s {0} {name} \\ \" ' # - : ? | > & * !",
    "Two\nlines\n\nand a third",
    "emoji 😀, CJK 漢字, עברית, a\u0301\u0323",
    "niezwłocznie dążyć do wspierania możliwości rozwoju, w miarę potrzeb",
    "Zdanie " + "bardzo długie i zawiłe " * 12 + ".",
    "İstanbul ǅ ß ﬁ ²³ ½ Ⅷ ٣",
]
NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "0.5",
    "1.00",
    "-1",
    "-0",
    "40.0",
    "42.55",
    "99.9",
    "100",
    "250000.00",
    "1530000.00",
    "0.000000001",
    "12345678.901",
    "9" * 30,
    "-" + "9" * 29,
]
INTEGERS = ["0", "1", "2", "3", "5", "12", "100", "-1", "2015", "9" * 30]
DATES = [
    "2013",
    "2014",
    "2015",
    "2016",
    "2018",
    "2020",
    "2023",
    "2015-03",
    "2016-12",
    "2020-01",
    "2014-02-28",
    "2015-01-01",
    "2015-06-30",
    "2016-02-29",
    "2016-07-01",
    "2020-12-31",
    "0001",
    "0001-01-01",
    "9999",
    "9999-12-31",
    "unknown",
]
LANGUAGES = ["en", "pl", "de", "zz", ""]
PATHS = [
    "plans/str/text/01-vision.md",
    "plans/str/inventory/2013.csv",
    "plans/str/routes/STR-T-01.geojson",
    "partnership/geometry/alfa.geojson",
    "registry/sources/SRC-001.yml",
    "evidence/absent.pdf",
    "../outside.pdf",
    "/etc/passwd",
    ".",
    "https://example.invalid/a.pdf",
]
# Free text in the model, yet rules expect a name in it. By the name of the field.
NAMED: dict[str, list[str]] = {
    "unit": [*IDS["unit"], "furlong"],
    "base": [*IDS["unit"], "furlong"],
    "weight": ["population", *IDS["indicator"]],
    "rule": [*RULE_CODES, "ABC99"],
    "until": [*DATES, "never", "soon"],
    "with": IDS["item"],
    "about": [*IDS["item"], *PATHS, "Chapter 3"],
    "step": ["ogloszenie", "raport", "glosowanie", "absent"],
    "steps": ["ogloszenie", "raport", "glosowanie"],
    "version": ["0.9", "1.0", "1.10", "2", "v3", "x"],
    "sector": [*CODES["sectors"], "nothing"],
    "dimension": ["length", "share", "energy", "mass", "count"],
    "language": LANGUAGES[:4],
    "languages": LANGUAGES[:4],
    "scheme": ["teryt", "x"],
    "document": ["spatial_plan", "regional_strategy", "x"],
    "code": ["0000", "3201", "32010", ""],
    "tag": ["str-1.0", "x"],
    "of": ["00000000", "deadbeef", ""],
    "currency": ["EUR", "XXX"],
}
# What the keys of a mapping may be, by the name of the field; all else is keyed by languages and bodies.
KEYS: dict[str, list[str]] = {
    "severity": [*RULE_CODES, "ABC99"],
    "factors": [*CODES["carriers"], "peat"],
    "bodies": BODIES,
    "quorum": [*BODIES, "nobody"],
    "widths": [*CODES["segment-types"], "moat"],
    "barred_surfaces": ["main", "feeder", "x"],
    "shifts": ["modal_shift_to_public_transport", "photovoltaics", "x"],
    "full_load_hours": ["photovoltaics", "x"],
    "texts": ["title", "name", "description", "steps[0].what", "budget.lines[9].note", "id", "[", ""],
    "strategy_parts": ["diagnosis", "goals", "finance"],
    "low_emission_parts": ["summary", "inventory"],
    "higher_documents": ["spatial_plan", "regional_strategy"],
    "invited": ["neighbours", "residents"],
}
OTHER_KEYS = ["en", "pl", "de", "office", "x"]
# Lists of words that rules look for; no field of an item takes its value from them.
WORD_LISTS = [
    "abbreviations",
    "abstract-words",
    "construction-words",
    "interpretation-phrases",
    "months",
    "municipality-words",
    "no-data-phrases",
    "part-headings",
    "placeholders",
    "summary-names",
    "vague-words",
    "weekdays",
    "wish-words",
]
WORDS = ["km", "?", "(", "a.b", "żółć", "do uzupełnienia", "[", "\\", "TODO", "*", " ", "długość"]
