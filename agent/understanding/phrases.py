"""Loose comparison of what was said with the phrases of some intents."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from agent.learning.normalise import normalise
from agent.understanding.english import POLITE


@dataclass(frozen=True, slots=True)
class Match:
    """The intent whose phrase fits best, and how well, 0 to 1."""

    intent: str
    phrase: str
    fit: float


NONE = Match("", "", 0.0)


class Phrasebook:
    """Phrases of several intents, ready to be compared with."""

    def __init__(self, *groups: Mapping[str, Iterable[str]]) -> None:
        self._intents: dict[str, str] = {}
        for group in groups:
            for intent, phrases in group.items():
                for phrase in phrases:
                    self._intents.setdefault(normalise(phrase), intent)
        self._phrases = sorted(self._intents, key=len)
        self._lengths = [len(phrase) for phrase in self._phrases]

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(self._phrases)

    def exact(self, words: str) -> Match | None:
        """The intent of normalised words that are a phrase."""
        intent = self._intents.get(words)
        return Match(intent, words, 1.0) if intent else None

    def match(self, words: str, least: float) -> Match:
        """The best match for normalised words, `NONE` where none fits by `least`."""
        found = process.extractOne(
            words, self._near(len(words), least), scorer=fuzz.ratio, score_cutoff=100 * least
        )
        if found is None:
            return NONE
        return Match(self._intents[found[0]], found[0], found[1] / 100)

    def _near(self, length: int, least: float) -> Sequence[str]:
        """The phrases of a length that a fit of `least` allows: it is 2 · common / both lengths."""
        shortest, longest = length * least / (2 - least), length * (2 - least) / least
        begin, end = bisect_left(self._lengths, shortest), bisect_right(self._lengths, longest)
        return self._phrases[begin:end]


def plain(words: str) -> str:
    """Normalised words without what is said for politeness ("could you … please")."""
    return POLITE.sub("", words) or words
