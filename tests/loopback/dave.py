"""DAVE on the server's side: who is in a call's MLS group, and how it goes from epoch to epoch.

Protocol: https://daveprotocol.com. The server cannot read anything; it proposes who joins and
leaves, picks the first commit, and passes it on.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from .changes import Changes
from .faults import Faults
from .mls import Committed, ExternalSender, split_commit, vector
from .records import Json

APPEND = b"\x00"
FIRST_TRANSITION = 0
"""That of a group that begins: real clients go over at once, and neither say nor hear of it."""


class DaveOp(IntEnum):
    """The voice gateway's opcodes for DAVE."""

    EXECUTE_TRANSITION = 22
    TRANSITION_READY = 23
    EXTERNAL_SENDER = 25
    KEY_PACKAGE = 26
    PROPOSALS = 27
    COMMIT_WELCOME = 28
    ANNOUNCE_COMMIT = 29
    WELCOME = 30
    INVALID_COMMIT = 31


class Peer(Protocol):
    """Somebody in the call, as the group sees them."""

    user_id: int

    def send_json(self, op: int, data: Json) -> None:
        """Send a JSON message of the voice gateway."""

    def send_binary(self, op: int, data: bytes) -> None:
        """Send a binary message of the voice gateway."""


@dataclass
class Proposed:
    """Changes that the members were asked to commit."""

    adds: list[int]
    removes: list[int]


@dataclass
class DaveGroup:
    """The MLS group of one call; `leaves` are the user ids in tree order, None for a blank leaf."""

    channel_id: int
    faults: Faults
    changes: Changes
    sender: ExternalSender = field(default_factory=ExternalSender)
    peers: dict[int, Peer] = field(default_factory=dict)
    leaves: list[int | None] = field(default_factory=list)
    epoch: int = 0
    transition: int = 0
    _packages: dict[int, bytes] = field(default_factory=dict)
    _leaving: set[int] = field(default_factory=set)
    _proposed: Proposed | None = None
    _unready: set[int] = field(default_factory=set)

    def join(self, peer: Peer) -> None:
        """Somebody connected: tell them who the external sender is; they answer with a package."""
        self.peers[peer.user_id] = peer
        peer.send_binary(DaveOp.EXTERNAL_SENDER, self.sender.package())

    def leave(self, user_id: int) -> None:
        """Somebody disconnected."""
        self.peers.pop(user_id, None)
        self._packages.pop(user_id, None)
        self._awaits_no_more(user_id)
        if user_id in self.leaves:
            self._leaving.add(user_id)
        self._reset_if_deserted()
        if not self._can_commit():
            self._proposed = None
        self._advance()

    def receive(self, user_id: int, op: int, data: bytes) -> None:
        """A binary message from a member."""
        if op == DaveOp.KEY_PACKAGE:
            self._packages[user_id] = data
            self._advance()
        elif op == DaveOp.COMMIT_WELCOME and self._proposed and user_id in self.leaves:
            committed = split_commit(data)
            if committed.epoch == self.epoch:  # others may commit what was accepted already
                self._accept(self._proposed, committed)

    def ready(self, user_id: int, transition: int) -> None:
        """A member is ready for a transition; the last one to be ready for the newest starts it."""
        if transition == self.transition:
            self._awaits_no_more(user_id)
        self.changes.notify()

    def invalid(self, user_id: int) -> None:
        """A member could not follow a commit: out they go, and in again with a new key package."""
        self._awaits_no_more(user_id)
        if user_id in self.leaves:
            self._leaving.add(user_id)
        self._reset_if_deserted()

    @property
    def settled(self) -> bool:
        """Whether everybody connected is in the group and ready."""
        members = {leaf for leaf in self.leaves if leaf is not None}
        pending = self._proposed or self._packages or self._leaving or self._unready
        return not pending and members == set(self.peers)

    def _awaits_no_more(self, user_id: int) -> None:
        """Everybody speaks with the new keys as soon as nobody is waited for."""
        if user_id not in self._unready:
            return
        self._unready.remove(user_id)
        if not self._unready:
            for peer in self.peers.values():
                peer.send_json(DaveOp.EXECUTE_TRANSITION, {"transition_id": self.transition})

    def _advance(self) -> None:
        if not self.leaves and self._packages:
            first = next(iter(self._packages))
            del self._packages[first]
            self.leaves, self.epoch = [first], 0
        if self._proposed is None and (self._packages or self._leaving):
            self._propose()
        self.changes.notify()

    def _propose(self) -> None:
        group = struct.pack(">Q", self.channel_id)
        adds, removes = list(self._packages), sorted(self._leaving)
        messages = [
            self.sender.remove(group, self.epoch, self.leaves.index(user)) for user in removes
        ]
        messages += [self.sender.add(group, self.epoch, self._packages[user]) for user in adds]
        self._proposed = Proposed(adds, removes)
        for peer in self._members():
            peer.send_binary(DaveOp.PROPOSALS, APPEND + vector(b"".join(messages)))

    def _accept(self, proposed: Proposed, committed: Committed) -> None:
        old = self._members()
        self._proposed = None
        self.epoch += 1
        self.transition = FIRST_TRANSITION if self.epoch == 1 else self.transition + 1
        self._move_leaves(proposed)
        transition = struct.pack(">H", self.transition)
        self._unready = {leaf for leaf in self.leaves if leaf in self.peers and leaf is not None}
        for peer in old:
            peer.send_binary(
                DaveOp.ANNOUNCE_COMMIT, transition + self._perhaps_corrupt(committed.commit)
            )
        for user in proposed.adds:
            if user in self.peers:
                self.peers[user].send_binary(DaveOp.WELCOME, transition + committed.welcome)
        self._advance()

    def _move_leaves(self, proposed: Proposed) -> None:
        for user in proposed.removes:
            self.leaves[self.leaves.index(user)] = None
            self._leaving.discard(user)
        while self.leaves and self.leaves[-1] is None:
            self.leaves.pop()
        for user in proposed.adds:
            self._packages.pop(user, None)
            blank = self.leaves.index(None) if None in self.leaves else len(self.leaves)
            self.leaves[blank : blank + 1] = [user]
            if user not in self.peers:
                self._leaving.add(user)

    def _members(self) -> list[Peer]:
        staying = [leaf for leaf in self.leaves if leaf is not None and leaf not in self._leaving]
        return [self.peers[user] for user in staying if user in self.peers]

    def _can_commit(self) -> bool:
        return bool(self._members())

    def _reset_if_deserted(self) -> None:
        if self.leaves and not self._can_commit():
            self.leaves, self.epoch, self._proposed = [], 0, None
            self._leaving.clear()

    def _perhaps_corrupt(self, commit: bytes) -> bytes:
        if self.faults.corrupt_commits <= 0:
            return commit
        self.faults.corrupt_commits -= 1
        return commit[:-1] + bytes([commit[-1] ^ 0xFF])
