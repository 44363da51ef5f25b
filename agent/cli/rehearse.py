"""Dialogs as data, held with the agent: do they go as they should?"""

import asyncio
import json
import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from agent.app import App
from agent.building import renderer
from agent.channels.rehearsing.ears import SoundEar, SoundlessEar
from agent.channels.rehearsing.party import Means, soundless, together
from agent.channels.rehearsing.scene import Manner
from agent.channels.spoken import speech_stack
from agent.channels.spoken.rehearsal import Held, Speaking, spoken, typed
from agent.channels.spoken.script import Rehearsal, read
from agent.channels.spoken.sounds import behind, recorded, voiced
from agent.cli.command import BAD_INPUT, Context, Subcommand, with_json
from agent.cli.engines import engines, tell, with_engine
from agent.cli.prepare import prepare
from agent.dialog.session import SessionKey
from agent.opening import opened
from agent.prompts.render import Renderer
from agent.runtime.recorded_time import RecordedTime
from agent.settings import Settings
from messages import Message
from speech.audio import HEARD
from speech.listening import Listener
from speech.vad import VoiceDetector


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("file", nargs="+", type=Path, help=words.text("cli.rehearse.file"))
    parser.add_argument("--voice", default="", help=words.text("cli.rehearse.voice"))
    parser.add_argument("--sounds", type=Path, help=words.text("cli.rehearse.sounds"))
    parser.add_argument("--noise", type=Path, help=words.text("cli.rehearse.noise"))
    parser.add_argument("--snr", type=float, default=20.0, help=words.text("cli.rehearse.snr"))
    with_engine(parser, words, "cli.transcribe.engines")
    with_json(parser, words)


def _run(context: Context) -> int:
    if (context.given.noise or context.given.engine) and not _is_aloud(context):
        tell(context.words, [Message("cli.rehearse.typed")])
        return BAD_INPUT
    rehearsals = [each for file in context.given.file for each in read(file)]
    held = asyncio.run(_all(context, rehearsals))
    right = sum(each.right for each in held)
    if not context.given.json:
        print(context.words.text("cli.rehearse.right", right=right, count=len(held)))
        if wrong := sum(len(each.misheard) for each in held):
            print(context.words.text("cli.rehearse.misheard", count=wrong))
    return 0 if right == len(held) else BAD_INPUT


def _is_aloud(context: Context) -> bool:
    return bool(context.given.voice or context.given.sounds)


async def _all(context: Context, rehearsals: list[Rehearsal]) -> list[Held]:
    how = _speaking(context) if _is_aloud(context) else None
    held = []
    async with _stage(context.settings) as (app, clock):
        for number, rehearsal in enumerate(rehearsals):
            key = SessionKey("rehearsal", f"rehearsal-{number}")
            words = renderer(context.settings)
            if rehearsal.people != ("",):
                means = _means(context, how)
                held.append(await together(app, clock, key.workspace, rehearsal, means))
            elif not how and rehearsal.aloud:
                continue
            elif how:
                held.append(await spoken(app, clock, key, rehearsal, how))
            else:
                held.append(await typed(app, clock, key, rehearsal, words))
            _show(context, held[-1])
    return held


@asynccontextmanager
async def _stage(settings: Settings) -> AsyncIterator[tuple[App, RecordedTime]]:
    """An agent in a home of its own, which is thrown away; models are those of the settings."""
    clock = RecordedTime(datetime.now(UTC))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "models").mkdir()
        for model in (settings.home / "models").glob("*"):
            if model.name != "onnx":
                (home / "models" / model.name).symlink_to(model)
        if (cache := settings.home / "cache").is_dir():
            shutil.copytree(cache, home / "cache")
        own = settings.model_copy(update={"understudy_home": home})
        async with opened(own, clock) as app:
            await prepare(app)
            yield app, clock


def _speaking(context: Context) -> Speaking:
    settings, given = context.settings, context.given
    recognizer = speech_stack.recognizer(settings, *engines(context))
    detector = VoiceDetector()
    return Speaking(
        lambda: Listener(detector, recognizer, HEARD),
        speech_stack.synthesizer(settings),
        speech_stack.voice_settings(settings),
        recorded(given.sounds) if given.sounds else voiced(given.voice),
        behind(given.noise, given.snr),
    )


def _means(context: Context, how: Speaking | None) -> Means:
    """With what several people hold a dialog: with sound, or word for word without."""
    if how is None:
        settings = speech_stack.voice_settings(context.settings)
        return Means(SoundlessEar, Manner(settings, soundless))
    speak = how.synthesizer.speak
    return Means(
        lambda: SoundEar(how.listener(), how.sounds, how.background),
        Manner(how.voice_settings, lambda words: b"".join(speak(words))),
    )


def _show(context: Context, held: Held) -> None:
    if context.given.json:
        content = {"right": held.right, **asdict(held)}
        print(json.dumps(content, ensure_ascii=False, default=str), flush=True)
        return
    mark = context.words.text("cli.rehearse.good" if held.right else "cli.rehearse.bad")
    print(f"{mark}  {held.name}  {'; '.join(held.faults)}".rstrip(), flush=True)


COMMAND = Subcommand("rehearse", _run, _arguments)
