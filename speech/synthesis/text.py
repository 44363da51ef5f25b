"""Text as people write it, put into words and cut into what an engine is given at a time."""

import re
import unicodedata
from collections.abc import Iterator

from babel.localedata import exists

from speech.synthesis.abbreviations import expanded
from speech.synthesis.letters import language_of
from speech.synthesis.markup import Markup, Names, Words, nobody, silent
from speech.synthesis.numerals import verbalized
from speech.synthesis.signs import with_signs

LONGEST = 200
"""Characters in a piece: sound comes early, and a cancelled speech wastes little."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？；])\s*|\s*\n\s*")
_PAUSES = ",;:，、)"


def spoken(text: str, language: str, words: Words = silent, names: Names = nobody) -> str:
    """What to say of a message: no markup, and in English numbers and abbreviations in words."""
    family = language.split("-", maxsplit=1)[0]
    markup = Markup(words, names, family if exists(family) else "en")
    said = markup.plain(_printable(text))
    if family != "en":
        return said
    locale = "en_US" if language in ("en", "en-us") else "en_GB"
    return "\n".join(_in_words(line, locale) for line in said.split("\n"))


def _in_words(line: str, locale: str) -> str:
    """English in words; what another voice reads stays as it is written."""
    return line if language_of(line) else verbalized(with_signs(expanded(line)), locale)


def sentences(text: str, longest: int = LONGEST) -> Iterator[str]:
    """The sentences of a text, none longer than `longest` characters, none without a sound.

    Control characters go; no engine here is told to interpret any markup.
    """
    for sentence in _SENTENCE_ENDS.split(_printable(text)):
        for piece in _pieces(" ".join(sentence.split()), longest):
            if is_speakable(piece):
                yield piece


def is_speakable(text: str) -> bool:
    """Whether there is a letter, a number or a symbol (emoji are symbols) in the text."""
    return any(unicodedata.category(character)[0] in "LNS" for character in text)


def _printable(text: str) -> str:
    """Without control, unassigned and half characters; line breaks stay."""
    return "".join(c if unicodedata.category(c)[0] != "C" or c == "\n" else " " for c in text)


def _pieces(sentence: str, longest: int) -> Iterator[str]:
    while len(sentence) > longest:
        cut = _cut(sentence, longest)
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    yield sentence


def _cut(sentence: str, longest: int) -> int:
    """Where to cut: after the last pause in the second half, else at a space, else anywhere."""
    head = sentence[:longest]
    pause = max(head.rfind(mark) for mark in _PAUSES) + 1
    if pause > longest // 2:
        return pause
    return head.rfind(" ") if " " in head else longest
