"""Documents -> Word files: valid, complete, inert, the same on every run."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from som_cli.document import blocks as b
from som_cli.document.document import Document, plain_text
from som_cli.document.pandoc import PandocError, pandoc_json, run_pandoc
from som_cli.writers.docx import write_docx
from som_cli.writers.docx_reference import make_reference
from som_cli.writers.docx_text import bookmark_names, breakable, full_language, visible
from tests.writers import docx_checks as checks
from tests.writers.sample import HOSTILE_TEXTS, hostile_document, sample_document

TEMPLATES = Path(__file__).parents[2] / "templates"
W = checks.W


@pytest.fixture(scope="module")
def sample() -> bytes:
    return write_docx(sample_document(), TEMPLATES)


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return write_docx(hostile_document(), TEMPLATES)


def _with_blocks(*blocks: b.Block, **changes: Any) -> Document:
    return replace(sample_document(), blocks=blocks, **changes)


def _audit(package: bytes, folder: Path) -> list[str]:
    path = folder / "audited.docx"
    path.write_bytes(package)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_template_is_what_the_code_makes() -> None:
    assert (TEMPLATES / "docx" / "reference.docx").read_bytes() == make_reference()


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_file_is_valid_and_sound(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    package = request.getfixturevalue(name)
    assert _audit(package, tmp_path) == []
    assert checks.problems(package) == []


def test_same_document_gives_same_bytes_anywhere(sample: bytes, tmp_path: Path) -> None:
    copytree(TEMPLATES / "docx", tmp_path / "elsewhere" / "docx")
    assert write_docx(sample_document(), tmp_path / "elsewhere") == sample
    with zipfile.ZipFile(BytesIO(sample)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"pandoc" in archive.read(name).lower() for name in archive.namelist())


def _first(root: Any, name: str) -> Any:
    return next(root.iter(f"{W}{name}"))


def _drop(name: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        for node in list(root.iter(f"{W}{name}")):
            node.getparent().remove(node)

    return change


def _set(name: str, attribute: str, value: str) -> Callable[[Any], None]:
    return lambda root: _first(root, name).set(f"{W}{attribute}", value)


def _repeat_bookmark(root: Any) -> None:
    first, second, *_ = root.iter(f"{W}bookmarkStart")
    second.set(f"{W}name", first.get(f"{W}name").upper())


def _blind_picture(root: Any) -> None:
    next(node for node in root.iter(checks.PICTURE) if not checks.is_decorative(node)).set("descr", "")


def _empty_contents(root: Any) -> None:
    for node in root.iter(f"{W}p"):
        if checks.style_of(node).startswith(("Toc", "TableOf")):
            _drop("t")(node)


BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        (BODY, _set("numId", "val", "99"), "dangling numId 99"),
        (STYLES, _set("numId", "val", "99"), "dangling numId 99"),
        (BODY, _repeat_bookmark, "bookmark name"),
        (BODY, _set("hyperlink", "anchor", "nowhere"), "dead link to nowhere"),
        (BODY, _drop("tblHeader"), "has no header row"),
        (BODY, _drop("tblCaption"), "has no tblCaption"),
        (BODY, _drop("tblDescription"), "has no tblDescription"),
        (BODY, _set("gridCol", "w", "1"), "is not as wide"),
        (BODY, _blind_picture, "has no alternative text"),
        (STYLES, _set("lang", "val", "en-US"), "language is"),
        (SETTINGS, _set("themeFontLang", "val", "en-US"), "another language"),
        (BODY, _empty_contents, "empty list"),
        (BODY, _drop("sdt"), "no contents"),
        (BODY, _set("pStyle", "val", "Nobody"), "unknown style Nobody"),
    ],
)
def test_checks_notice(sample: bytes, name: str, change: Callable[[Any], None], fault: str) -> None:
    root = checks.part(sample, name)
    change(root)
    broken = checks.with_part(sample, name, etree.tostring(root))
    assert any(fault in line for line in checks.problems(broken))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _expected(node: Any) -> str:
    """The body's characters: footnotes stand elsewhere, and a picture's text is seen by no eye."""
    if isinstance(node, list):
        return "".join(_expected(child) for child in node)
    if not isinstance(node, dict) or node["t"] in {"Note", "Image"}:
        return ""
    if node["t"] == "Figure":
        return _expected(node["c"][1])
    content = node.get("c")
    return _expected(content) if isinstance(content, list) else plain_text(node)


@pytest.mark.parametrize("make", [sample_document, hostile_document])
def test_text_is_the_documents(make: Callable[[], Document]) -> None:
    document = make()
    body = checks.part(write_docx(document, TEMPLATES), BODY)
    paragraphs = [
        checks.text_of(node)
        for node in body.iter(f"{W}p")
        if not checks.style_of(node).startswith(("TOC", "Toc", "TableOf", "Cover", "Title", "Subtitle"))
    ]
    captionless = [re.sub(r"^(Tabela|Rysunek)\u00a0\d+\. ", "", text) for text in paragraphs]
    assert _squeezed("".join(captionless)) == _squeezed(visible(_expected(list(document.blocks))))


def test_hostile_text_stays_text(hostile: bytes) -> None:
    body = checks.part(hostile, BODY)
    text = checks.text_of(body)
    for harmful in HOSTILE_TEXTS:
        assert visible(harmful) in text
    assert "[U+001B]" in text
    assert "[U+202E]" in text
    assert "😀 and 漢字" in text
    relations = checks.part(hostile, "word/_rels/document.xml.rels")
    assert not [node for node in relations if node.get("TargetMode") == "External"]


def test_contents_and_lists_are_filled_in(sample: bytes) -> None:
    body = checks.part(sample, BODY)
    lines = [
        (checks.style_of(node), checks.text_of(node).removesuffix("…"))
        for node in body.iter(f"{W}p")
        if checks.style_of(node).startswith(("TOC", "Toc", "TableOf"))
    ]
    assert lines[:4] == [
        ("TOCHeading", "Spis treści"),
        ("Toc1", "1.Streszczenie"),
        ("Toc2", "1.1.Najważniejsze liczby"),
        ("Toc1", "2.Cele i działania"),
    ]
    assert ("TableOfFigures", "Tabela\u00a01. Cele operacyjne i ich wskaźniki") in lines
    assert not any("Nota o danych" in text for _, text in lines)
    # One figure is found without a list.
    assert ("TOCHeading", "Spis rysunków") not in lines
    more = (b.figure(f"rys-{number}", f"Rysunek {number}", "", "budget") for number in (2, 3))
    document = sample_document()
    longer = write_docx(replace(document, blocks=(*document.blocks, *more)), TEMPLATES)
    styles = [checks.style_of(node) for node in checks.part(longer, BODY).iter(f"{W}p")]
    assert styles.count("TableOfFigures") == len([1 for style, _ in lines if style == "TableOfFigures"]) + 3


def test_document_without_headings_has_no_contents() -> None:
    body = checks.part(write_docx(_with_blocks(b.paragraph("Tekst.")), TEMPLATES), BODY)
    assert body.find(f".//{W}sdt") is None
    assert "Spis" not in checks.text_of(body)


def _sections(package: bytes) -> list[str]:
    sizes = checks.part(package, BODY).iter(f"{W}pgSz")
    return [size.get(f"{W}orient", "portrait") for size in sizes]


def test_landscape_pages_are_sections_of_their_own(sample: bytes, tmp_path: Path) -> None:
    assert _sections(sample) == ["portrait", "landscape", "portrait"]
    side = b.landscape(b.table("t", "Szeroka", [b.Column("A"), b.Column("B", "number", 3)], [["x", "1"]]))
    package = write_docx(_with_blocks(side, b.page_break(), side), TEMPLATES)
    assert _sections(package) == ["portrait", "landscape", "landscape"]
    table = checks.part(package, BODY).find(f".//{W}tbl")
    assert [column.get(f"{W}w") for column in table.iter(f"{W}gridCol")] == ["3500", "10502"]
    assert _audit(package, tmp_path) == []


def test_stamp_is_in_every_header() -> None:
    package = write_docx(replace(sample_document(), stamp="PROJEKT"), TEMPLATES)
    headers = [name for name in checks.part_names(package) if name.startswith("word/header")]
    assert len(headers) == 3
    assert all("PROJEKT" in checks.text_of(checks.part(package, name)) for name in headers)


def test_footer_names_revision_and_pages(sample: bytes) -> None:
    footers = [checks.part(sample, f"word/footer{number}.xml") for number in (1, 2, 3)]
    texts = sorted(checks.text_of(footer) for footer in footers)
    assert texts == ["", *["Wersja 4f2a91c z 31 marca 2025 r.strona 1 z 1"] * 2]


def test_alternative_text_is_exact(sample: bytes) -> None:
    image = next(_images(list(sample_document().blocks)))
    drawn = checks.part(sample, BODY).iter(checks.PICTURE)
    pictures = [node.get("descr") for node in drawn if not checks.is_decorative(node)]
    assert pictures == [plain_text(image["c"][1])]
    assert pictures[0].startswith("Wykres słupkowy")


def _images(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if node.get("t") == "Image":
            yield node
        yield from _images(node.get("c"))
    elif isinstance(node, list):
        for child in node:
            yield from _images(child)


def test_properties_come_from_the_document(sample: bytes) -> None:
    core = {etree.QName(node).localname: node.text for node in checks.part(sample, "docProps/core.xml")}
    assert core["title"] == "Strategia zrównoważonego rozwoju obszaru funkcjonalnego"
    assert core["creator"] == "Stowarzyszenie Gmin Doliny Rzeki"
    assert core["created"] == core["modified"] == "2025-03-31T00:00:00Z"
    assert core["revision"] == "1"
    assert core["language"] == "pl-PL"


def test_tracked_changes_give_the_new_and_the_old_text() -> None:
    changed = b.paragraph("było ", b.span("stare", "deletion"), b.span("nowe", "insertion"), ".")
    whole = b.paragraph(b.span("Cały nowy akapit.", "insertion"))
    package = write_docx(_with_blocks(changed, whole), TEMPLATES)
    for mode, new in (("accept", True), ("reject", False)):
        arguments = ["--from=docx", "--to=json", f"--track-changes={mode}", "-"]
        tree = json.loads(run_pandoc(arguments[:-1], package, memory_mb=512, timeout_seconds=60))
        text = plain_text(tree["blocks"])
        assert ("nowe" in text, "stare" in text, "Cały nowy akapit." in text) == (new, not new, new)


def test_dead_and_unsafe_links_become_text() -> None:
    links = [b.link("martwe", "#nie-ma"), b.link("plik", "file:///etc/passwd"), b.link("js", "javascript:alert(1)")]
    package = write_docx(_with_blocks(b.paragraph(*links)), TEMPLATES)
    assert checks.part(package, BODY).find(f".//{W}hyperlink") is None
    assert "martweplikjs" in checks.text_of(checks.part(package, BODY))


def test_totals_and_heads_have_their_styles(sample: bytes) -> None:
    styles = {checks.style_of(node) for node in checks.part(sample, BODY).iter(f"{W}p")}
    assert {"TableText", "TableCode", "TableNumber", "TableHead", "TableHeadNumber", "TableTotalNumber"} <= styles


def test_long_words_may_break_and_ids_stay_whole() -> None:
    assert breakable("IND-CYC-KM") == "IND-CYC-KM"
    assert breakable("IND-ENERGY-PUBLIC-BUILDINGS").split("\u200b") == ["IND-", "ENERGY-", "PUBLIC-", "BUILDINGS"]
    assert max(map(len, breakable("x" * 100).split("\u200b"))) <= 24
    assert breakable("y" * 100).replace("\u200b", "") == "y" * 100


def test_bookmark_names_are_short_safe_and_unique() -> None:
    names = bookmark_names(["STR-1.1", "STR_1.1", "str-1.1", "ż" * 60, "ż" * 61])
    assert len({name.lower() for name in names.values()}) == 5
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names.values())


@pytest.mark.parametrize(("given", "full"), [("pl", "pl-PL"), ("en-GB", "en-GB"), ("de", "de-DE")])
def test_language_gets_its_region(given: str, full: str) -> None:
    assert full_language(given) == full


def test_pandoc_refuses_with_a_message() -> None:
    with pytest.raises(PandocError, match="JSON"):
        run_pandoc(["--from=json", "--to=plain"], b"{", memory_mb=256, timeout_seconds=30)
    lost = {"t": "Para", "c": [{"t": "Image", "c": [b.attributes(), [], ["/etc/passwd", ""]]}]}
    stdin = json.dumps(pandoc_json([lost])).encode()
    with pytest.raises(PandocError, match="passwd"):
        run_pandoc(["--from=json", "--to=docx"], stdin, memory_mb=256, timeout_seconds=30)


def test_pandoc_stops_in_time() -> None:
    with pytest.raises(PandocError, match="did not finish"):
        run_pandoc(["--from=json", "--to=plain"], b"{}", memory_mb=256, timeout_seconds=0.0001)
