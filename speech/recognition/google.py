"""Google's web service through SpeechRecognition: whole utterances, no phrases, a time limit."""

import io
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

import av
import speech_recognition

from messages import Message
from speech.audio import HEARD, samples
from speech.deadline import within
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.phrases import normalized
from speech.recognition.base import Alternative, Recognizer, Transcript
from speech.recognition.options import RecognizerOptions
from speech.recognition.whole import WholeUtteranceStream

UNSTATED = 0.5
"""The confidence of an answer that comes without one."""
MALFORMED = (ValueError, KeyError, TypeError, AttributeError)
"""What SpeechRecognition raises on an answer that is not in the service's format."""


def create(options: RecognizerOptions) -> "GoogleRecognizer":
    """Make the client; nothing is sent. Raises EngineUnavailableError in offline mode."""
    if options.offline:
        raise EngineUnavailableError("google.offline")
    return GoogleRecognizer(options)


class _Recording(speech_recognition.AudioData):  # type: ignore[misc]  # the library has no types
    """Coded as FLAC by PyAV: the library would run a program that only x86 machines have."""

    def get_flac_data(self, **_: Any) -> bytes:
        file = io.BytesIO()
        with av.open(file, "w", format="flac") as container:
            stream = container.add_stream("flac", rate=HEARD.rate, layout="mono")
            frame = av.AudioFrame.from_ndarray(
                samples(self.frame_data).reshape(1, -1), format="s16", layout="mono"
            )
            frame.rate = HEARD.rate
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return file.getvalue()


class GoogleRecognizer(Recognizer):
    """The service; each utterance is sent when it is over."""

    name = "google"
    remarks = (Message("google.hears"),)

    def __init__(self, options: RecognizerOptions) -> None:
        self._options = options
        self._client = speech_recognition.Recognizer()
        self._client.operation_timeout = options.google_seconds

    def stream(self) -> WholeUtteranceStream:
        return WholeUtteranceStream(self.name, self.recognize)

    def recognize(self, pcm: bytes) -> Transcript:
        """Send an utterance; raises EngineFailedError when no usable answer comes in time."""
        try:
            answer = within(self._options.google_seconds, lambda: self._ask(pcm))
            return _transcript(answer["alternative"])
        except speech_recognition.UnknownValueError:
            return Transcript(engine=self.name)
        except TimeoutError as error:
            seconds = self._options.google_seconds
            raise EngineFailedError("google.too_slow", seconds=seconds) from error
        except (speech_recognition.RequestError, HTTPException, OSError) as error:
            raise EngineFailedError("google.no_answer", reason=str(error)) from error
        except MALFORMED as error:
            raise EngineFailedError("google.bad_answer") from error

    def _ask(self, pcm: bytes) -> Any:
        return self._client.recognize_google(
            _Recording(pcm, HEARD.rate, 2),
            language=self._options.language,
            show_all=True,
            endpoint=self._options.google_endpoint,
        )


def _transcript(answers: Sequence[dict[str, Any]]) -> Transcript:
    first, *others = answers
    alternatives = (
        Alternative(normalized(other["transcript"]), float(other.get("confidence", 0.0)))
        for other in others
    )
    return Transcript(
        normalized(first["transcript"]),
        float(first.get("confidence", UNSTATED)),
        alternatives=tuple(alternatives),
        engine=GoogleRecognizer.name,
    )
