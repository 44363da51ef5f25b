"""Answers for a terminal: wrapped between words, code as it was taught, a little colour."""

import re
from io import StringIO

from rich.console import Console
from rich.text import Text

WIDEST = 100
"""Columns; longer lines are hard to read."""
_FENCE = re.compile(r"```[^\n`]*\n?(.*?)\n?```", re.DOTALL)
_MARKED = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|`(?P<code>[^`\n]+)`")


def laid_out(text: str, width: int, colour: bool) -> str:
    """`text` as lines of at most `width` columns, code excepted; with escapes where `colour`."""
    target = StringIO()
    console = Console(
        file=target,
        width=max(20, min(width, WIDEST)),
        force_terminal=colour,
        no_color=None if colour else True,
        color_system="standard" if colour else None,
        highlight=False,
    )
    position = 0
    for fence in _FENCE.finditer(text):
        _prose(console, text[position : fence.start()].removesuffix("\n"))
        console.print(Text(fence[1], style="cyan"), soft_wrap=True)
        position = fence.end()
    _prose(console, text[position:].removeprefix("\n") if position else text)
    return target.getvalue()


def _prose(console: Console, text: str) -> None:
    if not text and console.file.tell():
        return
    for line in text.split("\n"):
        words = _styled(line)
        words.no_wrap = False
        console.print(words)


def _styled(line: str) -> Text:
    """Bold and code as the marks around them say; everything else stays as it is."""
    words, position = Text(), 0
    for marked in _MARKED.finditer(line):
        words.append(line[position : marked.start()])
        strong = marked["strong"]
        words.append(strong or marked["code"], style="bold" if strong else "cyan")
        position = marked.end()
    return words.append(line[position:])
