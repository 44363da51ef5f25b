"""Examples, answers and numbers in what was dictated or typed."""

from functools import cache
from itertools import chain

from agent.dialog.requests import NO_ANSWER
from agent.learning.normalise import normalise
from agent.understanding import english


def example_in(text: str) -> tuple[str, str] | None:
    """The (input, output) of "when I say X you answer Y" or `X => Y`; None where there is none.

    "When I say X don't answer" has the output `NO_ANSWER`.
    """
    for pattern in english.SILENT_PATTERNS:
        if match := pattern.fullmatch(text.strip()):
            return match["input"].strip(), NO_ANSWER
    for pattern in english.EXAMPLE_PATTERNS:
        if match := pattern.fullmatch(text.strip()):
            return match["input"].strip(), match["output"].strip()
    return None


def number_in(text: str) -> int:
    """The number from 1 to 5 in "4", "four" or "four stars"; 0 where there is none."""
    words = normalise(text)
    for number, phrases in english.NUMBERS.items():
        if words in phrases:
            return int(number)
    return 0


def is_reply(text: str) -> bool:
    """Whether this can only be the answer to a question: "yes", "nope", "never mind", "done"."""
    return normalise(text) in _replies()


@cache
def _replies() -> frozenset[str]:
    phrases = chain.from_iterable(english.ANSWERS[intent] for intent in english.REPLIES)
    return frozenset(map(normalise, phrases))
