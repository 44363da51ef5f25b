"""Text to speech."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path

from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.cli.engines import engines, tell, with_engine
from agent.prompts.render import Renderer
from speech.devices import play
from speech.files import say_to_file
from speech.synthesis import voices
from speech.synthesis.base import VoiceInfo


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("text", nargs="?", default="", help=words.text("cli.say.text"))
    parser.add_argument("--voices", action="store_true", help=words.text("cli.say.voices"))
    parser.add_argument("--voice", default="", metavar="V", help=words.text("cli.say.voice"))
    parser.add_argument("--out", type=Path, metavar="F.wav", help=words.text("cli.say.out"))
    with_engine(parser, words, "cli.say.engines")


def _run(context: Context) -> int:
    if context.given.voices:
        _show(voices())
        return 0
    changes = {"voice": context.given.voice} if context.given.voice else {}
    settings = context.settings.model_copy(update=changes)
    synthesizer = speech_stack.synthesizer(settings, *engines(context))
    text, out = context.given.text, context.given.out
    if out is None:
        play(synthesizer.speak(text))
    else:
        print(f"{out}: {say_to_file(text, out, synthesizer):.1f} s")
    tell(context.words, synthesizer.engine.remarks)
    return 0


def _show(found: Iterable[VoiceInfo]) -> None:
    for each in found:
        print(f"{each.engine:<8} {each.name:<16} {each.language:<8} {each.about}")


COMMAND = Subcommand("say", _run, _arguments)
