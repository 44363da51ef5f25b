"""Spoken words for tests: espeak-ng's voices, and the small Vosk model that understands them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from speech.audio import HEARD, SPOKEN, samples
from speech.recognition import RecognitionStream, Recognizer, RecognizerOptions, Transcript
from speech.recognition import create as create_recognizer
from speech.resampling import Resampler
from speech.synthesis import SynthesizerOptions, Voice, create

MODEL = Path(__file__).parents[1] / "data" / "vosk-tiny-synthetic-en"
STABLE = tuple((MODEL / "stable_phrases.txt").read_text().splitlines())


@cache
def say(text: str, voice: str = "en-us") -> bytes:
    """Speech alone, without silence around it, as 16 kHz mono PCM.

    espeak-ng does not say the same twice: a little of it is left to what its memory held before. So
    what a test says must not be near to anything else.
    """
    spoken = b"".join(create(["pyttsx3"], SynthesizerOptions(voice=Voice(voice))).speak(text))
    resampler = Resampler(SPOKEN, HEARD)
    wave = samples(resampler.feed(spoken) + resampler.flush())
    (loud,) = np.nonzero(np.abs(wave) > 0.01 * np.abs(wave).max())
    return wave[loud[0] : loud[-1] + 1].tobytes()


def padded(pcm: bytes, before: float = 0.5, after: float = 0.3) -> bytes:
    return HEARD.silence(before) + pcm + HEARD.silence(after)


@cache
def tiny() -> Recognizer:
    """The test model; loaded once."""
    return create_recognizer(["vosk"], RecognizerOptions(vosk_models={"en-us": MODEL}))


def hear(
    stream: RecognitionStream, pcm: bytes, phrases: Sequence[str] = (), chunk: int = 1024
) -> Transcript:
    """One utterance through a stream, in chunks."""
    stream.start(phrases)
    for start in range(0, len(pcm), chunk):
        stream.feed(pcm[start : start + chunk])
    return stream.finish()
