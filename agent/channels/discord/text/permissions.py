"""Who may teach here, and what the agent itself may do."""

import discord

from messages import Message

NAMES = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "read_message_history",
    "attach_files",
    "connect",
    "speak",
)
"""What the agent needs in a server; the catalogue says what for."""
VOCAL = ("connect", "speak")
"""Those that only voice channels have, and only the server where there is none."""
WISHED = ("request_to_speak", "create_public_threads")
"""The floor of a stage, where it can ask for it, and threads of lessons, where they are wished."""
INVITED = discord.Permissions(**dict.fromkeys((*NAMES, *WISHED), True))
SCOPES = ("bot", "applications.commands")


def may_teach(guild: discord.Guild | None, user: discord.User | discord.Member, role: str) -> bool:
    """Whether `user` may change what is known in `guild`: who manages it or has the trainer role.

    Alone with the agent (no guild) everybody may. `role` is a role's name, in any case, or its
    number.
    """
    if guild is None:
        return True
    if not isinstance(user, discord.Member):
        return False
    named = (role.casefold() in (each.name.casefold(), str(each.id)) for each in user.roles)
    return user.guild_permissions.manage_guild or any(named)


def may_manage(guild: discord.Guild | None, user: discord.User | discord.Member) -> bool:
    """Whether `user` may change how the agent works in `guild`; alone with it everybody may."""
    return guild is None or (
        isinstance(user, discord.Member) and user.guild_permissions.manage_guild
    )


def missing(granted: discord.Permissions) -> tuple[str, ...]:
    """The names of needed permissions that were not granted."""
    return tuple(name for name in NAMES if not getattr(granted, name))


def complaint(where: str | Message, lacking: tuple[str, ...]) -> Message:
    """One sentence: what is missing `where`, what it is for, and what to do."""
    needs = tuple(Message(f"permission.{name}.for") for name in lacking)
    return Message("permissions.missing", {"where": where, "needs": needs})


def names(permissions: tuple[str, ...]) -> tuple[Message, ...]:
    """Permissions as Discord's settings write them."""
    return tuple(Message(f"permission.{name}") for name in permissions)


def invite(application: int) -> str:
    """The address that brings the agent into a server with all it needs."""
    return discord.utils.oauth_url(application, permissions=INVITED, scopes=SCOPES)
