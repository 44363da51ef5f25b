"""Serve a trained model: text to answer, with numpy and onnxruntime only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import onnxruntime

from agent.learning.acceptor import Verdict
from agent.learning.dataset import COUNTER_EXAMPLE
from agent.learning.errors import EncoderMissing
from agent.learning.folder import BESIDE, GRAPH, MEMORY, ServingSettings, read_settings, verify
from agent.learning.judge import Judge, Judgement
from agent.learning.normalise import normalise
from agent.learning.question import Question, Reader
from agent.learning.spelling import Spelling
from agent.learning.vectoriser import Floats, Integers, Vectoriser
from agent.learning.windows import windows

if TYPE_CHECKING:
    from agent.learning.encoder.encoder import Encoder

_RANKED = 3
_BELOW = 0.01
_OFFERED = 0.2  # of the likeliest answer's probability
_OUTPUTS = ["probabilities"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a text is answered with.

    `output` is COUNTER_EXAMPLE for what was taught not to be answered; `confidence` is 0..1;
    `ranking` holds the best answers with theirs. If the verdict is to ask, `choices` holds one to
    three answers for "Did you mean …?", best first.
    """

    output: str
    confidence: float
    verdict: Verdict
    ranking: tuple[tuple[str, float], ...]
    choices: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the output is sure enough to be said."""
        return self.verdict is Verdict.ANSWER


class Predictor:
    """A loaded model folder; may be shared by threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        settings: ServingSettings,
        memory: dict[str, str],
        reader: Reader,
        judge: Judge | None,
    ) -> None:
        self._session = session
        self._settings = settings
        self._memory = memory
        self._reader = reader
        self._judge = judge

    @classmethod
    def load(cls, folder: Path, encoder: "Encoder | None" = None) -> "Predictor":
        """Raises ModelDamaged for a missing or changed file, EncoderMissing without its encoder."""
        verify(folder, but=BESIDE)
        settings = read_settings(folder)
        if settings.encoder and (encoder is None or encoder.fingerprint != settings.encoder):
            raise EncoderMissing("model.needs_encoder", model=folder.name)
        vectoriser = Vectoriser.load(folder)
        spelling = Spelling.load(folder, vectoriser)
        return cls(
            _session((folder / GRAPH).read_bytes()),
            settings,
            json.loads((folder / MEMORY).read_bytes()),
            Reader(vectoriser, encoder if settings.encoder else None, spelling),
            Judge.load(folder) if settings.judged else None,
        )

    @property
    def outputs(self) -> tuple[str, ...]:
        """The answers the model can give."""
        return tuple(output for output in self._settings.outputs if output != COUNTER_EXAMPLE)

    @property
    def threshold(self) -> float:
        """The confidence from which on an answer is given."""
        return self._judge.acceptor.answer if self._judge else self._settings.threshold

    def predict(self, text: str) -> Prediction:
        """What was taught exactly is answered exactly, all else by the classifier."""
        taught = self._memory.get(normalise(text))
        if taught is None:
            return self.classify([text])[0]
        if taught == COUNTER_EXAMPLE:
            return Prediction(taught, 1.0, Verdict.UNKNOWN, ())
        return Prediction(taught, 1.0, Verdict.ANSWER, ((taught, 1.0),))

    def remembers(self, text: str) -> bool:
        """Whether just this sentence was taught."""
        return normalise(text) in self._memory

    def probabilities(self, text: str) -> dict[str, float]:
        """The probability of every answer, by the classifier alone; they sum up to 1 or less."""
        (question,) = self._reader.read([text])
        shares = self._probabilities(question)
        return dict(zip(self._settings.outputs, map(float, shares), strict=True))

    def classify(self, texts: Sequence[str]) -> list[Prediction]:
        """The classifier's own answers, exact memory aside."""
        found = [self._classify(question) for question in self._reader.read(texts)]
        if self._judge and self._judge.few_answers and self._settings.ask is None:
            found = [self._in_parts(t, whole) for t, whole in zip(texts, found, strict=True)]
        return found

    def _in_parts(self, text: str, whole: Prediction) -> Prediction:
        """The same, unless a part of a long text is what can be answered, or asked back."""
        parts = [] if whole.known else windows(text)
        if not parts:
            return whole
        found = [self._classify(question) for question in self._reader.read(parts)]
        return surest(whole, found, self.threshold)

    def _classify(self, question: Question) -> Prediction:
        probabilities = self._probabilities(question)
        if self._judge:
            return self._judged(self._judge.judge(question, probabilities))
        return self._ranked(probabilities)

    def _probabilities(self, question: Question) -> Floats:
        found = question.ngrams
        inputs = {"columns": self._shaped(found.columns), "weights": found.weights[None]}
        if question.embedding is not None:
            inputs["embedding"] = question.embedding[None]
        probabilities: Floats = self._session.run(_OUTPUTS, inputs)[0][0]
        return probabilities[: len(self._settings.outputs)]  # "none of these" may follow

    def _shaped(self, columns: Integers) -> Integers:
        """As the graph wants them; those of older models take one text only."""
        return columns[None] if len(self._session.get_inputs()[0].shape) == 2 else columns

    def _judged(self, judgement: Judgement) -> Prediction:
        outputs = self._settings.outputs
        ranking = tuple((outputs[answer], chance) for answer, chance in judgement.ranking)
        output, confidence = ranking[0]
        if judgement.countered and judgement.verdict is Verdict.UNKNOWN:
            output = COUNTER_EXAMPLE
        choices = tuple(outputs[answer] for answer in judgement.choices)
        return Prediction(output, confidence, judgement.verdict, ranking, choices)

    def _ranked(self, probabilities: Floats) -> Prediction:
        """By confidence alone, for many lines, and in models made before there were judges."""
        best = probabilities.argsort()[: -_RANKED - 2 : -1].tolist()
        found = [(self._settings.outputs[i], float(probabilities[i])) for i in best]
        output, confidence = found[0]
        ranking = tuple(pair for pair in found if pair[0] != COUNTER_EXAMPLE)[:_RANKED]
        verdict = self._verdict(confidence) if output != COUNTER_EXAMPLE else Verdict.UNKNOWN
        asked = ranking if verdict is Verdict.ASK else ()
        choices = tuple(o for o, share in asked if share >= confidence * _OFFERED)
        return Prediction(output, confidence, verdict, ranking, choices)

    def _verdict(self, confidence: float) -> Verdict:
        if confidence >= self._settings.threshold:
            return Verdict.ANSWER
        asking = self._settings.ask is not None and confidence >= self._settings.ask
        return Verdict.ASK if asking else Verdict.UNKNOWN


def surest(whole: Prediction, parts: Sequence[Prediction], threshold: float) -> Prediction:
    """What a text gets that is not answered as a whole: the one answer of its parts; if they have
    several, these are asked back; else what the surest of all would ask."""
    ranked = sorted(parts, key=lambda part: -part.confidence)
    answers = list(dict.fromkeys(part.output for part in ranked if part.known))
    if len(answers) > 1:
        below = threshold - _BELOW
        best = ranked[0]
        return Prediction(best.output, below, Verdict.ASK, best.ranking, tuple(answers[:_RANKED]))
    asking = [part for part in (whole, *ranked) if part.verdict is Verdict.ASK]
    return ranked[0] if answers else max(asking, key=lambda part: part.confidence, default=whole)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
