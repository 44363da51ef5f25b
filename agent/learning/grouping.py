"""Sentences that mean about the same, put together."""

from collections.abc import Sequence

import numpy as np

from agent.learning.encoder.encoder import Encoder
from agent.learning.likeness import ByMeaning
from agent.learning.opposites import opposed
from agent.learning.vectoriser import Floats
from agent.learning.wordlist import stems, weighed

BY_MEANING = 0.6
"""The cosine of two embeddings from which on sentences belong together."""
BY_WORDS = 0.5
"""The same of their weighed words, where there is no encoder."""


def grouped(texts: Sequence[str], encoder: Encoder | None) -> list[list[int]]:
    """The positions of texts in groups: each text joins the group whose first text is most like
    it and not its opposite, or begins one; so those that lead come first. Compares all pairs."""
    if not texts:
        return []
    if encoder is None:
        likeness, least = _by_words(texts), BY_WORDS
    else:
        likeness, least = ByMeaning.of(encoder.encode(texts)).among(), BY_MEANING
    words = [frozenset(stems(text)) for text in texts]
    groups: dict[int, list[int]] = {}
    for text, row in enumerate(likeness):
        near = [lead for lead in groups if row[lead] >= least]
        fitting = [lead for lead in near if not _apart(words[text], words[lead])]
        best = max(fitting, key=row.__getitem__, default=text)
        groups.setdefault(best, []).append(text)
    return list(groups.values())


def _apart(some: frozenset[str], others: frozenset[str]) -> bool:
    return some != others and opposed(some - others, others - some)


def _by_words(texts: Sequence[str]) -> Floats:
    """The cosines of texts by the words they share, [texts, texts]."""
    words = [weighed(text) for text in texts]
    columns = {word: at for at, word in enumerate(dict.fromkeys(w for own in words for w in own))}
    matrix = np.zeros((len(texts), len(columns)), np.float32)
    for row, own in enumerate(words):
        matrix[row, [columns[word] for word in own]] = list(own.values())
    return ByMeaning.of(matrix).among()
