"""ChatterBot's corpora: conversations in which each line answers the one before it."""

from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from agent.learning.formats.shape import Texts, shaped

NAME = "ChatterBot"


class _File(BaseModel):
    conversations: list[Texts]


def recognises(value: object) -> bool:
    """Whether it has conversations."""
    return isinstance(value, dict) and isinstance(value.get("conversations"), list)


def items(value: object) -> Iterator[object]:
    """An example a line that was answered; what was answered several times has alternatives."""
    answers: dict[str, dict[str, None]] = {}
    for conversation in shaped(_File, value, NAME).conversations:
        for said, answered in pairwise(conversation):
            answers.setdefault(said, {})[answered] = None
    for said, found in answers.items():
        yield {"input": said, "output": list(found)}
