"""The learner of what people say to the agent itself: trained once, kept by what it learned."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from agent.learning.dataset import Dataset, Example
from agent.learning.encoder.encoder import Encoder
from agent.learning.errors import ModelError
from agent.learning.predictor import Predictor
from agent.runtime.processes import Work
from agent.runtime.workers import Limits
from agent.services.trainer import make_model
from agent.storage.atomic import locked
from agent.storage.scratch import Scratch, sweep
from messages import Progress

Lines = Sequence[tuple[str, str]]
RECENT = 64
"""Sentences whose probabilities are kept in memory: one is looked at more than once a turn."""
VERSION = 1
"""To be raised when other models are made of the same lines."""


class PhraseModel:
    """A classifier of (sentence, name) lines; without a model it has no opinion."""

    def __init__(
        self,
        folders: Sequence[Path],
        lines: Callable[[], Lines],
        encoder: Callable[[], Encoder | None],
        cached: Callable[[Encoder | None], Encoder | None] = lambda encoder: encoder,
    ) -> None:
        """The model of these lines and this encoder is used, from whichever folder has it.

        What is trained goes into the first. Trainings use the encoder `cached`; what people say
        is not kept on the disk. The lines are asked for when the model is.
        """
        self._folders = folders
        self._lines = lines
        self._encoder = encoder
        self._cached = cached
        self._predictor: Predictor | None = None
        self._recent = lru_cache(maxsize=RECENT)(self._classify)

    def classify(self, text: str) -> Mapping[str, float]:
        """Probabilities of all names; empty where nothing was learned yet."""
        return self._recent(text) if self._predictor else {}

    def _classify(self, text: str) -> Mapping[str, float]:
        assert self._predictor is not None
        return self._predictor.probabilities(text)

    def load(self) -> bool:
        """Take the model that was trained before; False where there is none."""
        encoder, name = self._encoder(), self._name()
        for folder in self._folders:
            with suppress(ModelError, OSError, ValueError):
                self._predictor = Predictor.load(folder / name, encoder)
                self._recent.cache_clear()
                return True
        return False

    async def train(self, progress: Progress, within: Limits | None = None) -> None:
        """Make the model, in a process of its own. Raises WorkFailed.

        Another agent may make the same one meanwhile: it appears whole.
        """
        own = self._folders[0]
        sweep(own)
        with Scratch(own) as making:
            dataset = Dataset(tuple(Example(text, name) for text, name in self._lines()))
            encoder = self._cached(self._encoder())
            given = (dataset, making.path, encoder, None)
            work = Work.start(make_model, *given, progress=progress, within=within)
            try:
                await work.result()
            finally:
                await work.cancel()
            self._replace(own, making.path)
        self.load()

    def _replace(self, folder: Path, made: Path) -> None:
        """Take a model into use instead of all that were made before."""
        with locked(folder):
            for old in folder.glob("[!.]*"):
                shutil.rmtree(old)
            made.rename(folder / self._name())

    def _name(self) -> str:
        """What the folder of the model of these lines and this encoder is called."""
        encoder = self._encoder()
        content = [VERSION, encoder.fingerprint if encoder else "", list(self._lines())]
        digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        return digest[:16]
