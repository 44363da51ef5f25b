"""Downloads of what is too large to ship: a sentence encoder, and models to hear with."""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from agent.app import MODELS, encoders
from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.cli.engines import tell
from agent.cli.starter import bar as shown
from agent.learning.encoder.installed import folder_of
from agent.learning.errors import EncoderError
from agent.prompts.render import Renderer
from speech.errors import DownloadError
from speech.fetch import LIST_URL, VoskModel, bar, choose, fetch, vosk_models

if TYPE_CHECKING:
    from agent.learning.encoder.choices import Choice


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument(
        "what",
        choices=["encoder", "vosk"],
        help="encoder: for better models from few examples; vosk: a model to hear with",
    )
    parser.add_argument(
        "name",
        nargs="?",
        default="",
        help="which encoder (minilm, multilingual, mpnet) or Vosk model; else a small one",
    )
    parser.add_argument("--list", action="store_true", help="show what there is to fetch")
    parser.add_argument(
        "--once", action="store_true", help="only where none is there; go on where none can be had"
    )
    parser.add_argument("--url", default=LIST_URL, help="the list of Vosk models")


def _run(context: Context) -> int:
    get = {"encoder": _fetch_encoder, "vosk": _fetch_vosk}[context.given.what]
    if not context.given.once:
        get(context)
    elif not context.settings.offline and not _there(context):
        _try(get, context)
    return 0


def _try(get: Callable[[Context], None], context: Context) -> None:
    try:
        get(context)
    except (DownloadError, EncoderError) as error:
        again = f"`python run.py fetch {context.given.what}` tries again."
        tell(f"{error} Going on without; {again}")


def _there(context: Context) -> bool:
    if context.given.what == "encoder":
        return _choice(context).name in encoders(context.settings).folders()
    return bool(speech_stack.vosk_models(context.settings))


def _fetch_encoder(context: Context) -> None:
    from agent.learning.encoder.choices import CHOICES
    from agent.learning.encoder.fetch import fetch as fetch_encoder

    if context.given.list:
        for choice in CHOICES.values():
            print(f"{choice.name:<13} {choice.summary}")
        return
    choice = _choice(context)
    folder = folder_of(choice.name, context.settings.home / MODELS)
    fetch_encoder(choice, folder, shown)
    print(f"The sentence encoder is in {folder}.")


def _choice(context: Context) -> "Choice":
    """What was named, or is in the settings, or MiniLM."""
    from agent.learning.encoder.choices import CHOICES

    name = context.given.name or context.settings.encoder
    if context.given.name and name not in CHOICES:
        raise EncoderError(f"There is no encoder “{name}”; there are {', '.join(CHOICES)}.")
    return CHOICES.get(name, CHOICES["minilm"])


def _fetch_vosk(context: Context) -> None:
    models = vosk_models(context.given.url)
    if context.given.list:
        _show(models)
        return
    model = choose(models, context.given.name, context.settings.speech_language)
    print(f"{model.name}: {model.language_name}, {model.size_text}")
    with bar(model) as progress:
        folder = fetch(model, speech_stack.models_folder(context.settings.home), progress)
    print(f"The model is in {folder}.")


def _show(models: Sequence[VoskModel]) -> None:
    for model in sorted(models, key=lambda model: (model.language, model.size)):
        print(f"{model.language:<6} {model.size_text:>8}  {model.name}  ({model.language_name})")


COMMAND = Subcommand("fetch", _run, _arguments)
