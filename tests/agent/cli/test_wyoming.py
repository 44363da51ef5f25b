"""The server for satellites as it is asked for: where it is, and who teaches."""

from pathlib import Path
from typing import Literal

import pytest

from agent.cli import main
from agent.cli.serving import satellites, with_satellites
from agent.opening import opened
from speech.wyoming.connection import Address
from tests.agent.channels.wyoming.test_satellites import LESSON, House
from tests.agent.conftest import settings_for


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--uri", "nowhere"], "is no address of a Wyoming server"),
        (["--uri", "unix:///tmp/x"], "is no address of a Wyoming server"),
        (["--workspace", "../up"], "../up"),
    ],
)
def test_what_cannot_be_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["--home", str(tmp_path), "wyoming", *arguments]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Learning" not in told


@pytest.mark.parametrize(
    ("workspace", "teaching", "learned"),
    [
        ("console", "auto", True),
        ("guild-7", "auto", False),
        ("guild-7", "anybody", True),
        ("console", "nobody", False),
    ],
)
async def test_who_teaches_is_for_the_workspace_and_the_owner_to_say(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    workspace: str,
    teaching: Literal["auto", "anybody", "nobody"],
    learned: bool,
) -> None:
    async with (
        opened(settings_for(tmp_path)) as app,
        satellites(app, "tcp://127.0.0.1:0", workspace, teaching),
    ):
        _, _, address = capsys.readouterr().err.partition("tcp://")
        house = House(app, Address.parse(address.split()[0]))
        await house.says(LESSON)
        assert ((await house.says("ahoy robin"))[1] == "ahoy captain") is learned


async def test_satellites_are_answered_beside_discord_only_where_a_setting_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened(settings_for(tmp_path)) as app, with_satellites(app):
        assert "Satellites" not in capsys.readouterr().err
    here = settings_for(tmp_path, wyoming_uri="tcp://127.0.0.1:0", wyoming_workspace="guild-7")
    async with opened(here) as app, with_satellites(app):
        assert "Satellites are answered at tcp://127.0.0.1:" in capsys.readouterr().err
