"""Streams of engines that are given an utterance when it is over."""

from collections.abc import Callable, Sequence

from speech.recognition.base import RecognitionStream, Transcript


class WholeUtteranceStream(RecognitionStream):
    """Keeps an utterance's sound until it is over; `recognize` may raise EngineFailedError."""

    def __init__(self, engine: str, recognize: Callable[[bytes], Transcript]) -> None:
        super().__init__()
        self._engine, self._recognize = engine, recognize
        self._pcm = bytearray()

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._reset()
        return ()

    def _feed(self, pcm: bytes) -> None:
        self._pcm += pcm

    def _partial(self) -> str:
        return ""

    def _finish(self) -> Transcript:
        pcm = bytes(self._pcm)
        self._reset()
        return self._recognize(pcm) if pcm else Transcript(engine=self._engine)

    def _reset(self) -> None:
        self._pcm.clear()
