"""What a report is made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from som_cli.analysis.scope import Scope, narrowed
from som_cli.document.formatting import Formatter
from som_cli.document.labels import Labels
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.git import Revision

# The date in the properties of a file that no commit dates: 1 January 1980, the first that a zip archive can hold.
UNDATED = 315_532_800


@dataclass(frozen=True)
class Edition:
    """One edition of the workspace: what a report may know, and nothing else.

    `findings` are all of the validation, waived ones too; `revision` is the commit (None without git); `templates` the
    folder with the workspace's own templates laid over ours; `is_forced` says that errors were passed over; `scope`
    what the workspace was narrowed to, `whole` the workspace before that. `untranslated` counts the texts that are
    still in the language of the source, `source_chapters` are the chapters among them. `kept` is the folder of the
    charts that earlier runs drew.
    """

    workspace: Workspace
    findings: tuple[Diagnostic, ...]
    revision: Revision | None
    labels: Labels
    language: str
    templates: Path
    is_forced: bool = False
    scope: Scope = field(default_factory=Scope)
    whole: Workspace | None = None
    untranslated: int = 0
    source_chapters: frozenset[str] = frozenset()
    kept: Path | None = None

    @property
    def everything(self) -> Workspace:
        """The workspace without any narrowing: what prose cites may stand in another plan."""
        return self.whole or self.workspace

    def narrowed(self, scope: Scope) -> Edition:
        """The edition of a part of the workspace."""
        return replace(self, workspace=narrowed(self.everything, scope), scope=scope, whole=self.everything)

    def file_name(self, report: str) -> str:
        """The name of a report's files, without the suffix: partnership, report, and what it is narrowed to.

        In another language than the workspace's own its code follows, so that neither takes the other's place.
        """
        name = "-".join((self.workspace.partnership.id, report, *self.scope.words))
        return name if self.language == self.workspace.settings.language else f"{name}.{self.language}"

    @property
    def formatter(self) -> Formatter:
        return self.labels.formatter

    @property
    def timestamp(self) -> int:
        """Seconds since 1970 for the properties of files: the commit's date, never the clock's."""
        return int(self.revision.committed.timestamp()) if self.revision else UNDATED

    @property
    def footer(self) -> str:
        """The revision as every page names it: commit and date; `uncommitted changes` where files differ from it."""
        if self.revision is None:
            return self.labels("footer.no_revision")
        day = self.formatter.date(self.revision.committed.date())
        key = "footer.uncommitted" if self.revision.is_dirty else "footer.revision"
        return self.labels(key, commit=self.revision.short, date=day)

    @property
    def stamp(self) -> str:
        """What every page carries when errors were passed over."""
        return self.labels("stamp.forced") if self.is_forced else ""
