"""Faults of templates -> what the user is told: the place in the workspace, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from som_cli.cli.editions import OWN_LABELS
from som_cli.cli.failure import UsageError
from som_cli.document.charts import ChartError
from som_cli.document.formatting import UnknownLanguageError
from som_cli.document.labels import MissingLabelError
from som_cli.document.pandoc import PandocError
from som_cli.messages import Message, msg
from som_cli.reports.composition import SkeletonError
from som_cli.reports.definitions import DefinitionError, Definitions
from som_cli.reports.edition_labels import LabelFileError, UnknownLabel
from som_cli.writers.docx import BadReferenceError
from som_cli.writers.pdf import WriterError

TEMPLATE_ERRORS = (
    BadReferenceError,
    ChartError,
    LabelFileError,
    MissingLabelError,
    PandocError,
    SkeletonError,
    UnknownLanguageError,
    WriterError,
)


@contextmanager
def template_errors(*templates: Path) -> Iterator[None]:
    """A fault of a template is told by its place in the workspace, where ours are laid over by its own."""
    try:
        yield
    except DefinitionError as error:
        raise UsageError(_definition(error, templates), error.help) from error
    except TEMPLATE_ERRORS as error:
        message = msg("a template could not be used: {problem}", problem=_in_workspace(str(error), templates))
        raise UsageError(message, msg("mend the workspace's own file, or take it away: then ours is used")) from error


def broken_reports(templates: Path, known: Definitions, asked: Iterable[str]) -> list[Message]:
    """A warning for each report of the workspace's own that cannot be built, and was not asked for."""
    faults = [known.faults[name] for name in known.faults if name not in asked]
    return [msg("a report that was not asked for: {problem}", problem=_definition(one, [templates])) for one in faults]


def strange_labels(templates: Path, found: Iterable[UnknownLabel]) -> list[Message]:
    """A warning for each label of the workspace's own that no document asks for."""
    return [_strange(_in_workspace(f"{one.path}:{one.line}", [templates]), one) for one in found]


def _strange(place: str, found: UnknownLabel) -> Message:
    if found.meant is None:
        return msg("{place}: no document of ours has a label `{key}`", place=place, key=found.key)
    return msg(
        "{place}: no document of ours has a label `{key}`; did you mean `{meant}`?",
        place=place,
        key=found.key,
        meant=found.meant,
    )


def _definition(error: DefinitionError, templates: Sequence[Path]) -> Message:
    place = _in_workspace(f"{error.path}:{error.line}", templates)
    return msg("{place}: {problem}", place=place, problem=error.message)


def _in_workspace(text: str, templates: Sequence[Path]) -> str:
    for place in templates:
        text = text.replace(f"{place / OWN_LABELS}/", "templates/").replace(f"{place}/", "templates/")
    return text
