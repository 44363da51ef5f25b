"""The microphone and the loudspeaker of this machine, where it has them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from speech.audio import HEARD, SPOKEN
from speech.errors import EngineUnavailableError

BLOCK_SECONDS = 0.02


@contextmanager
def microphone(
    take: Callable[[bytes, float], None], clock: Callable[[], float] = time.monotonic
) -> Iterator[None]:
    """While open, give `take` packets in the format HEARD, each with the time of its end.

    `take` is called on a thread of PortAudio's and must return at once, as
    `ListenerWorker.hear` does. Raises EngineUnavailableError where there is no microphone.
    """

    def heard(block: Any, frames: int, times: Any, status: Any) -> None:
        take(bytes(block), clock())

    sounddevice = _portaudio()
    options = {"samplerate": HEARD.rate, "channels": HEARD.channels, "dtype": "int16"}
    size = round(BLOCK_SECONDS * HEARD.rate)
    try:
        stream = sounddevice.RawInputStream(**options, blocksize=size, callback=heard)
    except (sounddevice.PortAudioError, ValueError) as error:
        raise EngineUnavailableError("device.no_microphone", reason=str(error)) from error
    with stream:
        yield


def play(chunks: Iterable[bytes]) -> None:
    """Play PCM in the format SPOKEN on the loudspeaker, and return when it is over.

    Raises EngineUnavailableError where there is none.
    """
    sounddevice = _portaudio()
    options = {"samplerate": SPOKEN.rate, "channels": SPOKEN.channels, "dtype": "int16"}
    try:
        with sounddevice.RawOutputStream(**options) as stream:
            for chunk in chunks:
                stream.write(chunk)
    except (sounddevice.PortAudioError, ValueError) as error:
        raise EngineUnavailableError("device.no_loudspeaker", reason=str(error)) from error


def _portaudio() -> ModuleType:
    try:
        import sounddevice
    except (ImportError, OSError) as error:  # OSError: the module is there, its library is not
        raise EngineUnavailableError("device.no_portaudio") from error
    return sounddevice  # type: ignore[no-any-return]  # it has no types
