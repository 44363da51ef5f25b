"""The bot itself, users, guilds and channels over REST."""

from __future__ import annotations

import discord
from aiohttp import web

from .faults import Faults
from .records import Guild, Json, User
from .rest import ApiError, answer, read_body
from .rest_messages import MISSING_PERMISSIONS, Messages
from .world import World

UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_USER = 10004, 10007, 10013
UNKNOWN_VOICE_STATE = 10065
BOT_ADD = discord.AuditLogAction.bot_add.value


class Places:
    """What a bot may look up and leave."""

    def __init__(self, world: World, faults: Faults, messages: Messages) -> None:
        self._world = world
        self._faults = faults
        self._messages = messages

    def routes(self) -> list[web.RouteDef]:
        """The routes below the version prefix."""
        return [
            web.get("/users/@me", self.me),
            web.get("/applications/@me", self.application),
            web.get("/oauth2/applications/@me", self.application),
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway),
            web.post("/users/@me/channels", self.open_direct),
            web.delete("/users/@me/guilds/{guild}", self.leave),
            web.get("/users/{user}", self.user),
            web.get("/guilds/{guild}", self.guild),
            web.get("/guilds/{guild}/channels", self.guild_channels),
            web.get("/guilds/{guild}/members/{user}", self.member),
            web.get("/guilds/{guild}/audit-logs", self.audit_log),
            web.patch("/guilds/{guild}/voice-states/@me", self.change_voice),
            web.get("/channels/{channel}", self.channel),
            web.delete("/channels/{channel}", self.delete_channel),
        ]

    async def me(self, request: web.Request) -> web.Response:
        """GET the bot's own account."""
        return answer(self._world.bot.json())

    async def application(self, request: web.Request) -> web.Response:
        """GET the bot's application; whoever was added first owns it."""
        people = [user for user in self._world.users.values() if not user.bot]
        bot = self._world.bot
        flags = discord.ApplicationFlags(
            gateway_message_content_limited=self._faults.privileged_intents
        )
        return answer(
            {
                "id": str(bot.id),
                "name": bot.name,
                "description": "",
                "icon": None,
                "bot_public": True,
                "bot_require_code_grant": False,
                "owner": (people or [bot])[0].json(),
                "verify_key": "",
                "flags": flags.value,
                "summary": "",
            }
        )

    async def gateway(self, request: web.Request) -> web.Response:
        """GET where the gateway is."""
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return answer(
            {
                "url": "wss://gateway.discord.gg",
                "shards": self._faults.shards,
                "session_start_limit": limit,
            }
        )

    async def open_direct(self, request: web.Request) -> web.Response:
        """POST to open a direct-message channel."""
        body = await read_body(request)
        return answer(self._world.direct_channel(self._user(body.data["recipient_id"])).json())

    async def leave(self, request: web.Request) -> web.Response:
        """DELETE the bot's membership."""
        self._world.remove_guild(self._guild(request))
        return answer()

    async def user(self, request: web.Request) -> web.Response:
        """GET a user."""
        return answer(self._user(request.match_info["user"]).json())

    async def guild(self, request: web.Request) -> web.Response:
        """GET a guild."""
        return answer(self._guild(request).json())

    async def guild_channels(self, request: web.Request) -> web.Response:
        """GET the channels of a guild."""
        return answer([channel.json() for channel in self._guild(request).channels.values()])

    async def member(self, request: web.Request) -> web.Response:
        """GET a member."""
        member = self._guild(request).members.get(int(request.match_info["user"]))
        if member is None:
            raise ApiError(404, UNKNOWN_MEMBER, "Unknown Member")
        return answer(member.json())

    async def audit_log(self, request: web.Request) -> web.Response:
        """GET who brought the bot in, which is all that this audit log has."""
        guild, bot = self._guild(request), self._world.bot
        if not guild.permissions(bot).view_audit_log:
            raise ApiError(403, MISSING_PERMISSIONS, "Missing Permissions")
        wanted = int(request.query.get("action_type", BOT_ADD))
        who = guild.added_by if wanted == BOT_ADD else None
        entries = [_bot_add(who, bot)] if who else []
        known = [user.json() for user in (who, bot) if user]
        lists = ("integrations", "webhooks", "threads", "guild_scheduled_events")
        more = ("auto_moderation_rules", "application_commands")
        empty: Json = {key: [] for key in (*lists, *more)}
        return answer({**empty, "audit_log_entries": entries, "users": known})

    async def change_voice(self, request: web.Request) -> web.Response:
        """PATCH the bot's place on a stage: going onto it needs Mute Members, asking another."""
        guild, data = self._guild(request), (await read_body(request)).data
        state = guild.voice_states.get(self._world.bot.id)
        if state is None or str(state.channel.id) != str(data.get("channel_id")):
            raise ApiError(404, UNKNOWN_VOICE_STATE, "Unknown Voice State")
        if data.get("suppress") is False:
            self._messages.need(state.channel, "mute_members")
            self._world.change_voice(state, suppress=False, request_to_speak=None)
        elif asked := data.get("request_to_speak_timestamp"):
            self._messages.need(state.channel, "request_to_speak")
            self._world.change_voice(state, request_to_speak=asked)
        return answer()

    async def channel(self, request: web.Request) -> web.Response:
        """GET a channel."""
        return answer(self._messages.channel(request).json())

    async def delete_channel(self, request: web.Request) -> web.Response:
        """DELETE a channel, with Manage Channels."""
        channel = self._messages.channel(request)
        self._messages.need(channel, "manage_channels")
        self._world.remove_channel(channel)
        return answer(channel.json())

    def _guild(self, request: web.Request) -> Guild:
        guild = self._world.guilds.get(int(request.match_info["guild"]))
        if guild is None:
            raise ApiError(404, UNKNOWN_GUILD, "Unknown Guild")
        return guild

    def _user(self, number: str) -> User:
        user = self._world.users.get(int(number))
        if user is None:
            raise ApiError(404, UNKNOWN_USER, "Unknown User")
        return user


def _bot_add(who: User, bot: User) -> Json:
    """The entry of the audit log that says who brought the bot in."""
    ids = {"id": str(bot.id + 1), "user_id": str(who.id), "target_id": str(bot.id)}
    return {**ids, "action_type": BOT_ADD, "changes": []}
