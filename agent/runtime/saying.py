"""Answers as they are said: one of their alternatives, with the names and the time filled in."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from agent.dialog.session import SessionKey
from agent.dialog.turns import Say
from agent.learning.answers import alternatives
from agent.learning.attached import files_in, without_files
from agent.runtime.channel import Delivery
from agent.storage.attachments import path_of
from agent.storage.errors import StorageError

ANSWERS = frozenset({"idle.answer", "idle.answer.small_talk"})
"""The prompts that give the answer to a question."""
WITH_FILES = "idle.answer.file"
"""The same where files are handed over with it."""

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
    delivery: Delivery,
    choose: Callable[[Sequence[str]], str],
    names: Callable[[], Mapping[str, str]],
) -> Delivery:
    """What is delivered, with one alternative of the answer in it; unknown braces stay."""
    if not isinstance(delivery, Say) or delivery.prompt not in ANSWERS:
        return delivery
    answer = choose(alternatives(str(delivery.values["answer"])))
    return replace(delivery, values={**delivery.values, "answer": filled(answer, names())})


def with_files(delivery: Delivery, locate: Callable[[str], Path]) -> list[Delivery]:
    """What is delivered, and after it the files that an answer names; a reference to one that is
    not there stays in its words."""
    if not isinstance(delivery, Say) or delivery.prompt not in ANSWERS:
        return [delivery]
    answer = str(delivery.values["answer"])
    found: dict[str, Path] = {}
    for name in files_in(answer):
        with suppress(StorageError):
            found[name] = locate(path_of(name))
    if not found:
        return [delivery]
    rest = without_files(answer, list(found))
    values = {**delivery.values, "answer": rest, "words": "yes" if rest else "no"}
    return [replace(delivery, prompt=WITH_FILES, values=values), *found.values()]


def filled(answer: str, names: Mapping[str, str]) -> str:
    """An answer with its braces filled in, once: what is filled in is not looked at again."""
    return _BLANK.sub(lambda blank: names.get(blank[1], blank[0]), answer)
