"""What is made of settings alone: words, dialogs, limits, encoders, the learner of phrases."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from agent.dialog.commands import Commands
from agent.dialog.dialog import Dialog
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.reprompting import Policy
from agent.learning.dataset import DatasetLimits
from agent.learning.encoder.cache import CachedEncoder
from agent.learning.encoder.encoder import Encoder
from agent.learning.encoder.installed import Encoders
from agent.learning.folder import encoder_of
from agent.prompts import catalogue
from agent.prompts.language import language
from agent.prompts.render import Renderer
from agent.services.phrase_model import PhraseModel
from agent.services.server_settings import SettingsError
from agent.settings import ROOT, Settings
from agent.states import all_states
from agent.storage.home import Home
from agent.storage.quota import Quota
from agent.understanding.classifying import Classifier, material
from agent.understanding.understand import Understanding
from speech.synthesis import voices

MODELS = "models"
VOICES = 20
"""Voices that are named where one is not there."""
SAMPLE = 100
"""Phrases that tell what language they are in."""


def build_dialog(settings: Settings, commands: Commands, classifier: Classifier) -> Dialog:
    """The dialog of all users."""
    policy = Policy(
        certain=settings.certain,
        doubtful=settings.doubtful,
        misses=settings.misses,
        silence=settings.silence_seconds,
        parking=settings.park_seconds,
        offer=settings.offer_seconds,
        longest=settings.max_characters,
    )
    understanding = build_understanding(settings, commands, classifier)
    return Dialog(all_states(), GLOBAL_COMMANDS, understanding, policy)


def build_understanding(
    settings: Settings, commands: Commands, classifier: Classifier
) -> Understanding:
    """What makes meanings of words."""
    return Understanding(
        settings.prefix,
        settings.agent_name,
        language(settings.agent_language),
        commands,
        classifier,
    )


def check_voice(voice: str) -> None:
    """Raises SettingsError for a voice that is not on this machine."""
    there = tuple(dict.fromkeys(each.name for each in voices()))
    languages = {name.split("+")[0] for name in there}
    if voice not in there and voice.split("+", maxsplit=1)[0] not in languages:
        raise SettingsError("settings.no_voice", given=voice, some=there[:VOICES])


def renderer(settings: Settings, voice: bool = False) -> Renderer:
    """What turns prompts into words, for the eye or the ear."""
    constants = {"agent": settings.agent_name, "prefix": settings.prefix}
    return Renderer(catalogue.load(settings.agent_language), constants, voice)


def home_of(settings: Settings) -> Home:
    """Where everything is kept, and how much of it."""
    return Home(settings.home, Quota(settings.workspace_files, settings.workspace_mb))


def limits(settings: Settings) -> DatasetLimits:
    return DatasetLimits(
        settings.max_file_mb * 2**20, settings.max_examples, settings.max_characters
    )


def encoders(settings: Settings) -> Encoders:
    """The sentence encoders beside what is kept, and beside the program."""
    return Encoders(_model_folders(settings), settings.encoder)


def _model_folders(settings: Settings) -> tuple[Path, Path]:
    """Where models lie that are nobody's own: beside what is kept, and beside the program."""
    return settings.home / MODELS, ROOT / MODELS


def can_serve(installed: Encoders, model: Path) -> bool:
    """Whether the encoder that a model wants is here, if it wants one."""
    wanted = encoder_of(model)
    return wanted is None or installed.has(wanted)


def training_encoders(installed: Encoders, home: Home) -> Callable[[Sequence[str]], Encoder | None]:
    """The encoders for texts as trainings use them: what was encoded once is kept."""
    return lambda texts: _cached(installed.of_texts(texts), home)


def phrase_model(settings: Settings, installed: Encoders, home: Home) -> PhraseModel:
    """The learner of what people say to the agent itself."""
    said = cache(partial(material, language(settings.agent_language)))
    return PhraseModel(
        [folder / "understanding" for folder in _model_folders(settings)],
        said,
        lambda: installed.of_texts([text for text, _ in said()[:SAMPLE]]),
        lambda encoder: _cached(encoder, home),
    )


def _cached(encoder: Encoder | None, home: Home) -> Encoder | None:
    return CachedEncoder(encoder, home.cache / "embeddings.sqlite3") if encoder else None
