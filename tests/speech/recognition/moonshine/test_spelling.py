import pytest

from speech.recognition.moonshine.spelling import sentences


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("four", {"Four"}),
        ("hey Robin, train", {"Hey Robin, train", "Hey Robin train"}),
        ("hey, Robin …", {"Hey, Robin", "Hey Robin"}),
        ("done.", {"Done"}),
    ],
)
def test_phrases_are_written_as_sentences_with_and_without_their_pauses(
    phrase: str, written: set[str]
) -> None:
    assert set(sentences(phrase)) == written
