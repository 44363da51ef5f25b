"""Serve a trained model: text to answer, with numpy and onnxruntime only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import onnxruntime

from agent.learning.dataset import COUNTER_EXAMPLE
from agent.learning.errors import EncoderMissing
from agent.learning.folder import GRAPH, MEMORY, ServingSettings, read_settings, verify
from agent.learning.normalise import normalise
from agent.learning.vectoriser import Floats, Vectoriser

if TYPE_CHECKING:
    from agent.learning.encoder.encoder import Encoder

_RANKED = 3
_OUTPUTS = ["probabilities"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a text is answered with.

    `output` is COUNTER_EXAMPLE for what was taught not to be answered; `confidence` is 0..1;
    `known` whether it is sure enough to be said; `ranking` holds the best answers with theirs.
    """

    output: str
    confidence: float
    known: bool
    ranking: tuple[tuple[str, float], ...]


class Predictor:
    """A loaded model folder; may be shared by threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        settings: ServingSettings,
        memory: dict[str, str],
        vectoriser: Vectoriser,
        encoder: "Encoder | None",
    ) -> None:
        self._session = session
        self._settings = settings
        self._memory = memory
        self._vectoriser = vectoriser
        self._encoder = encoder

    @classmethod
    def load(cls, folder: Path, encoder: "Encoder | None" = None) -> "Predictor":
        """Raises ModelDamaged for a missing or changed file, EncoderMissing without its encoder."""
        verify(folder)
        settings = read_settings(folder)
        if settings.encoder and (encoder is None or encoder.fingerprint != settings.encoder):
            raise EncoderMissing(
                f"The model {folder.name} was trained with a sentence encoder that is not here; "
                "fetch the encoder or train again."
            )
        return cls(
            _session((folder / GRAPH).read_bytes()),
            settings,
            json.loads((folder / MEMORY).read_bytes()),
            Vectoriser.load(folder),
            encoder if settings.encoder else None,
        )

    @property
    def outputs(self) -> tuple[str, ...]:
        """The answers the model can give."""
        return tuple(output for output in self._settings.outputs if output != COUNTER_EXAMPLE)

    @property
    def threshold(self) -> float:
        """The confidence from which on an answer is given."""
        return self._settings.threshold

    def predict(self, text: str) -> Prediction:
        """What was taught exactly is answered exactly, all else by the classifier."""
        taught = self._memory.get(normalise(text))
        if taught is None:
            return self.classify([text])[0]
        known = taught != COUNTER_EXAMPLE
        return Prediction(taught, 1.0, known, ((taught, 1.0),) if known else ())

    def probabilities(self, text: str) -> dict[str, float]:
        """The probability of every answer, by the classifier alone; they sum up to 1 or less."""
        embedding = self._encoder.encode([text])[0] if self._encoder else None
        shares = self._probabilities(text, embedding)
        return dict(zip(self._settings.outputs, map(float, shares), strict=True))

    def classify(self, texts: Sequence[str]) -> list[Prediction]:
        """The classifier's own answers, exact memory aside."""
        embeddings = self._encoder.encode(texts) if self._encoder else repeat(None, len(texts))
        return [
            self._rank(self._probabilities(t, e)) for t, e in zip(texts, embeddings, strict=True)
        ]

    def _probabilities(self, text: str, embedding: Floats | None) -> Floats:
        found = self._vectoriser.transform(text)
        inputs = {"columns": found.columns, "weights": found.weights[None]}
        if embedding is not None:
            inputs["embedding"] = embedding[None]
        probabilities: Floats = self._session.run(_OUTPUTS, inputs)[0][0]
        return probabilities[: len(self._settings.outputs)]  # "none of these" may follow

    def _rank(self, probabilities: Floats) -> Prediction:
        best = probabilities.argsort()[: -_RANKED - 2 : -1].tolist()
        found = [(self._settings.outputs[i], float(probabilities[i])) for i in best]
        output, confidence = found[0]
        known = output != COUNTER_EXAMPLE and confidence >= self._settings.threshold
        ranking = tuple(pair for pair in found if pair[0] != COUNTER_EXAMPLE)[:_RANKED]
        return Prediction(output, confidence, known, ranking)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
