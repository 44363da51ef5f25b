"""Numbers and names the way people write and say them."""

from collections.abc import Sequence

from agent.learning.normalise import normalise

_NUMBERS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
LARGEST = len(_NUMBERS) - 1
"""The largest number that has a word here."""

_SPOKEN = 6
_SHOWN = 10


def number(value: int) -> str:
    """A whole number up to LARGEST in words."""
    return _NUMBERS[value]


def count(value: int, what: str) -> str:
    """ "1 example", "12,000 examples"."""
    return f"{value:,} {what}{'' if value == 1 else 's'}"


def tenths(share: float) -> str:
    """A share in tenths, as a word."""
    return number(round(share * 10))


def times(share: float) -> str:
    """How often something happens: "about nine times in ten"."""
    if share >= 0.95:
        return "nearly every time"
    if share < 0.05:
        return "hardly ever"
    return f"about {tenths(share)} times in ten"


def between(low: float, high: float) -> str:
    """How often something happens that is not known better than this: "between six and ten times in
    ten"; "about nine times in ten" where that is the same tenth."""
    least, most = round(low * 10), round(high * 10)
    if least == most:
        return times((low + high) / 2)
    return f"between {tenths(low)} and {tenths(high)} times in ten"


def part(share: float) -> str:
    """How much of something: "about nine in ten"."""
    if share >= 0.95:
        return "nearly all"
    if share < 0.05:
        return "hardly any"
    return f"about {tenths(share)} in ten"


def name(output: str) -> str:
    """An output in a line of text; a counter-example has none."""
    return f"“{shorten(output)}”" if output else "no answer"


def spoken(output: str) -> str:
    """An output as it is said aloud: its first words, without punctuation and underscores."""
    words = normalise(output).replace("_", " ").split()
    return " ".join(words[:_SPOKEN]) if words else "what I should not answer"


def shorten(text: str, most: int = 60) -> str:
    """One line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def listing(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(name(output) for output in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def confusion(expected: str, predicted: str, number_of: int) -> str:
    """A line about one answer taken for another."""
    return f"Mixed up: {name(expected)} taken for {name(predicted)}, {count(number_of, 'time')}."
