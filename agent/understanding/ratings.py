"""One to five stars in words, digits and signs."""

import re
import unicodedata

from agent.learning.normalise import normalise
from agent.prompts.language import Language

STARS = re.compile(r"[⭐★🌟✭✩✪]️?")
KEYCAP = re.compile("([0-9])️?⃣")
OF_FIVE = re.compile(r"\s*+(?:/|out\s++of|of)\s*+(?:5|five)\b", re.IGNORECASE)
DIGIT = re.compile(r"(?<![\d.,/-])([0-9]+)(?![\d/]|[.,]\d)")
BELOW_ZERO = re.compile(r"(?<!\w)[-−][0-9]")
LONGEST = 60
"""Characters; a rating is no story."""


def rating_in(text: str, language: Language, *, alone: bool = True) -> int:
    """The stars, 1 to 5, of "4 stars", "four out of five", "4/5", "⭐⭐⭐⭐" or "4️⃣"; 0 for none.

    `alone` says that nothing but a number is expected, so that a recognizer's "for" is four.
    """
    if len(text) > LONGEST or BELOW_ZERO.search(text):
        return 0
    if stars := STARS.findall(text):
        left = normalise(STARS.sub("", text))
        return len(stars) if len(stars) <= 5 and _is_frame(left, language) else 0
    words = normalise(text)
    if alone and words in language.misheard:
        return int(language.misheard[words])
    return _spelled(text, language)


def _spelled(text: str, language: Language) -> int:
    plain = OF_FIVE.sub(" ", unicodedata.normalize("NFKC", KEYCAP.sub(r" \1 ", text)))
    numbers = [int(number) for number in DIGIT.findall(plain)]
    rest = normalise(DIGIT.sub(" ", plain)).split()
    numbers += [int(language.numbers[word]) for word in rest if word in language.numbers]
    left = " ".join(word for word in rest if word not in language.numbers)
    # "a one" and "the one I give is four": the number that is meant is the only one above one
    meant = [n for n in numbers if n != 1] or numbers[:1]
    if len(meant) != 1 or not 1 <= meant[0] <= 5 or language.negates(text):
        return 0
    return meant[0] if _is_frame(left, language) else 0


def _is_frame(words: str, language: Language) -> bool:
    """Whether nothing is left but what people say around a number."""
    return not language.rating_frame.sub("", words).strip()
