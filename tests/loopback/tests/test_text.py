"""Text over REST and gateway, as an unpatched discord.py sees it."""

from __future__ import annotations

import asyncio
import io

import discord
import pytest
from discord.ext import commands

from tests.loopback import File, Loopback, RefusedError
from tests.loopback.faults import RateLimit

from .conftest import Bot


async def test_a_command_typed_in_a_guild_is_answered(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with loopback.running(bot):
        assert (await ann.ask(general, "!hi")).content == "hello ann"


async def test_a_command_in_direct_messages_is_answered(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    async with loopback.running(bot):
        assert (await ann.ask(ann.direct, "!hi")).content == "hello ann"


async def test_a_guild_made_while_the_bot_runs_works(loopback: Loopback, bot: Bot) -> None:
    async with loopback.running(bot):
        guild = loopback.guild("Late")
        general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
        assert (await ann.ask(general, "!hi")).content == "hello ann"


async def test_no_other_host_can_be_reached(loopback: Loopback, bot: Bot) -> None:
    async with loopback.running(bot):
        with pytest.raises(OSError, match=r"example\.org"):
            await bot.http.get_from_cdn("https://example.org/picture.png")


async def test_files_go_both_ways(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)

    @bot.command()
    async def mirror(ctx: commands.Context[Bot]) -> None:
        content = await ctx.message.attachments[0].read()
        await ctx.reply(file=discord.File(io.BytesIO(content[::-1]), "mirrored.txt"))

    async with loopback.running(bot):
        question = ann.types(general, "!mirror", files=[File("a.txt", b"abc")])
        answer = await ann.sees(general)
    assert answer.reference is question
    assert [(file.filename, file.content) for file in answer.attachments] == [
        ("mirrored.txt", b"cba")
    ]


async def test_a_voice_message_is_one(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")
    heard: list[bool] = []

    @bot.listen()
    async def on_message(message: discord.Message) -> None:
        heard.append(message.attachments[0].is_voice_message())
        await message.channel.send("heard")

    async with loopback.running(bot):
        ann.types(ann.direct, files=[File("voice.ogg", b"OggS", "audio/ogg", seconds=1.5)])
        await ann.sees(ann.direct)
    assert heard == [True]


async def test_a_file_over_the_limit_is_refused_both_ways(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    large = bytes(11 << 20)
    with pytest.raises(RefusedError, match=r"large\.bin"):
        ann.types(general, files=[File("large.bin", large)])
    async with loopback.running(bot):
        channel = bot.get_channel(general.id)
        assert isinstance(channel, discord.TextChannel)
        with pytest.raises(discord.HTTPException) as refused:
            await channel.send(file=discord.File(io.BytesIO(large), "large.bin"))
    assert (refused.value.status, refused.value.code) == (413, 40005)


async def test_edits_deletions_and_reactions_go_both_ways(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)

    @bot.command()
    async def work(ctx: commands.Context[Bot]) -> None:
        message = await ctx.send("0 %")
        await message.edit(content="100 %")
        await message.add_reaction("👍")
        await bot.wait_for("reaction_add", check=lambda reaction, user: user == ctx.author)
        await ctx.message.add_reaction("👀")
        await message.delete()

    async with loopback.running(bot):
        command = ann.types(general, "!work")
        answer = await ann.sees(general, having=lambda message: "👍" in message.reactions)
        assert (answer.content, answer.edits) == ("100 %", 1)
        ann.reacts(answer, "🎉")
        await loopback.until(lambda: answer.deleted)
        assert command.reactions == {"👀": {loopback.world.bot.id}}


@pytest.mark.parametrize(
    ("permission", "arguments"),
    [
        ("send_messages", {"content": "x"}),
        ("embed_links", {"embed": discord.Embed(title="x")}),
        ("attach_files", {"file": discord.File(io.BytesIO(b"x"), "x")}),
        ("view_channel", {"content": "x"}),
    ],
)
async def test_a_missing_permission_is_a_403(
    loopback: Loopback, bot: Bot, permission: str, arguments: dict[str, object]
) -> None:
    general = loopback.text_channel(loopback.guild())
    async with loopback.running(bot):
        channel = bot.get_channel(general.id)
        assert isinstance(channel, discord.TextChannel)
        loopback.world.deny(general, loopback.world.bot, **{permission: True})
        with pytest.raises(discord.Forbidden):
            await channel.send(**arguments)  # type: ignore[call-overload]  # parametrised keywords


async def test_everyone_is_pinged_only_where_allowed(loopback: Loopback, bot: Bot) -> None:
    general = loopback.text_channel(loopback.guild())
    async with loopback.running(bot):
        channel = bot.get_channel(general.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("@everyone")
        await channel.send("@everyone", allowed_mentions=discord.AllowedMentions.none())
    assert [message.mention_everyone for message in general.messages] == [True, False]


async def test_a_500_and_a_429_are_ridden_out(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with loopback.running(bot):
        loopback.faults.fail(429, path="/messages", retry_after=0.01)
        assert (await ann.ask(general, "!hi")).content == "hello ann"
        loopback.faults.fail(500, path="/messages")
        assert (await ann.ask(general, "!hi")).content == "hello ann"
    assert len([line for line in loopback.frame.requests if "POST" in line]) == 4


async def test_rate_limits_are_announced_and_respected(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general = loopback.text_channel(guild)
    people = [loopback.person(f"person {number}", guild) for number in range(6)]
    loopback.faults.rate_limit = RateLimit(3, 0.1)
    async with loopback.running(bot):
        await asyncio.gather(*(person.ask(general, "!hi") for person in people))
        await loopback.until(lambda: len(general.messages) == 12)
    assert loopback.frame.buckets.exceeded <= 2


async def test_a_wrong_token_is_refused(loopback: Loopback, bot: Bot) -> None:
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.close()


async def test_missing_privileged_intents_close_the_gateway(loopback: Loopback, bot: Bot) -> None:
    loopback.faults.privileged_intents = False
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with loopback.running(bot):
            pass


async def test_without_message_content_words_are_hidden(loopback: Loopback) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    client = discord.Client(
        intents=discord.Intents.default(), connector=loopback.connector(), guild_ready_timeout=0.05
    )
    seen: asyncio.Queue[str] = asyncio.Queue()

    @client.event
    async def on_message(message: discord.Message) -> None:
        seen.put_nowait(message.content)

    async with loopback.running(client):
        ann.types(general, "secret")
        ann.types(general, f"{loopback.world.bot.mention} open")
        assert await seen.get() == ""
        assert (await seen.get()).endswith("open")


async def test_a_reply_pings_only_where_allowed(loopback: Loopback, bot: Bot) -> None:
    ann = loopback.person("ann")

    @bot.command()
    async def answer(ctx: commands.Context[Bot], how: str = "") -> None:
        if how:
            mentions = discord.AllowedMentions(users=False, replied_user=how == "loud")
            await ctx.reply("so be it", allowed_mentions=mentions)
        else:
            await ctx.reply("so be it")

    async with loopback.running(bot):
        for how, pinged in (("", True), ("quiet", False), ("loud", True)):
            reply = await ann.ask(ann.direct, f"!answer {how}")
            assert bool(reply.mentions) == pinged


@pytest.mark.parametrize("how", ["drop", "asked"])
async def test_a_gateway_drop_resumes_without_losing_messages(
    loopback: Loopback, bot: Bot, how: str
) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with loopback.running(bot):
        await (loopback.gateway.drop() if how == "drop" else loopback.gateway.ask_to_reconnect())
        assert (await ann.ask(general, "!hi")).content == "hello ann"
        assert loopback.gateway.resumed == 1


async def test_a_session_that_cannot_be_resumed_is_identified_anew(
    loopback: Loopback, bot: Bot
) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with loopback.running(bot):
        await loopback.gateway.drop(resumable=False)
        await loopback.until(lambda: loopback.gateway.sessions)
        assert (await ann.ask(general, "!hi")).content == "hello ann"
        assert loopback.gateway.resumed == 0


async def test_leaving_and_vanishing_places(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    general = loopback.text_channel(guild)
    async with loopback.running(bot):
        channel = bot.get_channel(general.id)
        assert isinstance(channel, discord.TextChannel)
        loopback.world.remove_channel(general)
        with pytest.raises(discord.NotFound):
            await channel.send("anybody?")
        await channel.guild.leave()
        assert loopback.world.guilds == {}
