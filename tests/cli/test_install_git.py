"""`som install-git` in real repositories: what `git diff`, `git log -p` and `git merge` then do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from som_cli.cli.install_git import program_command, settings_of
from som_cli.review.facts import fact_lines
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml
from tests.cli.runner import lines, replace_in, som, workspace

ROOT = Path(__file__).parents[2]
ACTION = lines(
    "id: STR-A-01",
    "title: Droga",
    "kind: investment",
    "objective: STR-1.1",
    "status: planned",
    "budget:",
    "  price: {basis: nominal, vat: gross}",
    "  lines:",
    "    - {year: 2017, source: own, payer: dobra, amount: 1.00}",
    "    - {year: 2018, source: own, payer: dobra, amount: 2.00}",
)
ACTION_PATH = "plans/str/actions/STR-A-01.yml"
OBJECTIVE_PATH = "plans/str/objectives/STR-9.yml"
OBJECTIVE = lines(
    "id: STR-9",
    "level: strategic",
    "title: Cel",
    "indicators:",
    "  - ref: IND-KM",
    "    targets:",
    "      - {period: 2020, value: 80, kind: final}",
)
CHAPTER = "plans/str/text/90-x.md"
GLOSSARY = "registry/glossary.yml"


class Repository:
    """A repository with a workspace in it and som's drivers installed."""

    def __init__(self, folder: Path, *, is_installed: bool = True) -> None:
        self.top = folder
        self.data = workspace(folder)
        self.git("init", "-q", "-b", "main")
        for path, text in {
            ACTION_PATH: ACTION,
            OBJECTIVE_PATH: OBJECTIVE,
            GLOSSARY: "a: {term: A}\n",
            CHAPTER: "Pierwsze zdanie.\nDrugie zdanie.\n\nNowy akapit.\n\nOstatni akapit.\n",
        }.items():
            self.write(path, text)
        if is_installed:
            assert som(self.data, "install-git").code == 0
        self.commit("start")

    def git(self, *arguments: str, code: int | None = 0) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, path: str, text: str) -> None:
        (self.data / path).parent.mkdir(parents=True, exist_ok=True)
        (self.data / path).write_text(text, "utf-8", newline="\n")

    def read(self, path: str) -> str:
        return (self.data / path).read_text("utf-8")

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def merge(self, ours: dict[str, tuple[str, str]], theirs: dict[str, tuple[str, str]], *, code: int) -> str:
        """Two branches, each with its edits (an old text that is empty: a new file), merged by git."""
        self.git("switch", "-q", "-c", "theirs")
        self.edit(theirs)
        self.git("switch", "-q", "main")
        self.edit(ours)
        return self.git("merge", "--no-edit", "theirs", code=code)

    def edit(self, edits: dict[str, tuple[str, str]]) -> None:
        for path, (old, new) in edits.items():
            if old:
                replace_in(self.data / path, old, new)
            else:
                self.write(path, new)
        self.commit("edit")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


# ---- git diff and git log -p


def test_git_diff_names_the_field_of_each_line(repository: Repository) -> None:
    replace_in(repository.data / OBJECTIVE_PATH, "value: 80", "value: 75")
    shown = repository.git("diff")
    assert "-indicators[IND-KM].targets[2020 final].value: 80\n" in shown
    assert "+indicators[IND-KM].targets[2020 final].value: 75\n" in shown
    assert "@@ -4,4 +4,4 @@ id: STR-9\n" in shown


def test_git_log_shows_budget_lines_by_name(repository: Repository) -> None:
    replace_in(repository.data / ACTION_PATH, "amount: 2.00", "amount: 3.00")
    repository.commit("money")
    shown = repository.git("log", "-p", "-1")
    assert "+budget.lines[2018 own dobra].amount: 3.00\n" in shown
    assert "-budget.lines[2018 own dobra].amount: 2.00\n" in shown


def test_a_file_that_cannot_be_read_is_shown_as_it_is(repository: Repository) -> None:
    replace_in(repository.data / ACTION_PATH, "title: Droga", "title: [")
    shown = repository.git("diff")
    assert "+title: [\n" in shown
    assert "-    - {year" not in shown.replace("+    - {year", "")


def test_git_blame_has_the_lines_of_the_file(repository: Repository) -> None:
    assert len(repository.git("blame", f"strategies/{ACTION_PATH}").splitlines()) == len(ACTION.splitlines())


def test_git_shows_the_file_where_som_is_gone(repository: Repository) -> None:
    for name, value in settings_of("/nowhere/python -P -m som_cli").items():
        repository.git("config", name, value)
    replace_in(repository.data / ACTION_PATH, "amount: 2.00", "amount: 3.00")
    assert "+    - {year: 2018, source: own, payer: dobra, amount: 3.00}\n" in repository.git("diff")


def test_every_line_keeps_its_place() -> None:
    text = lines(
        "# top",
        "id: X  # why",
        "scope: |",
        "  one",
        "",
        "  two",
        'note: "a',
        '  b"',
        "risks:",
        "  - id: X-R1",
        "    what: rain",
        "waivers: [{rule: A, by: b}, {rule: B}]",
        'partners: [a, "b"]',
        "owner:",
    )
    assert fact_lines(text.encode()).decode() == lines(
        "# top",
        "id: X  # why",
        "scope:",
        "scope: one",
        "",
        "scope: two",
        "note:",
        'note: b"',
        "risks:",
        "risks[X-R1]",
        "risks[X-R1].what: rain",
        "waivers: {[A].by: b, [B]}",
        "partners: [a, b]",
        "owner: null",
    )


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"", b"- 1\n", b"\x00", b"text\n", b"a: 1\na: 2\n"])
def test_what_is_no_item_is_shown_as_it_is(content: bytes) -> None:
    assert fact_lines(content) == content


def test_showing_a_file_loads_little() -> None:
    """For every file of a diff git asks twice."""
    script = "import sys; import som_cli.cli.git_textconv; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"typer", "rich", "som_cli.model.entry", "som_cli.rules"} & set(done.stdout.split())


# ---- the table of cases of the data model


def test_two_new_items_with_different_ids(repository: Repository) -> None:
    first, second = ({f"plans/str/actions/STR-A-{n}.yml": ("", ACTION.replace("A-01", f"A-{n}"))} for n in ("07", "08"))
    repository.merge(first, second, code=0)
    assert {"STR-A-07.yml", "STR-A-08.yml"} <= {path.name for path in (repository.data / "plans/str/actions").iterdir()}


def test_two_new_items_with_one_id_are_a_conflict(repository: Repository) -> None:
    path = "plans/str/actions/STR-A-09.yml"
    said = repository.merge(
        {path: ("", "id: STR-A-09\ntitle: A\n")}, {path: ("", "id: STR-A-09\nkind: study\n")}, code=1
    )
    assert "CONFLICT (add/add)" in said
    assert "<<<<<<< ours: id (STR-A-09)\n" in repository.read(path)


def test_the_returns_of_two_members(repository: Repository) -> None:
    first, second = ({f"monitoring/2016/returns/{name}.yml": ("", f"member: {name}\n")} for name in ("dobra", "police"))
    repository.merge(first, second, code=0)
    assert all(repository.read(path) == text for path, (_, text) in {**first, **second}.items())


def test_the_title_and_a_target_of_one_objective(repository: Repository) -> None:
    repository.merge(
        {OBJECTIVE_PATH: ("title: Cel", "title: Nowy cel")}, {OBJECTIVE_PATH: ("value: 80", "value: 75")}, code=0
    )
    assert repository.read(OBJECTIVE_PATH) == OBJECTIVE.replace("Cel", "Nowy cel").replace("80", "75")


def test_the_status_and_a_budget_line_of_one_action(repository: Repository) -> None:
    repository.merge({ACTION_PATH: ("planned", "completed")}, {ACTION_PATH: ("amount: 1.00", "amount: 5.00")}, code=0)
    assert repository.read(ACTION_PATH) == ACTION.replace("planned", "completed").replace("1.00", "5.00")


def test_neighbouring_fields_and_neighbouring_budget_lines(repository: Repository) -> None:
    repository.merge(
        {ACTION_PATH: ("kind: investment\nobjective: STR-1.1", "kind: study\nobjective: STR-1.1")},
        {ACTION_PATH: ("STR-1.1\nstatus: planned", "STR-1.2\nstatus: idea")},
        code=0,
    )
    expected = ACTION.replace("investment", "study").replace("STR-1.1", "STR-1.2").replace("planned", "idea")
    assert repository.read(ACTION_PATH) == expected


def test_an_answer_to_one_remark_while_another_arrives(repository: Repository) -> None:
    folder = "participation/consultations/K-2026-01/remarks"
    repository.edit({f"{folder}/U-0901.yml": ("", "id: U-0901\nabout: STR-9\ntext: A\ndisposition: open\n")})
    repository.merge(
        {f"{folder}/U-0901.yml": ("open", "accepted")},
        {f"{folder}/U-0902.yml": ("", "id: U-0902\nabout: STR-9\ntext: B\n")},
        code=0,
    )
    assert "disposition: accepted\n" in repository.read(f"{folder}/U-0901.yml")
    assert "text: B\n" in repository.read(f"{folder}/U-0902.yml")


def test_two_additions_to_the_glossary(repository: Repository) -> None:
    repository.merge({GLOSSARY: ("A}\n", "A}\nb: {term: B}\n")}, {GLOSSARY: ("A}\n", "A}\nc: {term: C}\n")}, code=0)
    assert repository.read(GLOSSARY) == "a: {term: A}\nb: {term: B}\nc: {term: C}\n"


def test_two_changes_of_one_term_leave_a_key_that_stands_twice(repository: Repository) -> None:
    repository.merge({GLOSSARY: ("term: A", "term: B")}, {GLOSSARY: ("term: A", "term: C")}, code=0)
    problems = parse_yaml(SourceText(GLOSSARY, repository.read(GLOSSARY)))[1]
    assert [problem.code for problem in problems] == ["YML02"]


def test_neighbouring_sentences_of_a_chapter_are_a_conflict_and_paragraphs_are_not(repository: Repository) -> None:
    repository.merge({CHAPTER: ("Pierwsze", "1.")}, {CHAPTER: ("Drugie", "2.")}, code=1)
    assert "<<<<<<<" in repository.read(CHAPTER)
    repository.git("merge", "--abort")
    repository.git("reset", "-q", "--hard", "HEAD^")
    repository.git("branch", "-q", "-D", "theirs")
    repository.merge({CHAPTER: ("Pierwsze", "1.")}, {CHAPTER: ("Ostatni", "3.")}, code=0)
    assert all(words in repository.read(CHAPTER) for words in ("1.", "3."))


def test_one_figure_changed_twice_is_a_conflict_that_names_it(repository: Repository) -> None:
    said = repository.merge(
        {OBJECTIVE_PATH: ("value: 80", "value: 75")}, {OBJECTIVE_PATH: ("value: 80", "value: 85")}, code=1
    )
    assert "CONFLICT (content)" in said
    assert f"strategies/{OBJECTIVE_PATH}: both sides changed indicators[IND-KM].targets[2020].value" in said
    assert "<<<<<<< ours: indicators[IND-KM].targets[2020].value\n" in repository.read(OBJECTIVE_PATH)


def test_git_merges_by_lines_where_som_is_gone(repository: Repository) -> None:
    for name, value in settings_of("/nowhere/python -P -m som_cli").items():
        repository.git("config", name, value)
    repository.merge({ACTION_PATH: ("planned", "idea")}, {ACTION_PATH: ("planned", "completed")}, code=1)
    assert "=======" in repository.read(ACTION_PATH)


def test_rebase_and_cherry_pick_use_the_driver(repository: Repository) -> None:
    repository.git("switch", "-q", "-c", "topic")
    repository.edit({ACTION_PATH: ("title: Droga", "title: Ulica")})
    repository.git("switch", "-q", "main")
    repository.edit({ACTION_PATH: ("kind: investment", "kind: study")})
    repository.git("cherry-pick", "topic")
    assert "title: Ulica\nkind: study\n" in repository.read(ACTION_PATH)


# ---- the command


def test_it_says_what_it_did_and_does_it_once(tmp_path: Path) -> None:
    repository = Repository(tmp_path, is_installed=False)
    repository.write(".gitattributes", "*.png binary\n*.yml diff=yaml")
    done = som(repository.data, "install-git")
    assert done.code == 0
    for name in settings_of(""):
        assert f"set {name}" in done.err
    assert ".gitattributes" in done.err
    text = repository.read(".gitattributes")
    assert text.startswith("*.png binary\n*.yml diff=yaml\n# som: begin")
    again = som(repository.data, "install-git")
    assert again.err == "nothing to change: git is already set up\n"
    assert repository.read(".gitattributes") == text
    attributes = repository.git("check-attr", "diff", "merge", "text", "eol", "--", f"strategies/{ACTION_PATH}")
    assert [line.rpartition(": ")[2] for line in attributes.splitlines()] == ["som", "som", "set", "lf"]


def test_undo_takes_away_what_it_brought_and_nothing_else(tmp_path: Path) -> None:
    repository = Repository(tmp_path, is_installed=False)
    before = repository.git("config", "--local", "--list")
    repository.write(".gitattributes", "*.png binary\n")
    assert som(repository.data, "install-git").code == 0
    done = som(repository.data, "install-git", "--undo")
    assert done.code == 0
    assert "removed diff.som" in done.err
    assert repository.read(".gitattributes") == "*.png binary\n"
    assert repository.git("config", "--local", "--list") == before
    assert "nothing to change" in som(repository.data, "install-git", "--undo").err
    repository.write(".gitattributes", "")
    som(repository.data, "install-git")
    som(repository.data, "install-git", "--undo")
    assert not (repository.data / ".gitattributes").exists()


def test_a_list_with_entries_of_several_lines_is_left_to_the_driver(tmp_path: Path) -> None:
    repository = Repository(tmp_path, is_installed=False)
    repository.write(GLOSSARY, "a:\n  term: A\n")
    som(repository.data, "install-git")
    assert "/registry/glossary.yml merge=union" not in repository.read(".gitattributes")
    assert "/registry/units.yml merge=union" in repository.read(".gitattributes")


def test_a_workspace_outside_git_is_told_so(tmp_path: Path) -> None:
    done = som(workspace(tmp_path), "install-git")
    assert done.code == 2
    assert "git" in done.err


def test_the_repository_s_own_files_never_run_as_our_code(repository: Repository) -> None:
    (repository.top / "som_cli.py").write_text("open('hacked', 'w')\n", "utf-8")
    (repository.top / "yaml.py").write_text("open('hacked', 'w')\n", "utf-8")
    replace_in(repository.data / ACTION_PATH, "amount: 2.00", "amount: 3.00")
    assert "+budget.lines[2018 own dobra].amount: 3.00\n" in repository.git("diff", "--", "strategies")
    assert not (repository.top / "hacked").exists()


def test_the_command_is_quoted_for_the_shell_of_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/my tools/100% py/python")
    assert "'/opt/my tools/100% py/python' -P -m som_cli" in program_command()
    assert "100%% py" in settings_of(program_command())["merge.som.driver"]
