"""Numbers that are no whole stars: halves, tenths, percents, and what is beyond the scale."""

import re
import unicodedata
from math import floor

from agent.learning.normalise import normalise
from agent.prompts.language import Language

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
MOST = 5


def nearest_stars(text: str, language: Language) -> int | None:
    """The stars, 1 to 5, that "three and a half", "3.5", "8/10", "80 %" or "3 or 4" come near to.

    0 for a number that is none of the scale; None where there is no number in it, or a plain one.
    """
    plain = text.replace("½", " ½")
    said = NUMBER.search(plain)
    for pattern, share in ((language.of_ten, 2), (language.of_hundred, 20)):
        if said and pattern.match(plain, said.end()):
            return _rounded(_value(said[0]) / share)
    numbers = [_value(number) for number in NUMBER.findall(plain)]
    words = normalise(unicodedata.normalize("NFKC", plain)).split()
    spelled = {word: int(stars) for word, stars in language.numbers.items() if word.isalpha()}
    numbers += [spelled[word] for word in words if word in spelled]
    if language.half.search(plain):
        return _rounded(numbers[0] + 0.5) if numbers else None
    if language.beyond.search(plain) or any(not 1 <= number <= MOST for number in numbers):
        return 0
    odd = [number for number in numbers if number != int(number)]
    if odd:
        return _rounded(odd[0])
    between = len(numbers) == 2 and abs(numbers[0] - numbers[1]) == 1
    return _rounded(sum(numbers) / 2) if between else None


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _rounded(stars: float) -> int:
    """Half a star counts as one; 0 beyond the scale."""
    return max(1, floor(stars + 0.5)) if 0 <= stars <= MOST else 0
