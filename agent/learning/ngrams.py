"""Fit the vectoriser and make the matrix a classifier is trained on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

import numpy as np
from scipy.sparse import csr_array

from agent.learning.vectoriser import Vectoriser, pieces, words
from agent.learning.writing import prepare

_MOST_WEIGHTS = 2**24  # columns times classes: 64 MiB in the served model


def fit(texts: Sequence[str], classes: int) -> Vectoriser:
    """The n-grams of `texts` with their inverse document frequencies.

    The rarest are left out where a weight for each class would make the model too large.
    """
    prepared = [prepare(text) for text in texts]
    most = _MOST_WEIGHTS // (2 * classes)
    known_words = _frequencies(map(words, prepared), most)
    remembered = _Remembered()
    found = ([p for w in text.split() for p in remembered[w]] for text in prepared)
    known_pieces = _frequencies(found, most)
    frequencies = np.array([*known_words.values(), *known_pieces.values()], np.float64)
    idf = np.log((1 + len(texts)) / (1 + frequencies)) + 1
    rarest = log(1 + len(texts)) + 1
    return Vectoriser(list(known_words), list(known_pieces), idf.astype(np.float32), rarest)


def matrix(vectoriser: Vectoriser, texts: Iterable[str]) -> csr_array:
    """One row a text, one column an n-gram."""
    rows = [vectoriser.transform(text) for text in texts]
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    return csr_array(
        (
            np.concatenate([row.weights for row in rows]),
            np.concatenate([row.columns for row in rows]).astype(np.int32),
            ends.astype(np.int32),  # liblinear takes no wider numbers
        ),
        shape=(len(rows), vectoriser.size),
    )


class _Remembered(dict[str, list[str]]):
    def __missing__(self, word: str) -> list[str]:
        self[word] = found = pieces(word)
        return found


def _frequencies(texts: Iterable[list[str]], most: int) -> dict[str, int]:
    counts = Counter(n_gram for found in texts for n_gram in dict.fromkeys(found))
    return dict(counts.most_common(most))
