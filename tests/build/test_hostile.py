"""Text of files comes out as text: nothing in it is run, read, followed or taken for markup."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from tests.build.built import Built, build
from tests.build.hostile_workspace import EVALUATED, HOSTILE, texts_of, write_hostile
from tests.cli.runner import workspace
from tests.writers import docx_checks, pdf_checks, xlsx_checks
from tests.writers.pdf_checks import squeezed
from tests.writers.sample import HOSTILE_TEXTS as WRITERS_TEXTS

PLAIN = squeezed(HOSTILE)
UNPRINTABLE = "😀漢字"
# Fields that every format prints; what else it prints is complete too.
PRINTED = (
    "Partnership.name",
    "Partnership.short",
    "Member.name",
    "Plan.title",
    "Objective.title",
    "Action.title",
    "Indicator.name",
    "Indicator.unit",
    "Fund.name",
    "Source.title",
    "Source.author",
    "Source.url",
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return write_hostile(tmp_path_factory.mktemp("texts") / "strategies")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile") / "strategies"
    write_hostile(folder)
    sources = folder / "registry" / "sources"
    for number, address in enumerate(("file:///etc/passwd", "javascript:alert(1)", "https://example.org/a?b=c"), 2):
        text = f"id: SRC-00{number}\ntitle: Address\nkind: survey\nyear: 2014\nurl: {address}\n"
        (sources / f"SRC-00{number}.yml").write_text(text, encoding="utf-8")
    return build(folder, "--force")


def _shown(built: Built, form: str) -> str:
    return {
        "pdf": built.pdf_text,
        "docx": squeezed(built.docx_text),
        "xlsx": squeezed("\n".join(built.xlsx_cells)),
    }[form]


def _plain(form: str) -> str:
    if form != "pdf":
        return PLAIN
    return "".join(f"[U+{ord(letter):04X}]" if letter in UNPRINTABLE else letter for letter in PLAIN)


def test_every_text_of_the_model_is_hostile(hostile: Built, texts: Mapping[str, str]) -> None:
    assert len(texts) > 1000
    assert texts.keys() - texts_of(hostile.model) == set()


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_text_is_printed_as_it_stands(hostile: Built, texts: Mapping[str, str], form: str) -> None:
    assert hostile.outcome.code == 0, hostile.outcome.err
    begun, whole = _begun(_shown(hostile, form)), _whole(_shown(hostile, form), _plain(form), texts)
    assert set(PRINTED) - {texts[mark] for mark in whole} == set()
    if form != "pdf":
        assert {texts[mark] for mark in begun - whole} == set()


def test_pdf_prints_what_the_word_file_prints(hostile: Built, texts: Mapping[str, str]) -> None:
    """A text that goes over to the next page, or is shortened in a chart, is not found whole."""
    begun = _begun(_shown(hostile, "pdf"))
    assert _begun(_shown(hostile, "docx")) - begun == set()
    assert len(_whole(_shown(hostile, "pdf"), _plain("pdf"), texts)) >= 0.9 * len(begun)


def _begun(shown: str) -> set[str]:
    return set(re.findall(r'(T\d+)#read\("', shown))


def _whole(shown: str, plain: str, texts: Mapping[str, str]) -> set[str]:
    return {mark for mark in texts if mark + plain in shown}


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_nothing_is_evaluated_and_no_file_is_read(hostile: Built, form: str) -> None:
    shown = _shown(hostile, form)
    assert EVALUATED not in shown
    content = hostile.content(form)
    first = Path("/etc/passwd").read_text("utf-8").splitlines()[0]
    assert squeezed(first) not in shown
    for part in [content] if form == "pdf" else _parts(content).values():
        assert first.encode() not in part


def test_no_link_leads_out_but_to_the_web(hostile: Built) -> None:
    assert _pdf_addresses(hostile.content("pdf")) == {"https://example.org/a?b=c"}
    for form in ("docx", "xlsx"):
        parts = _parts(hostile.content(form)).items()
        relations = b"".join(part for name, part in parts if name.endswith(".rels"))
        outside = set(re.findall(rb'Target="([a-z]+:[^"]*)"[^>]*TargetMode="External"', relations))
        outside |= set(re.findall(rb'TargetMode="External"[^>]*Target="([a-z]+:[^"]*)"', relations))
        assert outside <= {b"https://example.org/a?b=c"}


def test_no_text_becomes_a_formula(hostile: Built) -> None:
    formulas = xlsx_checks.formulas(hostile.content("xlsx"))
    assert formulas
    ours = re.compile(r"=(SUM|SUMIFS|SUBTOTAL|ROUND|IF)\(|=tblRisks\[\[#This Row\],\[\w+\]\]\*tblRisks\[")
    assert [text for text in formulas.values() if not ours.match(text)] == []
    assert not any(text.startswith("=cmd") for text in formulas.values())


def test_a_letter_without_glyph_is_named_on_the_console(hostile: Built) -> None:
    for letter in UNPRINTABLE:
        code = f"U+{ord(letter):04X}"
        expected = f"hostile-consolidated.pdf: no glyph for {code}: printed as [{code}]\n"
        assert hostile.outcome.err.count(expected) == 1
        assert letter not in hostile.pdf_text
        assert f"[{code}]" not in hostile.docx_text
        assert letter in hostile.docx_text
        assert letter in "".join(hostile.xlsx_cells)


def test_pdf_keeps_its_standards(hostile: Built) -> None:
    assert pdf_checks.standard_problems(hostile.content("pdf")) == []


def test_pdf_keeps_its_letters_on_the_page(hostile: Built) -> None:
    assert pdf_checks.own_problems(hostile.content("pdf")) == []
    assert pdf_checks.outside_problems(hostile.content("pdf"), margin=20) == []


def test_office_files_keep_their_standards(hostile: Built, tmp_path: Path) -> None:
    path = tmp_path / "audited.docx"
    path.write_bytes(hostile.content("docx"))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert docx_checks.problems(hostile.content("docx"), "en-US") == []
    assert xlsx_checks.audit_faults(hostile.content("xlsx"), tmp_path) == []
    assert xlsx_checks.structure_faults(hostile.content("xlsx")) == []


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pdf_addresses(content: bytes) -> set[str]:
    found = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for sheet in pdf.pages:
            annotations: Any = sheet.get("/Annots", pikepdf.Array())
            actions = [annotation.get("/A", pikepdf.Dictionary()) for annotation in annotations]
            assert {str(action.get("/S", "/GoTo")) for action in actions} <= {"/GoTo", "/URI"}
            found |= {str(action["/URI"]) for action in actions if "/URI" in action}
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", pikepdf.Dictionary())
    return found


# ---- the language of messages and the console


def test_console_shows_hostile_text_as_text(hostile: Built) -> None:
    """Findings quote the data; a line of the console is a line, whatever stands in the text."""
    again = build(hostile.workspace, "--format", "xlsx")
    assert again.outcome.code == 1
    assert "\x1b" not in again.outcome.out
    assert EVALUATED not in again.outcome.out
    assert "error " in again.outcome.out


# ---- chapters

CHAPTERS: Mapping[str, tuple[str, int]] = {
    "class": ("Before.\n\n{{ ''.__class__.__mro__ }}\n", 3),
    "globals": ("Before.\n\n{{ table.__globals__ }}\n", 3),
    "endless": ("Before.\n\n{% for i in range(10**9) %}x{% endfor %}\n", 3),
    "nested": ("Before.\n{% for a in [1] %}\n{{ a.__init__ }}\n{% endfor %}\n", 3),
    "include": ('Before.\n\n\n{% include "/etc/passwd" %}\n', 4),
    "import": ('Before.\n{% import "labels.en.yml" as x %}\n', 2),
    "extends": ('{% extends "consolidated.md.j2" %}\n', 1),
    "filter": ("Before.\n\n{{ 'a' | attr('__class__') }}\n", 3),
    "unknown": ('Before.\n\n{{ table("nothing") }}\n', 3),
    "value": ('Before.\n\n{{ value("IND-KM", "__class__") }}\n', 3),
    "arithmetic": ("Before.\n\n{{ 'a' * 10**9 }}\n", 3),
    "open": ("Before.\n\n{{ 7*7\n", 3),
}


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = workspace(tmp_path_factory.mktemp("chapters"))
    text = folder / "plans" / "str" / "text"
    text.mkdir()
    for name, (content, _) in CHAPTERS.items():
        (text / f"{name}.md").write_text(content, encoding="utf-8")
    raw = f"# A chapter of raw blocks\n\n{HOSTILE.replace('{{', '').replace('}}', '')}\n\n<b>bold</b> \\newpage\n"
    (text / "raw.md").write_text(raw, encoding="utf-8")
    (text / "good.md").write_text("# A good chapter\n\nGood to the end.\n", encoding="utf-8")
    names = "".join(f"  - plans/str/text/{name}.md\n" for name in (*CHAPTERS, "raw", "good"))
    plan = folder / "plans" / "str" / "plan.yml"
    plan.write_text(plan.read_text("utf-8") + f"chapters:\n{names}", encoding="utf-8")
    return build(folder, "--force")


def test_an_attack_is_a_message_with_file_and_line(chapters: Built) -> None:
    assert chapters.outcome.code == 0, chapters.outcome.err
    for name, (_, line) in CHAPTERS.items():
        place = rf"^strategies/plans/str/text/{name}\.md:{line}:\d+: warning TPL01 \S"
        assert re.search(place, chapters.outcome.out, re.MULTILINE), name


def test_the_rest_is_built(chapters: Built) -> None:
    for shown in (chapters.pdf_text, squeezed(chapters.docx_text)):
        assert "Agoodchapter" in shown
        assert "Goodtotheend." in shown
        assert "Achapterofrawblocks" in shown
        assert EVALUATED not in shown
        assert "root:x:0" not in shown


def test_raw_blocks_and_links_of_a_chapter_are_no_markup(chapters: Built) -> None:
    document = _parts(chapters.content("docx"))["word/document.xml"]
    assert b"<w:t>raw</w:t>" not in document
    assert b"newpage" in document
    assert _pdf_addresses(chapters.content("pdf")) == set()
    assert b"file:///" not in b"".join(
        part for name, part in _parts(chapters.content("docx")).items() if ".rels" in name
    )


# ---- letters that the reader refuses

FORBIDDEN = {"escape": "\x1b[31m", "right to left": "\u202e", "isolate": "\u2066", "bell": "\x07"}


@pytest.mark.parametrize("letter", list(FORBIDDEN.values()), ids=list(FORBIDDEN))
@pytest.mark.parametrize("is_escaped", [False, True], ids=["as it is", "escaped"])
def test_control_and_direction_marks_are_refused(tmp_path: Path, letter: str, is_escaped: bool) -> None:  # noqa: FBT001
    folder = workspace(tmp_path)
    written = "".join(f"\\u{ord(one):04x}" if not one.isprintable() else one for one in letter)
    path = folder / "registry" / "sources" / "SRC-001.yml"
    title = f'"bad {written if is_escaped else letter}"'
    path.write_text(f"id: SRC-001\ntitle: {title}\nkind: survey\nyear: 2014\n", encoding="utf-8")
    built = build(folder)
    assert built.outcome.code == 1
    assert re.search(r"^error YML\d\d .*strategies/registry/sources/SRC-001\.yml:2:", built.outcome.out, re.MULTILINE)
    assert letter[0] not in built.outcome.out
    assert not built.out.exists()


def test_such_marks_in_a_chapter_are_refused(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    text = folder / "plans" / "str" / "text"
    text.mkdir()
    (text / "01.md").write_text("Left \u202eright\n", encoding="utf-8")
    built = build(folder)
    assert built.outcome.code == 1
    assert "strategies/plans/str/text/01.md:1:" in built.outcome.out


def test_writers_are_tested_with_such_marks_themselves() -> None:
    """The reader lets no such mark through; tests/writers hands them to each writer."""
    assert {letter for text in WRITERS_TEXTS for letter in text} >= {"\x1b", "\u202e", "😀", "漢"}


def test_workbook_of_hostile_text_opens(hostile: Built) -> None:
    book = load_workbook(io.BytesIO(hostile.content("xlsx")))
    assert len(book.sheetnames) == len({name.lower() for name in book.sheetnames})
    assert all(len(name) <= 31 for name in book.sheetnames)
