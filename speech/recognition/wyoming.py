"""Any recognizer on the network that speaks Wyoming, Home Assistant's protocol."""

from collections.abc import Iterable, Sequence

from wyoming import asr
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event

from messages import Message
from speech.audio import HEARD
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.phrases import normalized, unique
from speech.recognition.base import LONGEST, RecognitionStream, Recognizer, Transcript
from speech.recognition.options import RecognizerOptions
from speech.wyoming.connection import Address, WyomingConnection
from speech.wyoming.discovery import located
from speech.wyoming.frames import FrameError, text_of

CONFIDENCE = 0.6
"""Of everything it hears, since the protocol has none: enough to ask back, never to act."""


def create(options: RecognizerOptions) -> "WyomingRecognizer":
    """Nothing is sent to it yet. Raises EngineUnavailableError without a usable address."""
    if not options.wyoming:
        raise EngineUnavailableError("wyoming.no_recognizer")
    address = located(options.wyoming, "asr", options.service_seconds, offline=options.offline)
    return WyomingRecognizer(address, options)


class WyomingRecognizer(Recognizer):
    """A server; each utterance is sent on a connection of its own, while it is spoken."""

    name = "wyoming"

    def __init__(self, address: Address, options: RecognizerOptions) -> None:
        self._address, self._seconds = address, options.service_seconds
        self._language = options.family
        self.remarks = (Message("wyoming.hears", {"address": str(address)}),)

    def stream(self) -> "WyomingStream":
        return WyomingStream(self)

    def begun(self, terms: Sequence[str]) -> WyomingConnection:
        """A connection on which an utterance is begun. Raises EngineFailedError."""
        connection = WyomingConnection(self._address, self._seconds)
        wanted = asr.Transcribe(language=self._language, transcript_terms=list(terms) or None)
        connection.send(wanted.event(), AudioStart(HEARD.rate, 2, HEARD.channels).event())
        return connection

    def text_of(self, event: Event) -> str:
        """The text that an event carries. Raises EngineFailedError where it carries none."""
        try:
            return text_of(event)
        except FrameError as error:
            raise self.bad_answer() from error

    def bad_answer(self) -> EngineFailedError:
        return EngineFailedError("wyoming.bad_answer", address=str(self._address))


class WyomingStream(RecognitionStream):
    """An utterance, of which an error is told when it is over."""

    def __init__(self, recognizer: WyomingRecognizer) -> None:
        super().__init__()
        self._recognizer = recognizer
        self._utterance = _Utterance(recognizer)
        self._failure: EngineFailedError | None = None

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._renew(unique(phrases) if closed else ())
        return ()

    def _feed(self, pcm: bytes) -> None:
        if self._failure is not None:
            return
        try:
            self._utterance.send(pcm)
        except EngineFailedError as error:
            self._failure = error

    def _partial(self) -> str:
        return normalized(self._utterance.text)

    def _finish(self) -> Transcript:
        try:
            if self._failure is not None:
                raise self._failure
            text = normalized(self._utterance.finish())
        finally:
            self._reset()
        return Transcript(text, CONFIDENCE if text else 0.0, engine=self._recognizer.name)

    def _reset(self) -> None:
        self._renew(())

    def _renew(self, terms: Sequence[str]) -> None:
        self._utterance.close()
        self._utterance, self._failure = _Utterance(self._recognizer, terms), None


class _Utterance:
    """What is sent of an utterance, and what has come back of it; raises EngineFailedError."""

    def __init__(self, recognizer: WyomingRecognizer, terms: Sequence[str] = ()) -> None:
        self._recognizer, self._terms = recognizer, terms
        self._connection: WyomingConnection | None = None
        self._over = False
        self.text = ""

    def send(self, pcm: bytes) -> None:
        if self._over:  # some servers find the end by themselves
            return
        if self._connection is None:
            self._connection = self._recognizer.begun(self._terms)
        self._connection.send(AudioChunk(HEARD.rate, 2, HEARD.channels, pcm).event())
        self._take(self._connection.arrived())

    def finish(self) -> str:
        """Its words; none where nothing was sent."""
        if self._connection is not None and not self._over:
            self._connection.send(AudioStop().event())
            answers = self._connection.answers()
            while not self._over:
                self._take([next(answers)])
        return self.text

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _take(self, events: Iterable[Event]) -> None:
        """A transcript is the whole of it; chunks are pieces, from servers that stream."""
        for event in events:
            if asr.TranscriptStop.is_type(event.type):
                self._over = True
            if asr.Transcript.is_type(event.type):
                self.text, self._over = self._recognizer.text_of(event), True
            elif asr.TranscriptChunk.is_type(event.type) and not self._over:
                self.text += self._recognizer.text_of(event)
            if len(self.text) > LONGEST:
                raise self._recognizer.bad_answer()
