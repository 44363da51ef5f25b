"""Answers for a terminal: wrapped between words, code as it was taught, a little colour."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Literal

from rich.console import Console
from rich.text import Text

WIDEST = 100
"""Columns; longer lines are hard to read."""
_FENCE = re.compile(r"\n?```(?:[\w+#.-]*\n)?(.*?)\n?```\n?", re.DOTALL)
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
    for kind, part in _parts(text):
        if kind == "code":
            console.print(Text(part, style="cyan"), soft_wrap=True)
        else:
            console.print(Text("\n").join(map(_styled, part.split("\n"))))
    return target.getvalue()


def _parts(text: str) -> Iterator[tuple[Literal["prose", "code"], str]]:
    """What is said and what is between fences, in its order."""
    position = 0
    for fence in _FENCE.finditer(text):
        if before := text[position : fence.start()]:
            yield "prose", before
        yield "code", fence[1]
        position = fence.end()
    if position < len(text) or not text:
        yield "prose", text[position:]


def _styled(line: str) -> Text:
    """Bold and code as the marks around them say; everything else stays as it is."""
    words, position = Text(), 0
    for marked in _MARKED.finditer(line):
        words.append(line[position : marked.start()])
        strong = marked["strong"]
        words.append(strong or marked["code"], style="bold" if strong else "cyan")
        position = marked.end()
    return words.append(line[position:])
