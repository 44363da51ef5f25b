"""What is too old goes, at the start and once a day."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from agent.prompts.failure import Failure
from agent.runtime.threads import in_thread
from agent.services.origin import origin_of
from agent.services.stores import Stores
from agent.storage.changes import Changes
from agent.storage.database import Database
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.retention import Retention, prune_files, prune_rows

log = logging.getLogger(__name__)
DAY = 86_400.0


class Tidying:
    """Keeps everything for as long as the settings say, and no longer."""

    def __init__(
        self, home: Home, database: Database, stores: Stores, inbox: Inbox, keep: Retention
    ) -> None:
        self._home = home
        self._database = database
        self._stores = stores
        self._inbox = inbox
        self._keep = keep

    async def daily(self, now: Callable[[], datetime]) -> None:
        """Go on for ever; what cannot be removed is tried again on the next day."""
        while True:
            try:
                await in_thread(self.tidy, now())
            except Failure as error:
                log.warning("what is too old could not be removed: %s", type(error).__name__)
            await asyncio.sleep(DAY)

    def tidy(self, at: datetime) -> int:
        """Remove what is too old; returns how much."""
        gone = sum(self._old_models(name, at) for name in self._home.workspaces())
        gone += prune_files(self._home, self._keep, at, self._archives_of_models())
        gone += prune_rows(self._database, self._keep, at)
        gone += Changes(self._database).prune(at) + self._inbox.prune(at)
        if gone:
            log.info("%d things were too old and are removed", gone)
        return gone

    def _old_models(self, workspace: str, at: datetime) -> int:
        """Remove what was put away, and the oldest of too many models; the one in use, and those
        just made, stay."""
        models = self._stores.of(workspace).models
        try:
            current = models.current()
        except StorageError:  # not known, which is healed when somebody asks
            return 0
        gone = models.remove_put_away(at)
        if not self._keep.models or current is None:
            return gone
        old = [v for v in models.versions() if int(v) < int(current.name)]
        too_many = old[: max(0, len(old) + 1 - self._keep.models)]
        for version in too_many:
            models.discard(version)
        return gone + len(too_many)

    def _archives_of_models(self) -> set[str]:
        """What a model was trained from, and can be trained from anew."""
        named = set()
        for workspace in self._home.workspaces():
            stores = self._stores.of(workspace)
            for version in stores.models.versions():
                try:
                    named.add(origin_of(stores.workspace.models / version).archive)
                except (OSError, ValueError):  # damaged, which is told elsewhere
                    continue
        return named
