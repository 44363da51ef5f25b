"""Every setting with its type and its default; from the environment and `.env`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from agent.services.server_settings import ServerSettings, SettingsError, reason_of
from agent.storage.names import shown as quoted
from messages import Message

ROOT = Path(__file__).resolve().parent.parent
"""The repository: what the project ships, and where a user's things lie unless told otherwise."""

INTENTS = ("guilds", "members", "messages", "message_content", "voice_states", "reactions")


class Settings(BaseSettings, ServerSettings):
    """What an owner can set, for all servers, and what each server begins with.

    Names are those of the environment, in any case.
    """

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    mode: Literal["auto", "discord", "console"] = Field("auto")
    discord_token: SecretStr = Field(SecretStr(""))
    intents: Annotated[tuple[str, ...], NoDecode] = Field(
        ("guilds", "messages", "message_content", "voice_states", "reactions")
    )
    agent_name: str = Field("Robin", min_length=1, max_length=32)
    wake_word: str = Field("", max_length=32)
    understudy_home: Path = Field(ROOT)
    encoder: str = Field("auto", min_length=1)
    inbox: bool = Field(True)
    export_days: int = Field(7, ge=0, le=3_650)
    archive_days: int = Field(0, ge=0, le=3_650)
    journal_days: int = Field(0, ge=0, le=3_650)
    models_kept: int = Field(50, ge=0, le=100_000)
    models_in_memory: int = Field(32, ge=1, le=10_000)
    workspace_mb: int = Field(1_024, ge=1, le=1_000_000)
    workspace_files: int = Field(10_000, ge=50, le=1_000_000)
    max_file_mb: int = Field(32, ge=1, le=512)
    max_attachment_mb: int = Field(8, ge=1, le=100)
    max_examples: int = Field(100_000, ge=2, le=1_000_000)
    max_characters: int = Field(2_000, ge=80, le=20_000)
    certain: float = Field(0.80, ge=0, le=1)
    doubtful: float = Field(0.50, ge=0, le=1)
    misses: int = Field(3, ge=1, le=10)
    silence_seconds: float = Field(7, gt=0, le=120)
    park_seconds: float = Field(600, gt=0, le=86_400)
    offer_seconds: float = Field(60, ge=0, le=3_600)
    retrain_seconds: float = Field(5, ge=0, le=86_400)
    trainings: int = Field(1, ge=1, le=16)
    training_seconds: int = Field(600, ge=10, le=86_400)
    spare_seconds: int = Field(300, ge=0, le=86_400)
    training_memory_mb: int = Field(8_192, ge=0, le=1_000_000)
    recognizer: Annotated[tuple[str, ...], NoDecode] = Field(("auto",), min_length=1)
    synthesizer: Annotated[tuple[str, ...], NoDecode] = Field(("auto",), min_length=1)
    vosk_model_path: Path | None = Field(None)
    watch_words: bool = Field(False)
    wyoming_uri: str = Field("")
    wyoming_workspace: str = Field("console", min_length=1)
    wyoming_teaching: Literal["auto", "anybody", "nobody"] = Field("auto")
    wyoming_recognizer: str = Field("")
    wyoming_synthesizer: str = Field("")
    wyoming_voice: str = Field("")
    openai_url: str = Field("")
    openai_key: SecretStr = Field(SecretStr(""))
    openai_hears_with: str = Field("whisper-1", min_length=1)
    openai_speaks_with: str = Field("tts-1", min_length=1)
    openai_voice: str = Field("alloy", min_length=1)
    service_seconds: float = Field(5, gt=0, le=120)
    speech_language: str = Field("en-us", pattern="^[a-z]{2,3}(-[a-z]{2})?$")
    attention_seconds: float = Field(10, ge=0, le=120)
    speech_cache_mb: int = Field(200, ge=0, le=10_000)
    offline: bool = Field(False)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("WARNING")
    log_file: Path | None = Field(None)
    log_mb: int = Field(10, ge=1, le=10_000)
    metrics_port: int = Field(0, ge=0, le=65_535)

    @field_validator("recognizer", "synthesizer", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(name.strip().lower() for name in value.split(",") if name.strip())

    @field_validator("intents", mode="before")
    @classmethod
    def _split_intents(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
        unknown = [name for name in names if name not in INTENTS]
        if unknown:
            raise SettingsError("settings.no_intent", given=quoted(unknown[0]), known=INTENTS)
        return names

    @field_validator("agent_name", "wake_word")
    @classmethod
    def _is_said(cls, value: str) -> str:
        if value and not any(each.isalpha() for each in value):
            raise SettingsError("settings.no_name", given=value)
        return value

    @property
    def home(self) -> Path:
        """The folder for everything that is kept; HOME itself is another's name."""
        return self.understudy_home

    @property
    def channel(self) -> Literal["discord", "console"]:
        """Where dialogs happen, `auto` resolved."""
        if self.mode != "auto":
            return self.mode
        return "discord" if self.discord_token.get_secret_value() else "console"

    def rows(self) -> list[tuple[str, str | Message]]:
        """Name and value (secrets masked) of every setting; the message setting.<name> says what
        it is for."""
        return [(name, _shown(getattr(self, name))) for name in type(self).model_fields]


def load_settings(home: Path | None = None) -> Settings:
    """The settings as they are now; `home` is what the command line says. Raises SettingsError."""
    try:
        return Settings() if home is None else Settings(understudy_home=home)
    except ValidationError as error:
        raise _wrong(error) from error


def _wrong(error: ValidationError) -> SettingsError:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper() if first["loc"] else Message("settings.some")
    reason = reason_of(error)
    if isinstance(reason, str):
        reason = reason.removeprefix("Input ")
    return SettingsError("settings.wrong", name=name, reason=reason)


def _shown(value: object) -> str | Message:
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else Message("settings.not_set")
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value)
