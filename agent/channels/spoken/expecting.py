"""What a dialog expects next, as a listener wants to know it: phrases and silence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation
from agent.prompts.language import SLOT, Language, Phrases
from speech import listening
from speech.endpointing import EndpointLimits

DICTATED = frozenset({Intent.EXAMPLE, Intent.AMEND})
"""Intents in which any words may occur."""
THINKING = 0.7
"""Seconds of silence after which a "no" is all: until then, "no, answer Z" may follow."""
MOST = 16
"""Phrases an intent that a recognizer listens for, the commonest, which are listed first."""
LONGEST = 5
"""Words of such a phrase."""


def expectation(
    expected: Expectation, wake: str, language: Language
) -> listening.RecognitionContext:
    """Phrases, whether there may be others, and the silence that ends the turn.

    `wake` is the wake phrase; a universal or a command may follow it.
    """
    dictated = bool(expected.free) or not DICTATED.isdisjoint(expected.intents)
    phrases = _phrases(expected, wake, language, dictated=dictated)
    amends = Intent.AMEND in expected.intents
    silence = max(expected.silence, THINKING) if amends else expected.silence
    unique = tuple(dict.fromkeys(phrases))
    return listening.RecognitionContext(
        unique, closed=not dictated, limits=EndpointLimits(silence=silence)
    )


def _phrases(
    expected: Expectation, wake: str, language: Language, *, dictated: bool
) -> Iterator[str]:
    amends = Intent.AMEND in expected.intents
    own = [each for each in expected.intents if not (amends and each is Intent.NO)]
    groups = [_said(language.answers, intent) for intent in own]
    if Intent.NUMBER in own:
        groups += [tuple(filter(str.isalpha, language.numbers))]
        groups += [_said(language.ratings, number) for number in language.ratings]
    universals = [_said(language.universals, intent) for intent in language.universals]
    for group in (*groups, *universals, expected.choices):
        yield from _shortest(group) if dictated else group
    yield wake
    yield from (f"{wake} {phrase}" for phrase in chain(*universals))
    if expected.commands:
        for phrase in chain(*(_said(language.commands, intent) for intent in language.commands)):
            yield phrase
            yield f"{wake} {phrase}"


def _said(phrases: Phrases, name: str) -> Sequence[str]:
    """The commonest ways to say something, without what is only typed."""
    return list(filter(_is_said, phrases.get(name, ())))[:MOST]


def _shortest(group: Iterable[str]) -> Iterator[str]:
    """Without those that only go on after another: they would put off the end of that one.

    A grammar needs them all the same; where any words may come there is none.
    """
    phrases = list(group)
    for phrase in phrases:
        if not any(phrase.startswith(other + " ") for other in phrases):
            yield phrase


def _is_said(phrase: str) -> bool:
    """One letter is typed; digits and signs are written otherwise than they are said."""
    plain = phrase.replace("'", "").replace(" ", "")
    short = len(phrase.split()) <= LONGEST
    return short and len(phrase) > 1 and plain.isalpha() and not SLOT.search(phrase)
