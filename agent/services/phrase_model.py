"""The learner of what people say to the agent itself: trained once, kept by what it learned."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from agent.learning.dataset import Dataset, Example
from agent.learning.encoder.encoder import Encoder
from agent.learning.errors import ModelError
from agent.learning.predictor import Predictor
from agent.runtime.processes import Work
from agent.services.trainer import make_model
from agent.storage.atomic import locked
from agent.storage.scratch import Scratch, sweep
from messages import Progress

Lines = Sequence[tuple[str, str]]
VERSION = 1
"""To be raised when other models are made of the same lines."""


class PhraseModel:
    """A classifier of (sentence, name) lines; without a model it has no opinion."""

    def __init__(self, folder: Path, lines: Lines, encoder: Callable[[], Encoder | None]) -> None:
        """`folder` keeps the models; the one of these lines and this encoder is used."""
        self._folder = folder
        self._lines = lines
        self._encoder = encoder
        self._predictor: Predictor | None = None

    def classify(self, text: str) -> Mapping[str, float]:
        """Probabilities of all names; empty where nothing was learned yet."""
        return self._predictor.probabilities(text) if self._predictor else {}

    def load(self) -> bool:
        """Take the model that was trained before; False where there is none."""
        try:
            self._predictor = Predictor.load(self._current(), self._encoder())
        except (ModelError, OSError, ValueError):
            return False
        return True

    async def train(self, progress: Progress) -> None:
        """Make the model, in a process of its own. Raises WorkFailed.

        Another agent may make the same one meanwhile: it appears whole.
        """
        sweep(self._folder)
        with Scratch(self._folder) as making:
            dataset = Dataset(tuple(Example(text, name) for text, name in self._lines))
            work = Work.start(
                make_model, dataset, making.path, self._encoder(), None, progress=progress
            )
            try:
                await work.result()
            finally:
                await work.cancel()
            self._replace(making.path)
        self.load()

    def _replace(self, made: Path) -> None:
        """Take a model into use instead of all that were made before."""
        with locked(self._folder):
            for old in self._folder.glob("[!.]*"):
                shutil.rmtree(old)
            made.rename(self._current())

    def _current(self) -> Path:
        encoder = self._encoder()
        content = [VERSION, encoder.fingerprint if encoder else "", list(self._lines)]
        digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        return self._folder / digest[:16]
