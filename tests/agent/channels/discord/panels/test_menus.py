"""What can be done with somebody's message, and rights that are looked at with each press."""

from tests.agent.channels.discord.panels.conftest import Office


async def test_a_message_is_taught_as_a_question(office: Office) -> None:
    port = office.port
    said = port.bob.types(port.general, "when is the *fair* @everyone?")
    panel = await port.ann.uses(said, "Teach this message").reply()
    asked, words = panel.content.splitlines()
    assert asked == "Is this the question, or the answer?"
    assert words.startswith("> when is")
    pressed = port.ann.click(panel, "The question")
    await pressed.form()
    sent = port.ann.submit(pressed, **{"The answer": "On Sunday."})
    assert (await sent.reply()).content.startswith("Learned")
    answer = port.app.answering.answer(office.workspace, "when is the fair everyone")
    assert answer.output == "On Sunday."


async def test_a_message_is_taught_as_an_answer_after_a_restart(office: Office) -> None:
    port = office.port
    said = port.bob.types(port.general, "On Monday.")
    panel = await port.ann.uses(said, "Teach this message").reply()
    port.client._moderation.menus._texts.clear()
    pressed = port.ann.click(panel, "The answer")
    await pressed.form()
    sent = port.ann.submit(pressed, **{"The question": "when is the race"})
    assert (await sent.reply()).content.startswith("Learned")
    assert port.app.answering.answer(office.workspace, "when is the race").output == "On Monday."


async def test_who_may_not_teach_is_told_so_and_with_approval_it_waits(office: Office) -> None:
    port = office.port
    said = port.ann.types(port.general, "where is the anchor")
    refused = await port.bob.uses(said, "Teach this message").reply()
    assert "trainer role" in refused.content
    assert refused.visible_to is port.bob.user
    await office.sets("approval on")
    panel = await port.bob.uses(said, "Teach this message").reply()
    pressed = port.bob.click(panel, "The question")
    await pressed.form()
    sent = port.bob.submit(pressed, **{"The answer": "at the bow"})
    assert "waits for a trainer" in (await sent.reply()).content


async def test_a_trainer_who_loses_the_role_with_the_form_open_teaches_nothing(
    office: Office,
) -> None:
    port = office.port
    said = port.bob.types(port.general, "who steers")
    panel = await port.ann.uses(said, "Teach this message").reply()
    pressed = port.ann.click(panel, "The question")
    await pressed.form()
    port.guild.members[port.ann.user.id].roles.clear()
    sent = port.ann.submit(pressed, **{"The answer": "Ann"})
    assert "trainer role" in (await sent.reply()).content
    assert port.app.answering.answer(office.workspace, "who steers").output == ""


async def test_an_answer_is_corrected_where_it_stands(office: Office) -> None:
    port = office.port
    await port.says(port.ann, "!correct where is the boat => at the pier")
    answer = await port.says(port.bob, f"{port.loopback.world.bot.mention} where is the boat")
    assert answer.content == "at the pier"
    pressed = port.ann.uses(answer, "Correct this answer")
    form = await pressed.form()
    assert "where is the boat" in str(form)
    sent = port.ann.submit(pressed, **{"The answer": "at sea"})
    assert (await sent.reply()).content.startswith("Learned")
    assert port.app.answering.answer(office.workspace, "where is the boat").output == "at sea"
    other = port.bob.types(port.general, "hm")
    assert "did not say that" in (await port.ann.uses(other, "Correct this answer").reply()).content


async def test_what_is_known_of_a_message_is_told_with_who_taught_it(office: Office) -> None:
    port = office.port
    await port.says(port.ann, "!correct where is the boat => at the pier")
    robin = port.loopback.world.bot.mention
    said = port.bob.types(port.general, f"{robin} where is the boat")
    told = await port.bob.uses(said, "What do you know about this?").reply()
    assert "I was taught just that: *at the pier*." in told.content
    assert f"<@{port.ann.user.id}> corrected me" in told.content
    empty = port.bob.types(port.general, "zzzz qqqq")
    unknown = await port.bob.uses(empty, "What do you know about this?").reply()
    assert unknown.content.startswith("I don't know that yet.")


async def test_what_trainers_do_is_marked_for_integrations(office: Office) -> None:
    commands = {each["name"]: each for each in office.port.loopback.world.commands.values()}
    marked = {n for n, each in commands.items() if str(each["default_member_permissions"]) == "32"}
    assert marked == {
        "archive", "pending", "remove_answer", "rollback", "select_dataset", "settings",
        "small_talk", "unanswered", "use_model",
    }  # fmt: skip
    menus = {name for name, each in commands.items() if each["type"] == 3}
    assert menus == {"Teach this message", "Correct this answer", "What do you know about this?"}


async def test_help_is_by_what_one_may_do(office: Office) -> None:
    port = office.port
    told = [(await port.says(who, "!help")).content for who in (port.bob, port.ann, office.mia)]
    assert "!pending" not in told[0]
    assert "!pending" in told[1]
    assert "!settings" not in told[1]
    assert "!settings" in told[2]
    assert told[0].startswith("Ask me anything, and I answer what I was taught")
    assert told[1].startswith("Ask me anything, teach me, and put me right:")
    assert "!train" not in told[0]
    assert all(len(each.splitlines()) <= 8 for each in told)
    refused = (await port.says(port.bob, "!help settings")).content
    assert refused.startswith("There is no command with")
    shown = await office.mia.slash(port.general, "help", words="settings").reply()
    assert "!settings [words]: Show or change how I work here" in shown.content
