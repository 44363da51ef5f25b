"""What is spelled, by voices of unlike families."""

import pytest

from speech.recognition.moonshine.letters import is_spelled
from tests.speech.recognition.moonshine.model import moonshine, needed
from tests.speech.voices import hear, padded, say

FRAME = ("no, …", "when I say … you answer …")


@pytest.mark.parametrize("text", ["h e l l o", "no answer p e t e r", "a b c and so on"])
def test_three_letters_by_themselves_are_spelled(text: str) -> None:
    assert is_spelled(text)


@pytest.mark.parametrize("text", ["", "a b", "when i say a you answer b", "i am a cat", "no xyz"])
def test_words_are_not(text: str) -> None:
    assert not is_spelled(text)


@needed
def test_letters_are_made_words() -> None:
    said = "When I say good morning, you answer, H, E, L, L, O, F, R, I, E, N, D."
    heard = hear(moonshine().stream(), padded(say(said, "en-gb")), FRAME)
    assert heard.text == "when i say good morning you answer hello friend"


@needed
def test_known_words_and_one_word_of_any_letters_are_both_offered() -> None:
    heard = hear(moonshine().stream(), padded(say("No, answer: Z, O, L, T, A, N.")), FRAME)
    first, second = heard.text, heard.alternatives[0].text
    assert sorted(len(text.split()) for text in (first, second)) == [3, 4]
