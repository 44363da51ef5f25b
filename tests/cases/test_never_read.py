"""Somebody who never read the instructions teaches, corrects, rates, and takes their data away.

`docs/conversation.md` shows what they said and heard in the terminal.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.cli.prepare import learn_phrases
from agent.opening import opened
from tests.agent.channels.discord.harbour import harbour
from tests.agent.conftest import settings_for
from tests.loopback.messages import Message

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TAUGHT = (
    ("when somebody asks where the kitchen is, say second floor, next to the lift", "second floor"),
    ("the answer to what is the wifi password is sunflower42", "sunflower42"),
    ("when I say good morning", "And what do I answer to"),
    ("you answer good morning, team", "good morning, team"),
    ("if someone asks who runs the front desk then answer Maria does, until five", "Maria does"),
    ("when do we have lunch => at half past twelve", "at half past twelve"),
    ("the answer to where can I park is behind the building", "behind the building"),
    ("when somebody asks who fixes the printer, say ask Tom in room seven", "ask Tom"),
    ("when are you open => from eight to six", "from eight to six"),
    ("how do I get a key card => ask Maria at the front desk", "ask Maria at the front desk"),
    ("when people say thanks, answer any time", "10 examples so far"),
)
SAID = (
    ("hello there", "Hello, I'm Robin."),
    ("I'd like to teach you a few things about our office", "Teach me"),
    *TAUGHT,
    ("that's everything", "Use it?"),
    ("yes please", "In use: model 0001"),
    ("where's the kitchen", "second floor, next to the lift"),
    ("what is the wifi password", "sunflower42"),
    ("who fixes the printer", "ask Tom in room seven"),
    ("no, it should be ask Jana in room nine", "ask Jana in room nine"),
    ("when do we have lunch", "at half past twelve"),
    ("that's wrong", "What should I have answered to"),
    ("at noon, since May", "at noon, since May"),
    ("where can I park", "behind the building"),
    ("actually it's in front of the building", "in front of the building"),
    ("who fixes the printer", "ask Jana in room nine"),
    ("what have you learned so far", "in front of the building"),
    ("I'd give you four stars, you were quick", "Thanks."),
    ("could you show me everything you keep about me", "All I keep of you"),
    ("please delete everything you have on me", "Do it?"),
    ("yes", "Forgotten: 3 corrections, one rating"),
)


@pytest.fixture(scope="module")
def learned_home(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose learner of phrases is there."""
    home = tmp_path_factory.mktemp("never_read") / "home"
    shutil.copytree(starter_home, home)

    async def learn() -> None:
        async with opened(settings_for(home)) as app:
            await learn_phrases(app)

    asyncio.run(learn())
    return home


@pytest.fixture
def new_home(learned_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(learned_home, tmp_path / "home"))


def test_nobody_has_to_type_a_command() -> None:
    assert not [line for line, _ in SAID if line.startswith(("!", "/"))]


def test_in_the_terminal(new_home: Path) -> None:
    typed = "".join(f"{line}\n" for line, _ in SAID)
    told = subprocess.run(
        [sys.executable, "run.py", "--home", str(new_home), "console"],
        input=typed, capture_output=True, text=True, cwd=ROOT, check=True,
        env={**os.environ, "ENCODER": "none", "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip
    rest = told
    for line, answer in SAID:
        _, found, rest = rest.partition(f"> {line}\n")
        assert found, line
        assert answer in rest.partition("\n> ")[0], line


async def test_in_discord(new_home: Path) -> None:
    async with harbour(new_home) as port:
        await learn_phrases(port.app)
        for line, answer in SAID:
            typed = port.ann.types(port.ann.direct, line)
            seen = await port.ann.sees(port.ann.direct, after=typed, having=_holding(answer))
            assert answer in seen.content, line


def _holding(answer: str) -> Callable[[Message], bool]:
    return lambda message: answer in message.content
