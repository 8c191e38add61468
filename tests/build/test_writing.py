"""Files are written whole or not at all, and what cannot be written is a message."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from som_cli.reports.catalogue import REPORTS
from som_cli.text.suggest import suggestion
from tests.build.built import FORMATS, Built, build
from tests.cli.runner import EXAMPLE, replace_in, som, workspace

FILE = "tiny-consolidated.xlsx"
STAMP = "Dokument złożono mimo błędów w danych – nie do publikacji"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def _quick(data: Path, *arguments: str) -> Built:
    """A build of the format that is made fastest."""
    return build(data, "--format", "xlsx", *arguments)


# ---- what cannot be written


def _refuse(code: int) -> object:
    def replace(_source: str, target: Path) -> None:
        raise PermissionError(code, os.strerror(code), str(target))

    return replace


@pytest.mark.parametrize("before", [None, b"an older document"], ids=["new", "over an older one"])
def test_file_open_elsewhere_is_a_message(data: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None) -> None:
    out = data.parent / "build"
    if before is not None:
        out.mkdir()
        (out / FILE).write_bytes(before)
    monkeypatch.setattr("som_cli.writers.files.os.replace", _refuse(errno.EACCES))
    built = _quick(data)
    assert built.outcome.code == 2
    place = re.escape(str(out / FILE))
    expected = rf"som: cannot use {place}: .*\n     close the file in other programs, or check its rights\n\Z"
    assert re.search(expected, built.outcome.err)
    assert "Traceback" not in built.outcome.err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == ({FILE: before} if before else {})


def test_folder_without_the_right_to_write_is_a_message(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(prefix: str, dir: Path) -> object:  # noqa: A002 - the name that tempfile.mkstemp has
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS), str(dir / prefix))

    monkeypatch.setattr("som_cli.writers.files.tempfile.mkstemp", refuse)
    built = _quick(data)
    assert built.outcome.code == 2
    assert "som: cannot use" in built.outcome.err
    assert list(built.out.iterdir()) == []


@pytest.mark.parametrize("place", ["taken", "taken/below"])
def test_output_folder_that_is_a_file_is_a_message(data: Path, place: str) -> None:
    (data.parent / "taken").write_text("a file", encoding="utf-8")
    built = _quick(data, "--out", place)
    assert built.outcome.code == 2
    assert "taken" in built.outcome.err
    assert "Traceback" not in built.outcome.err
    assert (data.parent / "taken").read_text(encoding="utf-8") == "a file"


def test_target_that_is_a_folder_is_a_message(data: Path) -> None:
    (data.parent / "build" / FILE).mkdir(parents=True)
    built = _quick(data)
    assert built.outcome.code == 2
    assert FILE in built.outcome.err
    assert [path.name for path in built.out.iterdir()] == [FILE]


@pytest.mark.parametrize("name", [FILE, "manifest.json"])
def test_link_at_the_target_is_replaced_and_not_followed(data: Path, tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    out = data.parent / "build"
    out.mkdir()
    (out / name).symlink_to(victim)
    assert _quick(data).outcome.code == 0
    assert victim.read_bytes() == b"precious"
    assert not (out / name).is_symlink()


def test_disk_that_fills_up_leaves_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class FullDisk(io.FileIO):
        def write(self, _content: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("som_cli.writers.files.os.fdopen", FullDisk)
    built = _quick(data)
    assert built.outcome.code == 2
    assert os.strerror(errno.ENOSPC) in built.outcome.err
    assert list(built.out.iterdir()) == []


@pytest.mark.parametrize("content", ["[]", "{", '{"schema": 1, "outputs": 3}', '{"schema": 9}', "\x00"])
def test_manifest_that_says_nothing_is_written_anew(data: Path, content: str) -> None:
    out = data.parent / "build"
    out.mkdir()
    (out / "manifest.json").write_text(content, encoding="utf-8")
    assert _quick(data).outcome.code == 0
    assert [one["file"] for one in _manifest(out)["outputs"]] == [FILE]


# ---- errors


def test_errors_stop_the_build(tmp_path: Path) -> None:
    built = build(workspace(tmp_path, base=EXAMPLE))
    assert built.outcome.code == 1
    assert "error BUD01" in built.outcome.out
    assert "2 errors: nothing was built" in built.outcome.err
    assert not built.out.exists()


def test_errors_leave_what_was_built_before(data: Path) -> None:
    assert _quick(data).outcome.code == 0
    before = (data.parent / "build" / FILE).read_bytes()
    (data / "plans" / "str" / "plan.yml").write_text("id: [", encoding="utf-8")
    assert _quick(data).outcome.code == 1
    assert (data.parent / "build" / FILE).read_bytes() == before


def test_force_stamps_every_page_and_sheet(example: Built) -> None:
    assert [page for page in example.pages if STAMP not in page] == []
    with zipfile.ZipFile(io.BytesIO(example.content("docx"))) as package:
        names = [name for name in package.namelist() if name.startswith("word/header")]
        heads = [package.read(name).decode() for name in names]
        body = package.read("word/document.xml").decode()
    assert heads
    assert all(STAMP in re.sub("<[^>]+>", "", head).replace("\xa0", " ") for head in heads)
    assert body.count("<w:headerReference ") >= body.count("<w:sectPr")
    book = load_workbook(io.BytesIO(example.content("xlsx")))
    shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert len(shown) > 5
    for sheet in shown:
        assert str(sheet["A1"].value).replace("\xa0", " ") == STAMP
        assert sheet.oddHeader.center.text.replace("\xa0", " ") == STAMP


def test_force_without_errors_stamps_nothing(data: Path) -> None:
    built = _quick(data, "--force")
    assert built.outcome.code == 0
    assert not any("errors in the data" in cell for cell in built.xlsx_cells)


# ---- options


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--format", "pdf,docx"), ("docx", "pdf")),
        (("--format", "docx", "--format", " xlsx "), ("docx", "xlsx")),
        (("consolidated", "--format", "xlsx,xlsx"), ("xlsx",)),
    ],
)
def test_only_the_formats_asked_for_are_made(data: Path, options: tuple[str, ...], expected: tuple[str, ...]) -> None:
    built = build(data, *options)
    assert built.outcome.code == 0
    assert sorted(path.name for path in built.out.iterdir()) == [
        "manifest.json",
        *(f"tiny-consolidated.{form}" for form in expected),
    ]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            ("consolidate",),
            f"som: there is no `consolidate` to build\n     {suggestion('consolidate', REPORTS)}",
        ),
        (("--format", "odt"), "som: there is no `odt` to build\n     allowed: pdf, docx, xlsx, zip"),
        (
            ("--lang", "xx"),
            "`som templates eject labels`, then translate each file of English (`….en.yml`) under the name `….xx.yml`",
        ),
    ],
)
def test_what_there_is_not_is_a_message(data: Path, options: tuple[str, ...], complaint: str) -> None:
    built = build(data, *options)
    assert built.outcome.code == 2
    assert built.outcome.err.endswith(f"{complaint}\n")
    assert not built.out.exists()


def test_formats_made_earlier_stay_in_the_manifest(data: Path) -> None:
    _quick(data)
    built = build(data, "--format", "docx")
    assert [one["format"] for one in _manifest(built.out)["outputs"]] == ["docx", "xlsx"]


def test_documents_speak_the_language_asked_for(data: Path) -> None:
    built = _quick(data, "--lang", "pl")
    assert "Wskaźniki" in load_workbook(io.BytesIO(built.content("xlsx"))).sheetnames


def test_output_names_files_pages_and_sizes(tiny: Built) -> None:
    pages = len(tiny.pages)
    folder = re.escape(tiny.out.as_posix())
    patterns = (rf"pdf  {pages} pages, \d+ kB", r"docx  \d+ kB", r"xlsx  \d+ sheets, \d+ kB")
    expected = "".join(rf"{folder}/tiny-consolidated\.{pattern}\n" for pattern in patterns)
    assert re.fullmatch(expected, tiny.outcome.out)


# ---- templates of the workspace


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("labels.en.yml", "labels: [1]\n"),
        ("labels.en.yml", "a: {\n"),
        ("labels.en.yml", "heading: {summary: [a]}\n"),
        ("reports/consolidated.md.j2", "{{ nothing() }}\n"),
        ("reports/consolidated.md.j2", "{% for %}\n"),
        ("pdf/document.typ", "#panic()\n"),
        ("charts/budget.vl.json", "{"),
        ("docx/reference.docx", "no archive"),
        ("fonts/SourceSans3-Regular.ttf", "no font"),
    ],
)
def test_template_that_is_broken_is_a_message(data: Path, path: str, content: str) -> None:
    place = data / "templates" / path
    place.parent.mkdir(parents=True)
    place.write_text(content, encoding="utf-8")
    built = build(data, "--format", "pdf,docx")
    assert built.outcome.code == 2, built.outcome.err
    assert "som: a template could not be used: " in built.outcome.err
    assert "Traceback" not in built.outcome.err


def test_template_of_the_workspace_is_used(data: Path) -> None:
    place = data / "templates" / "reports" / "consolidated.md.j2"
    place.parent.mkdir(parents=True)
    place.write_text("# Of our own\n\nA word for all.\n", encoding="utf-8")
    built = build(data, "--format", "docx")
    assert "A word for all." in built.docx_text


# ---- manifest


def _manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text("utf-8"))
    return found


def test_manifest_lists_what_was_written(tiny: Built) -> None:
    manifest = _manifest(tiny.out)
    contents = {form: tiny.content(form) for form in FORMATS}
    pages = {"pdf": len(tiny.pages), "docx": 0, "xlsx": len(load_workbook(io.BytesIO(contents["xlsx"])).worksheets)}
    inputs = [one.pop("inputs") for one in manifest["outputs"]]
    assert manifest["schema"] == 1
    assert manifest["outputs"] == [
        {
            "file": f"tiny-consolidated.{form}",
            "report": "consolidated",
            "format": form,
            "sha256": hashlib.sha256(contents[form]).hexdigest(),
            "bytes": len(contents[form]),
            "pages": pages[form],
        }
        for form in sorted(FORMATS)
    ]
    assert inputs[0] == inputs[1] != inputs[2]  # pages are composed once, the workbook apart
    assert all(re.fullmatch("[0-9a-f]{64}", str(one)) for one in inputs)


def test_what_cannot_be_written_is_named_by_its_own_name(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(prefix: str, dir: Path) -> object:  # noqa: A002 - the name of tempfile's own parameter
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), f"{dir}/{prefix}0sznzkwh")

    monkeypatch.setattr("som_cli.writers.files.tempfile.mkstemp", refuse)
    built = _quick(data)
    assert built.outcome.code == 2
    assert f"cannot use {data.parent / 'build' / FILE}: " in built.outcome.err
    replace_in(data / "som.yml", "language: en", "language:    en")
    formatted = som(data, "fmt")
    assert formatted.code == 2
    assert f"cannot use {data / 'som.yml'}: " in formatted.err
    assert "0sznzkwh" not in built.outcome.err + formatted.err


def test_a_file_in_the_place_of_the_folder_is_told_before_anything_is_read(data: Path) -> None:
    place = data.parent / "out.pdf"
    place.write_text("mine", "utf-8")
    outcome = som(data, "--lang", "en", "build", "--out", str(place))
    assert outcome.code == 2
    assert outcome.err == f"som: {place} is a file, not a folder to write to\n     name a folder: `--out DIR`\n"
    schema = som(data, "--lang", "en", "schema", "--out", str(place))
    assert schema.code == 2
    assert "a folder is expected here" in schema.err
    assert place.read_text("utf-8") == "mine"


def test_another_language_stands_beside_the_workspaces_own(data: Path) -> None:
    for language in ("de", "pl"):
        assert som(data, "build", "consolidated", "--format", "xlsx", "--lang", language).code == 0
    assert som(data, "build", "consolidated", "--format", "xlsx").code == 0
    out = data.parent / "build"
    names = ["tiny-consolidated.de.xlsx", "tiny-consolidated.pl.xlsx", "tiny-consolidated.xlsx"]
    assert sorted(path.name for path in out.glob("*.xlsx")) == names
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert [entry["file"] for entry in manifest["outputs"]] == names
    assert len({entry["sha256"] for entry in manifest["outputs"]}) == len(names)
    assert all(name in som(data, "--lang", "en", "verify").out for name in names)
