"""The words of deliveries: what is said aloud, and what is written because it is no good aloud."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.dialog.turns import Say
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery

LONG = 160
"""Characters from which an answer is written, too."""
ENOUGH = 240
"""Characters of what is read aloud of a long answer, at most: a quarter of a minute."""
ELSEWHERE = "elsewhere"
"""The key of the words that send a listener to what is written."""
SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Renderers:
    """Renders for the ear and for the eye."""

    voice: Renderer
    text: Renderer

    def aloud(self, deliveries: Sequence[Delivery]) -> str:
        """What to say, in one breath; empty where there is nothing."""
        return " ".join(filter(None, map(self._spoken, _says(deliveries))))

    def to_write(self, deliveries: Sequence[Delivery]) -> list[Delivery]:
        """What is to be handed over in writing beside what is said: long answers and files."""
        return [each for each in deliveries if isinstance(each, Path) or self._is_long(each)]

    def _spoken(self, say: Say) -> str:
        """All of it, or its first sentences and where the rest is."""
        words = self.voice.render(say)
        if len(words) <= ENOUGH + LONG:
            return words
        return f"{_beginning(words)} {self.voice.text('voice.rest')}"

    def _is_long(self, delivery: Delivery) -> bool:
        if not isinstance(delivery, Say):
            return False
        written = self.text.render(delivery)
        if len(written) > LONG or "\n" in written:
            return True
        return self.voice.phrase(ELSEWHERE) in self.voice.render(delivery)


def _beginning(words: str) -> str:
    """Whole sentences where there are any, else whole words."""
    some = words[: ENOUGH + 1]
    ends = [found.end() for found in SENTENCE_END.finditer(some)]
    return some[: ends[-1]].rstrip() if ends else some[:ENOUGH].rpartition(" ")[0] + " …"


def _says(deliveries: Sequence[Delivery]) -> Iterator[Say]:
    return (delivery for delivery in deliveries if isinstance(delivery, Say))
