"""The median is that of the library."""

from __future__ import annotations

from decimal import Decimal
from statistics import median as expected

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.analysis.median import median


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=9))
def test_it_is_what_the_library_says(values: list[Decimal]) -> None:
    assert median(values) == expected(values)


def test_there_is_none_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        median([])
