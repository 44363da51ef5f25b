"""Whether sound is as loud as this speaker, or comes from people behind."""

from collections import deque
from collections.abc import Sequence

import numpy as np

from speech.audio import samples

WINDOW = 8
"""Frames (of 32 ms) that loudness is the mean of: words have quiet moments."""
HEARD = 125
"""Frames from which the background is known: four seconds."""
SPOKEN = 94
"""Frames of speech from which the speaker is known: three seconds."""
FORGOTTEN = 469
"""Frames of quieter speech after which the speaker has gone, or speaks more quietly: 15 s."""
ENOUGH = 5
"""Frames of speech before that."""
SURE = 0.5
"""Probability from which a frame is speech."""
QUIET_SHARE, LOUD_SHARE = 0.2, 0.9
BELOW = 6.0
"""Decibels that the speaker may always be quieter; and halfway to the background, where it is
further down."""


class LoudnessGate:
    """Follows one speaker and what is behind; a voice detector takes both for speech."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._powers: deque[float] = deque(maxlen=WINDOW)
        self._heard: deque[float] = deque(maxlen=HEARD)
        self._spoken: deque[float] = deque(maxlen=SPOKEN)
        self._quieter = 0

    def passes(self, frame: bytes, probability: float) -> bool:
        """Take a frame of 16 kHz mono; False where it is far below the speaker's loudness."""
        wave = samples(frame).astype(np.float32)
        self._powers.append(float(wave @ wave) / max(1, len(wave)))
        level = 10 * float(np.log10(sum(self._powers) / len(self._powers) + 1.0))
        self._heard.append(level)
        if probability < SURE:
            return True  # the detector has said so already
        if self._is_speaker(level):
            self._spoken.append(level)
            self._quieter = 0
            return True
        self._quieter += 1
        if self._quieter > FORGOTTEN:
            self._spoken.clear()
        return False

    def _is_speaker(self, level: float) -> bool:
        if len(self._spoken) < ENOUGH:
            return True
        speaker, behind = _share(self._spoken, LOUD_SHARE), _share(self._heard, QUIET_SHARE)
        return level >= speaker - max(BELOW, (speaker - behind) / 2)


def _share(levels: Sequence[float], share: float) -> float:
    """The level that this share of them is below."""
    return sorted(levels)[int(share * (len(levels) - 1))]
