"""Sentences to vectors with a pretrained encoder in ONNX."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Encoder:
    """A loaded encoder folder; may be shared by threads and sent to a process."""

    @classmethod
    def load(cls, folder: Path, cache: Path | None = None) -> "Encoder":
        """Raises EncoderError for a folder without an encoder or one of another shape."""
        raise NotImplementedError

    @property
    def fingerprint(self) -> str:
        """What tells this encoder's vectors from another's."""
        raise NotImplementedError

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row a text."""
        raise NotImplementedError

    def __reduce__(self) -> tuple[Any, ...]:
        raise NotImplementedError
