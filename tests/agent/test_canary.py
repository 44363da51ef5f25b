"""What people write is in no log, at any level, whatever goes wrong with it."""

import logging
from pathlib import Path

import pytest

from agent.dialog.attachment import Attachment
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from tests.agent.channels.discord.harbour import harbour
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook

CANARY = "kanarienvogel"
ANN = SessionKey("ann", "club")
LINES = (
    f"what is {CANARY}", f"when I say {CANARY} one you answer {CANARY} two", "list", "undo",
    f"{CANARY} => {CANARY}", "!cancel", "yes", f"!correct {CANARY}", f"{CANARY} three", "yes",
    "!feedback", "4", f"{CANARY} four", f"!select_dataset {CANARY}", f"!archive {CANARY}",
    f"!archive restore {CANARY}", f"!getfile {CANARY}/../../x", f"!getfile datasets/{CANARY}.json",
    f"!test {CANARY}", "!cancel", f"!{CANARY}", f"!remove_answer {CANARY}", "!unanswered",
    f"!taught {CANARY}", f"!train {CANARY}", "!cancel", "!export", f"forget {CANARY}",
)  # fmt: skip
FILES = (b"{", f'{{"data": [{{"input": "{CANARY}"}}]}}'.encode(), f"{CANARY}\xff".encode("latin-1"))


async def test_no_path_through_the_dialog_logs_words(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notebook = Notebook(home)
    with caplog.at_level(logging.DEBUG):
        async with opened(settings_for(home, retrain_seconds=3_600)) as app:
            files = [Said("!train", (Attachment(f"{CANARY}.json", each),)) for each in FILES]
            for turn in (*map(Said, LINES), *files):
                app.runner.submit(ANN, turn, notebook)
                await app.runner.settled(ANN)
    assert any(CANARY in heard for heard in notebook.heard)
    assert CANARY not in caplog.text


async def test_no_path_through_discord_logs_words(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ours = [logging.getLogger(name) for name in ("agent", "speech", "downloads")]
    with caplog.at_level(logging.INFO):
        for logger in ours:
            logger.setLevel(logging.DEBUG)
        async with harbour(home) as port:
            await port.says(port.ann, f"!correct {CANARY}", "!cancel", f"!getfile {CANARY}")
            await port.ann.slash(port.general, "select_dataset", name=CANARY).reply()
        for logger in ours:
            logger.setLevel(logging.NOTSET)
    assert CANARY not in caplog.text
