"""Any service that transcribes as OpenAI's does: whole utterances, no phrases, no confidence."""

import io
import wave

from pydantic import BaseModel, Field, ValidationError

from messages import Message
from speech.audio import HEARD
from speech.errors import EngineFailedError
from speech.openai import Endpoint, posted
from speech.phrases import normalized
from speech.recognition.base import LONGEST, Recognizer, Transcript
from speech.recognition.options import RecognizerOptions
from speech.recognition.whole import WholeUtteranceStream

CONFIDENCE = 0.6
"""Of everything it hears, since the answer has none: enough to ask back, never to act."""


class _Answer(BaseModel):
    text: str = Field(max_length=LONGEST)


def create(options: RecognizerOptions) -> "OpenaiRecognizer":
    """Nothing is sent yet. Raises EngineUnavailableError without a usable address."""
    return OpenaiRecognizer(options.openai.checked(offline=options.offline), options)


class OpenaiRecognizer(Recognizer):
    """The service; each utterance is sent when it is over."""

    name = "openai"

    def __init__(self, endpoint: Endpoint, options: RecognizerOptions) -> None:
        self._endpoint, self._seconds = endpoint, options.service_seconds
        self._language = options.family
        self.remarks = (Message("openai.hears", {"host": endpoint.host}),)

    def stream(self) -> WholeUtteranceStream:
        return WholeUtteranceStream(self.name, self.recognize)

    def recognize(self, pcm: bytes) -> Transcript:
        """Send an utterance; raises EngineFailedError when no usable answer comes in time."""
        answer = posted(
            self._endpoint,
            "audio/transcriptions",
            self._seconds,
            data={
                "model": self._endpoint.model,
                "language": self._language,
                "response_format": "json",
            },
            files={"file": ("speech.wav", _wav(pcm), "audio/wav")},
        )
        try:
            text = normalized(_Answer.model_validate_json(answer).text)
        except ValidationError as error:
            raise EngineFailedError("openai.bad_answer") from error
        return Transcript(text, CONFIDENCE if text else 0.0, engine=self.name)


def _wav(pcm: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(HEARD.channels)
        file.setsampwidth(2)
        file.setframerate(HEARD.rate)
        file.writeframes(pcm)
    return written.getvalue()
