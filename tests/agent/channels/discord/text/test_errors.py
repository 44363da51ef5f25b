"""Every error is a sentence to whom it happened, and the log has no words of theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable

import discord
import pytest
from discord import app_commands

from agent.channels.discord.text.errors import RefusedTurn, note, sentence
from agent.prompts.render import english
from tests.agent.channels.discord.harbour import Harbour
from tests.loopback.messages import Message

SECRET = "secret words of somebody"


def failing(monkeypatch: pytest.MonkeyPatch, port: Harbour) -> None:
    """Break what every turn goes through."""

    def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(port.app.runner, "submit", broken)


async def test_a_defect_in_a_message_is_a_sentence(
    port: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, port)
    answer = await port.says(port.ann, "!hi")
    assert answer.content == english().text("error.broken")
    assert "RuntimeError in on_message" in caplog.text
    assert SECRET not in caplog.text


async def test_a_defect_in_a_command_is_a_sentence_for_the_caller(
    port: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, port)
    answer = await port.ann.slash(port.general, "hi").reply()
    assert (answer.content, answer.visible_to) == (english().text("error.broken"), port.ann.user)
    assert SECRET not in caplog.text


async def test_a_defect_in_a_press_is_a_sentence_for_who_pressed(
    port: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = await port.says(port.ann, "!forget")
    failing(monkeypatch, port)
    pressed = port.ann.click(question, "no")
    told: list[Message] = await port.loopback.until(lambda: pressed.followups)
    assert (told[0].content, told[0].visible_to) == (english().text("error.broken"), port.ann.user)


def response(status: int) -> object:
    """As much of aiohttp's answer as discord.py's errors look at."""
    return type("Response", (), {"status": status, "reason": "because"})()


def http(kind: type[discord.HTTPException], status: int, code: int = 0) -> discord.HTTPException:
    return kind(response(status), {"code": code, "message": "secret"})  # type: ignore[arg-type]  # a stand-in


ERRORS: dict[str, Callable[[], BaseException]] = {
    "No libopus was found": lambda: RefusedTurn("opus.missing"),
    "restart your Discord": lambda: app_commands.CommandNotFound("secret", []),
    "in a server only": app_commands.NoPrivateMessage,
    "may not do that": app_commands.CheckFailure,
    "gave up waiting": lambda: http(discord.NotFound, 404, 10062),
    "was deleted": lambda: http(discord.NotFound, 404, 10003),
    "missing a permission": lambda: http(discord.Forbidden, 403),
    "in a minute": lambda: http(discord.DiscordServerError, 503),
    "went wrong on my side": lambda: http(discord.HTTPException, 400),
    "tell my owner": lambda: KeyError("secret"),
}


@pytest.mark.parametrize("says", ERRORS)
def test_every_kind_of_error_is_a_sentence(says: str) -> None:
    told = english().render(sentence(ERRORS[says]()))
    assert says in told
    assert told.endswith((".", "says"))
    assert "secret" not in told


def test_the_log_says_where_but_not_what(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ValueError, match=SECRET) as raised:
        int(SECRET)
    note(raised.value, "a test")
    note(RefusedTurn("upload.not_fetched", file=SECRET), "a test")
    assert "ValueError in a test" in caplog.text
    assert "test_errors.py" in caplog.text
    assert SECRET not in caplog.text
