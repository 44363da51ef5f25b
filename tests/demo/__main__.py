"""`make demo`: the agent in a Discord of its own, taught by voice, without account or network."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from agent.channels.spoken.room import Line
from agent.cli import INTERRUPTED
from agent.settings import Settings
from speech.audio import DISCORD, write_wav
from tests.demo.script import LOW_CONFIDENCE, TEACHING
from tests.demo.stage import Stage, stage

MODEL = Path(__file__).parents[1] / "data" / "vosk-tiny-synthetic-en"


def main() -> int:
    """Hold both dialogs, print them as they go, and leave a recording behind."""
    parser = ArgumentParser(prog="python -m tests.demo", description=main.__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo.wav"), help="the recording")
    out: Path = parser.parse_args().out
    with tempfile.TemporaryDirectory(prefix="understudy-demo-") as home:
        try:
            asyncio.run(_demonstrate(Path(home), out))
        except KeyboardInterrupt:
            print(file=sys.stderr)
            return INTERRUPTED
    return 0


async def _demonstrate(home: Path, out: Path) -> None:
    settings = Settings(_env_file=None, understudy_home=home, vosk_model_path=MODEL, mode="discord")
    print(
        "A Discord on 127.0.0.1, a synthetic person, and the agent. Once, it trains a first model.",
        flush=True,
    )
    async with stage(settings, Transcript().note) as scene:
        print("Ann typed !join; everybody is in an end-to-end encrypted voice channel.\n")
        await scene.play(TEACHING)
        await scene.play(LOW_CONFIDENCE)
        recording = scene.talker.recording()
        taught = _taught(scene, home)
    seconds = write_wav(out, [recording], DISCORD)
    print(f"\nTaught, and on the disk: {taught}")
    print(f"The call, {seconds:.0f} s, Ann left and the agent right: {out}")


class Transcript:
    """Prints what is said, with the seconds since it began and the state."""

    def __init__(self) -> None:
        self._begun: float | None = None

    def note(self, line: Line) -> None:
        self._begun = line.at if self._begun is None else self._begun
        who = "Robin" if line.agent else "Ann"
        sure = "" if line.agent else f"  ({line.confidence:.2f})"
        words = line.text or "(mumbles)"
        print(
            f"{line.at - self._begun:6.1f} s  {line.state:<24}  {who:>5}: {words}{sure}", flush=True
        )


def _taught(scene: Stage, home: Path) -> str:
    files = sorted((home / "datasets" / scene.key.workspace).glob("*.json"))
    lines = [line for file in files for line in json.loads(file.read_text("utf-8"))["data"]]
    return f"{lines[-1]['input']!r} gives {lines[-1]['output']!r}"


if __name__ == "__main__":
    sys.exit(main())
