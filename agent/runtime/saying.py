"""Answers as they are said: one of their alternatives, with the names and the time filled in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol, runtime_checkable

from agent.dialog.session import SessionKey
from agent.dialog.turns import Say
from agent.learning.answers import alternatives
from agent.runtime.channel import Delivery

ANSWERS = frozenset({"idle.answer", "idle.answer.small_talk"})
"""The prompts that give the answer to a question."""

_BLANK = re.compile(r"\{(\w+)\}")


@runtime_checkable
class Named(Protocol):
    """A place whose people and rooms have names."""

    def names(self, key: SessionKey) -> Mapping[str, str]:
        """What is filled in for `{user}`, `{server}` and `{channel}`, as far as it is known."""


def names_at(place: object, key: SessionKey, now: datetime) -> dict[str, str]:
    """All that is filled in there; the time is that of this machine's zone."""
    here = now.astimezone()
    time = {"date": f"{here:%Y-%m-%d}", "time": f"{here:%H:%M}"}
    return {**time, **(place.names(key) if isinstance(place, Named) else {})}


def said_once(
    delivery: Delivery, choose: Callable[[Sequence[str]], str], names: Mapping[str, str]
) -> Delivery:
    """What is delivered, with one alternative of the answer in it; unknown braces stay."""
    if not isinstance(delivery, Say) or delivery.prompt not in ANSWERS:
        return delivery
    answer = choose(alternatives(str(delivery.values["answer"])))
    return replace(delivery, values={**delivery.values, "answer": filled(answer, names)})


def filled(answer: str, names: Mapping[str, str]) -> str:
    """An answer with its braces filled in, once: what is filled in is not looked at again."""
    return _BLANK.sub(lambda blank: names.get(blank[1], blank[0]), answer)
