"""Provenance (SRC): every figure says where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from som_cli.messages import Message, msg
from som_cli.model.energy import FactorSet
from som_cli.model.entry import Entry, FieldPath, Item
from som_cli.model.indicator import Baseline
from som_cli.model.values import UNKNOWN
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use, uses_in_force

# What is said where no source is named, and where it is `unknown`: whole sentences, for languages that inflect.
Flaws = tuple[Message, Message]
BASELINE = (msg("the baseline names no source"), msg("the source of the baseline is unknown"))
OBSERVATION = (msg("the observation names no source"), msg("the source of the observation is unknown"))
FACTOR = (msg("the emission factor names no source"), msg("the source of the emission factor is unknown"))


@rule("SRC01", "W→E@A")
def figure_without_source(workspace: Workspace) -> Iterator[Finding]:
    """A baseline, an observation or an emission factor does not say where it was read."""
    yield from _of_registry(workspace)
    yield from _of_uses(workspace)
    yield from _of_returns(workspace)
    for factors in workspace.of(FactorSet).values():
        for carrier, factor in factors.factors.items():
            yield from _sourceless(factors, ("factors", carrier), factor, FACTOR, factors)


def _of_registry(workspace: Workspace) -> Iterator[Finding]:
    for indicator in indicators_in_use(workspace):
        if _is_stated(indicator.baseline):
            yield from _sourceless(indicator, ("baseline",), indicator.baseline, BASELINE, indicator)
        for index, observation in enumerate(indicator.observations):
            if observation.value is not None:
                yield from _sourceless(indicator, ("observations", index), observation, OBSERVATION, indicator)


def _of_uses(workspace: Workspace) -> Iterator[Finding]:
    for indicator, objective, index, use in uses_in_force(workspace):
        if _is_stated(use.baseline):
            path = ("indicators", index, "baseline")
            yield from _sourceless(objective, path, use.baseline, BASELINE, use, objective, indicator)


def _of_returns(workspace: Workspace) -> Iterator[Finding]:
    for answer in workspace.returns.values():
        # The form that came back is the source of what it holds.
        if answer.form and answer.form.file:
            continue
        for index, returned in enumerate(answer.observations):
            found = workspace.indicators.get(returned.indicator)
            if returned.value is not None and found is not None:
                yield from _sourceless(answer, ("observations", index), returned, OBSERVATION, answer, found)


def _is_stated(baseline: Baseline | None) -> TypeGuard[Baseline]:
    """Whether a baseline was read somewhere: one that is computed has its source in the data that it comes from."""
    return baseline is not None and baseline.value is not None and not baseline.computed_from


def _sourceless(item: Item, path: FieldPath, entry: Entry, said: Flaws, *holders: Entry) -> Iterator[Finding]:
    """A finding unless the entry names its source, or says nothing and one of those that hold it does."""
    source = next((one.source for one in (entry, *holders) if one.source), None)
    if source is None or source == UNKNOWN:
        help_ = msg("add `source: SRC-…` and `locator` (page, table)")
        yield Finding(item, (*path, "source" if entry.source else "value"), said[source is not None], help_)
