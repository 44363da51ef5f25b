"""Serve a trained model: text to answer, without scikit-learn."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.learning.encoder.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Prediction:
    """An answer, how sure the model is (0..1), whether it is sure enough, and the best three."""

    output: str
    confidence: float
    known: bool
    ranking: tuple[tuple[str, float], ...]


class Predictor:
    """A loaded model folder; may be shared by threads."""

    @classmethod
    def load(cls, folder: Path, encoder: "Encoder | None" = None) -> "Predictor":
        """Raises ModelDamaged for a missing or changed file, EncoderMissing without its encoder."""
        raise NotImplementedError

    def predict(self, text: str) -> Prediction:
        """What was taught exactly is answered exactly; all else by the classifier."""
        raise NotImplementedError
