"""Which answer a question gets, if any: evidence, weighed by an acceptor."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from agent.learning import likeness
from agent.learning.acceptor import Acceptor, Verdict
from agent.learning.errors import ModelDamaged
from agent.learning.evidence import NAMES, gather
from agent.learning.exchange import MUCH
from agent.learning.precedents import Precedents
from agent.learning.question import Question
from agent.learning.vectoriser import Floats

JUDGE = "judge.json"
CHOICES = 3
"""So many answers are offered at most."""

_FEW_ANSWERS, _FEW_LINES = 30, 5  # answers, and lines of each, that acceptors were learned on

_COUNTER = NAMES.index("lead over the nearest counter-example")
_EXCHANGED = NAMES.index("one heavy word exchanged for another")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The likeliest answers by number, each with the chance that it is right, best first (of many
    answers or lines the one the classifier takes for the best); those to be asked back, if the
    verdict is to ask; and whether a counter-example is nearer to the question than any line of
    these answers."""

    verdict: Verdict
    ranking: tuple[tuple[int, float], ...]
    choices: tuple[int, ...]
    countered: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """Precedents and the acceptor of a model."""

    precedents: Precedents
    acceptor: Acceptor

    def judge(self, question: Question, probabilities: Floats) -> Judgement:
        """`probabilities` [answers] are the classifier's."""
        candidates = probabilities.argsort()[: -self.acceptor.candidates - 1 : -1].tolist()
        evidence = gather(self.precedents, question, probabilities, candidates)
        chances = self._doubted(candidates, evidence)
        ranking = list(zip(candidates, chances, strict=True))
        if self.few_answers and self._few_lines:
            ranking.sort(key=lambda pair: -pair[1])
        verdict = self.acceptor.verdict(ranking[0][1])
        asked = ranking if verdict is Verdict.ASK else []
        return Judgement(
            verdict,
            tuple(ranking),
            tuple(n for n, chance in asked if chance >= self.acceptor.ask)[:CHOICES],
            max(evidence[:, _COUNTER].tolist()) < 0,
        )

    def _doubted(self, candidates: Sequence[int], evidence: Floats) -> list[float]:
        """The chance of each candidate; what is a line but for one heavy word is asked back at
        most, unless the answer's own lines differ like this."""
        chances = self.acceptor.chances(evidence)
        for place in np.flatnonzero(evidence[:, _EXCHANGED] >= MUCH).tolist():
            if not self.precedents.varied(candidates[place]):
                chances[place] = min(chances[place], self.acceptor.most_asked)
        return chances

    @property
    def few_answers(self) -> bool:
        """Whether acceptors know models with so many: with more, a part of a question misleads."""
        return self.precedents.answers <= _FEW_ANSWERS

    @property
    def _few_lines(self) -> bool:
        """Whether they know so many lines of each: with more, the classifier's order is better."""
        lines = sum(map(len, self.precedents.lines[:-1]))
        return lines <= _FEW_LINES * self.precedents.answers

    def without(self, answer: int, place: int) -> "Judge":
        """As if one line of an answer had not been taught."""
        return Judge(self.precedents.without(answer, place), self.acceptor)

    def save(self, folder: Path) -> None:
        """Write `judge.json` and `lines.npz` into `folder`."""
        known = self.precedents
        saved = _Saved(
            lines=known.lines,
            tight=known.tight,
            apart=known.apart,
            accuracy=known.accuracy,
            threshold=known.threshold,
            acceptor=self.acceptor,
        )
        (folder / JUDGE).write_text(saved.model_dump_json(), encoding="utf-8")
        known.likeness.save(folder)

    @classmethod
    def load(cls, folder: Path) -> "Judge":
        """Read what `save` wrote. Raises ModelDamaged for what another version wrote."""
        try:
            saved = _Saved.model_validate_json((folder / JUDGE).read_bytes())
        except ValidationError:
            raise ModelDamaged("model.other_version", file=JUDGE, model=folder.name) from None
        precedents = Precedents(
            saved.lines,
            likeness.load(folder),
            saved.tight,
            saved.apart,
            saved.accuracy,
            saved.threshold,
        )
        return cls(precedents, saved.acceptor)


class _Saved(BaseModel):
    model_config = ConfigDict(frozen=True)

    lines: tuple[tuple[str, ...], ...]
    tight: tuple[float, ...]
    apart: float
    accuracy: float
    threshold: float
    acceptor: Acceptor
