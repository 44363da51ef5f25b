"""Dialogs held by voice, from `!join` to `!leave`, in an encrypted call."""

import json
from pathlib import Path

from tests.agent.conftest import settings_for
from tests.demo.script import EXAMPLE, LOW_CONFIDENCE, TEACHING
from tests.demo.stage import stage
from tests.speech.voices import MODEL


async def test_teaching_and_low_confidence_by_voice(home: Path) -> None:
    settings = settings_for(home, vosk_model_path=MODEL, silence_seconds=1.5, rate=450)
    async with stage(settings, lambda line: None) as scene:
        await scene.play(TEACHING, patient=False)
        await scene.play(LOW_CONFIDENCE, patient=False)
        assert scene.app.runner.state(scene.key) == "idle"
        taught = list((home / "datasets" / scene.key.workspace).glob("*.json"))
        lines = [line for path in taught for line in json.loads(path.read_text())["data"]]
        assert {"input": EXAMPLE[0], "output": EXAMPLE[1]} in lines
