"""The weight of a change -> what people call it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from som_cli.messages import Message, msg
from som_cli.review.changes import Weight

WEIGHT_WORDS: Mapping[Weight, Message] = MappingProxyType(
    {
        Weight.WEAKENING: msg("weaker promises"),
        Weight.WEIGHTY: msg("content"),
        Weight.STRENGTHENING: msg("stronger promises"),
        Weight.NEUTRAL: msg("wording and order"),
        Weight.RUNNING: msg("the plan being carried out"),
    }
)
