"""Whether what one speaker says is said to the agent."""

from collections.abc import Container
from dataclasses import replace

from agent.channels.spoken.company import Company
from agent.channels.spoken.turn import turn
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.intents import Intent
from agent.dialog.session import SessionKey
from agent.dialog.table import IDLE
from agent.dialog.turns import Said
from agent.runtime.runner import Runner
from speech.endpointing import EndpointLimits
from speech.listening import RecognizedUtterance
from speech.phrases import normalized

UNCLEAR = 0.65
"""Seconds; while the agent speaks, a shorter sound without words was meant for nobody."""
FEW = 3
"""Words; fewer, so quickly, while the agent speaks, are a cough that was read as words."""
COUGH = 0.2
"""Seconds; a shorter sound without words in it is no attempt to say something."""
BREATH = 0.7
"""Seconds of silence after which speech that was cut is over; what comes sooner is the rest."""
ANY_WORDS = frozenset({Intent.NONE, Intent.SENTENCE, Intent.TEXT, Intent.COMMENT})
"""What words mean of which nothing is understood."""


class Addressee:
    """Knows when the agent spoke to this speaker last, and who else is there."""

    def __init__(
        self, key: SessionKey, runner: Runner, company: Company, voice_settings: VoiceSettings
    ) -> None:
        self._key = key
        self._runner = runner
        self._company = company
        self._wake = voice_settings.wake
        self._language = voice_settings.language
        self._attention = voice_settings.attention
        self._spoken_since = self._spoken_until = float("-inf")
        self._asked_until = float("-inf")
        self._cut_until = float("-inf")
        """When what was cut as too long went on still."""

    def spoken_to(self, since: float, until: float = float("inf")) -> None:
        """The agent speaks to this speaker, until then where that is known."""
        self._spoken_since, self._spoken_until = since, until

    def listen(self, until: float) -> None:
        """What they begin to say by then is for the agent, whatever it is: they said so before."""
        self._asked_until = until

    def turn(self, utterance: RecognizedUtterance, expected: Container[str]) -> tuple[Said, bool]:
        """What was said, and whether it was said to the agent.

        `expected` are the phrases that would be commands or answers now, normalized.
        """
        goes_on = utterance.started - self._cut_until < BREATH
        if utterance.cut:
            self._cut_until = utterance.decided
        said = replace(turn(utterance), text="", cut=True) if utterance.cut else turn(utterance)
        if goes_on:
            return said, False
        is_asked = self._runner.standing.is_asked(self._key)
        if self._is_sound(utterance, expected):
            return said, False
        if self._is_hesitation(said.text, expected):
            said = replace(said, text="", readings=())
        if not said.text:
            return said, is_asked and utterance.ended - utterance.started >= COUGH
        readings = (utterance.text, *(each.text for each in utterance.alternatives))
        if call := self._wake.called(readings, expected):
            return replace(said, text=call), True
        if utterance.started <= self._asked_until:
            self._asked_until = float("-inf")
            return said, True
        attends = is_asked or utterance.started <= self._spoken_until + self._attention
        return said, attends and not self._is_talk(said, expected)

    def _is_sound(self, utterance: RecognizedUtterance, expected: Container[str]) -> bool:
        """Whether it is no words of this speaker: the agent's own, a cough, or an "mhm"."""
        words = normalized(utterance.text)
        is_expected = words in expected
        if utterance.noise and not is_expected:
            return True
        started, ended = utterance.started, utterance.ended
        if self._company.is_echo(words, started, ended, expected=is_expected):
            return True
        return self._is_listening(utterance, words) and words not in expected

    def _is_hesitation(self, text: str, expected: Container[str]) -> bool:
        """Whether it is an "um", of which nothing is to be made."""
        words = normalized(text)
        return words not in expected and self._language.hesitation.fullmatch(words) is not None

    def _is_listening(self, utterance: RecognizedUtterance, words: str) -> bool:
        """Whether somebody only shows, while the agent speaks, that they listen; or coughs.

        What goes on for longer and cannot be understood was meant for somebody.
        """
        if utterance.started > self._spoken_until or utterance.cut:
            return False
        seconds = utterance.ended - utterance.started
        if not words:
            return seconds < UNCLEAR
        if seconds < EndpointLimits().held and len(words.split()) < FEW:
            return True
        return self._language.listening.fullmatch(words) is not None

    def _is_talk(self, said: Said, expected: Container[str]) -> bool:
        """Whether it is said to others in the room.

        Once others talk among themselves, only what makes sense here is taken without a call.
        """
        if self._company.calls_another(self._key, said.text):
            return True
        if normalized(said.text) in expected:
            return False
        return self._company.talks(self._key, self._spoken_since) and not self._makes_sense(said)

    @property
    def _free(self) -> bool:
        """Whether any words are asked for."""
        return bool(self._runner.standing.expected(self._key).free)

    def _makes_sense(self, said: Said) -> bool:
        in_dialog = self._runner.standing.state(self._key) != IDLE
        if in_dialog and self._free:
            return True
        meaning = self._runner.standing.understood(self._key, said)
        return meaning.intent not in ANY_WORDS and (in_dialog or not meaning.loose)
