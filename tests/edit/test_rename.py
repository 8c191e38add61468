"""A new id reaches every place that named the old one, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from som_cli.edit.changes import Changes, write_changes
from som_cli.edit.fmt import format_files
from som_cli.edit.known_ids import known_ids
from som_cli.edit.rename import Renamed, rename
from som_cli.edit.rename_scope import RenameError
from som_cli.model.loading import Loaded, load
from som_cli.rules.run import check_workspace
from som_cli.text.files import MemoryFiles, WorkingTree

EXAMPLE = Path(__file__).parents[1] / "example" / "strategies"
TODAY = date(2016, 7, 1)
KINDS = [
    ("STR-1.1", "STR-1.7"),
    ("ROW-A-01", "ROW-A-09"),
    ("IND-CYC-KM", "IND-BIKE-KM"),
    ("SRC-001", "SRC-077"),
    ("SH-02", "SH-12"),
    ("ROW-T-01", "ROW-T-05"),
    ("ROW-T-01/03", "ROW-T-01/09"),
    ("TR-A-07", "TR-A-17"),
    ("TR-A-07-R1", "TR-A-07-R3"),
    ("lipowo", "lipka"),
    ("str", "strategia"),
    ("row", "cyc"),
    ("K-2014-01", "K-2014-02"),
    ("K-2014-01/U-0001", "K-2014-01/U-0011"),
    ("D-2014-01", "D-2014-05"),
    ("2015", "2015-a"),
    ("EF-IPCC-2006", "EF-IPCC-2007"),
]


@pytest.fixture(scope="module")
def files() -> WorkingTree:
    return WorkingTree(EXAMPLE)


@pytest.fixture(scope="module")
def loaded(files: WorkingTree) -> Loaded:
    return load(files, TODAY)


def renamed(files: WorkingTree, loaded: Loaded, old: str, new: str) -> Renamed:
    return rename(files, loaded, old, new, known_ids(loaded.workspace, Path("/")))


def after(files: WorkingTree, changes: Changes) -> MemoryFiles:
    kept = {path: files.read(path) for path in files.paths if path not in changes.removals}
    return MemoryFiles({**kept, **changes.writes})


def codes(loaded: Loaded) -> Counter[str]:
    # What was adopted named the old id: its fingerprint is another one, and GOV03 is right to say so.
    return Counter(found.code for found in check_workspace(loaded).findings if found.code != "GOV03")


@pytest.mark.parametrize(("old", "new"), KINDS, ids=lambda name: str(name).replace("/", "_"))
def test_the_findings_are_the_same_and_the_old_id_is_kept(
    files: WorkingTree, loaded: Loaded, old: str, new: str
) -> None:
    changed = after(files, renamed(files, loaded, old, new).changes)
    again = load(changed, TODAY)
    assert again.problems == ()
    assert codes(again) == codes(loaded)
    assert format_files(changed, changed.paths).changes.writes == {}
    former = (f"formerly: [{old}]".encode(), f'formerly: ["{old}"]'.encode())
    assert sum(any(text in changed.read(path) for text in former) for path in changed.paths) == 1
    assert len(again.workspace.by_id) == len(loaded.workspace.by_id)


def test_every_place_of_an_objective_changes_and_no_other_line(files: WorkingTree, loaded: Loaded) -> None:
    found = renamed(files, loaded, "STR-1.1", "STR-1.7")
    assert found.moves == {
        path: path.replace("STR-1.1", "STR-1.7") for path in files.paths if path.endswith("objectives/STR-1.1.yml")
    }
    assert len(found.moves) == 3
    for path, content in found.changes.writes.items():
        before = files.read({new: old for old, new in found.moves.items()}.get(path, path)).decode()
        expected = before.replace("STR-1.1", "STR-1.7")
        assert content.decode().replace("formerly: [STR-1.1]\n", "") == expected
    assert found.mentions == ()


def test_a_plan_takes_its_folder_chapters_and_insertions_along(files: WorkingTree, loaded: Loaded) -> None:
    found = renamed(files, loaded, "str", "strategia")
    assert all(path.replace("/str/", "/strategia/") == new for path, new in found.moves.items())
    chapter = found.changes.writes["plans/strategia/text/01-wizja.md"].decode()
    assert '{{ table("objectives", plan="strategia") }}' in chapter
    plan = found.changes.writes["plans/strategia/plan.yml"].decode()
    assert "chapters: [plans/strategia/text/01-wizja.md]" in plan
    assert "level: strategic\n" in found.changes.writes["plans/strategia/objectives/STR-1.yml"].decode()


def test_a_member_is_renamed_in_tables_shapes_and_lists_of_paths(files: WorkingTree, loaded: Loaded) -> None:
    writes = renamed(files, loaded, "lipowo", "lipka").changes.writes
    assert b"\nlipka," in writes["plans/pgn/inventory/2013.csv"]
    assert b'"lipka"' in writes["partnership/geometry/lipka.geojson"]
    assert b"/returns/lipka.yml           @lipowo" in writes["CODEOWNERS"]
    assert b"member: lipka\n" in writes["monitoring/2015/returns/lipka.yml"]
    assert b"email: inwestycje@lipowo.invalid" in writes["partnership/members/lipka.yml"]


def test_prose_that_names_the_old_id_is_told_and_left(files: WorkingTree, loaded: Loaded) -> None:
    assert renamed(files, loaded, "ROW-A-01", "ROW-A-09").mentions == (("plans/pgn/actions/PGN-A-04.yml", 1),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("STR-1.9", "STR-1.7", "there is no `STR-1.9`"),
        ("STR-1.1", "STR-2", "is or was that of another item"),
        ("STR-1.1", "str-1.1", "is or was that of another item"),
        ("STR-1.1", "Plain text", "does not have the form"),
        ("STR-1.1", "ROW-5", "must begin with `STR-`"),
        ("ROW-T-01", "ROW-A-44", "must begin with `ROW-T-`"),
        ("ROW-T-01/03", "ROW-T-02/03", "must begin with `ROW-T-01/`"),
        ("lipowo", "Lipka Nowa", "does not have the form"),
        ("rpo", "efrr", "`rpo` is an entry of registry/funds.yml"),
        ("km", "kilometre", "`km` is an entry of registry/units.yml"),
        ("biuro", "office", "`biuro` is an entry of partnership/partnership.yml"),
    ],
)
def test_an_id_that_cannot_be_given_is_refused(
    files: WorkingTree, loaded: Loaded, old: str, new: str, words: str
) -> None:
    with pytest.raises(RenameError) as caught:
        renamed(files, loaded, old, new)
    assert words in str(caught.value.message)


def test_the_letters_of_an_id_are_named(files: WorkingTree, loaded: Loaded) -> None:
    helps = []
    for old, new in (("lipowo", "l\u00edpowo"), ("STR-1.1", "STR-\u00dc")):
        with pytest.raises(RenameError) as caught:
            renamed(files, loaded, old, new)
        helps.append(str(caught.value.help))
    assert helps[0].startswith("write small letters a\u2013z, digits")
    assert helps[1].startswith("write capital letters A\u2013Z, digits")


def test_nothing_is_renamed_while_a_file_cannot_be_read(files: WorkingTree) -> None:
    broken = MemoryFiles({**{path: files.read(path) for path in files.paths}, "plans/tr/plan.yml": b"id: tr\n"})
    with pytest.raises(RenameError, match="not all files can be read"):
        rename(broken, load(broken, TODAY), "STR-1.1", "STR-1.7", frozenset())


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "b.yml").write_bytes(b"b")
    with pytest.raises(OSError, match=r".+"):
        write_changes(tmp_path, Changes({"a.yml": b"new", "c/c.yml": b"new", "b": b"a folder stands here"}))
    tree = WorkingTree(tmp_path)
    assert {path: tree.read(path) for path in tree.paths} == {"a.yml": b"a", "b/b.yml": b"b"}
    assert not (tmp_path / "c").exists()
    write_changes(tmp_path, Changes({"c/b.yml": b"b"}, frozenset({"b/b.yml"})))
    assert WorkingTree(tmp_path).paths == ("a.yml", "c/b.yml")
    assert not (tmp_path / "b").exists()
