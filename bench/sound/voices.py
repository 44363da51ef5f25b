"""What the speech benchmarks listen to: espeak-ng's voices and the small test model's phrases."""

from functools import cache
from pathlib import Path
from statistics import quantiles

import numpy as np

from speech.audio import DISCORD, HEARD, SPOKEN, samples
from speech.resampling import Resampler
from speech.synthesis import SynthesizerOptions, Voice, create
from speech.vad import VoiceDetector

TINY = Path(__file__).parents[2] / "tests" / "data" / "vosk-tiny-synthetic-en"
PHRASES = (TINY / "stable_phrases.txt").read_text().splitlines()
DISCORD_PACKET = DISCORD.bytes_per_second // 50


@cache
def say(text: str, voice: str = "en-us") -> bytes:
    """Speech without the silence around it, as 16 kHz mono PCM."""
    spoken = b"".join(create(["pyttsx3"], SynthesizerOptions(voice=Voice(voice))).speak(text))
    resampler = Resampler(SPOKEN, HEARD)
    wave = samples(resampler.feed(spoken) + resampler.flush())
    (loud,) = np.nonzero(np.abs(wave) > 0.01 * np.abs(wave).max())
    return wave[loud[0] : loud[-1] + 1].tobytes()


def discord(heard: bytes) -> bytes:
    """16 kHz mono as whole packets of Discord's format."""
    resampler = Resampler(HEARD, DISCORD)
    sound = resampler.feed(heard) + resampler.flush()
    return sound + bytes(-len(sound) % DISCORD_PACKET)


@cache
def detector() -> VoiceDetector:
    """One for all, as in the agent."""
    return VoiceDetector()


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
