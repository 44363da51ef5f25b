"""A recording goes in, and the dialog comes out as sound."""

import asyncio
import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from agent.app import App
from agent.channels.spoken import speech_stack
from agent.channels.spoken.recording import Recording
from agent.channels.spoken.room import Line
from agent.cli.command import Context, Subcommand, with_json
from agent.cli.engines import tell
from agent.cli.prepare import prepare
from agent.opening import opened
from agent.prompts.render import Renderer
from agent.runtime.recorded_time import RecordedTime
from speech.audio import DISCORD, HEARD, SPOKEN, decode, write_wav
from speech.listening import Listener
from speech.tracks import stereo, track
from speech.vad import VoiceDetector


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("file", type=Path, help=words.text("cli.talk.file"))
    parser.add_argument("--out", type=Path, metavar="OUT.wav", help=words.text("cli.talk.out"))
    with_json(parser, words)


def _run(context: Context) -> int:
    asyncio.run(_talk(context))
    return 0


async def _talk(context: Context) -> None:
    clock = RecordedTime(datetime.now(UTC))
    async with opened(context.settings, clock) as app:
        await prepare(app)
        room = await _played(context, app, clock)
    if out := context.given.out:
        write_wav(out, [_both_sides(context.given.file, room)], DISCORD)


async def _played(context: Context, app: App, clock: RecordedTime) -> Recording:
    settings, file = context.settings, context.given.file
    recognizer = speech_stack.recognizer(settings)
    synthesizer = speech_stack.synthesizer(settings)
    tell(context.words, (*recognizer.remarks, *synthesizer.engine.remarks))
    note = as_json if context.given.json else partial(as_text, words=context.words)
    room = Recording(app.runner, clock, synthesizer, speech_stack.voice_settings(settings), note)
    await room.play(file, Listener(VoiceDetector(), recognizer, HEARD))
    return room


def _both_sides(file: Path, room: Recording) -> bytes:
    return stereo(b"".join(decode(file, SPOKEN)), track(room.clips))


def as_text(line: Line, words: Renderer) -> None:
    """Print a line of a conversation for people."""
    who = words.text("cli.talk.agent" if line.agent else "cli.talk.person")
    sure = "" if line.agent else f"  {line.confidence:.2f}"
    aside = "" if line.taken else f"  {words.text('cli.talk.not_for_me')}"
    said = line.text if line.aloud else words.text("cli.talk.in_text", text=line.text)
    print(f"{line.at:8.2f}  {line.state:<24}  {who:>5}: {said or '...'}{sure}{aside}", flush=True)


def as_json(line: Line) -> None:
    """Print a line of a conversation for scripts."""
    content = {
        "at": round(line.at, 3),
        "speaker": "agent" if line.agent else "person",
        "text": line.text,
        "confidence": round(line.confidence, 4),
        "state": line.state,
        "aloud": line.aloud,
        "taken": line.taken,
    }
    print(json.dumps(content, ensure_ascii=False), flush=True)


COMMAND = Subcommand("talk", _run, _arguments)
