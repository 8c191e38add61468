"""What is read: the workspace, the program, and nothing else, whatever the workspace names or links to."""

from __future__ import annotations

import json
import os
import re
import shutil
import site
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.build.built import ROOT, Built, build, child
from tests.cli.runner import replace_in, som, workspace
from tests.conftest import GIT

CANARY = "Canary-4711"
# Names each file that a process and its children open, a line each, before it is opened.
HOOK = """
import os, sys
log = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.fsdecode(arguments[0])
        os.write(log, (os.path.realpath(path) + "\\n").encode("utf-8", "surrogateescape"))
    elif event == "subprocess.Popen":
        os.write(log, ("run " + " ".join(map(os.fspath, arguments[1])) + "\\n").encode())
sys.addaudithook(note)
"""
ITEM = f"id: STR-A-02\ntitle: {CANARY}\nkind: study\nobjective: STR-1\nstatus: planned\nfrom: 2016\nto: 2018\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Files beside the workspace that look like parts of it."""
    folder = tmp_path / "outside"
    (folder / "actions").mkdir(parents=True)
    (folder / "actions" / "STR-A-02.yml").write_text(ITEM, encoding="utf-8")
    (folder / "chapter.md").write_text(f"# {CANARY}\n\n{CANARY}\n", encoding="utf-8")
    feature = {"type": "Feature", "id": "x", "properties": {}, "geometry": {"type": "Point", "coordinates": [0.1, 0.1]}}
    (folder / "shape.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature], "note": CANARY})
    )
    shutil.copytree(ROOT / "templates", folder / "templates")
    replace_in(folder / "templates" / "labels.en.yml", "Consolidated strategy document", CANARY)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return workspace(tmp_path / "work")


def _everything(built: Built) -> bytes:
    """All bytes of all outputs, packages unpacked, and all that the program said."""
    parts = [built.outcome.out.encode(), built.outcome.err.encode(), "".join(built.pages).encode()]
    for form in ("docx", "xlsx"):
        with zipfile.ZipFile(next(built.out.glob(f"*.{form}"))) as package:
            parts += [package.read(name) for name in package.namelist()]
    return b"\n".join(parts)


LINKS = {
    "plans/str/actions/STR-A-02.yml": "actions/STR-A-02.yml",
    "plans/str/actions/deeper": "actions",
    "plans/tr/text": ".",
    "plans/tr/shape.geojson": "shape.geojson",
    "templates": "templates",
}


@pytest.mark.parametrize(("link", "target"), list(LINKS.items()), ids=list(LINKS))
def test_a_link_is_a_finding_and_is_not_followed(data: Path, outside: Path, link: str, target: str) -> None:
    (data / link).symlink_to(outside / target)
    built = build(data)
    assert built.outcome.code == 1
    assert re.search(rf"^error YML13 \S+  strategies/{re.escape(link)}:1:1$", built.outcome.out, re.MULTILINE)
    forced = build(data, "--force")
    assert forced.outcome.code == 0
    assert "YML13" in forced.docx_text
    assert CANARY.encode() not in _everything(forced)


def test_a_link_within_templates_is_not_followed(data: Path, outside: Path) -> None:
    (data / "templates").mkdir()
    (data / "templates" / "labels.en.yml").symlink_to(outside / "templates" / "labels.en.yml")
    forced = build(data, "--force")
    assert forced.outcome.code == 0, forced.outcome.err
    assert CANARY.encode() not in _everything(forced)


def test_the_same_file_within_the_workspace_is_printed(data: Path, outside: Path) -> None:
    shutil.copy(outside / "actions" / "STR-A-02.yml", data / "plans" / "str" / "actions")
    assert CANARY.encode() in _everything(build(data, "--force"))


PATHS = (
    "../outside/chapter.md",
    "../../outside/chapter.md",
    "{outside}/chapter.md",
    "/etc/passwd",
    "../../../../../../../../etc/passwd",
    "plans/str/text/../../../../../outside/chapter.md",
    "C:\\\\Windows\\\\win.ini",
    "file:///etc/passwd",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("key", ["chapters", "boundary"])
def test_a_path_that_leads_out_is_a_finding(data: Path, outside: Path, path: str, key: str) -> None:
    shown = path.format(outside=outside)
    if key == "chapters":
        replace_in(data / "plans" / "str" / "plan.yml", "prefix: STR\n", f'prefix: STR\nchapters: ["{shown}"]\n')
        file = "plans/str/plan.yml:3:"
    else:
        replace_in(data / "partnership" / "members" / "alfa.yml", "core: true\n", f'core: true\nboundary: "{shown}"\n')
        file = "partnership/members/alfa.yml:5:"
    outcome = som(data.parent, "validate", "--format", "concise")
    found = [line for line in outcome.out.splitlines() if line.startswith(f"strategies/{file}")]
    assert [line for line in found if ": error REF01 " in line or ": error YML13 " in line], outcome.out


def test_chapters_that_lead_out_are_left_out(data: Path, outside: Path) -> None:
    paths = "".join(f'  - "{path.format(outside=outside)}"\n' for path in PATHS)
    replace_in(data / "plans" / "str" / "plan.yml", "prefix: STR\n", f"prefix: STR\nchapters:\n{paths}")
    forced = build(data, "--force")
    assert forced.outcome.code == 0, forced.outcome.err
    assert forced.outcome.out.count("warning TPL01") == len(PATHS)
    assert CANARY.encode() not in _everything(forced)
    assert b"root:x:0" not in _everything(forced)


def test_a_link_in_a_revision_is_not_followed(data: Path, outside: Path) -> None:
    (data / "plans" / "str" / "actions" / "STR-A-02.yml").symlink_to(outside / "actions" / "STR-A-02.yml")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Data"]):
        subprocess.run(["git", *command], cwd=data.parent, check=True, env={**os.environ, **GIT})
    forced = build(data, "--force", "--revision", "HEAD")
    assert "YML13" in forced.docx_text
    assert CANARY.encode() not in _everything(forced)


def test_no_file_beyond_workspace_and_program_is_opened(data: Path, outside: Path, tmp_path: Path) -> None:
    """The interpreter itself reports each file that the build and its processes open; links are resolved."""
    (data / "plans" / "str" / "actions" / "STR-A-02.yml").symlink_to(outside / "actions" / "STR-A-02.yml")
    (data / "plans" / "tr" / "text").symlink_to(outside)
    chapters = '["../../outside/chapter.md", "plans/tr/text/chapter.md", "/etc/passwd"]'
    replace_in(data / "plans" / "tr" / "plan.yml", "prefix: TR\n", f"prefix: TR\nchapters: {chapters}\n")
    hook, temporary, home = tmp_path / "hook", tmp_path / "temporary", tmp_path / "home"
    for folder in (hook, temporary, home):
        folder.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    environment = {
        "PYTHONPATH": os.pathsep.join((str(hook), str(ROOT))),
        "OPENED": str(tmp_path / "opened"),
        "TMPDIR": str(temporary),
        "HOME": str(home),
    }
    done = child(data, "build", "consolidated", "--force", env=environment)
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "opened").read_text("utf-8", "surrogateescape").splitlines()
    opened = {Path(line) for line in lines if not line.startswith("run ")}
    assert data / "plans" / "tr" / "plan.yml" in opened
    assert sum(path.name == "document.typ" for path in opened) > 0
    assert sorted(path for path in opened if not _is_allowed(path, [data.parent, hook, temporary])) == []
    programs = {Path(line.split(" ")[1]).name for line in lines if line.startswith("run ")}
    assert programs <= {"git", "pandoc", "fc-list", Path(sys.executable).name}


def _is_allowed(path: Path, folders: list[Path]) -> bool:
    """Within these folders, the program, Python and its packages; devices, and the tables of time zones."""
    program = [ROOT / "som_cli", ROOT / "templates", Path(sys.prefix), Path(sys.base_prefix)]
    packages = [Path(place) for place in (*site.getsitepackages(), *sysconfig.get_paths().values())]
    system = [
        Path("/dev/null"),
        Path("/dev/urandom"),
        Path("/proc"),
        Path("/usr/share/zoneinfo"),
        Path("/etc/localtime"),
    ]
    allowed = [one.resolve() for one in (*folders, *program, *packages)] + system
    return any(path.is_relative_to(one) for one in allowed)
