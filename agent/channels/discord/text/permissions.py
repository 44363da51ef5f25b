"""Who may teach here, and what the agent itself may do."""

import discord

WHY = {
    "view_channel": "to see the channels",
    "send_messages": "to answer",
    "send_messages_in_threads": "to answer in threads",
    "read_message_history": "to reply to a message",
    "attach_files": "to hand out files and reports",
    "connect": "to come into voice channels",
    "speak": "to speak there",
}
"""What the agent needs in a server, and what for."""
NEEDED = discord.Permissions(**dict.fromkeys(WHY, True))
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


def missing(granted: discord.Permissions) -> tuple[str, ...]:
    """The names of needed permissions that were not granted."""
    return tuple(name for name in WHY if not getattr(granted, name))


def complaint(where: str, lacking: tuple[str, ...]) -> str:
    """One sentence: what is missing `where`, what it is for, and what to do."""
    parts = "; ".join(f"{title(name)} ({WHY[name]})" for name in lacking)
    return (
        f"In {where} I'm missing permissions: {parts}. Give them to my role in the server's "
        "settings, under Roles, or invite me again."
    )


def title(name: str) -> str:
    """A permission's name as Discord's settings write it."""
    return name.replace("_", " ").title().replace(" In ", " in ")


def invite(application: int) -> str:
    """The address that brings the agent into a server with all it needs."""
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=SCOPES)
