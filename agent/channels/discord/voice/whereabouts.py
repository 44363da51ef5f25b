"""Where the agent is in voice, kept so that another run of it comes back there."""

import asyncio
import json
from pathlib import Path

from agent.storage.atomic import write_file

KEPT = "cache/voice-channels"
Place = tuple[int, int]
"""A voice channel, and the channel for what is written beside it."""


class Whereabouts:
    """The agent's place in each server; a file that cannot be read is as good as none."""

    def __init__(self, home: Path) -> None:
        self._path = home / KEPT
        self._lock = asyncio.Lock()
        self._places: dict[int, Place] | None = None

    async def places(self) -> dict[int, Place]:
        """The places by server."""
        async with self._lock:
            return dict(await self._known())

    async def keep(self, guild: int, place: Place | None) -> None:
        """The agent is there now, or with None nowhere in this server; on disk on return."""
        async with self._lock:
            places = await self._known()
            if places.get(guild) == place:
                return
            if place is None:
                del places[guild]
            else:
                places[guild] = place
            await asyncio.to_thread(write_file, self._path, _packed(places))

    async def _known(self) -> dict[int, Place]:
        if self._places is None:
            self._places = await asyncio.to_thread(_read, self._path)
        return self._places


def _packed(places: dict[int, Place]) -> bytes:
    return json.dumps({str(guild): place for guild, place in places.items()}).encode()


def _read(path: Path) -> dict[int, Place]:
    try:
        kept = json.loads(path.read_bytes())
        return {int(guild): (int(voice), int(text)) for guild, (voice, text) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
