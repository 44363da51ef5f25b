"""Long and double questions are taken apart, and their parts judged like the whole."""

from hypothesis import given
from hypothesis import strategies as st

from agent.learning.acceptor import Verdict
from agent.learning.predictor import Prediction, surest
from agent.learning.windows import windows


def test_a_short_sentence_has_no_parts() -> None:
    assert windows("when do the bins go out?") == []
    assert windows("") == []
    assert windows("?!") == []


def test_sentences_are_parts() -> None:
    assert windows("Hi Robin. When do the bins go out?") == ["Hi Robin", "When do the bins go out"]


def test_a_long_sentence_has_runs_up_to_its_end() -> None:
    words = [f"w{number}" for number in range(23)]
    found = [part.split() for part in windows(" ".join(words))]
    assert all(len(run) == 10 for run in found)
    assert found[0] == words[:10]
    assert found[-1] == words[-10:]
    assert {word for run in found for word in run} == set(words)


@given(st.text(alphabet="ab .?!\n", max_size=200))
def test_parts_are_of_the_text_and_not_the_whole(text: str) -> None:
    flat = " ".join(text.split())
    for part in windows(text):
        assert part in flat
        assert part != flat


def prediction(output: str, confidence: float) -> Prediction:
    if confidence >= 0.5:
        return Prediction(output, confidence, Verdict.ANSWER, ((output, confidence),))
    if confidence >= 0.2:
        return Prediction(output, confidence, Verdict.ASK, ((output, confidence),), (output,))
    return Prediction(output, confidence, Verdict.UNKNOWN, ((output, confidence),))


def test_the_part_that_can_be_answered_is() -> None:
    parts = [prediction("a", 0.1), prediction("b", 0.8)]
    assert surest(prediction("a", 0.3), parts, 0.5) is parts[1]


def test_two_questions_are_asked_back() -> None:
    found = surest(prediction("a", 0.1), [prediction("a", 0.7), prediction("b", 0.8)], 0.5)
    assert (found.verdict, found.choices, found.output) == (Verdict.ASK, ("b", "a"), "b")
    assert found.confidence < 0.5


def test_what_no_part_is_sure_of_stays_as_it_was() -> None:
    whole = prediction("a", 0.1)
    assert surest(whole, [prediction("b", 0.15)], 0.5) is whole
    asking = prediction("b", 0.4)
    assert surest(whole, [asking], 0.5) is asking
