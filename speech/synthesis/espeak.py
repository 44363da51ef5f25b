"""espeak-ng, offline, from the library in a wheel: it speaks, and tells how words are pronounced.

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

from speech.audio import Format
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.synthesis.base import Voice

DO_NOT_EXIT = 0x8000
"""espeakINITIALIZE_DONT_EXIT: report broken data instead of ending the process."""
APART = ord("_")
"""What stands between two phonemes of a word; espeak-ng takes it in the second byte of a mode."""
IPA = 0x02 | APART << 8
STRESS = dict.fromkeys(map(ord, "ˈˌ"))


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

    def phonemes(self, text: str, voice: Voice) -> tuple[str, ...]:
        """How a voice pronounces a text, in the signs of the IPA, stress and word limits aside."""
        return self._thread.submit(self._phonemes, text, voice).result()

    def voices(self) -> list[tuple[str, str]]:
        """The languages it speaks, and what it calls their voices."""
        return self._thread.submit(self._voices).result()

    def _load(self, data: Path) -> Format:
        if not (data / "phontab").is_file():
            raise EngineUnavailableError("espeak.no_data", folder=data)
        library = ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
        self._to_phonemes = library.espeak_TextToPhonemes
        self._to_phonemes.restype = ctypes.c_char_p
        self._library: Any = import_module("pyttsx3.drivers._espeak")  # finds the one just loaded
        rate = self._library.Initialize(
            self._library.AUDIO_OUTPUT_SYNCHRONOUS, 0, str(data).encode(), DO_NOT_EXIT
        )
        if rate <= 0:
            raise EngineUnavailableError("espeak.not_started")
        self._library.SetSynthCallback(self._hear)
        return Format(rate, 1)

    def _choose(self, voice: Voice) -> None:
        self._voice = None
        if not self._select(voice.name.encode()):
            raise EngineUnavailableError("espeak.no_voice", voice=voice.name)
        self._library.SetParameter(self._library.RATE, voice.rate)
        self._voice = voice

    def _select(self, name: bytes) -> bool:
        """Take the voice of that name, or else the one for that language ("en-gb" is "gmw/en")."""
        by_name, by_language = self._library.SetVoiceByName, self._library.SetVoiceByProperties
        if by_name(name) == self._library.EE_OK:
            return True
        language = ctypes.byref(self._library.VOICE(languages=name))
        return name != b"" and bool(by_language(language) == self._library.EE_OK)

    def _voices(self) -> list[tuple[str, str]]:
        found = self._library.ListVoices()
        # the language has its priority before it, in a byte of its own
        return sorted((each.languages[1:].decode(), each.name.decode()) for each in found)

    def _phonemes(self, text: str, voice: Voice) -> tuple[str, ...]:
        if voice != self._voice:
            self._choose(voice)
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        while rest.value:
            found = self._to_phonemes(ctypes.byref(rest), self._library.CHARS_UTF8, IPA)
            clauses.append(found.decode())
        spoken = " ".join(clauses).replace(chr(APART), " ").translate(STRESS)
        return tuple(spoken.split())

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
                raise EngineFailedError("espeak.failed")
        finally:
            pieces.put(None)

    def _hear(self, wave: Any, count: int, events: Any) -> int:
        """espeak-ng's callback: take samples, and say whether to stop."""
        if count > 0:
            self._pieces.put(ctypes.string_at(wave, count * 2))
        return int(self._cancelled.is_set())
