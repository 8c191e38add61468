"""A plan -> the parts of the shared registers that it needs: words that it uses, sources that it cites."""

from __future__ import annotations

from som_cli.analysis.citations import chapter_texts, cited_sources, plan_items, prose_of, used_terms
from som_cli.document import blocks as b
from som_cli.reports.tables.sources import glossary_rows, sources_rows
from som_cli.reports.wording import Wording


def plan_glossary(wording: Wording, plan: str) -> list[b.Block]:
    """The terms that its chapters and items use."""
    workspace = wording.workspace
    texts = [*chapter_texts(workspace, plan), *prose_of(plan_items(workspace, plan))]
    return glossary_rows(wording, used_terms(workspace.terms.values(), texts))


def plan_sources(wording: Wording, plan: str) -> list[b.Block]:
    """The sources that it cites."""
    return sources_rows(wording, cited_sources(wording.workspace, plan))
