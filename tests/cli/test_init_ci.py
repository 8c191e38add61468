"""`som init ci`: workflows that are valid, pinned, modest, and whose shell steps run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from som_cli.cli.init import ci_files
from som_cli.writers.changes_markdown import MARKER
from tests.cli.own_workflow import own_files
from tests.cli.runner import TESTS, replace_in, som, workspace
from tests.conftest import Golden

ROOT = TESTS.parent
BOT_COMMENT = f'{{"id": 7, "body": "{MARKER} old", "user": {{"login": "github-actions[bot]"}}}}'
SCHEMAS = {"github": "github-workflows.json", "gitlab": "gitlab-ci.json"}
# Each talks to the network or to GitHub itself; no test can run them.
NETWORK_STEPS = {
    "Install som",
    "Attach the adopted documents",
    "Find the pull request",
    "Fetch what the review wrote",
    "Post the comment",
    "Hand the findings to code scanning",
}
PULL_REQUEST = "review"
WORKFLOW = ".github/workflows/som.yml"
COMMENT = ".github/workflows/som-comment.yml"


def files(provider: str = "github") -> dict[str, str]:
    return ci_files(provider, "strategies", "main", "som-cli==1.2")


def read(text: str) -> dict[str, Any]:
    document: dict[Any, Any] = yaml.safe_load(text)
    if True in document:  # YAML 1.1 reads the key `on` so
        document["on"] = document.pop(True)
    return document


def workflow(path: str) -> dict[str, Any]:
    return read(files()[path])


def schema_problems(provider: str, text: str) -> list[str]:
    schema = json.loads((TESTS / "schemas" / SCHEMAS[provider]).read_text("utf-8"))
    return [error.message for error in Draft7Validator(schema).iter_errors(read(text))]


@pytest.mark.parametrize("provider", ["github", "gitlab"])
def test_the_vendored_schemas_accept_the_files(provider: str) -> None:
    assert [schema_problems(provider, text) for text in files(provider).values()] == [[]] * len(files(provider))


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_the_vendored_schema_accepts_our_own_workflows(path: Path) -> None:
    assert schema_problems("github", path.read_text("utf-8")) == []


def test_the_schemas_refuse_what_is_wrong() -> None:
    assert schema_problems("github", files()[WORKFLOW].replace("runs-on:", "runs-at:"))
    assert schema_problems("gitlab", files("gitlab")[".gitlab-ci.yml"].replace("  stage: check", "  stage: {a: b}"))


@pytest.mark.parametrize("path", [WORKFLOW, COMMENT, "check.yml"])
def test_actions_are_pinned_to_commits_and_rights_are_few(path: str) -> None:
    text = files().get(path) or (ROOT / ".github" / "workflows" / path).read_text("utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in used)
    assert read(text)["permissions"] == {}
    assert "pull_request_target" not in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_the_job_of_a_pull_request_has_no_secret_and_may_write_nothing() -> None:
    job = workflow(WORKFLOW)["jobs"][PULL_REQUEST]
    assert job["permissions"] == {"contents": "read"}
    assert not re.search(r"secrets\.|github\.token", json.dumps(job))


def test_the_job_that_may_write_runs_nothing_of_the_pull_request() -> None:
    text = files()[COMMENT]
    (job,) = workflow(COMMENT)["jobs"].values()
    assert "uses" not in {key for step in job["steps"] for key in step}
    assert not re.search(r"\bsom -C|pip install|python", "".join(step["run"] for step in job["steps"]))
    assert set(re.findall(r"\$\{\{ ([^}]+?) \}\}", "".join(step["run"] for step in job["steps"]))) == set()
    assert "workflow_run" in text


def test_no_expression_stands_in_a_shell_script() -> None:
    for path in files():
        for job in workflow(path)["jobs"].values():
            assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []


# ---- the shell steps, run


class Runner:
    """Stands in for a runner: a merged pull request checked out, `som` on the path, GitHub's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.summary = folder / "summary.md"
        self.folder.mkdir()
        tools = folder / "bin"
        tools.mkdir()
        self.tools = tools
        # Workbooks stand for all documents: how pages are made is no matter here, and takes long.
        narrowed = 'if [ "$3" = build ]; then set -- "$@" --format xlsx; fi'
        self.stand_in("som", f'{narrowed}\nexec "{sys.executable}" -P -m som_cli "$@"')
        self.stand_in("python", f'exec "{sys.executable}" "$@"')
        self.environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(folder / "output.txt"),
            "WORKSPACE": "strategies",
            "RUN_URL": "https://example.org/runs/7",
        }

    def stand_in(self, name: str, script: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True)

    def open_pull_request(self) -> None:
        """Two branches, and what GitHub checks out: the merge of the one into the other."""
        self.git("init", "-q", "-b", "main")
        workspace(self.folder)
        self.commit("plans")
        self.git("switch", "-q", "-c", "change")
        objective = next((self.folder / "strategies" / "plans" / "str" / "objectives").glob("*.yml"))
        replace_in(objective, "title: ", "title: Nowy ")
        self.commit("title")
        self.git("switch", "-q", "main")
        (self.folder / "NOTES.md").write_text("notes\n", "utf-8")
        self.commit("notes")
        self.git("merge", "-q", "--no-edit", "change")

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    if os.name == "nt" or not shutil.which("bash"):
        pytest.skip("the runners of the workflows are Linux machines")
    made = Runner(tmp_path)
    made.open_pull_request()
    return made


def local_steps(path: str, job: str) -> list[dict[str, Any]]:
    steps = workflow(path)["jobs"][job]["steps"]
    return [step for step in steps if "run" in step and step["name"] not in NETWORK_STEPS]


def test_the_steps_of_a_pull_request_run(runner: Runner) -> None:
    for step in local_steps(WORKFLOW, PULL_REQUEST):
        done = runner.run(step["run"])
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
    review = runner.folder / "review"
    assert (review / "diff.md").read_text("utf-8").startswith(f"{MARKER}\n")
    assert "Nowy" in (review / "diff.md").read_text("utf-8")
    assert runner.summary.read_text("utf-8") == (review / "diff.md").read_text("utf-8")
    assert json.loads((review / "som.sarif").read_text("utf-8"))["version"] == "2.1.0"
    listed = (review / "documents.txt").read_text("utf-8").splitlines()
    assert listed
    assert all((runner.folder / "changed" / name).is_file() for name in listed)


def test_an_error_in_the_plans_fails_the_job_at_its_end_with_annotations(runner: Runner) -> None:
    plan = runner.folder / "strategies" / "plans" / "str" / "plan.yml"
    plan.write_text(plan.read_text("utf-8") + "colour: red\n", "utf-8")
    runner.commit("error")
    check = local_steps(WORKFLOW, PULL_REQUEST)[-1]
    done = runner.run(check["run"])
    assert done.returncode == 1
    assert "::error file=strategies/plans/str/plan.yml" in done.stdout


def test_the_steps_of_a_push_run(runner: Runner) -> None:
    for step in local_steps(WORKFLOW, "build"):
        done = runner.run(step["run"])
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
    assert (runner.folder / "documents" / "manifest.json").is_file()


def comment_step() -> dict[str, Any]:
    (step,) = local_steps(COMMENT, "comment")
    return step


def test_the_comment_has_its_marker_once_and_a_link(runner: Runner) -> None:
    review = runner.folder / "review"
    review.mkdir()
    (review / "diff.md").write_text(f"{MARKER}\nżółć $(touch hacked) `id`\n" + "ż" * 70_000, "utf-8")
    (review / "documents.txt").write_text("a.pdf\nb.docx\n", "utf-8")
    done = runner.run(comment_step()["run"])
    assert done.returncode == 0, done.stderr
    comment = (runner.folder / "comment.md").read_text("utf-8")
    assert comment.startswith(f"{MARKER}\nżółć $(touch hacked) `id`\n")
    assert comment.count(MARKER) == 1
    assert comment.endswith("[PDF, DOCX, XLSX (2)](https://example.org/runs/7#artifacts)\n")
    assert len(comment.encode()) < 65_536
    assert not (runner.folder / "hacked").exists()


def test_a_link_in_the_artefact_is_refused(runner: Runner) -> None:
    review = runner.folder / "review"
    review.mkdir()
    (review / "diff.md").symlink_to("/etc/hostname")
    assert runner.run(comment_step()["run"]).returncode == 1


def gitlab_script(job: str) -> str:
    return "\n".join(read(files("gitlab")[".gitlab-ci.yml"])[job]["script"])


def test_the_script_of_a_merge_request_runs(runner: Runner) -> None:
    done = runner.run(gitlab_script("som-review"), CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD^1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "<testsuite" in (runner.folder / "review" / "som.xml").read_text("utf-8")
    assert "Nowy" in (runner.folder / "review" / "diff.md").read_text("utf-8")
    assert any(path.is_file() for path in (runner.folder / "changed").rglob("*"))


def test_the_script_of_a_tag_runs(runner: Runner) -> None:
    done = runner.run(gitlab_script("som-build"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (runner.folder / "documents" / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("notes", "request_"),
    [
        (f'[{{"id": 5, "body": "hello"}}, {{"id": 7, "body": "{MARKER}\\nold"}}]', "PUT https://x/notes/7"),
        ("[]", "POST https://x/notes"),
    ],
)
def test_a_comment_on_a_merge_request_is_updated_or_made(runner: Runner, notes: str, request_: str) -> None:
    """The answers of GitLab are canned: what the script makes of them is what counts."""
    (runner.folder / "review").mkdir()
    (runner.folder / "review" / "diff.md").write_text(f"{MARKER}\nżółć\n", "utf-8")
    log = runner.folder / "calls.txt"
    runner.stand_in("curl", f'for last in "$@"; do :; done; echo "$@" "$last" >> "{log}"; printf "%s" "$NOTES"')
    script = gitlab_script("som-comment").replace(
        '"$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"', "https://x/notes"
    )
    done = runner.run(script, NOTES=notes)
    assert done.returncode == 0, done.stderr
    assert (runner.folder / "comment.md").read_text("utf-8") == f"{MARKER}\nżółć\n"
    method, _, url = request_.partition(" ")
    last = log.read_text("utf-8").splitlines()[-1]
    assert f"--request {method} " in last
    assert last.endswith(f" {url}")


@pytest.mark.parametrize(
    ("comments", "request_"),
    [
        (
            f'[{{"id": 5, "body": "{MARKER}", "user": {{"login": "o"}}}}, {BOT_COMMENT}]',
            "--method PATCH repos/o/r/issues/comments/7 ",
        ),
        ("[]", "--method POST repos/o/r/issues/3/comments "),
    ],
)
def test_a_comment_on_a_pull_request_is_updated_or_made(runner: Runner, comments: str, request_: str) -> None:
    """The answers of GitHub are canned, and `jq` is needed to read them."""
    if not shutil.which("jq"):
        pytest.skip("jq is not installed here; the runners of GitHub have it")
    log = runner.folder / "calls.txt"
    runner.stand_in("gh", f'echo "$@" >> "{log}"; printf "%s" "$COMMENTS"')
    (step,) = [one for one in workflow(COMMENT)["jobs"]["comment"]["steps"] if one["name"] == "Post the comment"]
    done = runner.run(step["run"], COMMENTS=comments, NUMBER="3", GITHUB_REPOSITORY="o/r")
    assert done.returncode == 0, done.stderr
    assert request_ in log.read_text("utf-8").splitlines()[-1]


# ---- the command


def test_the_files_are_written_once_and_never_over_others(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    done = som(folder, "init", "ci", "--provider", "both", "--package", "som-cli==1.2")
    assert done.code == 0, done.err
    for path, text in {**files(), **files("gitlab")}.items():
        assert (tmp_path / path).read_text("utf-8") == text
        assert path in done.err
    assert "nothing to change" in som(folder, "init", "ci", "--provider", "both", "--package", "som-cli==1.2").err
    (tmp_path / WORKFLOW).write_text("name: mine\n", "utf-8")
    refused = som(folder, "init", "ci")
    assert refused.code == 2
    assert WORKFLOW in refused.err
    assert (tmp_path / WORKFLOW).read_text("utf-8") == "name: mine\n"
    assert som(folder, "init", "ci", "--package", "som-cli==1.2", "--force").code == 0
    assert (tmp_path / WORKFLOW).read_text("utf-8") == files()[WORKFLOW]


def test_a_workspace_without_git_is_told_so(tmp_path: Path) -> None:
    done = som(workspace(tmp_path), "init", "ci")
    assert done.code == 2
    assert "git" in done.err


@pytest.mark.parametrize("package", ["som'; true", "som\n", "som #1", '"', "$(id)", "${{ secrets.A }}"])
def test_a_package_that_would_break_the_file_is_refused(tmp_path: Path, package: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert som(workspace(tmp_path), "init", "ci", "--package", package).code == 2


@pytest.mark.parametrize("path", [WORKFLOW, COMMENT])
def test_this_repository_runs_what_users_get(golden: Golden, path: str) -> None:
    golden(ROOT / path, own_files()[path])
