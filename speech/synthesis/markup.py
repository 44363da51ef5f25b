"""Messages as Discord's users write them, to plain text: what cannot be said is put into words."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from markdown_it import MarkdownIt
from markdown_it.token import Token

from messages import Message

Names = Callable[[str, int], str]
"""The name of somebody or something mentioned: "@" a person, "@&" a role, "#" a channel."""

Words = Callable[[Message], str]
"""What is said of what cannot be read aloud."""
CODE = Message("aloud.code")
PICTURE = Message("aloud.picture")
SPOILER = Message("aloud.spoiler")
SOME_LINK = Message("aloud.some_link")
SOME_TIME = Message("aloud.some_time")
UNNAMED = {
    "@": Message("aloud.somebody"),
    "@&": Message("aloud.role"),
    "#": Message("aloud.channel"),
}

_MENTION = re.compile(r"<(@&|@!?|#)(\d{1,20})>")
_EMOJI = re.compile(r"<a?:(\w{1,32}):\d{1,20}>(?=(<?))")
_GUIDE = re.compile(r"<id:(?:customize|browse|guide|home|linked-roles(?::\d{1,20})?)>")
_COMMAND = re.compile(r"</([\w -]{1,100}):\d{1,20}>")
_TIME = re.compile(r"<t:(-?\d{1,12})(?::([tTdDfFR]))?>")
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_LINK = re.compile(
    r"<?\b(?:(?:https?|ftp)://|www\.|discord\.gg/)[^\s<>]+[^\s<>.,;:!?'\")\]]>?", re.IGNORECASE
)
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SMALL = re.compile(r"^-# ", re.MULTILINE)


_FIRST_FLAG = 0x1F1E6
_FIRST_COLOURED = 0x1F000
_PRINTED = "°©®™№"
"""Signs that are no pictures."""


def silent(message: Message) -> str:
    """Nothing is said of what cannot be read aloud."""
    return ""


def nobody(kind: str, number: int) -> str:
    """Nobody who is mentioned has a name."""
    return ""


@dataclass(frozen=True, slots=True)
class Markup:
    """Makes words of markup; times are told in the way of `locale`, one of Babel's."""

    words: Words = silent
    names: Names = nobody
    locale: str = "en"

    def plain(self, text: str, now: datetime | None = None) -> str:
        """The text without markup; times are told from `now`."""
        text = _SPOILER.sub(lambda found: self.words(SPOILER), text)
        text = _MENTION.sub(self._name, text)
        text = _EMOJI.sub(lambda found: found[1].replace("_", " ") + (found[2] and " "), text)
        text = _GUIDE.sub(lambda found: self.words(UNNAMED["#"]), text)
        text = _COMMAND.sub(r"\1", text)
        text = _TIME.sub(lambda found: self._time(found, now or datetime.now(UTC)), text)
        text = _SMALL.sub("", _TIMES.sub("×", text))
        lines = self._blocks(_markdown().parse(text))
        said = _FLAG.sub(self._flag, "\n".join(filter(None, lines)))
        return _named_signs(said)

    def link(self, address: str) -> str:
        """What to say of a web address."""
        try:
            address = address.strip("<>")
            host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
        except ValueError:
            host = ""
        named = Message("aloud.link", {"host": host.removeprefix("www.")})
        return self.words(named if host else SOME_LINK)

    def _name(self, found: re.Match[str]) -> str:
        kind = found[1].removesuffix("!")
        return self.names(kind, int(found[2])) or self.words(UNNAMED[kind])

    def _flag(self, found: re.Match[str]) -> str:
        """The country whose flag it is."""
        letters = "".join(chr(ord(each) - _FIRST_FLAG + ord("A")) for each in found[0])
        return str(Locale.parse(self.locale).territories.get(letters, ""))

    def _time(self, found: re.Match[str], now: datetime) -> str:
        try:
            at = datetime.fromtimestamp(int(found[1]), UTC)
        except (OverflowError, OSError, ValueError):
            return self.words(SOME_TIME)
        day = format_date(at, "long", locale=self.locale)
        time = format_time(at, "short", locale=self.locale)
        match found[2]:
            case "R":
                return format_timedelta(at - now, add_direction=True, locale=self.locale)
            case "t" | "T":
                return time
            case "d" | "D":
                return day
        return f"{day}, {time}"

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[str]:
        for token in tokens:
            if token.type in ("fence", "code_block"):
                yield f"{self.words(CODE)}."
            elif token.type == "inline":
                yield "".join(self._inline(token.children or ())).strip()

    def _inline(self, tokens: Sequence[Token]) -> Iterator[str]:
        shown = False
        for token in tokens:
            match token.type:
                case "text" | "code_inline":
                    yield "" if shown else _LINK.sub(lambda f: self.link(f[0]), token.content)
                case "softbreak" | "hardbreak":
                    yield "\n"
                case "image":
                    yield token.content or self.words(PICTURE)
                case "link_open":
                    shown = token.markup == "autolink"
                    yield self.link(str(token.attrGet("href"))) if shown else ""
                case "link_close":
                    shown = False


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


def _named_signs(text: str) -> str:
    """Emoji by their names, each once in a row; what only changes their looks goes."""
    said = []
    for sign, same in groupby(c for c in text if not _is_modifier(c)):
        said.append(f" {_emoji_name(sign)} " if _is_emoji(sign) else "".join(same))
    return "".join(said)


def _is_emoji(sign: str) -> bool:
    return unicodedata.category(sign) == "So" and sign not in _PRINTED


def _emoji_name(sign: str) -> str:
    """What it is called; the old signs are black or white by their print only."""
    name = unicodedata.name(sign, "").lower()
    if ord(sign) >= _FIRST_COLOURED:
        return name
    words = (word for word in name.split() if word not in ("white", "heavy", "black"))
    return " ".join(words)


def _is_modifier(sign: str) -> bool:
    """A colour of skin, a choice of looks, or what joins signs to one."""
    return unicodedata.name(sign, "").startswith(("EMOJI MODIFIER", "VARIATION SELECTOR")) or (
        unicodedata.category(sign) == "Cf"
    )
