"""Recordings to text."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from agent.channels.spoken import speech_stack
from agent.cli.command import BAD_INPUT, Context, Subcommand, with_json
from agent.cli.engines import engines, tell, with_engine
from agent.prompts.render import Renderer
from speech.errors import AudioError
from speech.files import FileTranscript, transcribe_file
from speech.vad import VoiceDetector


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("file", nargs="+", type=Path, help=words.text("cli.transcribe.file"))
    with_engine(parser, words, "cli.transcribe.engines")
    expected = words.text("cli.transcribe.phrases")
    parser.add_argument("--phrases", default="", metavar='"one|two"', help=expected)
    with_json(parser, words)


def _run(context: Context) -> int:
    recognizer = speech_stack.recognizer(context.settings, *engines(context))
    phrases = tuple(filter(None, context.given.phrases.split("|")))
    detector = VoiceDetector()
    code = 0
    for file in context.given.file:
        try:
            heard = transcribe_file(file, recognizer, phrases, detector=detector)
        except AudioError as error:
            tell(context.words, [error])
            code = BAD_INPUT
        else:
            print(
                (_as_json if context.given.json else _as_text)(heard, context.words),
                flush=True,
            )
    tell(context.words, recognizer.remarks)
    return code


def _as_json(heard: FileTranscript, words: Renderer) -> str:
    content = asdict(heard)
    content["notes"] = list(map(words.render, heard.notes))
    content["confidence"] = round(heard.confidence, 4)
    content["seconds"] = round(heard.seconds, 3)
    return json.dumps(content, ensure_ascii=False)


def _as_text(heard: FileTranscript, words: Renderer) -> str:
    told = words.text("cli.transcribe.unheard", words=heard.unheard)
    unheard = f" {told}" if heard.unheard else ""
    notes = "".join(f"\n  {words.render(note)}" for note in heard.notes)
    text = heard.text or words.text("cli.transcribe.nothing")
    return f"{heard.file}: {text}  {heard.confidence:.0%}, {heard.engine}{unheard}{notes}"


COMMAND = Subcommand("transcribe", _run, _arguments)
