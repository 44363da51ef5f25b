"""What each may have done here."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from agent.dialog.commands import Command, Commands
from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import Instructions, ReadCommands
from agent.dialog.rights import Need, Rights
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.governing import SettingsService
from messages import Message

ALL = "all"
"""What is typed for every command."""
NEEDS: tuple[Need, ...] = ("", "teach", "manage")


class HelpService:
    """Lists the commands that the asker may use. `page` is the instructions' file."""

    def __init__(self, commands: Commands, settings: SettingsService, page: Path) -> None:
        self._commands = commands
        self._settings = settings
        self._page = page

    @property
    def handlers(self) -> Handlers:
        return {ReadCommands: self._read, Instructions: self._instructions}

    def _read(self, context: RequestContext, request: ReadCommands) -> Outcome:
        local = self._settings.of(context.workspace)
        prefix, teach = local.prefix, context.may_teach
        rights = Rights(teach=teach, manage=context.may_manage, lesson=teach or local.approval)
        theirs = [each for each in self._commands if rights.allow(each.needs)]
        wanted = request.words.lower().removeprefix(prefix)
        if not wanted:
            return Done("help.short", {"lines": tuple(_in_short(theirs, prefix))})
        found = [each for each in theirs if wanted == ALL or wanted in each.name]
        if not found:
            return Done("help.none", {"words": request.words})
        return Done("help.commands", {"lines": tuple(_line(each, prefix) for each in found)})

    def _instructions(self, context: RequestContext, request: Instructions) -> Outcome:
        return Done("instruction", {"page": self._page.read_text(encoding="utf-8").strip()})


def _in_short(commands: Iterable[Command], prefix: str) -> Iterator[Message]:
    """The names of the commands, a line for each right that they need."""
    by_need: dict[Need, list[str]] = {need: [] for need in NEEDS}
    for command in commands:
        need: Need = "" if command.needs == "lesson" else command.needs
        by_need[need].append(prefix + command.name)
    for need, names in by_need.items():
        if names:
            yield Message(f"help.also.{need}" if need else "help.also", {"usages": tuple(names)})


def _line(command: Command, prefix: str) -> Message:
    usage = {"usage": command.usage(prefix), "summary": Message(command.summary)}
    return Message("help.command", usage)
