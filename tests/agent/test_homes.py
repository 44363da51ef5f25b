"""Homes of every schema that ever landed (tests/homes, made by the code of their day): opened by
today's code, nobody lost the thread, and each goes on where they were."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.storage.schema import STEPS
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook

HOMES = sorted(path for path in (Path(__file__).parent.parent / "homes").iterdir() if path.is_dir())
GOES_ON = {
    "ann": ("awaiting_data", "list", "“it snows” gives “take a sled”"),
    "bob": ("testing", "will it rain", "I'd answer “Take a coat.”"),
    "dora": ("giving_feedback.comment", "fine day", "Thanks."),
    "eve": ("training.result", "yes", "In use: model 0002"),
    "gil": ("giving_feedback", "4", "Any comment?"),
    "kim": ("training.result", "no", "Put away"),
    "lea": ("testing.judging", "yes", "Next case, or done?"),
    "mo": ("idle.choosing", "weather", "Train from “weather”?"),
    "nat": ("awaiting_data", "a => b", "“a” gives “b”"),
    "ivy": ("idle", "!status", "Dataset: weather."),
    "ida": ("idle", "!feedback show", "splendid"),
    "teacher": ("idle", "will it rain", "Take a coat."),
}
"""Where everybody was, what they say next, and what is said then."""


def unpacked(kept: Path, home: Path) -> Path:
    """A home as it was: the database is kept as SQL, which can be read and compared."""
    shutil.copytree(kept, home)
    raw = sqlite3.connect(home / "understudy.sqlite3")
    raw.executescript((home / "understudy.sql").read_text(encoding="utf-8"))
    raw.close()
    return home


@pytest.mark.parametrize("kept", HOMES, ids=lambda path: path.name)
async def test_everybody_goes_on_where_they_were(kept: Path, tmp_path: Path) -> None:
    home = unpacked(kept, tmp_path / "home")
    notebook = Notebook(home)
    async with opened(settings_for(home, retrain_seconds=3_600)) as app:
        for user, (state, line, answer) in GOES_ON.items():
            key = SessionKey(user, "club")
            assert app.runner.standing.state(key) == state, user
            app.runner.submit(key, Said(line), notebook)
            await app.runner.settled(key)
            assert any(answer in heard for heard in notebook.heard), (user, answer)
            assert not any("lost the thread" in heard for heard in notebook.heard)
            notebook.heard.clear()
    raw = sqlite3.connect(home / "understudy.sqlite3")
    assert raw.execute("SELECT count(*) FROM lost_sessions").fetchone() == (0,)
    assert raw.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def test_every_schema_before_todays_has_a_home() -> None:
    kept = {int(path.name.split("-")[0]) for path in HOMES}
    assert kept >= set(range(2, len(STEPS)))
