"""What synthesizers are made from."""

from dataclasses import dataclass, field
from pathlib import Path

from speech.openai import Endpoint
from speech.synthesis.base import Voice
from speech.synthesis.markup import Words, silent


@dataclass(frozen=True, slots=True)
class SynthesizerOptions:
    """Settings of all synthesizers; each reads those it needs."""

    voice: Voice = field(default_factory=Voice)
    words: Words = silent
    """Says what is said of what cannot be read aloud, such as a picture."""
    offline: bool = False
    """Refuse engines that need the network."""
    gtts_seconds: float = 2.5
    """How long Google may take for a sentence."""
    wyoming: str = ""
    """Where a Wyoming synthesizer is: "host:port"."""
    wyoming_voice: str = ""
    """What it calls the voice; its own choice, where empty."""
    openai: Endpoint = field(default_factory=Endpoint)
    """A service with OpenAI's interface, and the model that speaks."""
    openai_voice: str = "alloy"
    service_seconds: float = 5.0
    """How long either may take for each step."""
    cache: Path | None = None
    """The folder where spoken sentences are kept; none are, without one."""
    cache_bytes: int = 200_000_000
    """How much they may take; a second of speech takes 96,000."""
