"""Which language is meant, by the script of its letters."""

import unicodedata
from collections import Counter

LANGUAGES = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "cmn",
    "THAI": "th",
}
"""The language most likely meant, by the script as Unicode names its letters."""


def language_of(text: str) -> str:
    """The language that most letters of a text speak for; empty for Latin letters and for none."""
    letters = (unicodedata.name(c, "").split(" ")[0] for c in text if c.isalpha())
    found = Counter(LANGUAGES.get(script, "") for script in letters)
    return found.most_common(1)[0][0] if found else ""
