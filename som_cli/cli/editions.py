"""A loaded workspace -> the edition that reports are made from, and the digest of what prints it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from som_cli import __version__
from som_cli.analysis.translation import translated
from som_cli.cli.failure import UsageError
from som_cli.cli.places import PACKAGE, shipped_templates
from som_cli.cli.verdicts import FOLDER
from som_cli.messages import msg
from som_cli.model.loading import Loaded
from som_cli.model.misplaced import plans_without_head
from som_cli.model.values import tongue
from som_cli.reports.edition import Edition
from som_cli.reports.edition_labels import labelled_languages, load_edition_labels
from som_cli.rules.run import Verdict
from som_cli.text.files import Files
from som_cli.text.git import describe_revision

TEMPLATES = "templates/"
# Where the workspace's own words lie, beside ours: its files need only hold what they change.
OWN_LABELS = "own"
KEPT_CHARTS = "charts"
# The parts of the program between a document and its file.
PRINTING = ("text", "document", "writers")


@contextmanager
def laid_templates(files: Files, reference: bytes = b"") -> Iterator[Path]:
    """A folder, for a while, that holds our templates with the workspace's own laid over them: not to be written to.

    Labels are laid beside ours, whose words they replace one by one. Links are no files of a workspace. `reference` is
    the Word file of the house, in the place of any other.
    """
    own = [path for path in files.paths if path.startswith(TEMPLATES)]
    if not own and not reference:
        yield shipped_templates()
        return
    with tempfile.TemporaryDirectory(prefix="som-templates-") as folder:
        target = Path(folder)
        shutil.copytree(shipped_templates(), target, dirs_exist_ok=True)
        for path in own:
            name = path.removeprefix(TEMPLATES)
            place = target / OWN_LABELS / name if name.startswith("labels") else target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files.read(path))
        if reference:
            (target / "docx" / "reference.docx").write_bytes(reference)
        yield target


def make_edition(
    folder: Path,
    loaded: Loaded,
    verdict: Verdict,
    templates: Path,
    *,
    revision: str | None,
    language: str | None,
    is_forced: bool,
) -> Edition:
    """The edition of a workspace; `templates` is a folder of `laid_templates`.

    Raises UsageError for a language without labels, LabelFileError for labels that cannot be read.
    """
    language = language or loaded.workspace.settings.language
    known = labelled_languages(templates)
    if {language, tongue(language)}.isdisjoint(known):
        message = msg("there are no labels for documents in `{language}`", language=language)
        help_ = msg(
            "there are {known}; for another one copy ours with `som templates eject labels`, then translate each file "
            "of English (`….en.yml`) under the name `….{language}.yml`",
            known=", ".join(known),
            language=language,
        )
        raise UsageError(message, help_)
    # Reports say of every item what plan it belongs to.
    workspace = loaded.workspace.without_plans(plans_without_head(loaded.workspace))
    found = translated(workspace, language)
    return Edition(
        workspace=found.workspace,
        findings=verdict.findings,
        revision=describe_revision(folder, revision or "HEAD", compare_files=revision is None),
        labels=load_edition_labels(templates, language),
        language=language,
        templates=templates,
        is_forced=is_forced,
        untranslated=found.missing,
        source_chapters=found.chapters,
        kept=folder / FOLDER / KEPT_CHARTS,
    )


def program_digest(edition: Edition) -> str:
    """The digest of what prints documents: the program and the templates of their look.

    What composes them does not count: a document is known by what it says.
    """
    seen = hashlib.sha256(__version__.encode())
    for part in ("pdf", "docx", "fonts"):
        _add_folder(seen, edition.templates / part, "*")
    # In a checkout the program changes under one version.
    for part in PRINTING:
        _add_folder(seen, PACKAGE / part, "*.py")
    return seen.hexdigest()


def _add_folder(seen: hashlib._Hash, folder: Path, pattern: str) -> None:
    for place in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        _add(seen, place.relative_to(folder).as_posix(), place.read_bytes())


def _add(seen: hashlib._Hash, name: str, content: bytes) -> None:
    seen.update(f"\x1e{name}\x1f{len(content)}\x1f".encode("utf-8", "surrogateescape"))
    seen.update(content)
