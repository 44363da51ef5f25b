"""Slash commands, buttons, menus and forms, as an unpatched discord.py serves them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from tests.loopback import File, Loopback, RefusedError

from .conftest import Bot


class Form(discord.ui.Modal, title="Comment"):
    """One text field."""

    comment = discord.ui.TextInput[discord.ui.Modal](label="What was wrong?")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.comment.value}", ephemeral=True)


class Question(discord.ui.View):
    """Two buttons and a menu."""

    @discord.ui.button(label="Yes")
    async def yes(
        self, interaction: discord.Interaction, button: discord.ui.Button[discord.ui.View]
    ) -> None:
        button.disabled = True
        await interaction.response.edit_message(content="agreed", view=self)

    @discord.ui.button(label="Comment")
    async def comment(
        self, interaction: discord.Interaction, button: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.select(
        placeholder="Which?", options=[discord.SelectOption(label="Weather", value="w")]
    )
    async def which(
        self, interaction: discord.Interaction, menu: discord.ui.Select[discord.ui.View]
    ) -> None:
        await interaction.response.send_message(f"chosen: {menu.values[0]}")


async def measure(ctx: commands.Context[Bot], file: discord.Attachment, times: int = 1) -> None:
    """Say how long a file is."""
    await ctx.send(f"{len(await file.read()) * times} bytes", ephemeral=True)


@app_commands.command(name="slow")
async def slow(interaction: discord.Interaction) -> None:
    """Answer late."""
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="done")
    await interaction.followup.send("and more")


@app_commands.command(name="pick")
async def pick(interaction: discord.Interaction, name: str) -> None:
    """Pick by name."""
    await interaction.response.send_message(f"picked {name}")


@pick.autocomplete("name")
async def names(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer what begins as typed."""
    known = ("weather", "web", "greetings")
    return [app_commands.Choice(name=n, value=n) for n in known if n.startswith(typed)]


@pytest.fixture
async def bot(loopback: Loopback) -> Bot:
    """A bot with slash commands, registered when it starts."""
    bot = Bot(loopback)
    command: commands.HybridCommand[Any, ..., None] = commands.HybridCommand(measure)
    bot.add_command(command)
    bot.tree.add_command(slow)
    bot.tree.add_command(pick)

    @bot.command()
    async def question(ctx: commands.Context[Bot]) -> None:
        await ctx.send("Right?", view=Question())

    async def register() -> None:
        await bot.tree.sync()

    bot.setup_hook = register  # type: ignore[method-assign]  # the documented place to sync
    return bot


async def test_a_hybrid_command_takes_an_attachment(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    bob = loopback.person("bob", guild)
    async with loopback.running(bot):
        invocation = ann.slash(general, "measure", file=File("a.txt", b"abc"), times=2)
        answer = await invocation.reply()
        assert answer.content == "6 bytes"
        assert (ann.may_see(answer), bob.may_see(answer)) == (True, False)
        ann.types(general, "!measure", files=[File("a.txt", b"abc")])
        assert (await ann.sees(general, after=answer)).content == "3 bytes"


async def test_a_deferred_answer_and_what_follows(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        invocation = ann.slash(ann.direct, "slow")
        answer = await invocation.reply()
        follow_up = await loopback.until(lambda: invocation.followups)
    assert (answer.content, answer.visible_to) == ("done", ann.user)
    assert follow_up[0].content == "and more"


async def test_autocomplete(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        offered = await ann.completes(ann.direct, "pick", "name", "we")
        assert offered == [("weather", "weather"), ("web", "web")]
        assert (await ann.slash(ann.direct, "pick", name="web").reply()).content == "picked web"


async def test_a_button_edits_its_message_and_is_then_off(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        question = await ann.ask(ann.direct, "!question")
        await ann.click(question, "Yes").acknowledgement()
        assert question.content == "agreed"
        with pytest.raises(RefusedError, match="disabled"):
            ann.click(question, "Yes")
        with pytest.raises(LookupError, match="Yes, Comment, Which"):
            ann.click(question, "No")


async def test_a_menu(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        question = await ann.ask(ann.direct, "!question")
        answer = await ann.select(question, "Which?", "Weather").reply()
        assert answer.content == "chosen: w"
        with pytest.raises(RefusedError, match="does not offer"):
            ann.select(question, "Which?", "News")


async def test_a_form(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        question = await ann.ask(ann.direct, "!question")
        invocation = ann.click(question, "Comment")
        assert (await invocation.form())["title"] == "Comment"
        submitted = ann.submit(invocation, **{"What was wrong?": "too slow"})
        assert (await submitted.reply()).content == "noted: too slow"


async def test_an_expired_interaction(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    failures: list[Exception] = []

    @bot.tree.error
    async def note(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        failures.append(getattr(error, "original", error))
        loopback.world.changes.notify()

    async with loopback.running(bot):
        loopback.faults.expired_interactions = True
        ann.slash(ann.direct, "slow")
        await loopback.until(lambda: failures)
    assert isinstance(failures[0], discord.NotFound)
    assert failures[0].code == 10062


async def test_commands_that_are_not_there_or_lack_something(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        for command, options in (("gone", {}), ("measure", {}), ("slow", {"speed": 3})):
            with pytest.raises(RefusedError):
                ann.slash(ann.direct, command, **options)
