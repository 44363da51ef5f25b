"""Signs between words and numbers as they are said in English."""

import re
import unicodedata
from collections.abc import Callable

Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_N = r"(?<=\d)\s?{}\s?(?=[\d$€£])"
_PATH = r"(?<![\w/.])(?=[\d/\\]*[^\W\d])(?:[\w-]+[/\\]){2,}[\w.-]+"
_FACE = r"(?<!\S)(?:[:;]'?-?[()DPpO/|]|[xX]D|\^\^)(?!\S)"
ENDINGS = (
    "py|md|txt|json|ya?ml|toml|csv|xlsx?|docx?|pdf|png|jpe?g|gif|webp|svg|mp[34]|wav|ogg|zip|exe|sh|"
    "js|ts|html?|css|xml|log"
)
"""What follows the dot in the name of a file."""
LARGE = {"k": "kilo", "M": "mega", "G": "giga"}
CHANGES: tuple[Change, ...] = tuple(
    (re.compile(pattern), change)
    for pattern, change in (
        (_FACE, ""),
        (r"<3+(?!\d)", " heart "),
        (r"\bC\+\+", "C plus plus"),
        (r"\b([CF])#", r"\1 sharp"),
        (r"(?<!\S)\.NET\b", "dot net"),
        (r"(?<!\S)[@#](?=\w*[^\W\d])(\w+)", lambda m: _apart(m[1])),
        (r"(?<!\S)#(?=\d+\b)", "number "),
        (r"(?<=\d)-(alpha|beta|rc)\.?(?=\d)", r" \1 "),
        (r"(?<!\S):(?=\w*[a-z])([a-z0-9_]{2,32}):", lambda m: m[1].replace("_", " ")),
        (r":\+1:", " thumbs up "),
        (r":-1:", " thumbs down "),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: _spelled(m[0])),
        (
            r"(?<![\w/.])(?=[\d/\\]*[^\W\d])(?:[\w-]+[/\\]){2,}[\w.-]+|\b[A-Z]:\\[\w\\.-]+",
            lambda m: _spelled(m[0]),
        ),
        (r"(?<![\w~])~?/(?=[\w.-]*[^\W\d])[\w./-]*\w", lambda m: _spelled(m[0])),
        (rf"(?<=\w)\.(?=(?:{ENDINGS})\b)", " dot "),
        (r"(?<=[^\W\d_])_+(?=[^\W_])", " "),
        (r"(?<=[^\W\d])&(?=[^\W\d])", " and "),
        (r"(?<=\d)\s?([kMG])(?:bit/s|bps)\b", lambda m: f" {LARGE[m[1]]}bits per second"),
        (r"№\s?", "number "),
        (r"§\s?", "section "),
        (r"[©®™]", ""),
        (r"\bUS\$\s?(?=\d)", "$"),
        (r"\bw/o\b", "without"),
        (r"\bw/(?=\s)", "with"),
        (r"\bb/c\b", "because"),
        (r"\bN/A\b", "not applicable"),
        (r"\bext\.\s?(?=\d)", "extension "),
        ("[₀-₉]", lambda m: str(unicodedata.digit(m[0]))),
        (r"(?<!\w)±\s?(?=[\d.])", "plus or minus "),
        (r"(?<![\w)]\s)(?:≥|>=)\s?(?=\d)", "at least "),
        (r"(?<![\w)]\s)(?:≤|<=)\s?(?=\d)", "at most "),
        (r"(?<![\w)]\s)(?<![<>\w])>\s?(?=\d)", "more than "),
        (r"(?<![\w)]\s)(?<![<>\w])<\s?(?=\d)", "less than "),
        (r"(?<=\w)\s(?:!=|≠)\s(?=\w)", " is not "),
        (r"\s?(?:[→⇒]|(?<=\s)[-=]>(?=\s))\s?", " to "),
        (_N.format("[×*]"), " times "),
        (r"(?<=\d)[x×](?![\w])", " times"),
        (_N.format("÷"), " divided by "),
        (_N.format(r"\+"), " plus "),
        (r"(?<=\d)\+(?!\w)", " plus"),
        (r"(?<=\w)\s\+\s(?=\w)", " plus "),
        (r"(?<=\d)\s[-−]\s(?=\d+\s?=)", " minus "),
        (r"(?<=\w)\s?=\s?(?=[\w$€£-])", " equals "),
        (r"(?<=[\w)])\s(?:≥|>=)\s(?=[\w(-])", " is at least "),
        (r"(?<=[\w)])\s(?:≤|<=)\s(?=[\w(-])", " is at most "),
        (r"(?<=\w)\s>\s(?=[\d-])", " is greater than "),
        (r"(?<=\w)\s<\s(?=[\d-])", " is less than "),
        (r"(?<![\w])[~≈]\s?(?=\d)", "about "),
    )
)
SPELLED = {"~": "tilde", ".": "dot", "@": "at", "/": "slash", "\\": "backslash", "_": "underscore",
           "-": "dash", ":": "colon", "+": "plus"}  # fmt: skip


def with_signs(text: str) -> str:
    """The text with its signs in words, and smileys left out."""
    for pattern, change in CHANGES:
        text = pattern.sub(change, text)
    return text


def _apart(tag: str) -> str:
    """The words that a tag is written of: "BlackLivesMatter", "100daysofcode"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[a-z])|_+", " ", tag)


def _spelled(text: str) -> str:
    """An address or a path: its signs one by one."""
    return " ".join("".join(f" {SPELLED[c]} " if c in SPELLED else c for c in text).split())
