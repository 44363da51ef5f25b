"""The settings of a server, pressed and typed: in force at once, and only for who manages it."""

from pathlib import Path

from agent.services.server_settings import NAMES
from tests.agent.channels.discord.harbour import harbour
from tests.agent.channels.discord.panels.conftest import Office


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
    await office.mia.click(panel, "off").acknowledgement()
    assert panel.content.startswith("Small talk is off now.")
    assert not office.port.app.governing.of(office.workspace).small_talk


async def test_the_prefix_is_filled_in_and_counts_with_the_next_message(office: Office) -> None:
    panel = await office.mia.slash(office.port.general, "settings").reply()
    pressed = office.mia.select(panel, "Change which one?", "prefix")
    await pressed.form()
    await office.mia.submit(pressed, value="?").acknowledgement()
    answer = await office.port.says(office.port.bob, "?help")
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
    "prefix ab": "The setting prefix needs 1 to 5 signs",
    "small talk maybe": "The setting small talk needs on or off.",
    "sure 101": "The setting sure needs a number from 0 to 100.",
    "sure": "The setting sure needs a number from 0 to 100.",
    "voice speed fast": "The setting voice speed needs a number from 80 to 450.",
    "voice klingon": "I have no voice",
    "language xx": "The setting language needs one of these: en.",
    "colour blue": "There is no setting",
    "consent nobody": "The setting consent needs one of these: everyone, opt-in.",
    "prefix **": "The setting prefix needs",
    "log channel " + "x" * 200: "The setting log channel needs a channel.",
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


async def test_a_panel_is_good_after_a_restart_and_for_two_at_once(office: Office) -> None:
    panel = await office.mia.slash(office.port.general, "settings").reply()
    await office.mia.select(panel, "Change which one?", "approval").acknowledgement()
    both = [office.mia.click(panel, "on"), office.mia.click(panel, "off")]
    for pressed in both:
        await pressed.acknowledgement()
    assert "Approval is o" in panel.content


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


async def test_default_puts_it_back(office: Office) -> None:
    await office.sets("sure 70 %")
    assert office.port.app.governing.of(office.workspace).sure == 70
    assert (await office.sets("sure default")).content == "Sure is as I judge it myself now."


async def test_channels_where_every_message_counts(office: Office) -> None:
    await office.sets(f"channels <#{office.log.id}>")
    assert (await office.port.bob.ask(office.log, "hello")).content.startswith("Hello")
    await office.sets("channels none")
    assert office.port.app.governing.of(office.workspace).channels == ()
