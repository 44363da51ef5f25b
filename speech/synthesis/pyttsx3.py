"""espeak-ng's voices as a synthesizer, reached through pyttsx3's bindings: offline, at once."""

from collections.abc import Iterator

from speech.audio import SPOKEN
from speech.resampling import Resampler
from speech.synthesis.base import Engine, Job, Voice, VoiceInfo
from speech.synthesis.espeak import Espeak
from speech.synthesis.options import SynthesizerOptions


def create(options: SynthesizerOptions) -> "Pyttsx3Engine":
    """Load espeak-ng; raises EngineUnavailableError without it or for a voice it does not have."""
    espeak = Espeak.shared()
    espeak.check(options.voice)
    return Pyttsx3Engine(espeak, options.voice)


def voices() -> Iterator[VoiceInfo]:
    """espeak-ng's voices, one a language; variants are named after a plus, as in "en-us+f3"."""
    for language, about in Espeak.shared().voices():
        yield VoiceInfo(Pyttsx3Engine.name, language, language, about)


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
