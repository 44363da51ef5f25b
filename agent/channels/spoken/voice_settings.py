"""How people get the agent's attention, and how it puts things."""

from dataclasses import dataclass

from agent.channels.spoken.rendering import Renderers
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.prompts.language import Language


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """What holds for all conversations by voice."""

    wake: WakePhrase
    attention: float
    """Seconds after an answer in which nobody needs it."""
    wording: Renderers
    language: Language
