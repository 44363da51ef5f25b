"""Text to speech."""

from argparse import ArgumentParser
from pathlib import Path

from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.cli.engines import engines, tell, with_engine
from agent.prompts.render import Renderer
from speech.devices import play
from speech.files import say_to_file


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("text", help=words.text("cli.say.text"))
    parser.add_argument("--out", type=Path, metavar="F.wav", help=words.text("cli.say.out"))
    with_engine(parser, words, "cli.say.engines")


def _run(context: Context) -> int:
    synthesizer = speech_stack.synthesizer(context.settings, *engines(context))
    text, out = context.given.text, context.given.out
    if out is None:
        play(synthesizer.speak(text))
    else:
        print(f"{out}: {say_to_file(text, out, synthesizer):.1f} s")
    tell(synthesizer.engine.remark)
    return 0


COMMAND = Subcommand("say", _run, _arguments)
