"""Once a week, in the log channel: what could not be answered, and how little would cover it."""

from datetime import datetime, timedelta

from agent.channels.discord.panels.log_channel import Entry
from agent.dialog.outcomes import InboxGroup
from agent.services.governing import SettingsService
from agent.services.inbox import InboxService
from messages import Message

EVERY = timedelta(days=7)
GROUPS = 3
"""The largest groups, which are told of."""


class Weekly:
    """Says so where a server wants that."""

    def __init__(self, settings: SettingsService, inbox: InboxService) -> None:
        self._settings = settings
        self._inbox = inbox

    def entry(self, workspace: str, at: datetime) -> Entry | None:
        """What is to be told there now; None for nothing."""
        local = self._settings.of(workspace)
        if not (local.weekly and local.log_channel):
            return None
        groups = self._inbox.groups(workspace, at)
        if not groups or not self._settings.due(workspace, "weekly_told", at, EVERY):
            return None
        return Entry(told(groups))


def told(groups: list[InboxGroup]) -> Message:
    """Such as: 12 questions I could not answer; three groups would cover nine."""
    largest = groups[:GROUPS]
    values = {
        "asked": sum(group.asked for group in groups),
        "groups": len(largest),
        "covered": sum(group.asked for group in largest),
    }
    return Message("log.weekly", values)
