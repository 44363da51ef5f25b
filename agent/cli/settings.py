"""The settings as they are, secrets masked."""

import textwrap

from agent.cli.command import Context, Subcommand
from agent.settings import INTENTS


def _run(context: Context) -> int:
    words = context.words
    for name, value in context.settings.rows():
        sentence = words.text(f"setting.{name}", intents=INTENTS)
        print(f"{name.upper()} = {value if isinstance(value, str) else words.render(value)}")
        print(textwrap.indent(textwrap.fill(sentence, 76), "    "))
    return 0


COMMAND = Subcommand("settings", _run)
