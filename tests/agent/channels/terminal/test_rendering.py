"""Answers as a terminal shows them."""

import re

import pytest

from agent.channels.terminal.rendering import laid_out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hello", "hello\n"),
        ("one\n\n two  three", "one\n\n two  three\n"),
        ("a **bold** word and `code`", "a bold word and code\n"),
        ("2 * 3 ** 4, a_b_c, <b>, [red]x[/red], :smile:", None),
        ("so:\n```python\nif x:\n    y = **z\n```\ndone", "so:\nif x:\n    y = **z\ndone\n"),
        ("```\nalone\n```", "alone\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_words_stay_what_they_are(text: str, shown: str | None) -> None:
    assert laid_out(text, 80, colour=False) == (shown or f"{text}\n")


def test_lines_are_broken_between_words_and_code_is_not() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    lines = laid_out(words, 40, colour=False).splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert " ".join(line.strip() for line in lines) == words
    code = "x" * 90
    assert code in laid_out(f"```{code}```", 40, colour=False).splitlines()


def test_colours_are_there_only_where_they_are_wanted() -> None:
    assert "\x1b[1m" in laid_out("**bold**", 80, colour=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", laid_out("**bold**", 80, colour=True))
    assert plain == laid_out("**bold**", 80, colour=False) == "bold\n"
