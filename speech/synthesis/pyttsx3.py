"""espeak-ng through pyttsx3's bindings: offline, at once, from the library in a wheel.

pyttsx3's own engine writes files, prints to the terminal, and exits the process when its data is
missing or two threads make it; its bindings in synchronous mode, on one thread, do none of that.
"""

import ctypes
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, ClassVar

import espeakng_loader

from speech.audio import SPOKEN, Format
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.resampling import Resampler
from speech.synthesis.base import Engine, Job, Voice
from speech.synthesis.options import SynthesizerOptions

DO_NOT_EXIT = 0x8000
"""espeakINITIALIZE_DONT_EXIT: report broken data instead of ending the process."""


def create(options: SynthesizerOptions) -> "Pyttsx3Engine":
    """Load espeak-ng; raises EngineUnavailableError without it or for a voice it does not have."""
    espeak = Espeak.shared()
    espeak.check(options.voice)
    return Pyttsx3Engine(espeak, options.voice)


class Espeak:
    """espeak-ng, which has one state a process: all calls happen on one thread."""

    _guard: ClassVar[threading.Lock] = threading.Lock()
    _only: ClassVar["Espeak | None"] = None

    @classmethod
    def shared(cls) -> "Espeak":
        """The one of this process, made when first asked for."""
        with cls._guard:
            if cls._only is None:
                cls._only = cls(Path(espeakng_loader.get_data_path()))
            return cls._only

    def __init__(self, data: Path) -> None:
        self._thread = ThreadPoolExecutor(1, "espeak")
        self._pieces: SimpleQueue[bytes | None] = SimpleQueue()
        self._cancelled = threading.Event()
        self._voice: Voice | None = None
        self.form = self._thread.submit(self._load, data).result()

    def check(self, voice: Voice) -> None:
        """Raise EngineUnavailableError unless there is such a voice."""
        self._thread.submit(self._choose, voice).result()

    def say(self, text: str, voice: Voice, cancelled: threading.Event) -> Iterator[bytes]:
        """PCM in `form`, as it comes."""
        pieces: SimpleQueue[bytes | None] = SimpleQueue()
        done = self._thread.submit(self._synthesize, text, voice, cancelled, pieces)
        while (piece := pieces.get()) is not None:
            yield piece
        done.result()

    def _load(self, data: Path) -> Format:
        if not (data / "phontab").is_file():
            raise EngineUnavailableError(f"espeak-ng has no data in {data}; install it again.")
        ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
        self._library: Any = import_module("pyttsx3.drivers._espeak")  # finds the one just loaded
        rate = self._library.Initialize(
            self._library.AUDIO_OUTPUT_SYNCHRONOUS, 0, str(data).encode(), DO_NOT_EXIT
        )
        if rate <= 0:
            raise EngineUnavailableError("espeak-ng did not start; install it again.")
        self._library.SetSynthCallback(self._hear)
        return Format(rate, 1)

    def _choose(self, voice: Voice) -> None:
        self._voice = None
        if not self._select(voice.name.encode()):
            raise EngineUnavailableError(
                f'espeak-ng has no voice "{voice.name}"; "en-us", "en-gb", "de" and "es" are some.'
            )
        self._library.SetParameter(self._library.RATE, voice.rate)
        self._voice = voice

    def _select(self, name: bytes) -> bool:
        """Take the voice of that name, or else the one for that language ("en-gb" is "gmw/en")."""
        by_name, by_language = self._library.SetVoiceByName, self._library.SetVoiceByProperties
        if by_name(name) == self._library.EE_OK:
            return True
        language = ctypes.byref(self._library.VOICE(languages=name))
        return name != b"" and bool(by_language(language) == self._library.EE_OK)

    def _synthesize(
        self,
        text: str,
        voice: Voice,
        cancelled: threading.Event,
        pieces: SimpleQueue[bytes | None],
    ) -> None:
        self._pieces, self._cancelled = pieces, cancelled
        try:
            if voice != self._voice:
                self._choose(voice)
            flags = self._library.CHARS_UTF8 | self._library.ENDPAUSE
            if self._library.Synth(text.encode(), flags=flags) != self._library.EE_OK:
                raise EngineFailedError("espeak-ng could not say a sentence.")
        finally:
            pieces.put(None)

    def _hear(self, wave: Any, count: int, events: Any) -> int:
        """espeak-ng's callback: take samples, and say whether to stop."""
        if count > 0:
            self._pieces.put(ctypes.string_at(wave, count * 2))
        return int(self._cancelled.is_set())


class Pyttsx3Engine(Engine):
    """A voice of espeak-ng."""

    name = "pyttsx3"

    def __init__(self, espeak: Espeak, voice: Voice) -> None:
        self._espeak = espeak
        self.voice = voice

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        resampler = Resampler(self._espeak.form, SPOKEN)
        for piece in self._espeak.say(sentence, self.voice, job.cancelled):
            yield resampler.feed(piece)
        yield resampler.flush()
