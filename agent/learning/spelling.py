"""Words of a question as they were taught: with their accents, or without."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from agent.learning.vectoriser import WORD, Vectoriser
from agent.learning.writing import bare_forms

SPELLING = "spelling.json"

_WORD = re.compile(WORD)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What an encoder is to read in place of words that lack accents, or have too many of them.

    `accented` are taught words by their forms without accents, where these were not taught
    themselves; `vectoriser` knows all taught words without accents.
    """

    accented: dict[str, str]
    vectoriser: Vectoriser

    @classmethod
    def of(cls, texts: Iterable[str], vectoriser: Vectoriser) -> "Spelling":
        """That of taught texts; of a word that was taught with several accents, the commonest."""
        words = (word for text in texts for word in _WORD.findall(_composed(text)))
        counts = Counter(map(str.lower, words))
        found: dict[str, str] = {}
        for word, _ in counts.most_common():
            for bare in bare_forms(word):
                if bare not in counts:
                    found.setdefault(bare, word)
        return cls(found, vectoriser)

    def correct(self, text: str) -> str:
        """The text in the spelling of what was taught, as far as its words were."""
        if text.isascii() and not self.accented:
            return text
        return _WORD.sub(lambda word: self._spelled(word[0]), _composed(text))

    def _spelled(self, word: str) -> str:
        lower = word.lower()
        if lower in self.accented:
            return self.accented[lower]
        for bare in bare_forms(lower):
            taught = self.accented.get(bare)
            if taught or self.vectoriser.knows(bare):
                return word if taught == lower else taught or bare
        return word

    def save(self, folder: Path) -> None:
        """Write `spelling.json` into `folder`."""
        content = json.dumps(self.accented, ensure_ascii=False)
        (folder / SPELLING).write_text(content, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, vectoriser: Vectoriser) -> "Spelling":
        """Read what `save` wrote; models of older versions know no spelling."""
        path = folder / SPELLING
        return cls(json.loads(path.read_bytes()) if path.exists() else {}, vectoriser)


def _composed(text: str) -> str:
    """With letters and their accents in one, as words are found."""
    return unicodedata.normalize("NFC", text)
