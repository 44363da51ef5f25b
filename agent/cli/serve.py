"""The agent itself, where no subcommand is given: in Discord or in the terminal."""

from agent.cli import console, discord
from agent.cli.command import Context, Subcommand


def _run(context: Context) -> int:
    command = discord.COMMAND if context.settings.channel == "discord" else console.COMMAND
    return command.run(context)


COMMAND = Subcommand("serve", _run)
