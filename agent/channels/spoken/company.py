"""Several people in one room: whose turn is whose, and what the agent hears of itself."""

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakSet

from agent.channels.spoken.vocative import calls
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.session import SessionKey
from agent.runtime.runner import Runner
from messages import Message
from speech.phrases import normalized

People = Callable[[], Mapping[SessionKey, str]]
"""The names of those who are in the room, by their dialogs."""
LATE = 1.0
"""Seconds by which the agent's words may come back late, through somebody's loudspeaker."""
QUICKEST = 4.0
"""Words a second that the agent says at most, as a rule."""
REMEMBERED = 20
"""Utterances of the agent that may still come back."""
ALIKE = 0.7
"""The share of words, in their order, of which an echo has to consist."""
FEW = 3
"""Words from which on an echo may have errors in it, and be a command."""


@dataclass(slots=True, eq=False)
class OwnWords:
    """Something that the agent says, and when."""

    words: tuple[str, ...]
    begun: float
    over: float = float("inf")
    waiting: "tuple[Member, ...]" = ()
    """Those who are silent meanwhile."""

    def coming_back(self, since: float) -> tuple[str, ...]:
        """The words of it that can be in what somebody's microphone picks up from then on."""
        if self.over == float("inf"):
            return self.words
        count = math.ceil((self.over + LATE - since) * QUICKEST)
        return self.words[-count:] if count < len(self.words) else self.words


class Member(Protocol):
    """One who is in the room, and who waits while it is spoken there."""

    def begin(self, voice: object) -> None:
        """Somebody begins to speak: until they `end`, this one's silence does not count."""

    def end(self, voice: object) -> None:
        """They are silent again."""


class Company:
    """Those who are in a room with the agent. All times are on the room's clock."""

    def __init__(self, runner: Runner, people: People, voice_settings: VoiceSettings) -> None:
        self._runner = runner
        self._people = people
        self._words = voice_settings.wording.voice
        self._language = voice_settings.language
        self._members: WeakSet[Member] = WeakSet()
        self._own: deque[OwnWords] = deque(maxlen=REMEMBERED)
        self._talked: dict[SessionKey, float] = {}

    def joins(self, member: Member) -> None:
        """One more is listened to, as long as there is anybody who does."""
        self._members.add(member)

    def addressed(self, key: SessionKey, words: str) -> str:
        """What is said to a user, with their name first where others are in a dialog, too."""
        name = self._people().get(key)
        if not name or not self.has_others(key):
            return words
        return self._words.render(Message("voice.to", {"name": name, "words": words}))

    def has_others(self, key: SessionKey) -> bool:
        """Whether others than this user are in a dialog here."""
        people = self._people()
        return any(self._runner.standing.is_spoken(each) for each in people if each != key)

    def speaks(self, words: str, at: float) -> OwnWords:
        """The agent begins to say this, to anybody; nobody can answer it meanwhile."""
        own = OwnWords(tuple(normalized(words).split()), at, waiting=tuple(self._members))
        self._own.append(own)
        for member in own.waiting:
            member.begin(own)
        return own

    def falls_silent(self, own: OwnWords, at: float) -> None:
        """It has said it."""
        own.over = at
        for member in own.waiting:
            member.end(own)
        own.waiting = ()

    def is_echo(self, text: str, started: float, ended: float, *, expected: bool) -> bool:
        """Whether somebody's microphone only picked up what the agent said then.

        A short answer that is `expected` may be a word of its question.
        """
        words = tuple(normalized(text).split())
        if not words or (expected and len(words) < FEW):
            return False
        heard = (each for each in self._own if started < each.over + LATE and ended > each.begun)
        return any(_is_part(words, each.coming_back(started)) for each in heard)

    def talked(self, key: SessionKey, at: float) -> None:
        """A user said words that were not for the agent; one alone is said to nobody."""
        self._talked[key] = at

    def talks(self, key: SessionKey, since: float) -> bool:
        """Whether others than this user, who are here, talked among themselves since then."""
        people = self._people()
        return any(at > since for who, at in self._talked.items() if who != key and who in people)

    def calls_another(self, key: SessionKey, text: str) -> bool:
        """Whether a user turns to somebody else in the room."""
        others = [name for who, name in self._people().items() if who != key]
        return calls(normalized(text), others, self._language)


def _is_part(words: tuple[str, ...], of: tuple[str, ...]) -> bool:
    """Whether words are a piece of others, or nearly."""
    length = len(words)
    if any(of[at : at + length] == words for at in range(len(of) - length + 1)):
        return True
    return length >= FEW and _in_order(words, of) >= ALIKE * length


def _in_order(words: tuple[str, ...], of: tuple[str, ...]) -> int:
    """How many of the words are in others, in the same order."""
    best = [0] * (len(of) + 1)
    for word in words:
        diagonal = 0
        for at, other in enumerate(of, 1):
            longer = diagonal + 1 if word == other else max(best[at], best[at - 1])
            diagonal, best[at] = best[at], longer
    return best[-1]
