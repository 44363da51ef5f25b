"""Whole files: a recording to text, a text to a recording."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from messages import Message
from speech.audio import HEARD, RECORDING, SPOKEN, decode, write_wav
from speech.errors import NothingToSayError
from speech.listening import Heard, Listener, RecognitionContext, RecognizedUtterance
from speech.recognition.base import Recognizer
from speech.synthesis.base import Synthesizer
from speech.vad import VoiceDetector

CHUNK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class FileTranscript:
    """What was said in a file; as a dict it is what `transcribe --json` prints."""

    file: str
    text: str
    """The utterances one after another; empty where nothing was understood."""
    confidence: float
    """0 to 1: the mean over the words; 0 without any."""
    engine: str
    seconds: float
    """The length of the recording."""
    unheard: tuple[str, ...] = ()
    """The expected phrases that the engine does not know."""
    notes: tuple[Message, ...] = ()


def transcribe_file(
    path: Path,
    recognizer: Recognizer,
    phrases: tuple[str, ...] = (),
    *,
    detector: VoiceDetector,
    longest: float = 3600.0,
) -> FileTranscript:
    """Recognize a recording of any kind, in a narrow grammar where `phrases` are given.

    Raises AudioError for what is no sound or lasts longer than `longest` seconds.
    """
    listener = Listener(detector, recognizer, HEARD)
    listener.expect(RecognitionContext(phrases))
    said, seconds = [], 0.0
    for heard, at in replayed(path, listener, longest):
        seconds = at
        said += [each for each in heard if isinstance(each, RecognizedUtterance)]
    words = [word for utterance in said for word in utterance.text.split()]
    sure = sum(utterance.confidence * len(utterance.text.split()) for utterance in said)
    return FileTranscript(
        file=path.name,
        text=" ".join(words),
        confidence=sure / len(words) if words else 0.0,
        engine=next((each.engine for each in said if each.engine), recognizer.name),
        seconds=seconds,
        unheard=recognizer.stream().start(phrases),
        notes=_once(note for utterance in said for note in utterance.notes),
    )


def _once(notes: Iterable[Message]) -> tuple[Message, ...]:
    found: list[Message] = []
    for note in notes:
        if note not in found:
            found.append(note)
    return tuple(found)


def replayed(
    source: Path | BinaryIO,
    listener: Listener,
    longest: float = 3600.0,
    *,
    name: Message = RECORDING,
) -> Iterator[tuple[list[Heard], float]]:
    """Play a recording to a listener of 16 kHz mono, in the time of the recording.

    Gives what was heard and the time, every 20 ms of it, and once more at its end. What is then
    expected may be changed in between. Raises AudioError as `decode` does.
    """
    at, size = 0.0, round(CHUNK_SECONDS * HEARD.bytes_per_second)
    for chunk in decode(source, longest=longest, name=name):
        for start in range(0, len(chunk), size):
            part = chunk[start : start + size]
            at += HEARD.seconds(part)
            yield listener.hear(part, at), at
    yield listener.finish(at), at


def say_to_file(text: str, path: Path, synthesizer: Synthesizer) -> float:
    """Speak a text into a WAV file; returns its seconds.

    Raises NothingToSayError, EngineFailedError, or AudioError where the file cannot be written.
    """
    return write_wav(path, _something(synthesizer, text), SPOKEN)


def _something(synthesizer: Synthesizer, text: str) -> Iterator[bytes]:
    silent = True
    for chunk in synthesizer.speak(text):
        silent = False
        yield chunk
    if silent:
        raise NothingToSayError("speech.nothing_to_say")
