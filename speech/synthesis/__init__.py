"""Text to speech: engines behind one interface, made by name, with a cache."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module

from speech.errors import EngineUnavailableError
from speech.synthesis.base import Engine, Speech, Synthesizer, Voice, VoiceInfo
from speech.synthesis.cache import Cached, Store
from speech.synthesis.chain import SynthesisChain
from speech.synthesis.options import SynthesizerOptions
from speech.synthesis.scripts import ByScript

__all__ = ["Speech", "Synthesizer", "SynthesizerOptions", "Voice", "create", "voices"]

ENGINES = ("hibari", "pyttsx3", "gtts", "wyoming", "openai")
"""Each is a module here with `create(options)`; another engine is another file and its name."""
AUTO = "auto"


def create(names: Sequence[str], options: SynthesizerOptions) -> Synthesizer:
    """A synthesizer with the engine of that name, or with a chain of several.

    "auto" is hibari where it is there and speaks the language, and else espeak-ng.
    Raises EngineUnavailableError with what to do, for a name that is none and where not one of
    the engines can be made; when some can, the others are told about in `engine.remarks`.
    """
    made, missing = [], []
    for name in names:
        try:
            made.append(_auto(options) if name == AUTO else _engine(name, options))
        except EngineUnavailableError as error:
            missing.append(error.message)
    if not names:
        raise EngineUnavailableError("synthesizer.not_named")
    if not made:
        raise EngineUnavailableError("engine.none_works", reasons=tuple(missing))
    if options.cache is not None:
        store = Store(options.cache, options.cache_bytes)
        made = [Cached(engine, store) for engine in made]
    engine = made[0] if len(made) == 1 else SynthesisChain(made)
    engine.remarks = (*missing, *engine.remarks)
    return Synthesizer(engine, options.words)


def voices() -> Iterator[VoiceInfo]:
    """The voices that can be named on this machine."""
    for name in ("hibari", "pyttsx3"):
        yield from import_module(f"speech.synthesis.{name}").voices()


def _auto(options: SynthesizerOptions) -> Engine:
    """What sounds best of what is there, helped out by espeak-ng where a script is not its own."""
    try:
        engine = _engine("hibari", options)
    except EngineUnavailableError:
        engine = _engine("pyttsx3", options)
    return ByScript(engine, lambda voice: _engine("pyttsx3", replace(options, voice=voice)))


def _engine(name: str, options: SynthesizerOptions) -> Engine:
    if name not in ENGINES:
        raise EngineUnavailableError("synthesizer.unknown", name=name, known=(AUTO, *ENGINES))
    made: Callable[[SynthesizerOptions], Engine] = import_module(f"speech.synthesis.{name}").create
    return made(options)
