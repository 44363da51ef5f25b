"""What people call things becomes a safe file name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.storage.errors import StorageError
from agent.storage.names import LONGEST, is_slug, shown, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Weather", "weather"),
        ("  my home  server ", "my-home-server"),
        ("small_talk.v2", "small_talk-v2"),
        ("Straße Ünsinn", "straße-ünsinn"),
        ("погода 日本語", "погода-日本語"),
        ("हिन्दी", "हिन्दी"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\windows\\system32", "windows-system32"),
        ("C:weather", "c-weather"),
        ("nul", "nul_"),
        (".hidden", "hidden"),
        ("a\0b\nc", "a-b-c"),
        ("wea\u202ether", "weather"),
        ("broken \ud800 half", "broken-half"),
    ],
)
def test_names_keep_their_letters_and_nothing_else(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_one_name_typed_in_two_unicode_forms_is_one_dataset() -> None:
    assert slug("café") == slug("cafe\u0301") == slug("CAFÉ")


@pytest.mark.parametrize("name", ["", "   ", "..", "/", "🎉", "\u0301", "___"])
def test_a_name_of_nothing_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(StorageError, match="at least one letter or digit; please choose another"):
        slug(name)
    assert not is_slug(name)


@given(st.text())
def test_a_slug_is_its_own_slug_and_one_plain_file_name(name: str) -> None:
    try:
        made = slug(name)
    except StorageError:
        return
    assert slug(made) == made
    assert is_slug(made)
    assert len(made.encode()) <= LONGEST + 1
    assert Path(made).name == made
    assert not made.startswith(".")
    assert made.isprintable()
    assert not set(made) & set('\\/:*?"<>| .')


@given(st.text())
def test_quoted_text_is_one_short_printable_line(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 63


def test_what_is_quoted_is_cut_and_printable() -> None:
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == f"{'x' * 60}…"
    assert shown("a\nb\u202e") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert shown("abcd", longest=3) == "abc…"
