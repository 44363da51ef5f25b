"""What is said, as Discord's markdown, in which people's own words look the way they were typed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import category

from discord.utils import escape_markdown, escape_mentions

from agent.dialog.turns import Say
from agent.prompts.render import Renderer
from messages import Message

LONGEST = 1_900
"""Characters of the longest message: Discord takes 2,000, and a sentence may be added."""
MOST_PIECES = 3
"""A text that needs more messages than this is better read as a file."""
FENCE = "```"
BLOCKS = frozenset({"table", "report", "conflict"})
"""Values with columns, which need letters of one width."""
OURS = frozenset({"page", "sentence", "usage", "usages"})
"""Values that are markdown already."""
WITH_FILE = "idle.answer.file"
"""The prompt of a taught answer with files, which may have no words."""
TAUGHT = frozenset({"idle.answer", "idle.answer.small_talk", WITH_FILE})
REFERENCES = {"who": "<@{}>", "author": "<@{}>", "channel": "<#{}>", "role": "<@&{}>"}
"""Values that name a person, a channel or a role by its number, and how Discord shows them."""
"""Prompts that come out as they were taught: with markdown, links, emoji and channels."""
UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Categories of characters that show nothing; some letters do not, either."""
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
PING = re.compile(r"@(?=everyone|here)")
"""What calls everybody; names of members stay, and Discord is told to ping nobody anyhow."""


class Words:
    """Renders prompts: for the screen, and plain for files."""

    def __init__(self, renderer: Renderer) -> None:
        self._plain = renderer
        self._screen = renderer.quoting(emphasised)

    def shown(self, say: Say | Message) -> str:
        """The words with markdown; only taught answers can format or link, none ping."""
        if say.prompt in TAUGHT:
            text = PING.sub("@\u200b", self._screen.render(say))
            if is_visible(text):
                return text
            return "" if say.prompt == WITH_FILE else self.text("idle.blank")
        values = {name: _safe(name, value) for name, value in say.values.items()}
        return self._screen.render(replace(say, values=values))

    def choices(self, say: Say) -> tuple[str, ...]:
        """What can be answered by pressing it."""
        return self._plain.choices(say)

    def text(self, prompt: str) -> str:
        """The words of the message with this key."""
        return self._plain.text(prompt)

    def plain(self, say: Say) -> str:
        """The words without markdown."""
        return self._plain.render(say)


def is_visible(text: str) -> bool:
    """Whether there is anything to see in `text`."""
    return any(category(c) not in UNSEEN and c not in BLANK for c in text)


def escaped(text: str) -> str:
    """`text` so that Discord shows it letter by letter and pings nobody."""
    return escape_mentions(escape_markdown(text, ignore_links=False))


def emphasised(text: str) -> str:
    """A user's words, escaped already, set off from ours."""
    return f"*{text}*" if text.strip() == text and text else f"“{text}”"


def fenced(text: str) -> str:
    """`text` in letters of one width; a fence in it cannot end the block."""
    return f"{FENCE}\n{text.replace('`', 'ˋ')}\n{FENCE}" if text else ""


def pieces(text: str) -> list[str]:
    """`text` in messages, cut between lines or words where that is possible.

    More than `MOST_PIECES`, or a long text with a fenced block, is for a file: an empty list.
    """
    if len(text) <= LONGEST:
        return [text]
    if FENCE in text or len(text) > MOST_PIECES * LONGEST:
        return []
    cut = _cut(text)
    rest = pieces(text[cut:].lstrip())
    return [text[:cut].rstrip(), *rest] if len(rest) < MOST_PIECES and rest else []


def _cut(text: str) -> int:
    """Where the first message ends: at the last line, sentence or word that fits it half."""
    for end in ("\n", ". ", " "):
        found = text.rfind(end, LONGEST // 2, LONGEST)
        if found > 0:
            return found + len(end)
    return LONGEST


def _safe(name: str, value: object) -> object:
    if name in OURS:
        return value
    if name in BLOCKS and isinstance(value, str):
        return fenced(value)
    if name in REFERENCES and isinstance(value, str) and value.isascii() and value.isdigit():
        return REFERENCES[name].format(value)
    return _escaped(value)


def _escaped(value: object) -> object:
    match value:
        case str():
            return escaped(value)
        case Message():
            return Message(value.prompt, {k: _safe(k, v) for k, v in value.values.items()})
        case list() | tuple():
            return tuple(_escaped(each) for each in value)
        case Mapping():
            return {key: _escaped(each) for key, each in value.items()}
    return value
