"""`run.py setup`: a new owner's token is checked, and kept where it is good."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from agent.channels.discord import account
from agent.channels.discord.account import Account, CannotLogIn, look_up
from agent.cli import main
from speech.errors import EngineUnavailableError
from tests.loopback import Loopback


@dataclass
class Portal:
    """The command line in an empty folder, with the loopback for Discord."""

    loopback: Loopback
    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def kept(self) -> list[str]:
        """The lines of `.env`; none where there is no such file."""
        env = self.folder / ".env"
        return env.read_text(encoding="utf-8").splitlines() if env.exists() else []

    def keep(self, text: str) -> None:
        (self.folder / ".env").write_text(text, encoding="utf-8")

    def mode(self) -> int:
        return stat.S_IMODE((self.folder / ".env").stat().st_mode)

    async def run(self, *arguments: str, pasting: str = "") -> tuple[int, str]:
        """The exit code of `setup` and what it said, while somebody pastes this."""
        self.patch.setattr("getpass.getpass", lambda prompt: pasting)
        code = await asyncio.to_thread(main, ["setup", *arguments])
        return code, self.capture.readouterr().out


@pytest.fixture
async def portal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Portal]:
    async with Loopback() as loopback:

        async def look_up_here(token: str) -> Account:
            return await look_up(token, loopback.connector)

        monkeypatch.setattr(account, "look_up", look_up_here)
        monkeypatch.delenv("DISCORD_TOKEN", raising=False)
        monkeypatch.chdir(tmp_path)
        yield Portal(loopback, tmp_path, monkeypatch, capsys)


async def test_a_token_is_checked_without_asking(portal: Portal) -> None:
    code, told = await portal.run("--no-input")
    assert (code, "DISCORD_TOKEN is not set" in told) == (2, True)
    portal.patch.setenv("DISCORD_TOKEN", portal.loopback.token)
    code, told = await portal.run("--no-input")
    assert code == 0
    assert "The token is that of robin" in told
    assert f"client_id={portal.loopback.world.bot.id}" in told
    assert "intent" not in told.lower()
    assert told.splitlines()[-1].startswith("There, type !hi first")


async def test_the_gateway_is_really_logged_in_to(portal: Portal) -> None:
    portal.patch.setenv("DISCORD_TOKEN", portal.loopback.token)
    before = portal.loopback.gateway.identified
    code, _ = await portal.run("--no-input")
    assert code == 0
    assert portal.loopback.gateway.identified == before + 1


async def test_a_codec_that_is_missing_is_told(portal: Portal) -> None:
    def missing() -> str:
        raise EngineUnavailableError("opus.missing")

    portal.patch.setattr("speech.opus.load_opus", missing)
    portal.patch.setenv("DISCORD_TOKEN", portal.loopback.token)
    code, told = await portal.run("--no-input")
    assert (code, "Until then it cannot come into voice channels" in told) == (0, True)


async def test_an_intent_that_is_off_is_told(portal: Portal) -> None:
    portal.loopback.faults.privileged_intents = False
    portal.patch.setenv("DISCORD_TOKEN", portal.loopback.token)
    code, told = await portal.run("--no-input")
    assert (code, "Message Content Intent is off" in told) == (0, True)


async def test_a_good_token_is_kept_beside_the_other_settings(portal: Portal) -> None:
    portal.keep("PREFIX=?\nDISCORD_TOKEN=old\n")
    code, told = await portal.run(pasting=f" {portal.loopback.token}\n")
    assert code == 0
    assert portal.kept() == ["PREFIX=?", f"DISCORD_TOKEN={portal.loopback.token}"]
    assert portal.mode() == 0o600
    assert "New Application" in told
    assert portal.loopback.token not in told


@pytest.mark.parametrize(("token", "says"), [("wrong", "does not know"), ("", "nothing was")])
async def test_a_bad_token_is_not_kept(portal: Portal, token: str, says: str) -> None:
    code, told = await portal.run(pasting=token)
    assert (code, says in told) == (2, True)
    assert portal.kept() == []


async def test_without_a_network_it_is_said() -> None:
    async with Loopback() as loopback:
        connector = loopback.connector()
    with pytest.raises(CannotLogIn, match="check this machine's network"):
        await look_up("token", lambda: connector)


def test_without_a_token_the_agent_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MODE", "discord")
    monkeypatch.setenv("DISCORD_TOKEN", "")
    assert main(["--home", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("DISCORD_TOKEN is not set")
    assert "run.py setup" in told
