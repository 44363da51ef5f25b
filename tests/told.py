"""What people are told by what learning, speech and downloads raise or note."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from agent.prompts.render import english
from messages import MessageError, Wording


def told(*said: Wording) -> str:
    """The English words of messages, one a line."""
    return "\n".join(map(english().render, said))


@contextmanager
def raises_telling(kind: type[MessageError], words: str) -> Iterator[None]:
    """An error is raised, of this kind, whose words match the pattern `words`."""
    with pytest.raises(kind) as raised:
        yield
    assert re.search(words, told(raised.value))
