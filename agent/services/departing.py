"""What becomes of a server's data when the agent is put out of it."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from agent.runtime.sessions import Sessions
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService
from agent.services.retraining import Retraining
from agent.services.stores import Stores
from agent.storage.departures import Departures

log = logging.getLogger(__name__)


class DepartureService:
    """Keeps the data of servers that the agent was put out of for some days, and deletes them."""

    def __init__(
        self,
        departures: Departures,
        stores: Stores,
        answering: AnswerService,
        retraining: Retraining,
        sessions: Sessions,
    ) -> None:
        self._departures = departures
        self._stores = stores
        self._answering = answering
        self._retraining = retraining
        self._sessions = sessions

    async def left(self, workspace: str, at: datetime) -> None:
        """The agent was put out."""
        await in_thread(self._departures.left, workspace, at)

    async def back(self, workspace: str) -> None:
        """It was asked back in: nothing of what is still there goes."""
        await in_thread(self._departures.back, workspace)

    async def compare(self, present: Collection[str], prefix: str, at: datetime) -> None:
        """What was missed while the agent was not there: it is in the workspaces `present`, and in
        no other whose name has this beginning."""
        kept = await in_thread(self._departures.kept)
        for workspace in kept & set(present):
            await self.back(workspace)
        for workspace in kept - set(present):
            if workspace.startswith(prefix):
                await self.left(workspace, at)

    async def delete_after(self, days: Callable[[str], int], at: datetime) -> list[str]:
        """Delete what was left so long ago as `days` says of it; returns the workspaces."""
        left = await in_thread(self._departures.times)
        due = [each for each, since in left.items() if at - since >= timedelta(days=days(each))]
        for workspace in due:
            await self._retraining.stop(workspace)
            await in_thread(self._departures.delete, workspace)
            self._sessions.leave(workspace)
            self._stores.drop(workspace)
            self._answering.changed(workspace)
            log.warning(
                "the data of %s are deleted: I was put out of it on %s", workspace, left[workspace]
            )
        return due
