"""What went wrong and is told to people: an error whose words come last."""

import functools
from collections.abc import Mapping
from typing import Any

from agent.prompts.message import Message
from agent.prompts.render import english


class Failure(Exception):
    """An error that people are told of. Its text, for logs and tests, is the English one."""

    def __init__(self, prompt: str, /, **values: object) -> None:
        super().__init__(prompt)
        self.prompt = prompt
        self.values: Mapping[str, object] = values

    @property
    def message(self) -> Message:
        return Message(self.prompt, self.values)

    def __str__(self) -> str:
        return english().render(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self.values), (self.prompt,)
