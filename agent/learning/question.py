"""Texts as a model sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from agent.learning.spelling import Spelling
from agent.learning.vectoriser import Floats, Sparse, Vectoriser

if TYPE_CHECKING:
    from agent.learning.encoder.encoder import Encoder  # serving may do without tokenizers


@dataclass(frozen=True, slots=True)
class Question:
    """A text, its n-grams, and its embedding where there is an encoder."""

    text: str
    ngrams: Sparse
    embedding: Floats | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns texts into questions; their words are spelled as they were taught for the encoder,
    which would read others where accents are left out."""

    vectoriser: Vectoriser
    encoder: "Encoder | None"
    spelling: Spelling | None = None

    def read(self, texts: Sequence[str]) -> list[Question]:
        """A question a text."""
        pairs = zip(texts, self._embeddings(texts), strict=True)
        return [Question(text, self.vectoriser.transform(text), e) for text, e in pairs]

    def _embeddings(self, texts: Sequence[str]) -> Iterable[Floats | None]:
        if self.encoder is None:
            return repeat(None, len(texts))
        spelled = map(self.spelling.correct, texts) if self.spelling else texts
        return self.encoder.encode(list(spelled))
