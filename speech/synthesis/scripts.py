"""Text in another script than the voice's own, said by a voice that can read it."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from speech.synthesis.base import Engine, Job, Voice

LANGUAGES = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "cmn",
    "THAI": "th",
}
"""The language most likely meant, by the script as Unicode names its letters."""


def language_of(text: str) -> str:
    """The language that most letters of a text speak for; empty for Latin letters and for none."""
    letters = (unicodedata.name(c, "").split(" ")[0] for c in text if c.isalpha())
    found = Counter(LANGUAGES.get(script, "") for script in letters)
    return found.most_common(1)[0][0] if found else ""


class ByScript(Engine):
    """One engine for what it can read, and others, made when needed, for other scripts."""

    def __init__(self, engine: Engine, other: Callable[[Voice], Engine]) -> None:
        self.name, self.voice, self.remarks = engine.name, engine.voice, engine.remarks
        self._engine = engine
        self._other = lru_cache(maxsize=8)(other)

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        language = language_of(sentence)
        if not language or language == self.voice.language.split("-")[0]:
            return self._engine.synthesize(sentence, job)
        return self._other(Voice(language, self.voice.rate)).synthesize(sentence, job)
