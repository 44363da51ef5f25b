"""What a dialog expects next, as a listener wants to know it: phrases and silence."""

from collections.abc import Iterator, Sequence
from itertools import chain

from agent.dialog.turns import Expectation
from agent.understanding import english
from speech import listening
from speech.endpointing import Limits

DICTATED = ("example", "amend")
"""Intents in which any words may occur."""
THINKING = 0.7
"""Seconds of silence after which a "no" is all: until then, "no, answer Z" may follow."""
UNSAID = ("y", "n", "to", "too", "for")
"""Typed for yes and no, or written for numbers by who expects any words: never said, and likely
to be taken for what is."""


def expectation(expected: Expectation, wake: str) -> listening.Expectation:
    """Phrases, whether there may be others, and the silence that ends the turn.

    `wake` is the wake phrase; a universal or a command may follow it.
    """
    dictated = bool(expected.free) or any(intent in DICTATED for intent in expected.intents)
    phrases = filter(_is_said, _phrases(expected, wake, dictated=dictated))
    amends = "amend" in expected.intents
    silence = max(expected.silence, THINKING) if amends else expected.silence
    unique = tuple(dict.fromkeys(phrases))
    return listening.Expectation(unique, closed=not dictated, limits=Limits(silence=silence))


def _phrases(expected: Expectation, wake: str, *, dictated: bool) -> Iterator[str]:
    own = [each for each in expected.intents if each != "no" or "amend" not in expected.intents]
    groups = [english.ANSWERS[intent] for intent in own if intent in english.ANSWERS]
    groups += english.NUMBERS.values() if "number" in own else ()
    groups += [*english.UNIVERSALS.values(), expected.choices]
    for group in groups:
        yield from _shortest(group) if dictated else group
    yield wake
    yield from (f"{wake} {phrase}" for phrase in chain(*english.UNIVERSALS.values()))
    if expected.commands:
        for phrase in chain(*english.COMMANDS.values()):
            yield phrase
            yield f"{wake} {phrase}"


def _shortest(group: Sequence[str]) -> Iterator[str]:
    """Without those that only go on after another: they would put off the end of that one.

    A grammar needs them all the same; where any words may come there is none.
    """
    for phrase in group:
        if not any(phrase.startswith(other + " ") for other in group):
            yield phrase


def _is_said(phrase: str) -> bool:
    return phrase not in UNSAID and not any(map(str.isdigit, phrase))
