"""Every setting with its type, its default and one sentence; from the environment and `.env`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The repository: what the project ships, and where a user's things lie unless told otherwise."""

INTENTS = ("guilds", "members", "messages", "message_content", "voice_states", "reactions")


class SettingsError(ValueError):
    """A setting has a value it cannot have; the text is one line for the owner."""


class Settings(BaseSettings):
    """What an owner can set. Names are those of the environment, in any case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    mode: Literal["auto", "discord", "console"] = Field(
        "auto", description="Where dialogs happen; auto is discord when there is a token."
    )
    discord_token: SecretStr = Field(
        SecretStr(""), description="The bot's token from Discord's developer portal."
    )
    prefix: str = Field("!", min_length=1, max_length=5, description="What commands begin with.")
    intents: Annotated[tuple[str, ...], NoDecode] = Field(
        ("guilds", "messages", "message_content", "voice_states"),
        description=f"What Discord tells the bot of, with commas: {', '.join(INTENTS)}.",
    )
    trainer_role: str = Field(
        "Trainer",
        min_length=1,
        max_length=100,
        description="The role (name or number) that may teach, besides who manages the server.",
    )
    channels: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Channels (names or numbers, with commas) where every message is for me.",
    )
    agent_name: str = Field(
        "Robin", min_length=1, max_length=32, description="The name the agent answers to."
    )
    wake_word: str = Field(
        "", max_length=32, description="What I am called by voice; the agent's name, where empty."
    )
    understudy_home: Path = Field(
        ROOT, description="The folder for datasets, models, archives and dialogs."
    )
    encoder: str = Field(
        "auto",
        min_length=1,
        description="The sentence encoder to learn with, where it is there: auto (by the language "
        "of what is taught), minilm, multilingual, mpnet, none, or a folder with one of your own.",
    )
    models_in_memory: int = Field(
        32, ge=1, le=10_000, description="Models kept in memory; the one unused longest goes first."
    )
    max_file_mb: int = Field(32, ge=1, le=512, description="Megabytes of the largest file read.")
    max_examples: int = Field(
        100_000, ge=2, le=1_000_000, description="Examples of the largest dataset."
    )
    max_characters: int = Field(
        2_000, ge=80, le=20_000, description="Characters of the longest line or example."
    )
    certain: float = Field(
        0.80, ge=0, le=1, description="Confidence from which the agent goes on without asking."
    )
    doubtful: float = Field(
        0.50, ge=0, le=1, description="Confidence below which nothing was understood."
    )
    misses: int = Field(
        3, ge=1, le=10, description="Misses or silences in a row before a dialog is parked."
    )
    silence_seconds: float = Field(
        7, gt=0, le=120, description="Silence after a spoken question before it is asked again."
    )
    park_seconds: float = Field(
        600, gt=0, le=86_400, description="Time without a turn before a dialog is parked."
    )
    offer_seconds: float = Field(
        60,
        ge=0,
        le=3_600,
        description="Time in which a line may be the answer to a question I did not know.",
    )
    retrain_seconds: float = Field(
        5, ge=0, le=86_400, description="Wait after a correction before it is learned for good."
    )
    recognizer: Annotated[tuple[str, ...], NoDecode] = Field(
        ("auto",),
        min_length=1,
        description="What hears, the preferred first, with commas: vosk, moonshine, google, "
        "sphinx; auto is vosk where there is a model, else moonshine where it is there, else "
        "sphinx.",
    )
    synthesizer: Annotated[tuple[str, ...], NoDecode] = Field(
        ("auto",),
        min_length=1,
        description="What speaks, the preferred first, with commas: hibari, pyttsx3, gtts; auto is "
        "hibari where it has the voice, else pyttsx3.",
    )
    vosk_model_path: Path | None = Field(
        None, description="A Vosk model's folder, where it is not one that was fetched."
    )
    speech_language: str = Field(
        "en-us", pattern="^[a-z]{2,3}(-[a-z]{2})?$", description="The language to hear."
    )
    voice: str = Field(
        "en-us", min_length=1, description="The voice to speak with; `say --voices` lists them."
    )
    rate: int = Field(175, ge=80, le=450, description="Words per minute to speak.")
    attention_seconds: float = Field(
        10, ge=0, le=120, description="Time after an answer in which nobody need say the name."
    )
    speech_cache_mb: int = Field(
        200, ge=0, le=10_000, description="Megabytes of spoken sentences kept; 0 keeps none."
    )
    offline: bool = Field(
        False, description="Whether to use no network but Discord, whatever else is set."
    )
    consent: Literal["everyone", "opt-in"] = Field(
        "everyone",
        description="Who is heard in a voice channel: everyone who has not said no, or only who "
        "has said yes.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="How much the log says, on standard error."
    )

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
            raise ValueError(f"{unknown[0]} is no intent; there are {', '.join(INTENTS)}")
        return names

    @field_validator("channels", mode="before")
    @classmethod
    def _split_channels(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(name for each in value.split(",") if (name := each.strip().lstrip("#")))

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

    def rows(self) -> list[tuple[str, str, str]]:
        """Name, value (secrets masked) and sentence of every setting."""
        return [
            (name.upper(), _shown(getattr(self, name)), field.description or "")
            for name, field in type(self).model_fields.items()
        ]


def load_settings(home: Path | None = None) -> Settings:
    """The settings as they are now; `home` is what the command line says. Raises SettingsError."""
    try:
        return Settings() if home is None else Settings(understudy_home=home)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
    reason = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return f"The setting {name} is wrong: {reason}. Change it in .env or the environment."


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else "(not set)"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value)
