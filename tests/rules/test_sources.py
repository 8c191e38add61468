"""SRC02–SRC07, LOC, REF09, TXT07: each fires, and keeps silent on the near miss."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.overlaid import findings
from tests.rules.texts import LENGTH, OBJECTIVE, SECOND, found_at, length, objective

SOURCE = "registry/sources/SRC-001.yml"
OTHER_SOURCE = "registry/sources/SRC-002.yml"
EVIDENCE = "evidence/survey.txt"
ROOT = Path(__file__).parents[2]
CHAPTER = "plans/str/text/01-vision.md"
GERMAN = "locales/de/plans/str/objectives/STR-1.yml"
TERMS = (("ABC", 1), ("BRD", 32), ("ZIT", 2))
WORD_LISTS = ("placeholders", "vague-words", "summary-names", "interpretation-phrases")
SETTINGS = "schema: 1\nexample: true\nlanguage: en\nas_of: 2016-07-01\n"


def source(more: str, kind: str = "document") -> dict[str, str]:
    return {SOURCE: f"id: SRC-001\ntitle: Survey\nkind: {kind}\n{more}"}


def baseline(more: str, period: str = "2013") -> dict[str, str]:
    return {LENGTH: length(f"baseline: {{period: {period}, value: 40.0, source: SRC-001{more}}}\n")}


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        (source("") | baseline(""), 1),
        (source("") | baseline(", locator: page 7"), 0),
        (source("locator: table 2\n") | baseline(""), 0),
        (source("") | baseline(", computed_from: plans/str/inventory/2013.csv"), 0),
        (source("", "survey") | baseline(""), 0),
    ],
)
def test_a_figure_of_a_document_has_its_page(changes: Mapping[str, str], count: int) -> None:
    assert [item for item, _ in found_at("SRC02", changes)].count("IND-KM") == count


@pytest.mark.parametrize(
    ("period", "time", "more", "count"),
    [
        ("2015", "year: 2014", "", 1),
        ("2014-07", "date: 2014-06-30", "", 1),
        ("2014", "date: 2014-06", "", 0),
        ("2014-12-31", "year: 2014", "", 0),
        ("2015", "year: 2014", ", status: F", 0),
        ("2015", "year: 2014\nretrieved: 2016-01", "", 0),
        ("2015", "year: unknown", "", 0),
        ("unknown", "year: 2014", "", 0),
    ],
)
def test_a_source_speaks_of_no_later_time(period: str, time: str, more: str, count: int) -> None:
    changes = source(f"{time}\n", "survey") | baseline(more, period)
    assert len(found_at("SRC03", changes)) == count


@pytest.mark.parametrize(
    ("stated", "path", "count"),
    [
        (hashlib.sha256(b"as it was\n").hexdigest(), EVIDENCE, 0),
        ("0" * 64, EVIDENCE, 1),
        ("0" * 64, "evidence/kept-elsewhere.txt", 0),
    ],
)
def test_evidence_that_is_in_the_tree_is_what_was_read(stated: str, path: str, count: int) -> None:
    changes = {EVIDENCE: "as it was\n", **source(f'file: {path}\nsha256: "{stated}"\n')}
    assert len(found_at("SRC04", changes)) == count


@pytest.mark.parametrize(
    ("retrieved", "count"),
    [("2015-07-01", 1), ("2015-07-02", 0), ("2015-07", 0), ("2015", 0), ("2014", 1), ("unknown", 0), ("9999-12-31", 0)],
)
def test_an_answer_is_fresh_for_a_year_from_its_last_possible_day(retrieved: str, count: int) -> None:
    changes = {LENGTH: length(f'bdl: {{variable: "1", retrieved: {retrieved}}}\n')}
    assert len(found_at("SRC05", changes)) == count


@pytest.mark.parametrize("label", [" ", "*", "* *"])
def test_a_phrase_of_nothing_is_found_nowhere(label: str) -> None:
    lists = {f"registry/codelists/{name}.yml": f'x: {{label: {{en: "{label}"}}}}\n' for name in WORD_LISTS}
    for code in ("TXT01", "TXT04", "TXT07", "SRC07"):
        assert found_at(code, {**lists, **baseline(", note: Counted once.")}) == []


@pytest.mark.parametrize(
    ("statuses", "more", "count"),
    [
        ("AAAE", "", 0),
        ("AAEP", "", 1),
        ("EPE", "", 0),
        ("AAFU", "", 0),
        ("EEEE", "provenance: illustrative\n", 0),
        ("AAAAAAAEEE", "", 0),
        ("AAAAAAEEEE", "", 1),
    ],
)
def test_a_third_of_the_values_may_be_estimated(statuses: str, more: str, count: int) -> None:
    listed = ", ".join(f"{{period: {2001 + year}, value: {year}, status: {one}}}" for year, one in enumerate(statuses))
    assert len(found_at("SRC06", {LENGTH: length(f"{more}observations: [{listed}]\n")})) == count


@pytest.mark.parametrize(
    ("more", "count"),
    [
        (", note: Rounded to whole kilometres.", 1),
        (", note: Rounded to whole kilometres., stated: 40.4 km", 0),
        (", note: Surrounded by fields.", 0),
        (", note: Counted once.", 0),
    ],
)
def test_an_interpretation_keeps_the_words_of_its_source(more: str, count: int) -> None:
    assert len(found_at("SRC07", baseline(more))) == count


def german(key: str, text: str, of: str = "") -> dict[str, str]:
    return {GERMAN: f'id: STR-1\n{key}: {{text: "{text}", of: "{of or "0" * 8}"}}\n'}


@pytest.mark.parametrize(("languages", "count"), [("[en, de]", 1), ("[en]", 0), ("[]", 0)])
def test_only_other_languages_need_translations(languages: str, count: int) -> None:
    assert len(found_at("LOC01", {"som.yml": f"{SETTINGS}languages: {languages}\n"})) == count


TITLE = hashlib.sha256(b"A connected area").hexdigest()[:8]
SCHOOL = {OBJECTIVE: objective(more="description: 80.5 km of STR-A-01, for 1 200 people.\njustification: Law.\n")}


@pytest.mark.parametrize(
    ("code", "changes", "count"),
    [
        ("LOC02", german("title", "Verbunden", TITLE), 0),
        ("LOC02", german("title", "Verbunden", TITLE[::-1]), 1),
        ("LOC03", german("title", "Verbunden"), 0),
        ("LOC03", german("justification", "Gesetz") | SCHOOL, 0),
        ("LOC03", german("rationale", "Warum"), 1),
        ("LOC04", german("description", "80,5 km von STR-A-01, für 1.200 Personen.") | SCHOOL, 0),
        ("LOC04", german("description", "Für 1200 Personen 80,5 km von STR-A-01.") | SCHOOL, 0),
        ("LOC04", german("description", "8,5 km von STR-A-01, für 1.200 Personen.") | SCHOOL, 1),
        ("LOC04", german("description", "80,5 m von STR-A-01, für 1.200 Personen.") | SCHOOL, 1),
        ("LOC04", german("description", "80,5 km von STR-A-02, für 1.200 Personen.") | SCHOOL, 1),
        ("LOC05", german("description", "Text") | SCHOOL, 0),
        ("LOC05", german("justification", "Gesetz") | SCHOOL, 0),
        ("LOC05", german("level", "strategisch"), 1),
    ],
)
def test_translations(code: str, changes: Mapping[str, str], count: int) -> None:
    assert len(found_at(code, changes)) == count


VISION = "# Vision\n\nOn 80.5 km to STR-A-01.\n"
VISION_DIGEST = hashlib.sha256(VISION.encode()).hexdigest()[:8]


def german_chapter(text: str, head: str = f"---\nof: {VISION_DIGEST}\n---\n") -> dict[str, str]:
    return {CHAPTER: VISION, f"locales/de/{CHAPTER}": f"{head}{text}"}


GOOD = "# Vision\n\nAuf 80,5 km zu STR-A-01.\n"


@pytest.mark.parametrize(
    ("code", "changes", "found"),
    [
        ("LOC02", german_chapter(GOOD), None),
        ("LOC02", german_chapter(GOOD, f'---\ntitle: Vision\nof: "{VISION_DIGEST}"\n---\n'), None),
        ("LOC02", german_chapter(GOOD, "---\ntitle: Vision\nof: '00000000'\n---\n"), (3, 6, "00000000")),
        ("LOC02", german_chapter(GOOD, ""), (1, 1, "nothing says")),
        ("LOC03", german_chapter(GOOD), None),
        ("LOC03", {"locales/de/plans/str/text/09-lost.md": GOOD}, (1, 1, "there is no file")),
        ("LOC04", german_chapter(GOOD), None),
        ("LOC04", german_chapter("# Vision\n\nAuf 8,5 km zu STR-A-01.\n"), (4, 1, "numbers differ: 805 ")),
        ("LOC04", german_chapter(GOOD + "{{ table('members') }}\n"), (4, 1, "insertions differ: – ")),
    ],
)
def test_translated_chapters(code: str, changes: Mapping[str, str], found: tuple[int, int, str] | None) -> None:
    told = [(one.span.line, one.span.column, str(one.message), one.span.path) for one in findings(code, changes)]
    assert len(told) == (found is not None)
    if found is not None:
        (path,) = (path for path in changes if path.startswith("locales/"))
        assert (told[0][0], told[0][1], told[0][3]) == (*found[:2], path)
        assert found[2] in told[0][2]


def test_a_translated_chapter_is_waived_in_its_plan() -> None:
    plan = (ROOT / "tests/tiny/plans/str/plan.yml").read_text("utf-8")
    waiver = f"waivers: [{{rule: LOC02, about: locales/de/{CHAPTER}, reason: Spelling., by: office, until: never}}]\n"
    changes = {**german_chapter(GOOD, ""), "plans/str/plan.yml": plan + waiver}
    assert [one.waived for one in findings("LOC02", changes)] == [True]


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 1),
        ({SECOND: objective(identifier="STR-2", more="source: SRC-002\n")}, 0),
        ({SECOND: objective(identifier="STR-2", more="note: As in SRC-002.\n")}, 0),
        ({CHAPTER: "# Vision\n\nSee SRC-002.\n"}, 0),
        ({CHAPTER: "# Vision\n\nSee SRC-0021 and XSRC-002.\n"}, 1),
        ({SECOND: objective(identifier="STR-2", more="superseded_by: STR-1\nsource: SRC-002\n")}, 0),
    ],
)
def test_a_source_that_is_cited_is_used(changes: Mapping[str, str], count: int) -> None:
    unused = {OTHER_SOURCE: "id: SRC-002\ntitle: Register\nkind: survey\n"}
    assert len(found_at("REF09", {**unused, **changes})) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A " + "word " * 33 + "end.", 0),
        ("A " + "word " * 34 + "end.", 1),
        ("".join(f"- entry {'word ' * 9}\n" for _ in range(5)), 0),
        ("A " + "word " * 20 + "end. A " + "word " * 20 + "end.", 0),
        ("<!-- " + "word " * 40 + "-->\n\nShort.", 0),
    ],
)
def test_a_sentence_has_up_to_35_words(text: str, count: int) -> None:
    assert len(found_at("TXT07", {CHAPTER: f"# Vision\n\n{text}\n"})) == count


def test_a_date_in_a_file_of_many_entries_is_found_at_the_entry_that_holds_it() -> None:
    terms = "".join(f"{key}:\n  term: {key}\n  definition: In force since {day} May 2015.\n" for key, day in TERMS)
    assert found_at("TIM11", {"registry/glossary.yml": terms}) == [("BRD", "")]
