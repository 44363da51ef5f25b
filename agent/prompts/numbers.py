"""Numbers the way people say them."""

from collections.abc import Callable

MOST = 100
"""Beyond it, digits are said; synthesizers read them well."""


def number_words(language: str) -> Callable[[int], str]:
    """What says a number in a language: "forty-two"; in one that num2words has not, its digits."""
    from num2words import CONVERTER_CLASSES, num2words

    if language not in CONVERTER_CLASSES:
        return str

    def in_words(number: int) -> str:
        return str(num2words(number, lang=language)) if 0 <= number <= MOST else str(number)

    return in_words
