"""Downloads of what is too large to ship."""

from argparse import ArgumentParser
from collections.abc import Sequence

from agent import senses
from agent.cli.command import Command, Context
from agent.cli.engines import tell
from speech.errors import DownloadError
from speech.fetch import LIST_URL, VoskModel, bar, choose, fetch, vosk_models


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["vosk"], help="vosk: a model to hear with")
    parser.add_argument("name", nargs="?", default="", help="the model; else a small one")
    parser.add_argument("--list", action="store_true", help="show what there is, by language")
    parser.add_argument(
        "--once", action="store_true", help="only where none is there, and only the first time"
    )
    parser.add_argument("--url", default=LIST_URL, help="the list of models")


def _run(context: Context) -> int:
    if context.given.once:
        return _once(context)
    models = vosk_models(context.given.url)
    if context.given.list:
        _show(models)
        return 0
    _fetch(context, models)
    return 0


def _fetch(context: Context, models: Sequence[VoskModel]) -> None:
    model = choose(models, context.given.name, context.settings.language)
    print(f"{model.name}: {model.language_name}, {model.size_text}")
    with bar(model) as progress:
        folder = fetch(model, senses.models_folder(context.settings.home), progress)
    print(f"The model is in {folder}.")


def _once(context: Context) -> int:
    """Try it the first time the agent is run, and go on without."""
    settings = context.settings
    folder = senses.models_folder(settings.home)
    if settings.offline or senses.vosk_models(settings) or folder.is_dir():
        return 0
    folder.mkdir(parents=True)
    try:
        _fetch(context, vosk_models(context.given.url))
    except DownloadError as error:
        tell(f"{error} Going on without; `python run.py fetch vosk` tries again.")
    return 0


def _show(models: Sequence[VoskModel]) -> None:
    for model in sorted(models, key=lambda model: (model.language, model.size)):
        print(f"{model.language:<6} {model.size_text:>8}  {model.name}  ({model.language_name})")


COMMAND = Command("fetch", "Download a model to hear with", _run, _arguments)
