"""How a rehearsed person sounds: a voice or recordings, and what is heard behind them."""

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from agent.channels.spoken.person import Background, Sounds
from speech import synthesis
from speech.audio import HEARD, SPOKEN, decode, samples
from speech.clips import trim
from speech.errors import AudioError, EngineUnavailableError
from speech.resampling import Resampler
from speech.synthesis import SynthesizerOptions, Voice

FLITE = "flite:"
"""Before the name of a voice of the program flite: "flite:slt"."""
LOUD = 2_000.0
"""The loudness that everybody speaks with: the root of the mean square of what is not silent."""


def voiced(name: str) -> Sounds:
    """A voice of hibari or espeak-ng, or of flite. Raises EngineUnavailableError."""
    if name.startswith(FLITE):
        speaker = _checked(name.removeprefix(FLITE))
        return cache(lambda words: _levelled(_flite(words, speaker)))
    synthesizer = synthesis.create(["auto"], SynthesizerOptions(Voice(name)))

    def say(words: str) -> bytes:
        resampler = Resampler(SPOKEN, HEARD)
        spoken = trim(b"".join(synthesizer.speak(words)), SPOKEN)
        return _levelled(resampler.feed(spoken) + resampler.flush())

    return cache(say)


def recorded(folder: Path) -> Sounds:
    """Recordings by what is said: "hey-robin-train.ogg" or ".wav"; AudioError where one lacks."""

    def play(words: str) -> bytes:
        name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        for path in (folder / f"{name}.ogg", folder / f"{name}.wav"):
            if path.is_file():
                return _levelled(b"".join(decode(path)))
        raise AudioError("audio.not_recorded", folder=folder, name=name)

    return cache(play)


def behind(noise: Path | None, snr: float) -> Background:
    """A recording played behind everything, so many decibels below the speaker."""
    if noise is None:
        return lambda packet, at: packet
    wave = samples(b"".join(decode(noise))).astype(np.float64)
    if not wave.any():
        raise AudioError("audio.only_silence", file=noise.name)
    wave *= LOUD * 10 ** (-snr / 20) / np.sqrt(np.mean(wave**2))

    def add(packet: bytes, at: float) -> bytes:
        front = samples(packet)
        start = round(at * HEARD.rate) - len(front)
        both = front + np.take(wave, range(start, start + len(front)), mode="wrap")
        pcm: bytes = np.clip(both, -32768, 32767).astype(np.int16).tobytes()
        return pcm

    return add


def _levelled(pcm: bytes) -> bytes:
    wave = samples(pcm).astype(np.float64)
    spoken = wave[np.abs(wave) > 0.05 * np.abs(wave).max()] if wave.any() else wave
    if not spoken.any():
        return pcm
    wave *= LOUD / np.sqrt(np.mean(spoken**2))
    levelled: bytes = np.clip(wave, -32768, 32767).astype(np.int16).tobytes()
    return levelled


def _checked(voice: str) -> str:
    """A voice that flite has. Raises EngineUnavailableError."""
    if shutil.which("flite") is None:
        raise EngineUnavailableError("flite.missing")
    listed = subprocess.run(["flite", "-lv"], check=True, capture_output=True, text=True).stdout
    known = tuple(listed.partition(":")[2].split())
    if voice not in known:
        raise EngineUnavailableError("flite.no_voice", voice=voice, known=known)
    return voice


def _flite(words: str, voice: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        command = ["flite", "-voice", voice, "-t", words, "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return b"".join(decode(path))
