from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.errors import EngineUnavailableError
from speech.recognition.moonshine.tokenizer import Tokenizer
from tests.told import raises_telling

LONG = "▁" + "long" * 40  # more than 127 bytes: its length takes two
BYTES = [bytes([value]) for value in range(256)]


def packed(*pieces: bytes) -> bytes:
    made = b""
    for piece in pieces:
        size = len(piece)
        made += bytes([size]) if size < 128 else bytes([size % 128 + 128, size // 128])
        made += piece
    return made


WORDS = ["▁", "▁t", "he", "▁the", "a", ".", LONG]
CONTENT = packed(b"<unk>", b"<s>", b"</s>", *BYTES, *(word.encode() for word in WORDS))


def test_the_longest_piece_counts_and_of_two_alike_the_last() -> None:
    tokenizer = Tokenizer(CONTENT)
    first = 3 + 256
    assert len(tokenizer) == first + len(WORDS)
    assert tokenizer.encode("the a.") == (first + 3, first, first + 4, first + 5)
    assert tokenizer.encode("long" * 40) == (first + 6,)


@given(st.text(st.characters(exclude_characters="▁", exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    tokenizer = Tokenizer(CONTENT)
    assert tokenizer.decode(tokenizer.encode(text)) == text.strip()


def test_beginning_and_end_are_not_read_out() -> None:
    tokenizer = Tokenizer(CONTENT)
    assert tokenizer.decode([1, *tokenizer.encode("the"), 2]) == "the"


@pytest.mark.parametrize("content", [b"\x05abc", packed(b"whole") + b"\x80"])
def test_a_file_that_is_cut_off_is_damaged(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.bin"
    path.write_bytes(content)
    with raises_telling(EngineUnavailableError, "is damaged; remove it and run"):
        Tokenizer.load(path)


def test_letters_are_found_as_they_may_be_written_and_words_in_one_piece() -> None:
    tokenizer = Tokenizer(
        packed(b"", b"", b"", *("▁A a A ▁a - ▁Peter ▁Zol ▁the he ▁it's".encode().split()))
    )
    assert sorted(tokenizer.written("a")) == [3, 4, 5, 6]
    assert tokenizer.written("-") == (7,)
    assert sorted(tokenizer.words) == ["a", "peter", "the"]
