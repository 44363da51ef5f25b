"""Downloads of what is too large to ship: a sentence encoder, and models to hear with."""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.building import MODELS, encoders
from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.cli.engines import tell
from agent.cli.progress import bar
from agent.learning.encoder.installed import folder_of
from agent.learning.errors import EncoderError
from agent.prompts.render import Renderer
from downloads.errors import DownloadError
from messages import Message
from speech.fetch import LIST_URL, VoskModel, choose, fetch, vosk_models
from speech.recognition.moonshine.fetch import is_whole

if TYPE_CHECKING:
    from agent.learning.encoder.choices import Choice


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument(
        "what",
        choices=list(_FETCHED),
        help=words.text("cli.fetch.what"),
    )
    parser.add_argument("name", nargs="?", default="", help=words.text("cli.fetch.name"))
    parser.add_argument("--list", action="store_true", help=words.text("cli.fetch.list"))
    parser.add_argument("--once", action="store_true", help=words.text("cli.fetch.once"))
    parser.add_argument("--url", default=LIST_URL, help=words.text("cli.fetch.url"))


def _run(context: Context) -> int:
    what = _FETCHED[context.given.what]
    if not context.given.once:
        what.get(context)
    elif not context.settings.offline and not what.is_there(context):
        _try(what.get, context)
    return 0


def _try(get: Callable[[Context], None], context: Context) -> None:
    try:
        get(context)
    except (DownloadError, EncoderError) as error:
        without = {"error": error.message, "what": context.given.what}
        tell(context.words, [Message("cli.fetch.without", without)])


def _fetch_encoder(context: Context) -> None:
    from agent.learning.encoder.choices import CHOICES
    from agent.learning.encoder.fetch import fetch as fetch_encoder

    if context.given.list:
        for choice in CHOICES.values():
            print(f"{choice.name:<13} {context.words.render(choice.summary)}")
        return
    choice = _choice(context)
    folder = folder_of(choice.name, context.settings.home / MODELS)
    with bar(context.words) as progress:
        fetch_encoder(choice, folder, progress)
    print(context.words.text("cli.fetch.encoder_in", folder=folder))


def _has_encoder(context: Context) -> bool:
    return _choice(context).name in encoders(context.settings).folders()


def _choice(context: Context) -> "Choice":
    """What was named, or is in the settings, or MiniLM."""
    from agent.learning.encoder.choices import CHOICES

    name = context.given.name or context.settings.encoder
    if context.given.name and name not in CHOICES:
        raise EncoderError("encoder.unknown", name=name, known=tuple(CHOICES))
    return CHOICES.get(name, CHOICES["minilm"])


def _fetch_moonshine(context: Context) -> None:
    from speech.recognition.moonshine.fetch import fetch as fetch_moonshine

    folder = speech_stack.moonshine_folder(context.settings)
    with bar(context.words) as progress:
        fetch_moonshine(folder, progress=progress)
    print(context.words.text("cli.fetch.model_in", folder=folder))


def _has_moonshine(context: Context) -> bool:
    model = speech_stack.moonshine_model(context.settings)
    return model is not None and is_whole(model)


def _fetch_vosk(context: Context) -> None:
    models = vosk_models(context.given.url)
    if context.given.list:
        _show(models)
        return
    model = choose(models, context.given.name, context.settings.speech_language)
    print(f"{model.name}: {model.language_name}, {model.size_text}")
    with bar(context.words) as progress:
        folder = fetch(model, speech_stack.models_folder(context.settings.home), progress)
    print(context.words.text("cli.fetch.model_in", folder=folder))


def _show(models: Sequence[VoskModel]) -> None:
    for model in sorted(models, key=lambda model: (model.language, model.size)):
        print(f"{model.language:<6} {model.size_text:>8}  {model.name}  ({model.language_name})")


def _has_vosk(context: Context) -> bool:
    return bool(speech_stack.vosk_models(context.settings))


@dataclass(frozen=True, slots=True)
class _Fetched:
    """Something that can be fetched, and whether it is there already."""

    get: Callable[[Context], None]
    is_there: Callable[[Context], bool]


_FETCHED = {
    "encoder": _Fetched(_fetch_encoder, _has_encoder),
    "moonshine": _Fetched(_fetch_moonshine, _has_moonshine),
    "vosk": _Fetched(_fetch_vosk, _has_vosk),
}

COMMAND = Subcommand("fetch", _run, _arguments)
