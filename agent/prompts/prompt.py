"""Prompts: what the agent says, under one key with two renderings."""

from collections.abc import Mapping
from typing import NamedTuple


class Prompt(NamedTuple):
    """`text` for the eye; `voice`, short, for the ear, the same where it is None."""

    text: str
    voice: str | None = None


Prompts = Mapping[str, Prompt]
