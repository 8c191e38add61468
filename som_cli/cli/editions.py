"""A loaded workspace -> the edition that reports are made from, and the digest of all that went into it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from som_cli import __version__
from som_cli.cli.failure import UsageError
from som_cli.cli.places import PACKAGE, shipped_templates
from som_cli.messages import msg
from som_cli.model.loading import Loaded
from som_cli.reports.edition import Edition
from som_cli.reports.edition_labels import load_edition_labels
from som_cli.rules.run import Verdict
from som_cli.text.files import Files
from som_cli.text.git import describe_revision
from som_cli.text.suggest import suggestion

TEMPLATES = "templates/"


def make_edition(
    folder: Path,
    files: Files,
    loaded: Loaded,
    verdict: Verdict,
    templates: Path,
    *,
    revision: str | None,
    language: str | None,
    is_forced: bool,
) -> Edition:
    """The edition of a workspace; `templates` is an empty folder that takes ours with the workspace's laid over them.

    Raises UsageError for a language without labels, LabelFileError for labels that cannot be read.
    """
    lay_templates(files, templates)
    language = language or loaded.workspace.settings.language
    known = sorted(path.name.split(".")[1] for path in templates.glob("labels.*.yml"))
    if language not in known:
        message = msg("there are no labels for documents in `{language}`", language=language)
        raise UsageError(message, suggestion(language, known))
    return Edition(
        workspace=loaded.workspace,
        findings=verdict.findings,
        revision=describe_revision(folder, revision or "HEAD", compare_files=revision is None),
        labels=load_edition_labels(templates, language),
        language=language,
        templates=templates,
        is_forced=is_forced,
    )


def lay_templates(files: Files, target: Path) -> None:
    """Copies our templates to a folder and lays the workspace's own over them. Links are no files of a workspace."""
    shutil.copytree(shipped_templates(), target, dirs_exist_ok=True)
    for path in files.paths:
        if path.startswith(TEMPLATES):
            place = target / path.removeprefix(TEMPLATES)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files.read(path))


def inputs_digest(edition: Edition, files: Files) -> str:
    """The digest of all that a document is made from: files, templates, revision with its tags, language, program."""
    seen = hashlib.sha256()
    revision = edition.revision
    parts = [__version__, edition.language, str(edition.is_forced), edition.workspace.today.isoformat()]
    if revision is not None:
        parts += [revision.commit, str(revision.is_dirty), *revision.tags]
    seen.update("\x1f".join(parts).encode())
    for path in files.paths:
        _add(seen, path, files.read(path))
    _add_folder(seen, edition.templates, "*")
    # In a checkout the program changes under one version.
    _add_folder(seen, PACKAGE, "*.py")
    return seen.hexdigest()


def _add_folder(seen: hashlib._Hash, folder: Path, pattern: str) -> None:
    for place in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        _add(seen, place.relative_to(folder).as_posix(), place.read_bytes())


def _add(seen: hashlib._Hash, name: str, content: bytes) -> None:
    seen.update(f"\x1e{name}\x1f{len(content)}\x1f".encode("utf-8", "surrogateescape"))
    seen.update(content)
