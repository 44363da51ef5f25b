"""The settings of a server, pressed and typed: in force at once, and only for who manages it."""

from dataclasses import replace
from pathlib import Path

import discord
import pytest

from agent.dialog.outcomes import Answered
from agent.services.answering import as_sure
from agent.services.server_settings import NAMES
from tests.agent.channels.discord.harbour import agent, harbour
from tests.agent.channels.discord.panels.conftest import Office
from tests.loopback import Loopback


async def test_all_settings_are_shown_and_each_can_be_chosen(office: Office) -> None:
    shown = office.mia.slash(office.port.general, "settings")
    panel = await shown.reply()
    assert panel.visible_to is office.mia.user
    assert "**Prefix**: !" in panel.content
    options = panel.components[0]["components"][0]["options"]
    assert [option["value"] for option in options] == list(NAMES)
    for name in NAMES:
        pressed = office.mia.select(panel, "Change which one?", name)
        await pressed.acknowledgement()
        if pressed.modal is None:
            back = office.mia.click(panel, "Back")
            await back.acknowledgement()


async def test_a_switch_is_pressed_and_is_in_force(office: Office) -> None:
    panel = await office.mia.slash(office.port.general, "settings").reply()
    await office.mia.select(panel, "Change which one?", "small_talk").acknowledgement()
    await office.mia.click(panel, "Off").acknowledgement()
    assert panel.content.startswith("“small talk” is off now.")
    assert not office.port.app.governing.of(office.workspace).small_talk


async def test_the_prefix_is_filled_in_and_counts_with_the_next_message(office: Office) -> None:
    panel = await office.mia.slash(office.port.general, "settings").reply()
    pressed = office.mia.select(panel, "Change which one?", "prefix")
    await pressed.form()
    await office.mia.submit(pressed, value="?").acknowledgement()
    answer = await office.port.says(office.port.ann, "?help")
    assert "?train" in answer.content
    office.port.bob.types(office.port.general, "!help")
    assert (await office.port.says(office.port.bob, "?hi")).content.startswith("Hello")


async def test_a_channel_and_a_role_are_picked(office: Office) -> None:
    panel = await office.mia.slash(office.port.general, "settings").reply()
    await office.mia.select(panel, "Change which one?", "log_channel").acknowledgement()
    await office.mia.select(panel, "To what?", str(office.log.id)).acknowledgement()
    assert f"<#{office.log.id}>" in panel.content
    await office.mia.select(panel, "Change which one?", "trainer_role").acknowledgement()
    role = next(r for r in office.port.guild.roles.values() if r.name == "mods")
    await office.mia.select(panel, "To what?", str(role.id)).acknowledgement()
    assert office.port.app.governing.of(office.workspace).trainer_role == str(role.id)
    refused = await office.port.says(office.port.ann, "!correct a => b")
    assert "trainer role" in refused.content


WRONG = {
    "prefix ab": "The setting “prefix” needs 1 to 5 signs",
    "small talk maybe": "The setting “small talk” needs on or off.",
    "sure 101": "The setting “sure” needs a number from 0 to 100.",
    "sure": "The setting “sure” needs a number from 0 to 100.",
    "voice speed fast": "The setting “voice speed” needs a number from 80 to 450.",
    "voice klingon": "I have no voice",
    "language xx": "The setting “language” needs one of these: en.",
    "colour blue": "There is no setting",
    "consent nobody": "The setting “consent” needs one of these: everyone, opt-in.",
    "prefix **": "The setting “prefix” needs",
    "log channel " + "x" * 200: "The setting “log channel” needs a channel.",
}


async def test_what_is_typed_wrongly_is_told_and_changes_nothing(office: Office) -> None:
    before = office.port.app.governing.of(office.workspace)
    for typed, told in WRONG.items():
        assert (await office.sets(typed)).content.startswith(told), typed
    assert office.port.app.governing.of(office.workspace) == before


async def test_only_who_manages_the_server_may(office: Office) -> None:
    port = office.port
    for person in (port.ann, port.bob):
        assert "right to manage" in (await port.says(person, "!settings sure 50")).content
        pressed = await person.slash(port.general, "settings").reply()
        assert "right to manage" in pressed.content
        assert pressed.visible_to is person.user


async def test_a_panel_is_good_after_a_restart(home: Path) -> None:
    async with Loopback() as loopback:
        guild = loopback.guild()
        general, mia = loopback.text_channel(guild), loopback.person("mia", guild)
        may = discord.Permissions(manage_guild=True)
        loopback.world.give_role(
            guild.members[mia.user.id], loopback.world.add_role(guild, "mods", may)
        )
        async with agent(loopback, home):
            panel = await mia.slash(general, "settings").reply()
            await mia.select(panel, "Change which one?", "approval").acknowledgement()
        async with agent(loopback, home) as (app, _, _):
            await mia.click(panel, "On").acknowledgement()
            assert panel.content.startswith("“approval” is on now.")
            assert app.governing.of(f"guild-{guild.id}").approval


async def test_a_panel_is_good_for_two_at_once(office: Office) -> None:
    panel = await office.mia.slash(office.port.general, "settings").reply()
    await office.mia.select(panel, "Change which one?", "approval").acknowledgement()
    both = [office.mia.click(panel, "On"), office.mia.click(panel, "Off")]
    for pressed in both:
        await pressed.acknowledgement()
    assert "“approval” is o" in panel.content


async def test_settings_outlive_a_restart_and_what_is_unknown_stays(home: Path) -> None:
    async with harbour(home) as port:
        workspace = f"guild-{port.guild.id}"
        port.app.governing.change(workspace, "sure", "70")
        port.app.governing._preferences.choose(workspace, "hologram", "blue")
        port.app.governing._preferences.choose(workspace, "rate", "fast")
    async with harbour(home) as port:
        local = port.app.governing.of(workspace)
        assert (local.sure, local.rate) == (70, 175)
        assert port.app.governing._preferences.of(workspace)["hologram"] == "blue"


async def test_without_the_trainer_role_that_was_deleted_who_manages_still_teaches(
    office: Office,
) -> None:
    port = office.port
    await office.sets("trainer role <@&123456789012345678>")
    assert "trainer role" in (await port.says(port.ann, "!correct a => b")).content
    assert (await port.says(office.mia, "!correct a => b")).content.startswith("Learned")


async def test_how_sure_an_answer_must_be_counts_at_once(office: Office) -> None:
    workspace, app = office.workspace, office.port.app
    guessed = Answered("x", "y", 0.6, known=True)
    assert as_sure(guessed, 0.0) == guessed
    assert not as_sure(guessed, 0.7).known
    assert as_sure(guessed, 0.7).choices == ("y",)
    assert as_sure(replace(guessed, known=False, choices=("y",)), 0.5).known
    assert as_sure(replace(guessed, exact=True), 0.9).known
    await office.sets("sure 70")
    assert app.governing.of(workspace).sure == 70


async def test_default_puts_it_back(office: Office) -> None:
    await office.sets("sure 70 %")
    assert office.port.app.governing.of(office.workspace).sure == 70
    assert (await office.sets("sure default")).content == "“sure” is as I judge it myself now."


async def test_channels_where_every_message_counts(office: Office) -> None:
    await office.sets(f"channels <#{office.log.id}>")
    assert (await office.port.bob.ask(office.log, "hello")).content.startswith("Hello")
    await office.sets("channels none")
    assert office.port.app.governing.of(office.workspace).channels == ()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("weekly on", "none is set"),
        ("log channel nowhere", "I see no channel *nowhere* here"),
        ("channels general, nowhere", "I see no channel *nowhere* here"),
        ("trainer role Techers", "There is no role *Techers* here yet"),
    ],
)
async def test_what_keeps_a_setting_from_being_of_use_is_said(
    office: Office, words: str, missing: str
) -> None:
    told = await office.sets(words)
    assert " now. " in told.content
    assert missing in told.content
