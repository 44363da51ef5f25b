"""Text to speech."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path

from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.cli.engines import engines, tell, with_engine
from speech.devices import play
from speech.files import say_to_file
from speech.synthesis import voices
from speech.synthesis.base import VoiceInfo


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", default="", help="what to say; quote it")
    parser.add_argument("--voices", action="store_true", help="list the voices that VOICE can name")
    parser.add_argument("--voice", default="", metavar="V", help="try another than that of VOICE")
    parser.add_argument("--out", type=Path, metavar="F.wav", help="write it there, not play it")
    with_engine(parser, "hibari, pyttsx3 or gtts")


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
    tell(synthesizer.engine.remark)
    return 0


def _show(found: Iterable[VoiceInfo]) -> None:
    for each in found:
        print(f"{each.engine:<8} {each.name:<16} {each.language:<8} {each.about}")


COMMAND = Subcommand("say", "Speak a text, into a file or on the loudspeaker", _run, _arguments)
