"""Any service that speaks as OpenAI's does: a sentence at a time."""

import io
from collections.abc import Iterator

from messages import Message
from speech.audio import SPOKEN, decode
from speech.clips import level
from speech.errors import AudioError, EngineFailedError
from speech.openai import Endpoint, posted
from speech.synthesis.base import Engine, Job
from speech.synthesis.options import SynthesizerOptions

USUAL = 175
"""Words per minute that are the service's usual speed."""
SPEEDS = (0.25, 4.0)
LONGEST = 60.0
"""Seconds of the longest sentence that is believed."""


def create(options: SynthesizerOptions) -> "OpenaiEngine":
    """Nothing is sent yet. Raises EngineUnavailableError without a usable address."""
    return OpenaiEngine(options.openai.checked(offline=options.offline), options)


class OpenaiEngine(Engine):
    """The service; a sentence is fetched whole before its first sound."""

    name = "openai"

    def __init__(self, endpoint: Endpoint, options: SynthesizerOptions) -> None:
        self.voice = options.voice
        self.remarks = (Message("openai.speaks", {"host": endpoint.host}),)
        self.variant = "\0".join(("", endpoint.url, endpoint.model, options.openai_voice))
        self._endpoint, self._seconds = endpoint, options.service_seconds
        slowest, fastest = SPEEDS
        self._asked = {
            "model": endpoint.model,
            "voice": options.openai_voice,
            "response_format": "wav",
            "speed": min(max(options.voice.rate / USUAL, slowest), fastest),
        }

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        """As `Engine` says; raises EngineFailedError when no usable answer comes in time."""
        content = {**self._asked, "input": sentence}
        answer = posted(self._endpoint, "audio/speech", self._seconds, json=content)
        try:
            sound = b"".join(decode(io.BytesIO(answer), SPOKEN, longest=LONGEST))
        except AudioError as error:
            raise EngineFailedError("openai.bad_answer") from error
        yield level(sound, SPOKEN)
