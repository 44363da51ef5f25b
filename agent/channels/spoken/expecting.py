"""What a dialog expects next, as a listener wants to know it: phrases and silence."""

from collections.abc import Iterable, Iterator, Mapping

from agent.turns import Expectation
from agent.understanding import english
from speech import listening
from speech.endpointing import Limits

DICTATED = ("example", "mend")
"""Intents in which any words may occur."""
THINKING = 0.7
"""Seconds of silence after which a "no" is all: until then, "no, answer Z" may follow."""
UNSAID = ("y", "n", "to", "too", "for")
"""Typed for yes and no, or written for numbers by who expects any words: never said, and likely
to be taken for what is."""


def expectation(expected: Expectation, wake: str) -> listening.Expectation:
    """Phrases, whether there may be others, and the silence that ends the turn.

    `wake` is the wake phrase; it may come before any other where commands are understood.
    """
    mends = "mend" in expected.intents
    dictated = bool(expected.free) or any(intent in DICTATED for intent in expected.intents)
    silence = max(expected.silence, THINKING) if mends else expected.silence
    return listening.Expectation(
        phrases=tuple(dict.fromkeys(_phrases(expected, wake, mends))),
        closed=not dictated,
        limits=Limits(silence=silence),
    )


def _phrases(expected: Expectation, wake: str, mends: bool) -> Iterator[str]:
    own = [intent for intent in expected.intents if not (mends and intent == "no")]
    yield from _said(english.ANSWERS, own)
    if "number" in own:
        yield from _said(english.NUMBERS, english.NUMBERS)
    yield from expected.choices
    yield from _said(english.UNIVERSALS, english.UNIVERSALS)
    yield wake
    if expected.commands:
        for phrase in _said(english.COMMANDS, english.COMMANDS):
            yield phrase
            yield f"{wake} {phrase}"


def _said(phrases: Mapping[str, Iterable[str]], intents: Iterable[str]) -> Iterator[str]:
    for intent in intents:
        for phrase in phrases.get(intent, ()):
            if phrase not in UNSAID and not any(map(str.isdigit, phrase)):
                yield phrase
