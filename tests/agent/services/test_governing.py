"""How a server is set: by names of any length, values as they are typed, and once in so long."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.app import App
from agent.dialog.moderation import ChangeSetting
from agent.dialog.outcomes import Done, Outcome, Refused
from agent.dialog.requests import ChooseSmallTalk, Request
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from messages import Message
from tests.agent.conftest import settings_for

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with opened(settings_for(tmp_path)) as app:
        yield app


async def ask(app: App, request: Request) -> Outcome:
    return await app.dispatcher.answer(RequestContext("ann", "club", NOON, lambda _: None), request)


async def test_a_setting_is_named_by_one_word_or_several(app: App) -> None:
    for typed in ("sure 70", "trainer role Head Teacher", "log-channel general", "Prefix ?"):
        assert isinstance(await ask(app, ChangeSetting(typed)), Done), typed
    now = app.governing.of("club")
    assert (now.sure, now.trainer_role, now.log_channel, now.prefix) == (
        70, "Head Teacher", "general", "?"
    )  # fmt: skip
    assert app.governing.of("sea").sure == 0
    for typed in ("log channel", "colour blue"):
        assert isinstance(await ask(app, ChangeSetting(typed)), Refused), typed


async def test_words_for_values_mean_themselves_only_where_they_may(app: App) -> None:
    for typed in ("log channel none", "trainer role NONE", "approval On"):
        assert isinstance(await ask(app, ChangeSetting(typed)), Done), typed
    now = app.governing.of("club")
    assert (now.log_channel, now.trainer_role, now.approval) == ("", "none", True)
    await ask(app, ChangeSetting("trainer role default"))
    assert app.governing.of("club").trainer_role == app.governing.of("sea").trainer_role


@pytest.mark.parametrize(("wanted", "said"), [(True, "small_talk.on"), (False, "small_talk.off")])
async def test_small_talk_is_had_or_not(app: App, wanted: bool, said: str) -> None:
    app.governing.change("club", "small_talk", "off" if wanted else "on")
    assert await ask(app, ChooseSmallTalk(wanted)) == Done(said)
    assert app.governing.of("club").small_talk is wanted


async def test_what_comes_once_or_weekly_comes_no_sooner_again(app: App) -> None:
    governing = app.governing
    assert governing.once("club", "greeted")
    assert not governing.once("club", "greeted")
    assert governing.once("sea", "greeted")
    assert governing.due("club", "weekly_told", NOON, WEEK)
    assert not governing.due("club", "weekly_told", NOON + WEEK - timedelta(seconds=1), WEEK)
    assert governing.due("club", "weekly_told", NOON + WEEK, WEEK)
    assert not governing.due("club", "weekly_told", NOON + WEEK, WEEK)


async def test_what_keeps_a_setting_from_being_of_use_is_said_with_the_change(app: App) -> None:
    app.governing.advised_by(lambda workspace, name: Message("shortfall.no_log"))
    done = await ask(app, ChangeSetting("weekly on"))
    assert isinstance(done, Done)
    assert (done.prompt, done.values["missing"]) == (
        "settings.changed.but", Message("shortfall.no_log")
    )  # fmt: skip
