"""What each may have done here."""

from pathlib import Path

from agent.dialog.commands import Commands
from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import Instructions, ReadCommands
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.governing import SettingsService
from messages import Message


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
        allowed = {"": True, "teach": context.may_teach, "manage": context.may_manage}
        prefix = self._settings.of(context.workspace).prefix
        lines = tuple(
            Message("help.command", {"usage": each.usage(prefix), "summary": Message(each.summary)})
            for each in self._commands
            if allowed[each.needs]
        )
        return Done("help.commands", {"lines": lines})

    def _instructions(self, context: RequestContext, request: Instructions) -> Outcome:
        return Done("instruction", {"page": self._page.read_text(encoding="utf-8").strip()})
