"""Phrases of intents, ready to be compared with what was said."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from agent.learning.normalise import normalise


@dataclass(frozen=True, slots=True)
class Match:
    """The meaning whose phrase fits best, and how well, 0 to 1."""

    name: str
    phrase: str
    """As it is written, with its apostrophes."""
    fit: float


class Phrasebook:
    """Phrases by what they mean; the first meaning of a phrase counts."""

    def __init__(self, *groups: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[str, str] = {}
        self._written: dict[str, str] = {}
        for group in groups:
            for name, phrases in group.items():
                for phrase in phrases:
                    words = normalise(phrase)
                    self._names.setdefault(words, name)
                    self._written.setdefault(words, phrase)
        self._phrases = sorted(self._names, key=len)
        self._lengths = [len(phrase) for phrase in self._phrases]

    def exact(self, words: str) -> Match | None:
        """The meaning of normalised words that are a phrase."""
        name = self._names.get(words)
        return Match(name, self._written[words], 1.0) if name else None

    def nearest(self, words: str, least: float) -> Match | None:
        """The best match for normalised words that may be misspelt, if it fits by `least`."""
        found = process.extractOne(
            words, self._near(len(words), least), scorer=fuzz.ratio, score_cutoff=100 * least
        )
        if not found:
            return None
        words, fit, _ = found
        return Match(self._names[words], self._written[words], fit / 100)

    def _near(self, length: int, least: float) -> Sequence[str]:
        """The phrases of a length that a fit of `least` allows: it is 2 · common / both lengths."""
        shortest, longest = length * least / (2 - least), length * (2 - least) / least
        begin, end = bisect_left(self._lengths, shortest), bisect_right(self._lengths, longest)
        return self._phrases[begin:end]


class Politeness:
    """What is said for politeness only, taken off."""

    def __init__(self, leads: Iterable[str], tails: Iterable[str]) -> None:
        self._leads = _by_word(leads, 0)
        self._tails = _by_word(tails, -1)

    def without(self, words: str) -> str:
        """Normalised words without "could you … please"; as they are where nothing would stay."""
        bare = words
        while (shorter := self._shorter(bare)) != bare:
            bare = shorter
        return bare or words

    def _shorter(self, words: str) -> str:
        for lead in self._leads.get(words.partition(" ")[0], ()):
            if words.startswith(lead + " "):
                return words[len(lead) + 1 :]
        for tail in self._tails.get(words.rpartition(" ")[2], ()):
            if words.endswith(" " + tail):
                return words[: -len(tail) - 1]
        return words


def _by_word(phrases: Iterable[str], place: int) -> Mapping[str, Sequence[str]]:
    """Normalised phrases by their first (0) or last (-1) word, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted({normalise(phrase) for phrase in phrases}, key=len, reverse=True):
        found.setdefault(phrase.split(" ")[place], []).append(phrase)
    return found
