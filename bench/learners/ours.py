"""Our own model, served from its folder as ONNX, without its exact memory."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from agent.learning.dataset import Dataset, Example
from agent.learning.encoder.cache import CachedEncoder
from agent.learning.encoder.encoder import Encoder
from agent.learning.predictor import Predictor
from agent.learning.training import train
from bench.learners.learner import Scored


class Ours:
    """Training as the product does it: cross-validation, calibration, report and picture."""

    def __init__(self, name: str, encoder: Encoder | None, cache: Path) -> None:
        self.name = name
        self.folder = Path()
        self.encoder = encoder
        self._cached = CachedEncoder(encoder, cache) if encoder else None
        self._predictor: Predictor | None = None
        self._uncached: Predictor | None = None

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        dataset = Dataset(tuple(map(Example, texts, labels)))
        self.folder = Path(tempfile.mkdtemp(prefix="understudy-bench-"))
        train(dataset, self.folder, progress=lambda _part, _what: None, encoder=self._cached)
        self._predictor = Predictor.load(self.folder, self._cached)
        self._uncached = Predictor.load(self.folder, self.encoder)

    def label(self, texts: Sequence[str]) -> list[Scored]:
        assert self._predictor
        return [(found.output, found.confidence) for found in self._predictor.classify(texts)]

    def label_one(self, text: str) -> Scored:
        assert self._uncached
        found = self._uncached.predict(text)
        return found.output, found.confidence
