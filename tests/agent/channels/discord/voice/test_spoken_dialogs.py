"""Dialogs held by voice, from `!join` to `!leave`, in an encrypted call."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from speech.audio import samples
from tests.agent.conftest import settings_for
from tests.demo.script import EXAMPLE, LOW_CONFIDENCE, TEACHING, Turn
from tests.demo.stage import Stage, stage
from tests.realtime import real_time
from tests.speech.voices import MODEL

Bridge = Callable[..., AbstractAsyncContextManager[Stage]]
QUICK = {"vosk_model_path": MODEL, "silence_seconds": 0.8, "rate": 450}


@pytest.fixture
def on_stage(home: Path) -> Bridge:
    """The agent in a voice channel with Ann, who does not let it finish."""

    @asynccontextmanager
    async def made(**values: object) -> AsyncIterator[Stage]:
        settings = settings_for(home, **QUICK, **values)
        async with stage(settings, lambda line: None, patient=False) as scene:
            yield scene

    return made


@real_time
async def test_teaching_and_low_confidence_by_voice(on_stage: Bridge, home: Path) -> None:
    async with on_stage() as scene:
        await scene.play(TEACHING)
        await scene.play(LOW_CONFIDENCE)
        assert (await scene.ann.ask(scene.general, "!leave")).content == "I left *bridge*."
        taught = list((home / "datasets" / scene.key.workspace).glob("*.json"))
        lines = [line for path in taught for line in json.loads(path.read_text())["data"]]
        assert {"input": EXAMPLE[0], "output": EXAMPLE[1]} in lines
        both = samples(scene.talker.recording()).reshape(-1, 2)
        assert (np.abs(both).max(axis=0) > 3000).all()


@real_time
async def test_who_refuses_is_not_heard_until_they_agree(on_stage: Bridge) -> None:
    async with on_stage(consent="opt-in") as scene:
        await scene.talker.say("Hey Robin, help.")
        answer = await scene.ann.ask(scene.general, "!consent yes")
        assert "I hear you" in answer.content
        await scene.play([Turn("Hey Robin, test.", "What should I be asked", "testing")])
        assert "do not hear you" in (await scene.ann.ask(scene.general, "!consent no")).content
        await scene.talker.say("Done.")
        await scene.ann.ask(scene.general, "!consent yes")
        await scene.play([Turn("Hey Robin, status.", "cases? done", "testing")])
        heard = [line.text for line in scene.lines if not line.agent]
        assert heard == ["hey robin test", "hey robin status"]


@real_time
async def test_long_answers_are_written_and_the_dialog_moves_to_text(on_stage: Bridge) -> None:
    async with on_stage() as scene:
        await scene.talker.say("Hey Robin, help.")
        written = await scene.ann.sees(scene.general, having=lambda m: "!train" in m.content)
        await scene.play([Turn("Feedback.", "One to five", "giving_feedback")])
        await scene.talker.say("In text please.")
        question = await scene.ann.sees(
            scene.general, after=written, having=lambda m: "one to five" in m.content
        )
        scene.ann.click(question, "4")
        answer = await scene.ann.sees(scene.general, after=question)
        assert "comment" in answer.content


@real_time
async def test_it_leaves_when_told_by_voice_and_comes_again(on_stage: Bridge) -> None:
    async with on_stage() as scene:
        await scene.talker.say("Hey Robin, leave the channel.")
        bot = scene.loopback.world.bot.id
        await scene.loopback.until(lambda: bot not in scene.guild.voice_states)
        assert "I'm in" in (await scene.ann.ask(scene.general, "!join")).content
        assert "already" in (await scene.ann.ask(scene.general, "!join")).content
        await scene.loopback.voice_gateway.kick(scene.guild)
        await scene.ann.sees(scene.general, having=lambda m: "been put out" in m.content)
        assert "I'm in" in (await scene.ann.ask(scene.general, "!join")).content


@real_time
async def test_a_dialog_goes_on_in_text_when_the_agent_has_left(on_stage: Bridge) -> None:
    async with on_stage() as scene:
        await scene.play([Turn("Hey Robin, train.", "when I say X", "awaiting_data")])
        left = await scene.ann.ask(scene.general, "!leave")
        asked = await scene.ann.sees(scene.general, after=left)
        assert "You are teaching me" in asked.content
        answer = await scene.ann.ask(scene.general, "good morning => hello captain")
        assert "*good morning* gives *hello captain*" in answer.content
