"""What recognizers are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from speech.openai import Endpoint


@dataclass(frozen=True, slots=True)
class RecognizerOptions:
    """Settings of all recognizers; each reads those it needs."""

    language: str = "en-us"
    """As in the names of Vosk's models: "en-us", "de", "pt"."""
    vosk_models: Mapping[str, Path] = field(default_factory=dict)
    """Model folders by language."""
    offline: bool = False
    """Refuse engines that need the network."""
    google_seconds: float = 2.5
    """How long Google may take for an utterance."""
    google_endpoint: str = "https://www.google.com/speech-api/v2/recognize"
    moonshine_model: Path | None = None
    """The folder of Moonshine's model."""
    wyoming: str = ""
    """Where a Wyoming recognizer is: "host:port"."""
    openai: Endpoint = field(default_factory=Endpoint)
    """A service with OpenAI's interface, and the model that hears."""
    service_seconds: float = 5.0
    """How long either may take for each step."""

    @property
    def family(self) -> str:
        """The language without its country: "en" of "en-us"."""
        return self.language.split("-")[0]

    @property
    def vosk_model(self) -> Path | None:
        """The model for the language, or for a relative of it ("en-gb" for "en-us")."""
        for language, folder in self.vosk_models.items():
            if language == self.language:
                return folder
        relatives = (f for name, f in self.vosk_models.items() if name.split("-")[0] == self.family)
        return next(relatives, None)
