"""Peers: scikit-learn's own pipeline, fastText and spaCy (see bench/peers.txt)."""

import random
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from agent.learning.scorer import softmax
from agent.learning.vectoriser import Floats
from bench.learners.learner import Learner, Scored


class ScikitLearn:
    """TF-IDF of words (1-2) and characters (2-5) and a linear support vector machine a class."""

    name = "scikit-learn"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        union = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+"),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        )
        self._pipeline = make_pipeline(union, LinearSVC()).fit(texts, labels)
        self._pipeline[-1].coef_ = np.asfortranarray(self._pipeline[-1].coef_)

    @property
    def classes(self) -> NDArray[np.str_]:
        """The labels, in the order of scores."""
        return np.asarray(self._pipeline.classes_)

    def scores(self, texts: Sequence[str]) -> Floats:
        """Distances to the border of each class, [texts, classes]."""
        found = np.asarray(self._pipeline.decision_function(texts), np.float32)
        return np.stack((-found, found), axis=1) if found.ndim == 1 else found

    def label(self, texts: Sequence[str]) -> list[Scored]:
        chances = softmax(self.scores(texts))
        labels = self.classes[chances.argmax(axis=1)].tolist()
        return list(zip(labels, chances.max(axis=1).tolist(), strict=True))

    def label_one(self, text: str) -> Scored:
        return self.label([text])[0]


class FastText:
    """Words, pairs of words and pieces of 3 to 5 characters in one hidden layer."""

    name = "fastText"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        import fasttext

        self._labels = sorted(set(labels))
        numbers = {label: number for number, label in enumerate(self._labels)}
        lines = (
            f"__label__{numbers[label]} {self._clean(text)}"
            for text, label in zip(texts, labels, strict=True)
        )
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("\n".join(lines))
            file.flush()
            epochs = min(1_000, max(50, 500_000 // len(texts)))  # few lines need many
            self._model: Any = fasttext.train_supervised(
                file.name, epoch=epochs, lr=0.5, wordNgrams=2, minn=3, maxn=5, thread=2, verbose=0
            )

    def label(self, texts: Sequence[str]) -> list[Scored]:
        return [self.label_one(text) for text in texts]

    def label_one(self, text: str) -> Scored:
        # the wrapper's own predict() does not run under numpy 2
        ((chance, label),) = self._model.f.predict(f"{self._clean(text)}\n", 1, 0.0, "strict")
        return self._labels[int(label.removeprefix("__label__"))], chance

    @staticmethod
    def _clean(text: str) -> str:
        return " ".join(text.lower().split())


class SpaCy:
    """The bag-of-words text categorizer, ten rounds over the data."""

    name = "spaCy bow"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        import spacy
        from spacy.training import Example

        self._nlp: Any = spacy.blank("en")
        model = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True}
        settings = {"ngram_size": 2, "no_output_layer": False, "length": 262144}
        categorizer = self._nlp.add_pipe("textcat", config={"model": model | settings})
        names = sorted(set(labels))
        for name in names:
            categorizer.add_label(name)
        examples = [
            Example.from_dict(self._nlp.make_doc(t), {"cats": {n: float(n == own) for n in names}})
            for t, own in zip(texts, labels, strict=True)
        ]
        optimizer = self._nlp.initialize(lambda: examples[:100])
        for _ in range(10):
            random.Random(0).shuffle(examples)
            for start in range(0, len(examples), 64):
                self._nlp.update(examples[start : start + 64], sgd=optimizer)

    def label(self, texts: Sequence[str]) -> list[Scored]:
        return [self._best(doc.cats) for doc in self._nlp.pipe(texts)]

    def label_one(self, text: str) -> Scored:
        return self._best(self._nlp(text).cats)

    @staticmethod
    def _best(cats: dict[str, float]) -> Scored:
        label = max(cats, key=cats.__getitem__)
        return label, cats[label]


PEERS: dict[str, Callable[[], Learner]] = {
    "sklearn": ScikitLearn,
    "fasttext": FastText,
    "spacy": SpaCy,
}
"""The peers by the package each needs."""
