"""The agent itself, where no subcommand is given: in Discord or in the terminal."""

from agent.cli import console
from agent.cli.command import Command, Context
from agent.settings import SettingsError


def _run(context: Context) -> int:
    if context.settings.channel == "console":
        return console.COMMAND.run(context)
    raise SettingsError(
        "MODE=discord is not possible yet: the Discord channel is being built; "
        "set MODE=console to talk here."
    )


COMMAND = Command("serve", "Run the agent", _run)
