import pytest

from speech.recognition.moonshine.spelling import sentences


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("cancel", {"Cancel"}),
        ("four", {"Four", "4", "For"}),
        ("two stars", {"Two stars", "2 stars", "To stars", "Too stars"}),
        ("for all of us", {"For all of us"}),
        ("hey Robin, train", {"Hey Robin, train", "Hey Robin train"}),
        ("hey, Robin …", {"Hey, Robin", "Hey Robin"}),
        ("done.", {"Done"}),
    ],
)
def test_phrases_are_written_as_sentences_with_and_without_their_pauses(
    phrase: str, written: set[str]
) -> None:
    assert set(sentences(phrase)) == written
