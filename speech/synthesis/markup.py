"""Messages as Discord's users write them, to plain text: what cannot be said is put into words."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from markdown_it import MarkdownIt
from markdown_it.token import Token

Names = Callable[[str, int], str]
"""The name of somebody or something mentioned: "@" a person, "@&" a role, "#" a channel."""

CODE = "some code, I've written it down"
PICTURE = "a picture"
SPOILER = "a spoiler"
LINK = "a link to {}"
UNNAMED = {"@": "somebody", "@&": "a role", "#": "a channel"}

_MENTION = re.compile(r"<(@&|@!?|#)(\d{1,20})>")
_EMOJI = re.compile(r"<a?:(\w{1,32}):\d{1,20}>")
_COMMAND = re.compile(r"</([\w -]{1,100}):\d{1,20}>")
_TIME = re.compile(r"<t:(-?\d{1,12})(?::([tTdDfFR]))?>")
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_LINK = re.compile(r"<?\bhttps?://[^\s<>]+[^\s<>.,;:!?'\")\]]>?", re.IGNORECASE)
_SMALL = re.compile(r"^-# ", re.MULTILINE)


def plain(text: str, names: Names | None = None, now: datetime | None = None) -> str:
    """The text without markup; `names` says who is mentioned, times are told from `now`."""
    text = _SPOILER.sub(SPOILER, text)
    text = _MENTION.sub(lambda found: _name(found, names), text)
    text = _EMOJI.sub(lambda found: found[1].replace("_", " "), text)
    text = _COMMAND.sub(r"\1", text)
    text = _TIME.sub(lambda found: _time(found, now or datetime.now(UTC)), text)
    text = _SMALL.sub("", text)
    lines = _blocks(_markdown().parse(text))
    return _named_signs("\n".join(filter(None, lines)))


def link(address: str) -> str:
    """What to say of a web address."""
    try:
        host = urlsplit(address.strip("<>")).hostname or ""
    except ValueError:
        host = ""
    return LINK.format(host.removeprefix("www.")) if host else "a link"


def _name(found: re.Match[str], names: Names | None) -> str:
    kind = found[1].removesuffix("!")
    return (names(kind, int(found[2])) if names else "") or UNNAMED[kind]


def _time(found: re.Match[str], now: datetime) -> str:
    try:
        at = datetime.fromtimestamp(int(found[1]), UTC)
    except (OverflowError, OSError, ValueError):
        return "some time"
    match found[2]:
        case "R":
            return format_timedelta(at - now, add_direction=True, locale="en")
        case "t" | "T":
            return format_time(at, "short", locale="en")
        case "d" | "D":
            return format_date(at, "long", locale="en")
    return format_datetime(at, "d MMMM y, h:mm a", locale="en")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield CODE + "."
        elif token.type == "inline":
            yield "".join(_inline(token.children or ())).strip()


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    shown = False
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield _LINK.sub(lambda found: link(found[0]), token.content) if not shown else ""
            case "softbreak" | "hardbreak":
                yield "\n"
            case "image":
                yield token.content or PICTURE
            case "link_open":
                shown = token.markup == "autolink"
                yield link(str(token.attrGet("href"))) if shown else ""
            case "link_close":
                shown = False


def _named_signs(text: str) -> str:
    """Emoji by their names, each once in a row; what only changes their looks goes."""
    said = []
    for sign, same in groupby(c for c in text if not _is_modifier(c)):
        said.append(f" {_emoji_name(sign)} " if _is_emoji(sign) else "".join(same))
    return "".join(said)


def _is_emoji(sign: str) -> bool:
    return unicodedata.category(sign) == "So" and sign != "°"


def _emoji_name(sign: str) -> str:
    return unicodedata.name(sign, "").lower()


def _is_modifier(sign: str) -> bool:
    """A colour of skin, a choice of looks, or what joins signs to one."""
    return unicodedata.name(sign, "").startswith(("EMOJI MODIFIER", "VARIATION SELECTOR")) or (
        unicodedata.category(sign) == "Cf"
    )
