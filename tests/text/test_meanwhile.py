"""Work in a copy of the process: its result comes back, and its failure is raised here."""

from __future__ import annotations

import os
from functools import partial

import pytest

from som_cli.text.meanwhile import meanwhile

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def test_what_a_copy_makes_comes_back() -> None:
    with meanwhile(lambda: (os.getpid(), "x" * 1_000_000)) as wait:
        process, text = wait()
    assert process != os.getpid()
    assert len(text) == 1_000_000


def test_an_error_of_the_copy_is_raised_here() -> None:
    with pytest.raises(ValueError, match="here"), meanwhile(partial(_fail, os.getpid())) as wait:
        wait()


def test_what_cannot_be_sent_is_made_here() -> None:
    with meanwhile(lambda: [(lambda mine=os.getpid: mine())]) as wait:
        assert wait()[0]() == os.getpid()


def test_no_copy_is_left_when_nobody_waits() -> None:
    with meanwhile(lambda: sum(range(10**9))):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def _fail(parent: int) -> None:
    raise ValueError("here" if os.getpid() == parent else "there")
