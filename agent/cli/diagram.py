"""The transition table as a Mermaid diagram."""

from agent.cli.command import Context, Subcommand
from agent.dialog.machine import mermaid


def _run(context: Context) -> int:
    print(mermaid())
    return 0


COMMAND = Subcommand("diagram", _run)
