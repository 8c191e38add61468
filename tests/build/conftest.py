"""Builds that several modules read: made once, never changed."""

from __future__ import annotations

import pytest

from tests.build.built import Built, build
from tests.cli.runner import EXAMPLE, TESTS, workspace


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small workspace without findings."""
    return build(workspace(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example of the data model; it has errors on purpose, so it is forced and stamped."""
    return build(workspace(tmp_path_factory.mktemp("example"), base=EXAMPLE), "--force")


@pytest.fixture(scope="session")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Money of every kind: without a year, without lines, of unknown payers, of mirrors, of what will not be done."""
    return build(workspace(tmp_path_factory.mktemp("spread"), TESTS / "build" / "spread"), "--force")
