"""What a judge makes of evidence, without a training: which order counts, what is offered, what is
asked back."""

from pathlib import Path

import numpy as np
import pytest

from agent.learning.acceptor import Verdict, by_probability
from agent.learning.errors import ModelDamaged
from agent.learning.judge import JUDGE, Judge
from agent.learning.likeness import ByMeaning
from agent.learning.precedents import Precedents
from agent.learning.question import Question
from agent.learning.vectoriser import Sparse
from tests.told import raises_telling


def made_up(answers: int, lines: int, **changed: object) -> Judge:
    """A judge of answers with so many lines each, whose acceptor goes by the probability alone."""
    taught = tuple(
        tuple(f"line {n} of {answer}" for n in range(lines)) for answer in range(answers)
    )
    likeness = ByMeaning(np.eye(answers * lines, dtype=np.float32))
    acceptor = by_probability(answer=0.7, ask=0.1).model_copy(update=changed)
    return Judge(Precedents((*taught, ()), likeness, (0.5,) * answers, 0.5, 0.9, 0.5), acceptor)


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        (("what is the wifi password",), Verdict.ASK),
        (("what is the wifi password", "what is the router password"), Verdict.ANSWER),
    ],
)
def test_one_heavy_word_that_is_another_is_asked_back(
    lines: tuple[str, ...], verdict: Verdict
) -> None:
    """However sure the classifier is, unless the answer's own lines differ like this."""
    likeness = ByMeaning(np.eye(len(lines) + 1, dtype=np.float32))
    known = Precedents((lines, ("who are you",), ()), likeness, (0.5, 0.5), 0.5, 0.9, 0.5)
    judge = Judge(known, by_probability(answer=0.7, ask=0.1))
    question = asked(judge, "what is the netflix password")
    found = judge.judge(question, np.array([0.95, 0.05], np.float32))
    assert (found.verdict, found.ranking[0][0]) == (verdict, 0)
    assert judge.judge(asked(judge, lines[0]), np.array([0.95, 0.05], np.float32)).verdict is (
        Verdict.ANSWER
    )


def asked(judge: Judge, text: str = "hm") -> Question:
    size = len(judge.precedents.likeness.among())
    nothing = Sparse(np.zeros(0, np.int64), np.zeros(0, np.float32))
    return Question(text, nothing, np.ones(size, np.float32))


@pytest.mark.parametrize(
    ("answers", "lines", "weighed"), [(30, 5, True), (31, 5, False), (30, 6, False), (2, 5, True)]
)
def test_the_acceptors_order_counts_where_it_was_learned(
    answers: int, lines: int, weighed: bool
) -> None:
    """By few answers and lines; by more, the classifier's."""
    least_likely = tuple(-weight for weight in by_probability(0.7, 0.1).weights)
    judge = made_up(answers, lines, weights=least_likely)
    probabilities = np.linspace(0.1, 0.2, answers, dtype=np.float32)
    found = [answer for answer, _ in judge.judge(asked(judge), probabilities).ranking]
    assert found == sorted(found, reverse=not weighed)
    assert max(found) == answers - 1
    assert judge.few_answers == (answers <= 30)


def test_three_answers_are_offered_at_most_and_none_below_what_is_asked() -> None:
    judge = made_up(5, 2, candidates=5)
    verdict = judge.judge(asked(judge), np.full(5, 0.2, np.float32))
    assert (verdict.verdict, len(verdict.choices)) == (Verdict.ASK, 3)
    shares = np.array([0.5, 0.3, 0.05, 0.04, 0.03], np.float32)
    found = judge.judge(asked(judge), shares)
    assert found.choices == (0, 1)
    just = made_up(5, 2, candidates=5, ask=found.ranking[1][1])
    assert just.judge(asked(just), shares).choices == (0, 1)
    sure = judge.judge(asked(judge), np.array([0.9, 0.05, 0.01, 0.01, 0.01], np.float32))
    assert (sure.verdict, sure.choices, sure.countered) == (Verdict.ANSWER, (), False)


def test_a_judge_is_saved_and_loaded_whole(tmp_path: Path) -> None:
    judge = made_up(3, 2)
    judge.save(tmp_path)
    again = Judge.load(tmp_path)
    assert again.acceptor == judge.acceptor
    assert vars(again.precedents).keys() >= {"lines", "tight", "apart", "accuracy", "threshold"}
    for name in ("lines", "tight", "apart", "accuracy", "threshold"):
        assert getattr(again.precedents, name) == getattr(judge.precedents, name)
    (tmp_path / JUDGE).write_text("{}")
    with raises_telling(ModelDamaged, JUDGE):
        Judge.load(tmp_path)


@pytest.mark.parametrize(
    ("embedding", "countered"), [((1, 1, 1), False), ((0, 0, 1), True), ((1, 0, 0), False)]
)
def test_it_is_countered_by_what_is_nearer_only(
    embedding: tuple[float, ...], countered: bool
) -> None:
    likeness = ByMeaning(np.eye(3, dtype=np.float32))
    known = Precedents((("a",), ("b",), ("c",)), likeness, (0.5, 0.5), 0.5, 0.9, 0.5)
    judge = Judge(known, by_probability(answer=0.7, ask=0.1))
    question = Question("hm", asked(judge).ngrams, np.array(embedding, np.float32))
    found = judge.judge(question, np.array([0.6, 0.4], np.float32))
    assert found.countered == countered


@pytest.mark.parametrize(
    ("counts", "weighed"), [((5, 6, 0), False), ((4, 6, 0), True), ((5, 5, 20), True)]
)
def test_lines_of_all_answers_count_and_counter_examples_do_not(
    counts: tuple[int, ...], weighed: bool
) -> None:
    lines = tuple(tuple(f"{n} of {own}" for n in range(own)) for own in counts)
    likeness = ByMeaning(np.eye(sum(counts), dtype=np.float32))
    known = Precedents(lines, likeness, (0.5, 0.5), 0.5, 0.9, 0.5)
    usual = by_probability(answer=0.7, ask=0.1)
    least_likely = tuple(-weight for weight in usual.weights)
    judge = Judge(known, usual.model_copy(update={"weights": least_likely}))
    ranking = judge.judge(asked(judge), np.array([0.6, 0.4], np.float32)).ranking
    assert [answer for answer, _ in ranking] == ([1, 0] if weighed else [0, 1])


def test_as_many_are_weighed_as_the_acceptor_wants() -> None:
    for candidates in (1, 3):
        judge = made_up(5, 2, candidates=candidates)
        ranking = judge.judge(asked(judge), np.full(5, 0.2, np.float32)).ranking
        assert len(ranking) == candidates
