"""Words that are spelled: letters of which words that the network knows are made, or any."""

import re
from collections.abc import Iterator
from functools import cached_property
from heapq import nlargest
from itertools import chain, zip_longest
from string import ascii_lowercase
from typing import NamedTuple

from speech.phrases import normalized
from speech.recognition.moonshine import beam
from speech.recognition.moonshine.beam import Reading
from speech.recognition.moonshine.model import Array, EncodedSpeech, Tokens
from speech.recognition.moonshine.tokenizer import END, Tokenizer

RUN = re.compile(r"(?<!\S)(?:[a-z]\s){2,}[a-z](?!\S)")
"""Three letters and more by themselves, in a normalized text."""
THRICE = re.compile(r"([a-z])\1\1")
"""What goes round rather than is spelled."""
MARKS = "-.,"
"""What is written between letters."""
KNOWN, ANY = 16, 8
"""Beginnings that are followed at a time, of known words and of any letters: in noise the first
letters of the right word are seldom among the likeliest."""
SHORTEST = 3
"""Letters of a word that is known by its being one piece."""
SHORT = "a i am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we"
"""Those that are shorter."""
WORD = 6.0
"""What each word after the first costs: "hello" is rather one than two."""
LETTER = 4.0
"""What each letter costs by which it is shorter or longer than what was read."""
AHEAD = 16.0
"""How much likelier than what may go on a word must be, for nothing longer to be looked for."""
STRANGE = 24.0
"""How much likelier any letters must be than those of known words."""


class Letter:
    """A node of a tree of words: the letters that may follow, and whether a word may end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, Letter] = {}
        self.ends = False


class _Beginning(NamedTuple):
    tokens: Tokens
    score: float
    node: Letter
    text: str
    marked: bool
    """Whether a letter must follow: it is the beginning, or a mark stands at its end."""


class _Spelled(NamedTuple):
    text: str
    score: float


def is_spelled(text: str) -> bool:
    """Whether letters stand by themselves in a normalized text."""
    return RUN.search(text) is not None


class Speller:
    """Reads what is spelled."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._letters = {letter: tokenizer.written(letter) for letter in ascii_lowercase}
        self._marks = [token for mark in MARKS for token in tokenizer.written(mark)]

    def read(self, speech: EncodedSpeech, best: Reading, longest: int) -> list[str]:
        """What may have been said where something was spelled, the likeliest first.

        Known words and any letters take turns, so that either is soon offered. `best` is the best
        reading among all words, `longest` how many tokens there can be.
        """
        known = self._ranked(speech, best, self._known, longest, KNOWN)
        strange = self._ranked(speech, best, self._any, longest, ANY)
        if not (known and strange):
            return [each.text for each in known or strange]
        rather = (known, strange)
        if strange[0].score - known[0].score > STRANGE:
            rather = (strange, known)
        both = filter(None, chain.from_iterable(zip_longest(*rather)))
        return list(dict.fromkeys(each.text for each in both))

    def _ranked(
        self, speech: EncodedSpeech, best: Reading, words: Letter, longest: int, width: int
    ) -> list[_Spelled]:
        """What may have been spelled with such words, of about the length that was read."""
        read, opening = _length(self._text(best.tokens)), self._opening(best.tokens)
        if opening is None:
            return []
        found = self._spelled(speech, opening, words, longest, width)
        weighed = (
            _Spelled(text, score - LETTER * abs(read - _length(text)))
            for text, score in found
            if not THRICE.search(text)
        )
        return sorted(weighed, key=lambda each: each.score, reverse=True)

    def _opening(self, tokens: Tokens) -> Tokens | None:
        """The beginning after which letters were read; None where none were."""
        run = RUN.search(self._text(tokens))
        if run is None:
            return None
        starts = (n for n, token in enumerate(tokens) if self._tokenizer.begins_word(token))
        before = [n for n in starts if len(self._text(tokens[:n])) <= run.start()]
        return tokens[: before[-1]] if before else ()

    def _spelled(
        self, speech: EncodedSpeech, opening: Tokens, words: Letter, longest: int, width: int
    ) -> Iterator[_Spelled]:
        said, best = self._text(opening), float("-inf")
        begun = [_Beginning(opening, beam.likelihood(speech, opening), words, "", True)]
        for _ in range(longest - len(opening)):
            further: list[_Beginning] = []
            after = speech.after([each.tokens for each in begun])
            for beginning, chances in zip(begun, after, strict=True):
                if beginning.node.ends and beginning.text:
                    score = beginning.score + float(chances[END])
                    best = max(best, score)
                    yield _Spelled(f"{said} {beginning.text}".strip(), score)
                further += self._further(beginning, chances, words)
            begun = nlargest(width, further, key=lambda each: each.score)
            if not begun or begun[0].score < best - AHEAD:
                return

    def _further(
        self, beginning: _Beginning, chances: Array, words: Letter
    ) -> Iterator[_Beginning]:
        """With one more mark, or a letter of this word or of the next one."""
        tokens, score, node, text, marked = beginning
        for token in () if marked else self._marks:
            yield _Beginning((*tokens, token), score + float(chances[token]), node, text, True)
        goes_on = [(text + letter, after, 0.0) for letter, after in node.next.items()]
        if node.ends and node is not words:
            goes_on += [(f"{text} {letter}", after, WORD) for letter, after in words.next.items()]
        for further, after, cost in goes_on:
            for token in self._letters[further[-1]]:
                chance = score + float(chances[token]) - cost
                yield _Beginning((*tokens, token), chance, after, further, False)

    @cached_property
    def _known(self) -> Letter:
        """The words that the network writes in one piece."""
        root = Letter()
        long = (word for word in self._tokenizer.words if len(word) >= SHORTEST)
        for word in chain(SHORT.split(), long):
            node = root
            for letter in word:
                node = node.next.setdefault(letter, Letter())
            node.ends = True
        return root

    @cached_property
    def _any(self) -> Letter:
        """Any letters."""
        node = Letter()
        node.next, node.ends = dict.fromkeys(ascii_lowercase, node), True
        return node

    def _text(self, tokens: Tokens) -> str:
        return normalized(self._tokenizer.decode(tokens))


def _length(text: str) -> int:
    return len(text.replace(" ", ""))
