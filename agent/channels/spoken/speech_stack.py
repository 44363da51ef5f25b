"""Hearing and speaking as the settings have them."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from agent.building import renderer
from agent.channels.spoken.rendering import Renderers
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.prompts.language import language
from agent.settings import Settings
from speech import recognition, synthesis
from speech.fetch import installed, language_of
from speech.openai import Endpoint, check
from speech.recognition import Recognizer
from speech.recognition.moonshine.fetch import is_there
from speech.synthesis import Synthesizer, Voice
from speech.vad import VoiceDetector
from speech.wyoming.connection import programs
from speech.wyoming.discovery import located

WORKERS = 2
"""Utterances recognized at a time."""
WAITING = 8
"""How many more where an engine elsewhere is waited for: one that hangs must make nobody deaf."""
SPEAKERS = 8
"""Sentences made at a time."""


@dataclass(frozen=True, slots=True)
class SpeechStack:
    """What hears and speaks, shared by everybody who is spoken with."""

    recognizer: Recognizer
    synthesizer: Synthesizer
    detector: VoiceDetector
    workers: Executor
    """Recognizes, off the event loop."""
    speakers: Executor
    """Synthesizes, and keeps no thread from others while an engine elsewhere is waited for."""
    voice_settings: VoiceSettings


def build_speech(settings: Settings) -> SpeechStack:
    """Make ready what hears and speaks; takes seconds. Raises EngineUnavailableError."""
    return SpeechStack(
        recognizer(settings),
        synthesizer(settings),
        VoiceDetector(),
        ThreadPoolExecutor(_workers(settings), "recognizing"),
        ThreadPoolExecutor(SPEAKERS, "synthesizing"),
        voice_settings(settings),
    )


def _workers(settings: Settings) -> int:
    waits = not recognition.ELSEWHERE.isdisjoint(settings.recognizer)
    return WORKERS + (WAITING if waits else 0)


def models_folder(home: Path) -> Path:
    """Where fetched Vosk models lie."""
    return home / "models/vosk"


def vosk_models(settings: Settings) -> Mapping[str, Path]:
    """The Vosk models there are, by language."""
    found = installed(models_folder(settings.home))
    named = settings.vosk_model_path
    return (
        found if named is None else {**found, language_of(named) or settings.speech_language: named}
    )


def moonshine_folder(settings: Settings) -> Path:
    """Where the fetched Moonshine model lies."""
    return settings.home / "models/moonshine"


def moonshine_model(settings: Settings) -> Path | None:
    """The Moonshine model where it is there."""
    folder = moonshine_folder(settings)
    return folder if is_there(folder) else None


def recognizer(settings: Settings, *engines: str) -> Recognizer:
    """The recognizer of the settings, or of these engines. Raises EngineUnavailableError."""
    options = recognition.RecognizerOptions(
        language=settings.speech_language,
        vosk_models=vosk_models(settings),
        offline=settings.offline,
        moonshine_model=moonshine_model(settings),
        wyoming=settings.wyoming_recognizer,
        openai=_openai(settings, settings.openai_hears_with),
        service_seconds=settings.service_seconds,
    )
    return recognition.create(engines or settings.recognizer, options)


def synthesizer(settings: Settings, *engines: str) -> Synthesizer:
    """The synthesizer of the settings, or of these engines. Raises EngineUnavailableError."""
    options = synthesis.SynthesizerOptions(
        voice=Voice(settings.voice, settings.rate),
        words=renderer(settings, voice=True).render,
        offline=settings.offline,
        wyoming=settings.wyoming_synthesizer,
        wyoming_voice=settings.wyoming_voice,
        openai=_openai(settings, settings.openai_speaks_with),
        openai_voice=settings.openai_voice,
        service_seconds=settings.service_seconds,
        cache=settings.home / "cache/speech" if settings.speech_cache_mb else None,
        cache_bytes=settings.speech_cache_mb * 10**6,
    )
    return synthesis.create(engines or settings.synthesizer, options)


def services(settings: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each setting that names an engine elsewhere, and what asks there for what it is.

    Asking raises SpeechError where there is no answer.
    """
    named = (
        ("WYOMING_RECOGNIZER", settings.wyoming_recognizer, "asr"),
        ("WYOMING_SYNTHESIZER", settings.wyoming_synthesizer, "tts"),
    )
    for setting, address, kind in named:
        if address:
            yield setting, partial(_programs, address, kind, settings)
    if settings.openai_url:
        yield "OPENAI_URL", partial(_host, settings)


def _programs(address: str, kind: str, settings: Settings) -> str:
    seconds = settings.service_seconds
    server = located(address, kind, seconds, offline=settings.offline)
    return f"{server}: {', '.join(programs(server, kind, seconds))}"


def _host(settings: Settings) -> str:
    endpoint = _openai(settings, "").checked(offline=settings.offline)
    check(endpoint, settings.service_seconds)
    return endpoint.host


def _openai(settings: Settings, model: str) -> Endpoint:
    return Endpoint(settings.openai_url, settings.openai_key.get_secret_value(), model)


def voice_settings(settings: Settings) -> VoiceSettings:
    """How people get the agent's attention, and how it puts things."""
    return VoiceSettings(
        WakePhrase.of(settings.wake_word or settings.agent_name, settings.agent_name),
        settings.attention_seconds,
        Renderers(renderer(settings, voice=True), renderer(settings)),
        language(settings.agent_language),
    )
