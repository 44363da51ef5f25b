"""The transition table as a Mermaid diagram."""

from agent.cli.command import Command, Context
from agent.machine import mermaid


def _run(context: Context) -> int:
    print(mermaid())
    return 0


COMMAND = Command("diagram", "Print the states and transitions as a Mermaid diagram", _run)
