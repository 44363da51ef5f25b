"""Texts as a model sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

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
    """Turns texts into questions."""

    vectoriser: Vectoriser
    encoder: "Encoder | None"

    def read(self, texts: Sequence[str]) -> list[Question]:
        """A question a text."""
        embeddings = self.encoder.encode(texts) if self.encoder else repeat(None, len(texts))
        pairs = zip(texts, embeddings, strict=True)
        return [Question(text, self.vectoriser.transform(text), e) for text, e in pairs]
