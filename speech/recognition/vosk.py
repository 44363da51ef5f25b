"""Vosk: full vocabulary or a grammar of expected phrases, offline, with a downloaded model."""

import json
import math
import subprocess
import sys
from collections.abc import Iterable, Sequence
from heapq import nlargest
from pathlib import Path
from typing import Any, NamedTuple

import vosk

from speech.audio import HEARD
from speech.errors import EngineUnavailableError
from speech.phrases import unique
from speech.recognition.base import Alternative, RecognitionStream, Recognizer, Transcript, Word
from speech.recognition.options import RecognizerOptions

READINGS = 4  # how many readings of an utterance are told apart
UNKNOWN = "[unk]"
PIECE = HEARD.bytes_per_second // 4  # an end that libvosk finds and nobody takes costs minutes
TRAIL = HEARD.silence(0.2)  # without silence after it, a last word that broke off is unknown
LONGEST_PROBE = 120.0
PARTS = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf")

# libvosk aborts the process on some broken folders, so a process of its own tries one first.
PROBE = f"""
import sys, vosk
vosk.SetLogLevel(-1)
recognizer = vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), {HEARD.rate})
recognizer.AcceptWaveform(bytes({HEARD.bytes_per_second}))
recognizer.FinalResult()
"""


def create(options: RecognizerOptions) -> "VoskRecognizer":
    """Load the model for the language; raises EngineUnavailableError where none can be used."""
    if options.vosk_model is None:
        raise EngineUnavailableError("vosk.missing", language=options.language)
    return VoskRecognizer(options.vosk_model)


class VoskRecognizer(Recognizer):
    """One model, shared by the streams of all speakers."""

    name = "vosk"

    def __init__(self, folder: Path) -> None:
        check_model(folder)
        vosk.SetLogLevel(-1)
        self._model = vosk.Model(str(folder))
        self._takes_grammars = (folder / "graph" / "HCLr.fst").is_file()

    def stream(self) -> "VoskStream":
        return VoskStream(self)

    def engine(self, phrases: Sequence[str]) -> Any:
        """A new libvosk recognizer for one utterance.

        Setting the grammar of one that was fed kills the process, and so does a grammar that
        is not a list of known words; making one takes less than a millisecond.
        """
        narrow = phrases and self._takes_grammars
        grammar = [json.dumps([*phrases, UNKNOWN])] if narrow else []
        engine = vosk.KaldiRecognizer(self._model, HEARD.rate, *grammar)
        engine.SetWords(True)
        engine.SetMaxAlternatives(READINGS)
        return engine

    def known(self, phrase: str) -> bool:
        """Whether the model has all words of the phrase."""
        return all(self._model.vosk_model_find_word(word) >= 0 for word in phrase.split())


class VoskReading(NamedTuple):
    """One way to understand an utterance: its words and its probability."""

    words: tuple[tuple[str, float, float], ...] = ()
    probability: float = 1.0

    @property
    def text(self) -> str:
        return " ".join(word for word, _, _ in self.words)

    def then(self, later: "VoskReading") -> "VoskReading":
        return VoskReading(self.words + later.words, self.probability * later.probability)


class VoskStream(RecognitionStream):
    """A libvosk recognizer for each utterance, and the readings of the parts it found itself."""

    def __init__(self, recognizer: VoskRecognizer) -> None:
        super().__init__()
        self._recognizer = recognizer
        self._engine: Any = None
        self._readings = [VoskReading()]

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        known = [phrase for phrase in unique(phrases) if self._recognizer.known(phrase)]
        self._readings = [VoskReading()]
        self._engine = self._recognizer.engine(known if closed else ())
        return tuple(phrase for phrase in unique(phrases) if phrase not in known)

    def _feed(self, pcm: bytes) -> None:
        if self._engine is None:
            self._start((), closed=False)
        for start in range(0, len(pcm), PIECE):
            if self._engine.AcceptWaveform(pcm[start : start + PIECE]):
                self._take(self._engine.Result())

    def _partial(self) -> str:
        if self._engine is None:
            return ""
        rest = json.loads(self._engine.PartialResult()).get("partial", "")  # none after a result
        return f"{self._readings[0].text} {rest}".strip()

    def _finish(self) -> Transcript:
        if self._engine is None:
            return Transcript(engine=self._recognizer.name)
        self._feed(TRAIL)
        self._take(self._engine.FinalResult())
        transcript = _transcript(self._readings, self._recognizer.name)
        self._reset()
        return transcript

    def _reset(self) -> None:
        self._engine = None
        self._readings = [VoskReading()]

    def _take(self, result: str) -> None:
        """Continue the likeliest readings so far with those of the part that is done."""
        later = _readings(json.loads(result)["alternatives"])
        together = (earlier.then(part) for earlier in self._readings for part in later)
        self._readings = nlargest(READINGS, together, key=lambda reading: reading.probability)


def _readings(alternatives: Iterable[dict[str, Any]]) -> list[VoskReading]:
    """libvosk's readings, their log likelihoods turned into probabilities."""
    best = max(alternative["confidence"] for alternative in alternatives)
    weights = [math.exp(alternative["confidence"] - best) for alternative in alternatives]
    return [
        VoskReading(
            tuple((w["word"], w["start"], w["end"]) for w in alternative.get("result", ())),
            weight / sum(weights),
        )
        for alternative, weight in zip(alternatives, weights, strict=True)
    ]


def _transcript(readings: Sequence[VoskReading], engine: str) -> Transcript:
    """The likeliest reading; one with unknown words in it was not understood."""
    best, *others = readings
    understood = [r for r in others if r.text and UNKNOWN not in r.text and r.text != best.text]
    alternatives = tuple(Alternative(r.text, r.probability) for r in understood)
    if not best.text or UNKNOWN in best.text:
        return Transcript(alternatives=alternatives, engine=engine)
    words = tuple(Word(*word, _support(word, readings)) for word in best.words)
    return Transcript(best.text, best.probability, words, alternatives, engine)


def _support(word: tuple[str, float, float], readings: Sequence[VoskReading]) -> float:
    """The share of the readings that have the word at this place."""
    text, start, end = word
    having = (
        reading.probability
        for reading in readings
        if any(t == text and s < end and e > start for t, s, e in reading.words)
    )
    return sum(having) / sum(reading.probability for reading in readings)


def check_model(folder: Path) -> None:
    """Raise EngineUnavailableError unless libvosk can use the model in `folder`."""
    if not folder.is_dir():
        raise EngineUnavailableError("vosk.no_folder", folder=folder)
    missing = [part for part in PARTS if not (folder / part).is_file()]
    if missing:
        raise EngineUnavailableError("vosk.not_whole", folder=folder, part=missing[0])
    _probe(folder)


def _probe(folder: Path) -> None:
    command = [sys.executable, "-c", PROBE, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST_PROBE, check=False)
    except subprocess.TimeoutExpired as error:
        seconds = round(LONGEST_PROBE)
        raise EngineUnavailableError("vosk.too_slow", folder=folder, seconds=seconds) from error
    if done.returncode != 0:
        raise EngineUnavailableError("vosk.damaged", folder=folder)
