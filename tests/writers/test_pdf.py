"""The PDF: within its standards, the same bytes everywhere, inert to hostile text; the checks notice what breaks."""

from __future__ import annotations

import io
import shutil
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.document.fonts import Printable, read_coverage
from som_cli.writers.pdf import PdfResult, WriterError, write_pdf
from som_cli.writers.pdf_objects import PdfObjects, UnreadablePdfError, read_objects
from som_cli.writers.pdf_tags import close_streams
from som_cli.writers.pdf_text import split_code, split_prose
from tests.writers.pdf_checks import elements, outside_problems, own_problems, page_texts, squeezed, standard_problems
from tests.writers.sample import FACTS, HOSTILE_TEXTS, NBSP, hostile_document, sample_document

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="module")
def sample() -> PdfResult:
    return write_pdf(sample_document(), TEMPLATES)


@pytest.fixture(scope="module")
def hostile() -> PdfResult:
    return write_pdf(hostile_document(), TEMPLATES)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    for name in ("pdf", "fonts"):
        shutil.copytree(TEMPLATES / name, tmp_path / name)
    return tmp_path


def written(*blocks: b.Block, stamp: str = "") -> PdfResult:
    return write_pdf(replace(sample_document(), blocks=blocks, stamp=stamp), TEMPLATES)


def test_sample_keeps_the_standards(sample: PdfResult) -> None:
    assert standard_problems(sample.content) == []
    assert own_problems(sample.content) == []
    assert sample.warnings == ()


def test_hostile_document_keeps_the_standards(hostile: PdfResult) -> None:
    assert standard_problems(hostile.content) == []
    assert own_problems(hostile.content) == []


def test_equal_documents_give_equal_bytes_in_any_folder(
    sample: PdfResult, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(templates)
    assert write_pdf(sample_document(), Path()) == sample


def test_properties_come_from_the_document(sample: PdfResult) -> None:
    with pikepdf.open(io.BytesIO(sample.content)) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == "pl"
        assert metadata["dc:title"] == sample_document().title
        assert metadata["dc:creator"] == [sample_document().cover.organisation]
        assert metadata["dc:description"] == sample_document().subject
        assert metadata["xmp:CreateDate"].startswith("2025-03-31T00:00:00")
        assert len(pdf.pages) == sample.pages


def test_words_of_the_document_are_on_its_pages(sample: PdfResult) -> None:
    pages = page_texts(sample.content)
    text = " ".join(pages)
    for words in (FACTS, "Spis tabel", "Tabela 2. Wskaźniki produktu", "Rysunek 1. Nakłady", "IND-CYC-KM", "Mg CO2e"):
        assert words in text
    assert f"strona {len(pages)} z {len(pages)}" in pages[-1]
    assert squeezed("IND-ENERGY-PUBLIC-BUILDINGS-2030") in squeezed(text)


def test_no_page_is_empty_and_only_the_wide_one_lies_on_its_side(sample: PdfResult) -> None:
    with pikepdf.open(io.BytesIO(sample.content)) as pdf:
        sizes = [(float(sheet.mediabox[2]), float(sheet.mediabox[3])) for sheet in pdf.pages]
    wide = [number for number, (width, height) in enumerate(sizes) if width > height]
    pages = page_texts(sample.content)
    assert [("Budżet według lat" in pages[number]) for number in wide] == [True]
    assert all(len(text) > 150 for text in pages)


def test_heads_of_a_long_table_are_repeated(sample: PdfResult) -> None:
    holding = [text for text in page_texts(sample.content) if "IND-0" in text]
    assert len(holding) >= 3
    assert all("Opis wskaźnika" in text and "Jedn." in text for text in holding)


def test_links_lead_to_ids_and_addresses_and_nowhere_else(sample: PdfResult, hostile: PdfResult) -> None:
    with pikepdf.open(io.BytesIO(sample.content)) as pdf:
        actions = [note.A for sheet in pdf.pages for note in sheet.get("/Annots", []) if "/A" in note]
        addresses = {str(action.URI) for action in actions if "/URI" in action}
        inside = [note for sheet in pdf.pages for note in sheet.get("/Annots", []) if "/URI" not in note.get("/A", {})]
    assert addresses == {
        "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU19900160095",
        "mailto:biuro@dolina-rzeki.example.org",
    }
    assert len(inside) > 10
    assert "rozdział usunięty" in " ".join(page_texts(sample.content))
    assert b"javascript:alert" not in hostile.content


def test_hostile_text_is_printed_as_it_is(hostile: PdfResult) -> None:
    text = squeezed(" ".join(page_texts(hostile.content)))
    for words in HOSTILE_TEXTS[:8]:
        assert squeezed(words) in text
    for words in ("[U+001B][31mred", "left[U+202E]right", "[U+1F600]", "[U+6F22][U+5B57]"):
        assert squeezed(words) in text
    assert "root:" not in text


def test_each_missing_character_is_reported_once(hostile: PdfResult) -> None:
    assert [warning.split()[3] for warning in hostile.warnings] == [
        "U+001B:",
        "U+202E:",
        "U+1F600:",
        "U+6F22:",
        "U+5B57:",
    ]


def test_nothing_runs_out_of_the_page(sample: PdfResult, hostile: PdfResult) -> None:
    assert outside_problems(sample.content, margin=40) == []
    assert outside_problems(hostile.content, margin=40) == []
    assert outside_problems(sample.content, margin=200) != []


@pytest.mark.parametrize("filler", [0, 9, 17])
def test_stamp_stands_on_every_page(filler: int) -> None:
    blocks = (*[b.paragraph("Akapit.")] * filler, *sample_document().blocks)
    stamped = written(*blocks, stamp="NIEZATWIERDZONE")
    assert all("NIEZATWIERDZONE" in text for text in page_texts(stamped.content))
    assert standard_problems(stamped.content) == []


def test_headings_never_skip_a_level() -> None:
    result = written(b.heading(3, "Trzeci"), b.heading(4, "Czwarty"), b.heading(1, "Pierwszy"), b.heading(3, "Znowu"))
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        levels = [kind for kind in ("/H1", "/H2", "/H3", "/H4") if elements(pdf, kind)]
    assert levels == ["/H1", "/H2"]
    assert "Czwarty" in " ".join(page_texts(result.content))


def test_document_without_tables_and_figures_lists_none() -> None:
    blocks = [block for _ in range(3) for block in (b.heading(1, "Sam tekst"), b.paragraph("Akapit."))]
    text = " ".join(page_texts(written(*blocks).content))
    assert "Spis treści" in text
    assert "Spis tabel" not in text
    assert "Spis rysunków" not in text


def test_footnote_in_a_heading_is_written_in_brackets() -> None:
    heading = b.heading(1, ("Tytuł", b.footnote(b.paragraph("uwaga"))))
    text = " ".join(page_texts(written(heading, b.heading(1, "B"), b.heading(1, "C")).content))
    assert text.count("Tytuł (uwaga)") >= 2


def test_an_id_given_twice_leads_to_its_first_bearer() -> None:
    twice = [b.heading(1, title, "raz") for title in ("Jeden", "Dwa")]
    assert standard_problems(written(*twice, b.paragraph(b.link("tam", "#raz"))).content) == []


def test_missing_characters_of_a_picture_are_written_out() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">&#x1F600; 漢</text></svg>'
    document = replace(
        sample_document(),
        blocks=(b.heading(1, "A"), b.figure("r", "Podpis", "Opis", "p")),
        pictures={"p": Picture(svg.encode(), bytes, 90, 30)},
    )
    assert len(write_pdf(document, TEMPLATES).warnings) == 2


def test_row_reached_by_a_cell_from_above_gets_no_head_of_its_own() -> None:
    columns = (b.Column("A"), b.Column("B"))
    result = written(b.heading(1, "A"), b.table("t", "T", columns, ((b.Span("x", rows=2), "1"), ("2",), ("y", "3"))))
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        rows = [[str(cell.S) for cell in row.K] for row in elements(pdf, "/TR")]
    assert rows == [["/TH", "/TH"], ["/TH", "/TD"], ["/TD"], ["/TH", "/TD"]]


def test_crowded_table_is_set_smaller_and_keeps_its_numbers_whole() -> None:
    columns = [b.Column("Kod", "code"), *(b.Column(f"Rok {year}", "number") for year in range(2025, 2036))]
    row = (b.code("IND-CYC-KM"), *(f"1{NBSP}234{NBSP}{number}67,00" for number in range(10, 21)))
    result = written(b.heading(1, "A"), b.table("t", "T", columns, (row,)))
    text = " ".join(page_texts(result.content))
    assert all(f"1 234 {number}67,00" in text for number in range(10, 21))
    assert "IND-CYC-KM" in text
    assert outside_problems(result.content, margin=40) == []


def test_nodes_that_only_prose_makes_are_printed() -> None:
    cell = ["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": b.text("komórka")}]
    row = [["", [], []], [cell]]
    spec = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]]
    no_rows: list[object] = [["", [], []], []]
    result = written(
        b.heading(1, "Proza"),
        {"t": "CodeBlock", "c": [["", [], []], "wiersz kodu\n  drugi"]},
        {"t": "LineBlock", "c": [b.text("wers pierwszy"), b.text("wers drugi")]},
        {"t": "HorizontalRule"},
        {"t": "Table", "c": [["", [], []], [None, []], spec, no_rows, [[["", [], []], 0, [], [row]]], no_rows]},
        b.paragraph({"t": "Quoted", "c": [{"t": "DoubleQuote"}, b.text("cytat")]}, b.line_break(), "po nim"),
        b.paragraph({"t": "Code", "c": [["", [], []], "plik.yml"]}, {"t": "Strikeout", "c": b.text("skreślone")}),
    )
    text = " ".join(page_texts(result.content))
    for words in ("wiersz kodu drugi", "wers pierwszy wers drugi", "komórka", "„cytat”", "plik.yml", "skreślone"):
        assert words in text
    assert standard_problems(result.content) == []
    assert own_problems(result.content) == []


@pytest.mark.parametrize(
    "value", ["STR-1.1", "IND-ENERGY-PUBLIC-BUILDINGS", "a@b.example.org/x_y", "x" * 200, "A-1, B-2"]
)
def test_pieces_put_together_are_the_whole(value: str) -> None:
    assert "".join(split_code(value)) == value
    assert "".join(split_prose(value)) == value


def test_only_long_codes_are_split() -> None:
    assert split_code("IND-CYC-KM") == ["IND-CYC-KM"]
    assert split_code("IND-ENERGY-PUBLIC-BUILDINGS") == ["IND-", "ENERGY-", "PUBLIC-", "BUILDINGS"]
    assert split_prose("x" * 25) == ["x"] * 25


def test_fonts_cover_the_language_and_the_marks() -> None:
    fonts = {path.name: path.read_bytes() for path in (TEMPLATES / "fonts").glob("*.ttf")}
    coverage = read_coverage(fonts)
    assert {ord(letter) for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–\u2212✓✗●▲→≥₂\u00a0\u202f"} <= coverage
    assert not {ord(letter) for letter in "😀漢\u26a0"} & coverage
    assert Printable(coverage).fit("w\u00adyraz\u2003\ud800") == "w\u00adyraz [U+D800]"


def test_stream_that_ends_with_a_line_end_is_closed_by_a_filter() -> None:
    contents = {2: b"BT ET\n", 3: b"BT ET\r", 4: b"BT ET", 5: zlib.compress(b"BT ET") + b"\n"}
    catalogue = b"1 0 obj\n<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>\nendobj\n"
    file = PdfObjects(b"%PDF-1.7\n", {1: catalogue}, b"trailer\n<</Size 6/Root 1 0 R>>\n")
    for number, content in contents.items():
        entries = b"/Length %d%s" % (len(content), b"/Filter/FlateDecode" if number == 5 else b"")
        file.objects[number] = b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, content)
    close_streams(file)
    with pikepdf.open(io.BytesIO(file.written())) as pdf:
        streams = [pdf.get_object(number, 0) for number in contents]
        assert [stream.read_bytes() for stream in streams] == [b"BT ET\n", b"BT ET\r", b"BT ET", b"BT ET"]
        assert [stream.read_raw_bytes()[-2:] for stream in streams] == [b"~>", b"~>", b"ET", b"~>"]


def test_objects_are_written_as_they_were_read(sample: PdfResult) -> None:
    assert read_objects(sample.content).written() == sample.content
    for broken in (sample.content[:-200], sample.content.replace(b"xref\n0 ", b"xref\n1 ")):
        with pytest.raises(UnreadablePdfError):
            read_objects(broken)


def test_jumps_lead_to_groups_and_name_their_page() -> None:
    links = (b.link("pierwszy", "#w tabeli"), " ", b.link("drugi", "#grupa"))
    inside = [b.division([b.paragraph("A-1")], identifier="w tabeli"), b.paragraph(*links)]
    table = b.table("t", "Podpis", (b.Column("Kod"),), [(inside,)])
    last = b.division([b.paragraph("Ostatni akapit.")], identifier="grupa")
    result = written(b.heading(1, "Tytuł"), table, b.page_break(), last)
    with pikepdf.open(io.BytesIO(result.content)) as pdf:
        notes = [note for sheet in pdf.pages for note in sheet.get("/Annots", [])]
        numbers = {int(sheet.objgen[0]): number for number, sheet in enumerate(pdf.pages, start=1)}
        described = {
            str(note.Contents): numbers[note.Dest[0].objgen[0]]
            for note in notes
            if isinstance(note.Dest, pikepdf.Array)
        }
    assert {f"strona {result.pages - 1}", f"strona {result.pages}"} <= described.keys()
    assert all(name.endswith(f" {number}") for name, number in described.items())


@pytest.mark.parametrize("block", [{"t": "RawBlock", "c": ["typst", "#panic()"]}, b.paragraph({"t": "Math", "c": "x"})])
def test_node_outside_the_vocabulary_is_refused(block: b.Block) -> None:
    with pytest.raises(WriterError, match="knows no node"):
        written(block)


def test_figure_without_its_picture_is_refused() -> None:
    with pytest.raises(WriterError, match="picture:absent"):
        written(b.figure("r", "Podpis", "Opis", "absent"))


@pytest.mark.parametrize("folder", ["pdf", "fonts"])
def test_symbolic_link_among_the_templates_is_refused(templates: Path, folder: str) -> None:
    (templates / folder / "linked.typ").symlink_to("/etc/hostname")
    with pytest.raises(WriterError, match="symbolic link"):
        write_pdf(sample_document(), templates)


def test_mistake_in_the_template_is_told_with_its_place(templates: Path) -> None:
    (templates / "pdf" / "look.typ").write_text("#let face = (", "utf-8")
    with pytest.raises(WriterError, match=r"look\.typ:1"):
        write_pdf(sample_document(), templates)


def test_warning_of_the_compiler_is_an_error(templates: Path) -> None:
    look = templates / "pdf" / "look.typ"
    look.write_text(look.read_text("utf-8").replace('("Source Sans 3",)', '("Source Sans 3", "Absent")'), "utf-8")
    with pytest.raises(WriterError, match="absent"):
        write_pdf(sample_document(), templates)


@pytest.mark.parametrize("source", ['read("/etc/passwd")', 'read("../../etc/passwd")', 'import "@preview/cetz:0.3.4"'])
def test_template_reads_nothing_from_outside(templates: Path, source: str) -> None:
    main = templates / "pdf" / "document.typ"
    main.write_text(f"#{source}\n{main.read_text('utf-8')}", "utf-8")
    with pytest.raises(WriterError):
        write_pdf(sample_document(), templates)


def test_file_that_is_no_font_is_told(templates: Path) -> None:
    (templates / "fonts" / "Other.ttf").write_bytes(b"no font")
    with pytest.raises(WriterError, match=r"Other\.ttf is no font"):
        write_pdf(sample_document(), templates)


def mutated(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(output)
    return output.getvalue()


def cells_for_heads(pdf: pikepdf.Pdf) -> None:
    for head in elements(pdf, "/TH"):
        head.S = pikepdf.Name.TD


def heads_without_scope(pdf: pikepdf.Pdf) -> None:
    for head in elements(pdf, "/TH"):
        del head["/A"]


def no_alternative(pdf: pikepdf.Pdf) -> None:
    for picture in elements(pdf, "/Figure"):
        del picture["/Alt"]


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def no_shown_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def no_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


def missing_glyph(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT <0000> Tj ET")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (cells_for_heads, "table 1 has no TH"),
        (heads_without_scope, "table 1 has a TH without scope"),
        (no_alternative, "figure 1 has no alternative text"),
        (no_language, "no language"),
        (no_shown_title, "the title is not shown"),
        (no_bookmarks, "no bookmarks"),
        (missing_glyph, "page 1 has a missing glyph"),
    ],
)
def test_checks_notice_a_mutation(sample: PdfResult, change: Callable[[pikepdf.Pdf], None], problem: str) -> None:
    assert problem in own_problems(mutated(sample.content, change))
