"""Switches that make the loopback misbehave the way Discord does on its bad days."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from typing import Any


@dataclass
class RestFault:
    """Requests that match get this answer instead of the real one, `times` times."""

    status: int
    code: int = 0
    method: str = ".*"
    path: str = ".*"
    times: int = 1
    retry_after: float = 0.05

    def strikes(self, method: str, path: str) -> bool:
        """Whether this request is hit; every hit uses up one of the `times`."""
        hit = (
            self.times > 0
            and re.fullmatch(self.method, method) is not None
            and re.search(self.path, path) is not None
        )
        self.times -= hit
        return hit


@dataclass
class PacketFaults:
    """What happens to voice packets on their way to the bot; every figure is a share of packets."""

    loss: float = 0.0
    reorder: float = 0.0
    duplicate: float = 0.0
    padding: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    def happens(self, share: float) -> bool:
        """Throw the dice."""
        return share > 0 and self.chance.random() < share


@dataclass
class RateLimit:
    """At most `limit` requests in `window` seconds for one route and channel, as Discord does."""

    limit: int
    window: float


@dataclass
class Faults:
    """All switches; at rest everything works."""

    rest: list[RestFault] = field(default_factory=list)
    rate_limit: RateLimit | None = None
    shards: int = 1
    frozen: bool = False
    """Whether nothing is answered any more, on any socket."""
    privileged_intents: bool = True
    expired_interactions: bool = False
    packets: PacketFaults = field(default_factory=PacketFaults)
    withhold_voice_server: bool = False
    no_endpoint: int = 0
    """How many invitations to voice say that no server is there yet."""
    refuse_voice: list[int] = field(default_factory=list)
    corrupt_commits: int = 0
    dave_version: int = 1
    unnamed: set[int] = field(default_factory=set)
    """Users whom the voice gateway does not name to the others when they come."""

    async def freeze(self) -> None:
        """Return at once, or never where everything is frozen."""
        if self.frozen:
            await asyncio.Event().wait()

    def fail(self, status: int, **more: Any) -> RestFault:
        """Arm one `RestFault`; `more` are its fields."""
        fault = RestFault(status, **more)
        self.rest.append(fault)
        return fault

    def strike(self, method: str, path: str) -> RestFault | None:
        """The armed fault that hits this request, if any."""
        return next((fault for fault in self.rest if fault.strikes(method, path)), None)
