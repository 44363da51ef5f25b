"""Recordings to text."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from agent.channels.spoken import speech_stack
from agent.cli.command import BAD_INPUT, Context, Subcommand, with_json
from agent.cli.engines import engines, tell, with_engine
from speech.errors import AudioError
from speech.files import FileTranscript, transcribe_file
from speech.vad import VoiceDetector


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", type=Path, help="a recording: WAV, OGG, MP3, M4A, FLAC")
    with_engine(parser, "vosk, google or sphinx")
    parser.add_argument(
        "--phrases", default="", metavar='"one|two"', help="expect these phrases, and nothing else"
    )
    with_json(parser)


def _run(context: Context) -> int:
    recognizer = speech_stack.recognizer(context.settings, *engines(context))
    phrases = tuple(filter(None, context.given.phrases.split("|")))
    detector = VoiceDetector()
    code = 0
    for file in context.given.file:
        try:
            heard = transcribe_file(file, recognizer, phrases, detector=detector)
        except AudioError as error:
            tell(str(error))
            code = BAD_INPUT
        else:
            print(_as_json(heard) if context.given.json else _as_text(heard), flush=True)
    tell(recognizer.remark)
    return code


def _as_json(heard: FileTranscript) -> str:
    content = asdict(heard)
    content["confidence"] = round(heard.confidence, 4)
    content["seconds"] = round(heard.seconds, 3)
    return json.dumps(content, ensure_ascii=False)


def _as_text(heard: FileTranscript) -> str:
    unheard = f" (cannot hear: {', '.join(heard.unheard)})" if heard.unheard else ""
    notes = "".join(f"\n  {note}" for note in heard.notes)
    words = heard.text or "(nothing understood)"
    return f"{heard.file}: {words}  {heard.confidence:.0%}, {heard.engine}{unheard}{notes}"


COMMAND = Subcommand("transcribe", "Write down what is said in recordings", _run, _arguments)
