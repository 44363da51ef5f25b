"""Signs between words and numbers as they are said in English."""

import re
from collections.abc import Callable

Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_N = r"(?<=\d)\s?{}\s?(?=[\d$€£])"
_PATH = r"(?<![\w/.])(?=[\d/\\]*[^\W\d])(?:[\w-]+[/\\]){2,}[\w.-]+"
_FACE = r"(?<!\S)(?:[:;]'?-?[()DPpO/|]|[xX]D|\^\^)(?!\S)"
LARGE = {"k": "kilo", "M": "mega", "G": "giga"}
CHANGES: tuple[Change, ...] = tuple(
    (re.compile(pattern), change)
    for pattern, change in (
        (_FACE, ""),
        (r"<3+(?!\d)", " heart "),
        (r"\bC\+\+", "C plus plus"),
        (r"\b([CF])#", r"\1 sharp"),
        (r"(?<!\S)\.NET\b", "dot net"),
        (r"(?<!\S)[@#](?=[^\W\d])", ""),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: _spelled(m[0])),
        (
            r"(?<![\w/.])(?=[\d/\\]*[^\W\d])(?:[\w-]+[/\\]){2,}[\w.-]+|\b[A-Z]:\\[\w\\.-]+",
            lambda m: _spelled(m[0]),
        ),
        (r"(?<=[^\W\d_])_+(?=[^\W_])", " "),
        (r"(?<=[^\W\d])&(?=[^\W\d])", " and "),
        (r"(?<=\d)\s?([kMG])(?:bit/s|bps)\b", lambda m: f" {LARGE[m[1]]}bits per second"),
        (r"№\s?", "number "),
        (r"§\s?", "section "),
        (r"[©®™]", ""),
        (r"\s?(?:[→⇒]|(?<=\s)[-=]>(?=\s))\s?", " to "),
        (_N.format("[×*]"), " times "),
        (r"(?<=\d)[x×](?![\w])", " times"),
        (_N.format("÷"), " divided by "),
        (_N.format(r"\+"), " plus "),
        (r"(?<=\d)\+(?!\w)", " plus"),
        (r"(?<=\w)\s?=\s?(?=[\w$€£-])", " equals "),
        (r"(?<=[\w)])\s(?:≥|>=)\s(?=[\w(-])", " is at least "),
        (r"(?<=[\w)])\s(?:≤|<=)\s(?=[\w(-])", " is at most "),
        (r"(?<=\w)\s>\s(?=[\d-])", " is greater than "),
        (r"(?<=\w)\s<\s(?=[\d-])", " is less than "),
        (r"(?<![\w])[~≈]\s?(?=\d)", "about "),
    )
)
SPELLED = {".": "dot", "@": "at", "/": "slash", "\\": "backslash", "_": "underscore",
           "-": "dash", ":": "colon", "+": "plus"}  # fmt: skip


def with_signs(text: str) -> str:
    """The text with its signs in words, and smileys left out."""
    for pattern, change in CHANGES:
        text = pattern.sub(change, text)
    return text


def _spelled(text: str) -> str:
    """An address or a path: its signs one by one."""
    return " ".join("".join(f" {SPELLED[c]} " if c in SPELLED else c for c in text).split())
