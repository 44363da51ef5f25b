"""Speech to text: engines behind one interface, made by name."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from messages import Message
from speech.errors import EngineUnavailableError
from speech.recognition.base import Alternative, RecognitionStream, Recognizer, Transcript, Word
from speech.recognition.chain import RecognizerChain
from speech.recognition.options import RecognizerOptions
from speech.recognition.sounding import Sounding

__all__ = [
    "Alternative",
    "RecognitionStream",
    "Recognizer",
    "RecognizerOptions",
    "Transcript",
    "Word",
    "create",
]

ENGINES = ("vosk", "moonshine", "google", "sphinx", "wyoming", "openai")
"""Each is a module here with `create(options)`; another engine is another file and its name."""
ELSEWHERE = frozenset({"google", "wyoming", "openai"})
"""Those that are waited for, where the others compute here."""
AUTO = "auto"


def create(names: Sequence[str], options: RecognizerOptions) -> Recognizer:
    """The engine of that name, or a chain of several; "auto" is what hears best of what is there.

    Raises EngineUnavailableError with what to do, for a name that is none and where not one of
    the engines can be made; when some can, the others are told about in `remarks`.
    """
    made, missing = [], []
    for name in names:
        try:
            made.append(_auto(options) if name == AUTO else _engine(name, options))
        except EngineUnavailableError as error:
            missing.append(error.message)
    if not names:
        raise EngineUnavailableError("recognizer.not_named")
    if not made:
        raise EngineUnavailableError("engine.none_works", reasons=tuple(missing))
    chosen = made[0] if len(made) == 1 else RecognizerChain(made)
    chosen.remarks = (*missing, *chosen.remarks)
    return _sounding(chosen, options)


def _sounding(chosen: Recognizer, options: RecognizerOptions) -> Recognizer:
    try:
        return Sounding(chosen, options.language)
    except EngineUnavailableError as error:
        remark = Message("recognizer.without_likeness", {"error": error.message})
        chosen.remarks = (*chosen.remarks, remark)
        return chosen


def _auto(options: RecognizerOptions) -> Recognizer:
    """What hears best of what is there; what could not be used is told about."""
    missing = []
    for name in _by_quality(options):
        try:
            made = _engine(name, options)
        except EngineUnavailableError as error:
            missing.append(error.message)
        else:
            made.remarks = (*missing, *made.remarks)
            return made
    raise EngineUnavailableError("engine.none_works", reasons=tuple(missing))


def _by_quality(options: RecognizerOptions) -> Iterator[str]:
    if options.vosk_model is not None:
        yield "vosk"
    if options.moonshine_model is not None and options.family == "en":
        yield "moonshine"
    yield "sphinx"


def _engine(name: str, options: RecognizerOptions) -> Recognizer:
    if name not in ENGINES:
        raise EngineUnavailableError("recognizer.unknown", name=name, known=(AUTO, *ENGINES))
    try:
        made: Callable[[RecognizerOptions], Recognizer] = import_module(
            f"speech.recognition.{name}"
        ).create
    except ModuleNotFoundError as error:
        raise EngineUnavailableError(
            "recognizer.not_installed", name=name, module=error.name
        ) from error
    return made(options)
