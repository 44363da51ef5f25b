"""The settings as they are, secrets masked."""

import textwrap

from agent.cli.command import Context, Subcommand


def _run(context: Context) -> int:
    for name, value, sentence in context.settings.rows():
        print(f"{name} = {value}")
        print(textwrap.indent(textwrap.fill(sentence, 76), "    "))
    return 0


COMMAND = Subcommand("settings", "Print every setting, its value and what it is for", _run)
