"""Any voice on the network that speaks Wyoming, Home Assistant's protocol."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from wyoming.audio import AudioChunk, AudioStop
from wyoming.event import Event
from wyoming.tts import Synthesize, SynthesizeVoice

from messages import Message
from speech.audio import RATES, SPOKEN, Format
from speech.clips import level
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.resampling import Resampler
from speech.synthesis.base import Engine, Job
from speech.synthesis.options import SynthesizerOptions
from speech.wyoming.connection import Address, WyomingConnection
from speech.wyoming.discovery import located

LONGEST = 60.0
"""Seconds of the longest sentence that is believed."""


class _Sound(BaseModel):
    """What is told of each chunk."""

    model_config = ConfigDict(strict=True)

    rate: int = Field(ge=RATES.start, lt=RATES.stop)
    width: int = Field(ge=2, le=2)
    channels: int = Field(ge=1, le=2)


def create(options: SynthesizerOptions) -> "WyomingEngine":
    """Nothing is sent to it yet. Raises EngineUnavailableError without a usable address."""
    if not options.wyoming:
        raise EngineUnavailableError("wyoming.no_synthesizer")
    address = located(options.wyoming, "tts", options.service_seconds, offline=options.offline)
    return WyomingEngine(address, options)


class WyomingEngine(Engine):
    """A server; a sentence is fetched whole before its first sound."""

    name = "wyoming"

    def __init__(self, address: Address, options: SynthesizerOptions) -> None:
        self.voice = options.voice
        self.remarks = (Message("wyoming.speaks", {"address": str(address)}),)
        self._address, self._seconds = address, options.service_seconds
        self._voice = SynthesizeVoice(options.wyoming_voice) if options.wyoming_voice else None
        self.variant = f"\0{address}\0{options.wyoming_voice}"

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        """As `Engine` says; raises EngineFailedError when no usable answer comes in time."""
        with WyomingConnection(self._address, self._seconds) as connection:
            connection.send(Synthesize(sentence, self._voice).event())
            sound = self._sound(connection.answers(), job)
        if job.cancelled.is_set():
            return
        if not sound:
            raise self._bad_answer()
        yield level(sound, SPOKEN)

    def _sound(self, events: Iterator[Event], job: Job) -> bytes:
        resampler, before, sound = None, None, bytearray()
        for event in events:
            if AudioStop.is_type(event.type) or job.cancelled.is_set():
                break
            if not AudioChunk.is_type(event.type):
                continue
            source, pcm = self._format(event), event.payload or b""
            if resampler is None or source != before:
                sound += resampler.flush() if resampler else b""
                resampler, before = Resampler(source, SPOKEN), source
            sound += resampler.feed(pcm[: len(pcm) - len(pcm) % (2 * source.channels)])
            if len(sound) > LONGEST * SPOKEN.bytes_per_second:
                raise self._bad_answer()
        return bytes(sound) + (resampler.flush() if resampler else b"")

    def _format(self, event: Event) -> Format:
        try:
            told = _Sound.model_validate(event.data)
        except ValidationError as error:
            raise self._bad_answer() from error
        return Format(told.rate, told.channels)

    def _bad_answer(self) -> EngineFailedError:
        return EngineFailedError("wyoming.bad_answer", address=str(self._address))
