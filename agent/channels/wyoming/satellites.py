"""Home Assistant's satellites as a channel: a sentence comes in, and its answer goes out."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from agent.dialog.intents import Intent
from agent.dialog.session import SessionKey
from agent.dialog.table import IDLE
from agent.dialog.turns import (
    Expectation,
    HandleCommand,
    Invoked,
    MoveToText,
    Said,
    Say,
    ShowProgress,
    StopSpeaking,
)
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.runtime.runner import Runner
from agent.services.filing import SATELLITE
from agent.understanding.understand import Understanding

WHO = ("satellite_id", "device_id", "conversation_id")
"""What a context tells of where a sentence was said; the first that is there counts."""
PLAIN = re.compile(r"[\w.-]{1,64}", re.ASCII)
UNTOLD = 20
"""Sentences kept for a satellite that come when nobody waits for an answer, as of a training."""
ENDS = (".", "!", "?", "…")
LESSON = Expectation((Intent.DICTATION,))
UNKNOWN = ("idle.unknown", "idle.unknown.offer", "broken", "too_long", "empty")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a sentence, and whether it was understood and known."""

    text: str
    handled: bool


class Satellites:
    """A session for each satellite, all in one workspace.

    Home Assistant does not go on listening after an answer, so a lesson is learned from its one
    sentence.
    """

    def __init__(
        self,
        runner: Runner,
        understanding: Understanding,
        renderer: Renderer,
        workspace: str,
        *,
        teaching: bool = True,
    ) -> None:
        self._runner, self._understanding, self._renderer = runner, understanding, renderer
        self._workspace, self._teaching = workspace, teaching
        self._untold: dict[SessionKey, list[Delivery]] = {}
        self._locks: WeakValueDictionary[SessionKey, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, text: str, context: Mapping[str, Any]) -> Reply:
        """What the agent says to this; sentences of one satellite are answered one at a time."""
        key = SessionKey(_user(context), self._workspace)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            self._runner.submit(key, self._turn(key, text), self)
            await self._runner.stepped(key)
            return self._reply(self._untold.pop(key, ()))

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        untold = (*self._untold.get(key, ()), *deliveries)
        self._untold[key] = [each for each in untold if _is_said(each)][-UNTOLD:]

    def may_teach(self, key: SessionKey) -> bool:
        return self._teaching

    def names(self, key: SessionKey) -> Mapping[str, str]:
        """Who speaks to a satellite is not known."""
        blanks = ("user", "server", "channel")
        return {each: self._renderer.phrase(f"house.{each}") for each in blanks}

    def _turn(self, key: SessionKey, text: str) -> Said | Invoked:
        said = Said(text, spoken=True, live=False)
        flow, _, _ = self._runner.standing.state(key).partition(".")
        if flow == IDLE:
            meaning = self._understanding.understand(said, LESSON)
            if meaning.intent is Intent.DICTATION and len(meaning.examples) == 1:
                (lesson,) = meaning.examples
                return Invoked(Intent.CORRECT, {"answer": " => ".join(lesson)})
        return said

    def _reply(self, deliveries: Sequence[Delivery]) -> Reply:
        words = joined(list(filter(None, map(self._words, deliveries))))
        return Reply(words, not any(map(_is_miss, deliveries)))

    def _words(self, delivery: Delivery) -> str:
        match delivery:
            case Say("correcting.learned", values):  # nobody was asked if it was heard rightly
                return self._renderer.render(Say("house.learned", values))
            case Say():
                return self._renderer.render(delivery)
            case HandleCommand(command) if command is not Intent.DOCTOR:
                return self._renderer.render(Say("needs_discord", {"command": command}))
            case MoveToText() | HandleCommand():
                return self._renderer.text("house.spoken")
            case _:
                return ""


def joined(said: Sequence[str]) -> str:
    """Sentences in one breath; an answer that ends without a mark is not run into the next."""
    ended = (each if each.endswith(ENDS) else f"{each}." for each in said[:-1])
    return " ".join((*ended, *said[-1:]))


def _user(context: Mapping[str, Any]) -> str:
    found = next(filter(None, _ids(context)), "unnamed")
    known = found if PLAIN.fullmatch(found) else sha256(found.encode()).hexdigest()
    return f"{SATELLITE}{known}"


def _ids(context: Mapping[str, Any]) -> Iterator[str]:
    return (each for name in WHO if isinstance(each := context.get(name), str))


def _is_said(delivery: Delivery) -> bool:
    return not isinstance(delivery, ShowProgress | StopSpeaking | Path)


def _is_miss(delivery: Delivery) -> bool:
    """Whether this says that a sentence was not understood, or its answer is not known."""
    return isinstance(delivery, Say) and (
        delivery.prompt in UNKNOWN or delivery.prompt.split(".")[0] == "miss"
    )
