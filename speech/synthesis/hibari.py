"""hibari: small English voices that sound like people, offline, from a wheel."""

import threading
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from speech.audio import SPOKEN, Format
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.resampling import Resampler
from speech.synthesis.base import Engine, Job, Voice, VoiceInfo
from speech.synthesis.options import SynthesizerOptions

FORM = Format(24_000, 1)
USUAL = 175
"""Words per minute that are its own pace."""
SLOWEST, FASTEST = 0.5, 2.0
PIECE = FORM.bytes_per_second // 10
"""What is given at a time, so that a cancelled sentence ends soon."""


def create(options: SynthesizerOptions) -> "HibariEngine":
    """Load a voice; raises EngineUnavailableError without the package or for another language."""
    if find_spec("hibari") is None:
        raise EngineUnavailableError("hibari.missing")
    return HibariEngine(options.voice)


def voices() -> Iterator[VoiceInfo]:
    """The voices that are there; others would be downloaded, which is not done by itself."""
    if find_spec("hibari") is not None:
        for name, about in import_module("hibari.voices").VOICES.items():
            if _file(name):
                yield VoiceInfo("hibari", name, about["language"].lower(), about["gender"])


class HibariEngine(Engine):
    """One voice; sentences are made one at a time."""

    name = "hibari"

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._lock = threading.Lock()
        self._model: Any = import_module("hibari").Hibari(_chosen(voice))
        self._speed = min(FASTEST, max(SLOWEST, voice.rate / USUAL))

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        with self._lock:
            pcm = self._wave(sentence)
        resampler = Resampler(FORM, SPOKEN)
        for start in range(0, len(pcm), PIECE):
            if job.cancelled.is_set():
                return
            yield resampler.feed(pcm[start : start + PIECE])
        yield resampler.flush()

    def _wave(self, sentence: str) -> bytes:
        try:
            wave = self._model(sentence, speed=self._speed, seed=0)
        except Exception as error:
            raise EngineFailedError("hibari.failed") from error
        pcm: bytes = (np.clip(wave, -1.0, 1.0) * 32767).astype(np.int16).tobytes()
        return pcm


def _chosen(voice: Voice) -> str:
    """hibari's own name of a voice, or the first that speaks the language."""
    there = {each.name: each.language for each in voices()}
    if voice.name.lower() in there:
        return voice.name.lower()
    spoken = (n for n, language in there.items() if voice.language in (language, _family(language)))
    if (name := next(spoken, None)) is None or "+" in voice.name:
        raise EngineUnavailableError("hibari.no_voice", voice=voice.name, known=tuple(there))
    return name


def _family(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


def _file(name: str) -> bool:
    """Whether the voice's file is there."""
    try:
        import_module("hibari.voices").voice_path(name, download_missing=False)
    except FileNotFoundError:
        return False
    return True
