"""Whose sound may be decrypted at all."""

from collections.abc import Callable
from datetime import UTC, datetime

import discord

from agent.channels.discord.text.reply_target import key_of, workspace_of
from agent.services.server_settings import ServerSettings
from agent.storage.consents import Consent, Consents


class Hearable:
    """Everyone who has not refused, or, opting in, only who agreed; never another bot."""

    def __init__(self, consents: Consents, local: Callable[[str], ServerSettings]) -> None:
        """`local` gives the settings of a workspace, quickly, and from any thread."""
        self._local = local
        self._consents = consents

    def opts_in(self, guild: discord.Guild) -> bool:
        """Whether only those are heard in this server who agreed."""
        return self._local(workspace_of(guild)).consent == "opt-in"

    def __call__(self, guild: discord.Guild, user: int) -> bool:
        """Whether this user may be heard in this server. Quick, and from any thread."""
        key = key_of(guild, user)
        agreed = self._consents.agreed(key.user, key.workspace)
        member = guild.get_member(user)
        if member is not None and member.bot:
            return False
        return not self.opts_in(guild) if agreed is None else agreed

    def keep(self, guild: discord.Guild, user: int, agreed: bool) -> None:
        """Keep what the user said; on disk on return."""
        key = key_of(guild, user)
        self._consents.keep(Consent(key.user, key.workspace, agreed, datetime.now(UTC)))
