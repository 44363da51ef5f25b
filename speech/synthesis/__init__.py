"""Text to speech: engines behind one interface, made by name, with a cache."""

from collections.abc import Callable, Sequence
from importlib import import_module

from speech.errors import EngineUnavailableError
from speech.synthesis.base import Engine, Speech, Synthesizer, Voice
from speech.synthesis.cache import Cached, Store
from speech.synthesis.chain import SynthesisChain
from speech.synthesis.options import SynthesizerOptions

__all__ = ["Speech", "Synthesizer", "SynthesizerOptions", "Voice", "create"]

ENGINES = ("pyttsx3", "gtts")
"""Each is a module here with `create(options)`; another engine is another file and its name."""


def create(names: Sequence[str], options: SynthesizerOptions) -> Synthesizer:
    """A synthesizer with the engine of that name, or with a chain of several.

    Raises EngineUnavailableError with what to do, for a name that is none and where not one of
    the engines can be made; when some can, the others are told about in `engine.remark`.
    """
    made, missing = [], []
    for name in names:
        try:
            made.append(_engine(name, options))
        except EngineUnavailableError as error:
            missing.append(str(error))
    if not made:
        raise EngineUnavailableError(" ".join(missing) or "No synthesizer is named.")
    if options.cache is not None:
        store = Store(options.cache, options.cache_bytes)
        made = [Cached(engine, store) for engine in made]
    engine = made[0] if len(made) == 1 else SynthesisChain(made)
    engine.remark = " ".join(filter(None, (*missing, engine.remark)))
    return Synthesizer(engine)


def _engine(name: str, options: SynthesizerOptions) -> Engine:
    if name not in ENGINES:
        raise EngineUnavailableError(
            f'There is no synthesizer "{name}"; there are {", ".join(ENGINES)}.'
        )
    made: Callable[[SynthesizerOptions], Engine] = import_module(f"speech.synthesis.{name}").create
    return made(options)
