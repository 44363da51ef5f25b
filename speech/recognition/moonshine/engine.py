"""Moonshine as a recognizer: any words, and how well each expected phrase fits the same sound."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from messages import Message
from speech.audio import HEARD
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.phrases import normalized
from speech.recognition import reconciliation
from speech.recognition.base import Alternative, RecognitionStream, Recognizer, Transcript
from speech.recognition.loops import first_round, is_loop
from speech.recognition.moonshine import beam
from speech.recognition.moonshine.beam import Reading
from speech.recognition.moonshine.letters import Speller, is_spelled
from speech.recognition.moonshine.model import EncodedSpeech, MoonshineModel, Tokens
from speech.recognition.moonshine.pieces import LONGEST, pieces
from speech.recognition.moonshine.scoring import PhraseScorer
from speech.recognition.moonshine.tokenizer import END
from speech.recognition.options import RecognizerOptions

READINGS = 4
"""Readings followed at a time."""
PHRASE_LISTS = 64
"""Lists of expected phrases that are kept ready; there is one a state."""
Read = dict[bytes, Transcript]
"""Pieces of an utterance that are as long as they will be, and what they were read as."""
LONG, PAUSE = 8.0, 0.25
"""Seconds of speech that is not read anew at every pause, but where so much silence is known."""
TOKENS_PER_SECOND = 6.5
TOKENS_AT_LEAST = 8


def create(options: RecognizerOptions) -> "MoonshineRecognizer":
    """Load the model; raises EngineUnavailableError without it or for another language."""
    if options.family != "en":
        raise EngineUnavailableError("moonshine.other_language", language=options.language)
    if options.moonshine_model is None:
        raise EngineUnavailableError("moonshine.missing")
    return MoonshineRecognizer(options.moonshine_model)


class MoonshineRecognizer(Recognizer):
    """One model, shared by the streams of all speakers."""

    name = "moonshine"
    remarks = (Message("moonshine.hears"),)

    def __init__(self, folder: Path) -> None:
        self.model = MoonshineModel(folder)
        self._speller = Speller(self.model.tokenizer)
        self._scorers = lru_cache(maxsize=PHRASE_LISTS)(self._scorer)

    def stream(self) -> "MoonshineStream":
        return MoonshineStream(self)

    def recognize(
        self, pcm: bytes, phrases: tuple[str, ...] = (), read: Read | None = None
    ) -> Transcript:
        """What was said in 16 kHz mono PCM of any length; `read` keeps what comes again."""
        *whole, last = pieces(pcm)
        known = {} if read is None else read
        for piece in whole:
            if piece not in known:
                known[piece] = self._piece(piece, phrases)
        transcripts = [*(known[piece] for piece in whole), self._piece(last, phrases)]
        if len(transcripts) == 1:
            return transcripts[0]
        texts = [each.text for each in transcripts if each.text]
        sure = min((each.confidence for each in transcripts if each.text), default=0.0)
        return Transcript(" ".join(texts), sure, engine=self.name)

    def spelled(self, pcm: bytes, transcript: Transcript) -> Transcript:
        """The same with the words that were spelled, in at most `LONGEST` seconds of sound."""
        speech, longest = self.model.encode(pcm), _longest(pcm)
        best = beam.read(speech, READINGS, longest)[0]
        text, *others = self._speller.read(speech, best, longest) or [transcript.text]
        sure = transcript.confidence
        alternatives = tuple(Alternative(each, sure) for each in others[:READINGS])
        return replace(transcript, text=text, alternatives=alternatives, opened=None)

    def _piece(self, pcm: bytes, phrases: tuple[str, ...]) -> Transcript:
        speech = self.model.encode(pcm)
        longest = _longest(pcm)
        texts: dict[str, Reading] = {}
        for reading in beam.read(speech, READINGS, longest):
            texts.setdefault(self._text(reading), reading)
        (text, best), *others = texts.items()
        scorer = self._scorers(phrases)
        if round_ := first_round(text):
            best = self._until(speech, best, round_)
        if round_ or is_loop(text):
            text = "" if is_loop(text) else round_
        return Transcript(
            text,
            _confidence(best) if text else 0.0,
            alternatives=tuple(
                Alternative(t, _confidence(r)) for t, r in others if t and not is_loop(t)
            ),
            engine=self.name,
            expected=scorer.scores(speech, best),
            opened=scorer.opened(speech, best, longest),
        )

    def _until(self, speech: EncodedSpeech, reading: Reading, text: str) -> Reading:
        """The beginning of a reading that says the text, as if it ended there."""
        ends = range(1, len(reading.tokens))
        last = next((n for n in ends if self._said(reading.tokens[:n]) == text), len(ends))
        tokens = reading.tokens[:last]
        return Reading(tokens, beam.likelihood(speech, (*tokens, END)))

    def _scorer(self, phrases: tuple[str, ...]) -> PhraseScorer:
        return PhraseScorer(phrases, self.model.tokenizer)

    def _text(self, reading: Reading) -> str:
        return self._said(reading.tokens)

    def _said(self, tokens: Tokens) -> str:
        return normalized(self.model.tokenizer.decode(tokens))


def _longest(pcm: bytes) -> int:
    """Tokens that may have been said."""
    return round(HEARD.seconds(pcm) * TOKENS_PER_SECOND) + TOKENS_AT_LEAST


def _confidence(reading: Reading) -> float:
    """The root of its tokens' mean probability: above 0.8 for 19 of 20 of people's orders."""
    return math.exp(reading.score / (len(reading.tokens) + 1) / 2)


class MoonshineStream(RecognitionStream):
    """Keeps an utterance's sound, and what it was read as until more comes."""

    def __init__(self, recognizer: MoonshineRecognizer) -> None:
        super().__init__()
        self._recognizer = recognizer
        self._pcm, self._quiet = bytearray(), bytearray()
        self._phrases: tuple[str, ...] = ()
        self._transcript: Transcript | None = None
        self._known: Read = {}

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._reset()
        self._phrases = tuple(phrases)
        return ()

    def _feed(self, pcm: bytes) -> None:
        if pcm:
            self._pcm += self._quiet + pcm
            self._quiet.clear()
            self._transcript = None

    def _wait(self, pcm: bytes) -> None:
        self._quiet += pcm  # it changes nothing, unless more is said

    def _partial(self) -> str:
        second = HEARD.bytes_per_second
        long = len(self._pcm) > LONG * second and len(self._quiet) < PAUSE * second
        if long and self._transcript is None:
            return ""
        try:
            return reconciliation.reconcile(self._read()).text
        except EngineFailedError:
            return ""  # it will be told of when the utterance is over

    def _finish(self) -> Transcript:
        try:
            return self._with_spelled(self._read())
        finally:
            self._reset()

    def _with_spelled(self, transcript: Transcript) -> Transcript:
        if not is_spelled(transcript.text) or HEARD.seconds(bytes(self._pcm)) > LONGEST:
            return transcript
        return self._recognizer.spelled(bytes(self._pcm), transcript)

    def _reset(self) -> None:
        self._pcm.clear()
        self._quiet.clear()
        self._phrases = ()
        self._transcript = None
        self._known.clear()

    def _read(self) -> Transcript:
        if not self._pcm:
            return Transcript(engine=self._recognizer.name)
        if self._transcript is None:
            try:
                self._transcript = self._recognizer.recognize(
                    bytes(self._pcm), self._phrases, self._known
                )
            except Exception as error:  # onnxruntime has one for every reason
                raise EngineFailedError("moonshine.failed") from error
        return self._transcript
