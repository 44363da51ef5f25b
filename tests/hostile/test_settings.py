"""Whatever a setting is given, in the environment or in a server: it is taken, or refused in a
line, and everything goes on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.building import renderer
from agent.dialog.moderation import ChangeSetting, ReadSettings
from agent.dialog.outcomes import Done, Outcome, Refused, SettingsRead
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.prompts.render import english
from agent.runtime.dispatcher import RequestContext
from agent.services.server_settings import NAMES, SettingsError
from agent.settings import Settings, load_settings
from messages import Message
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook

ODD = (
    "", " ", "²", "-1", "1e400", "nan", "inf", "9" * 400, "x" * 5_000, "☃", "a\nb", "[]", "{}",
    "null", "{$x}", "%s {0}", ",,,", "on,off", "../..", "<#0>",
    "<@&99999999999999999999>", "\ud800", "\u202e", "ﷺ" * 20, "٣", "true", "none", "default",
)  # fmt: skip
LONGEST = 400
"""Characters of what is said of a value."""


@pytest.mark.parametrize("name", Settings.model_fields)
def test_an_environment_of_any_kind_is_taken_or_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ODD:
        monkeypatch.setenv(name.upper(), value.replace("\ud800", "\udcff"))
        try:
            settings = load_settings()
        except SettingsError as error:
            told = english().explain(error)
            assert name.upper() in told
            assert len(told) < LONGEST
            assert "\n" not in told
        else:
            assert dict(settings.rows()).keys() == Settings.model_fields.keys()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_that_is_left_empty_is_not_set(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name.upper(), raising=False)
    unset = getattr(load_settings(), name)
    monkeypatch.setenv(name.upper(), "")
    assert getattr(load_settings(), name) == unset


async def test_a_server_may_set_anything_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = renderer(settings_for(tmp_path))
    async with opened(settings_for(tmp_path, small_talk=False)) as app:
        context = RequestContext("mia", "club", datetime.now(UTC), lambda _: None)

        async def sets(name: str, value: str) -> Outcome:
            return await app.dispatcher.answer(context, ChangeSetting(name, value))

        for name in NAMES:
            for value in ODD:
                outcome = await sets(name, value)
                match outcome:
                    case Refused(reason=Message() as reason):
                        assert len(words.render(reason)) < LONGEST + len(value)
                    case Done(prompt, values):
                        assert words.render(Message(prompt, values))
                        read = await app.dispatcher.answer(context, ReadSettings())
                        assert isinstance(read, SettingsRead)
                        notebook = Notebook(tmp_path)
                        app.runner.submit(SessionKey("bob", "club"), Said("hello"), notebook)
                        await app.runner.stepped(SessionKey("bob", "club"))
                        assert notebook.heard, (name, value)
                    case _:
                        pytest.fail(f"{name} {value!r}: {outcome}")
            await sets(name, "default")
    assert "defect" not in caplog.text
