"""Speech to text: engines behind one interface, made by name."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

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

ENGINES = ("vosk", "moonshine", "google", "sphinx")
"""Each is a module here with `create(options)`; another engine is another file and its name."""
AUTO = "auto"


def create(names: Sequence[str], options: RecognizerOptions) -> Recognizer:
    """The engine of that name, or a chain of several; "auto" is what hears best of what is there.

    Raises EngineUnavailableError with what to do, for a name that is none and where not one of
    the engines can be made; when some can, the others are told about in `remark`.
    """
    made, missing = [], []
    for name in names:
        try:
            made.append(_auto(options) if name == AUTO else _engine(name, options))
        except EngineUnavailableError as error:
            missing.append(str(error))
    if not made:
        raise EngineUnavailableError(" ".join(missing) or "No recognizer is named.")
    chosen = made[0] if len(made) == 1 else RecognizerChain(made)
    chosen.remark = " ".join(filter(None, (*missing, chosen.remark)))
    return _sounding(chosen, options)


def _sounding(chosen: Recognizer, options: RecognizerOptions) -> Recognizer:
    try:
        return Sounding(chosen, options.language)
    except EngineUnavailableError as error:
        chosen.remark = " ".join((chosen.remark, f"Likeness of sounds is not used: {error}"))
        return chosen


def _auto(options: RecognizerOptions) -> Recognizer:
    """What hears best of what is there; what could not be used is told about."""
    missing = []
    for name in _by_quality(options):
        try:
            made = _engine(name, options)
        except EngineUnavailableError as error:
            missing.append(str(error))
        else:
            made.remark = " ".join(filter(None, (*missing, made.remark)))
            return made
    raise EngineUnavailableError(" ".join(missing))


def _by_quality(options: RecognizerOptions) -> Iterator[str]:
    if options.vosk_model is not None:
        yield "vosk"
    if options.moonshine_model is not None and options.family == "en":
        yield "moonshine"
    yield "sphinx"


def _engine(name: str, options: RecognizerOptions) -> Recognizer:
    if name not in ENGINES:
        known = ", ".join((AUTO, *ENGINES))
        raise EngineUnavailableError(f'There is no recognizer "{name}"; there are {known}.')
    try:
        made: Callable[[RecognizerOptions], Recognizer] = import_module(
            f"speech.recognition.{name}"
        ).create
    except ModuleNotFoundError as error:
        raise EngineUnavailableError(
            f'The recognizer "{name}" needs {error.name}, which is not installed; '
            "`python run.py doctor` says how to get it, `python run.py fetch vosk` gets another."
        ) from error
    return made(options)
