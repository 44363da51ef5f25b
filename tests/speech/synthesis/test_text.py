import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.synthesis.text import is_speakable, sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Hello. How are you?  Fine!", ["Hello.", "How are you?", "Fine!"]),
        ("Version 3.5 is out.", ["Version 3.5 is out."]),
        ("one\ntwo\r\n\r\nthree", ["one", "two", "three"]),
        ("你好。再见！", ["你好。", "再见！"]),
        ("<speak>hi</speak>", ["<speak>hi</speak>"]),
        ("hi\x00\x1b there", ["hi there"]),
        ("😀", ["😀"]),
        ("", []),
        (" \n ... ?!", []),
    ],
)
def test_texts_are_cut_at_sentences(text: str, pieces: list[str]) -> None:
    assert list(sentences(text)) == pieces


def test_what_has_no_end_is_cut_at_pauses_then_spaces_then_anywhere() -> None:
    assert list(sentences("one two, three four", 12)) == ["one two,", "three four"]
    assert list(sentences("one two three four", 12)) == ["one two", "three four"]
    assert list(sentences("x" * 25, 10)) == ["x" * 10, "x" * 10, "x" * 5]


@given(st.text(max_size=400), st.integers(2, 40))
def test_no_piece_is_too_long_or_silent_and_no_letter_is_lost(text: str, longest: int) -> None:
    pieces = list(sentences(text, longest))
    assert all(0 < len(piece) <= longest and is_speakable(piece) for piece in pieces)

    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text))

    assert letters("".join(pieces)) == letters(text)
