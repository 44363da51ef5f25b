"""The words of deliveries: what is said aloud, and what is written because it is no good aloud."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.channel import Delivery
from agent.prompts.render import Renderer
from agent.turns import Say

LONG = 160
"""Characters from which an answer is written, too."""
ELSEWHERE = "text channel"
"""Spoken words that send the listener there."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Renders for the ear and for the eye."""

    voice: Renderer
    text: Renderer

    def aloud(self, deliveries: Sequence[Delivery]) -> str:
        """What to say, in one breath; empty where there is nothing."""
        return " ".join(filter(None, (self.voice.render(say) for say in _says(deliveries))))

    def written(self, deliveries: Sequence[Delivery]) -> list[str | Path]:
        """Texts and files to hand over beside what is said."""
        found: list[str | Path] = []
        for delivery in deliveries:
            if isinstance(delivery, Path):
                found.append(delivery)
            elif isinstance(delivery, Say) and self._needs_writing(delivery):
                found.append(self.text.render(delivery))
        return found

    def _needs_writing(self, say: Say) -> bool:
        written = self.text.render(say)
        return len(written) > LONG or "\n" in written or ELSEWHERE in self.voice.render(say)


def _says(deliveries: Sequence[Delivery]) -> Iterator[Say]:
    return (delivery for delivery in deliveries if isinstance(delivery, Say))
