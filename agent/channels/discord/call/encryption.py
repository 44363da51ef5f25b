"""The two layers of encryption around a voice frame, as one voice connection knows them now."""

from __future__ import annotations

from typing import Protocol

import davey

from .frames import SILENCE
from .rtp import Packet, PacketError, open_packet

END_TO_END_MARK = b"\xfa\xfa"


class EndToEndError(Exception):
    """A frame that could not be decrypted, or not yet."""


class Keys(Protocol):
    """The keys of a voice connection (discord.py's VoiceConnectionState has them)."""

    secret_key: list[int]
    dave_protocol_version: int
    dave_session: davey.DaveSession | None


class Encryption:
    """Takes both layers off; looks at the keys anew for every packet, since they change."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._listed: list[int] | None = None
        self._key = b""

    def open(self, data: bytes) -> Packet:
        """Transport encryption, extension and padding off; raises `PacketError`."""
        listed = self._keys.secret_key
        if listed is not self._listed:
            if not isinstance(listed, list):
                raise PacketError("there is no key yet")
            self._listed, self._key = listed, bytes(listed)
        return open_packet(data, self._key)

    @property
    def end_to_end(self) -> bool:
        """Whether the members of this call encrypt what they say (DAVE)."""
        return self._keys.dave_protocol_version != 0

    @property
    def epoch(self) -> int | None:
        """The group's number, which goes up when members come or go, and the keys with it."""
        session = self._keys.dave_session
        return session.epoch if session is not None else None

    def members(self) -> set[int]:
        """The users whose keys there are; empty without DAVE, or before its group is there."""
        session = self._keys.dave_session
        ready = self.end_to_end and session is not None and session.ready
        return set(map(int, session.get_user_ids())) if ready and session is not None else set()

    def decrypt(self, user_id: int, frame: bytes) -> bytes:
        """End-to-end encryption (DAVE) off; raises `EndToEndError` rather than return ciphertext.

        Silence is never encrypted. A call without DAVE has plain frames.
        """
        if frame == SILENCE:
            return frame
        session = self._keys.dave_session
        if not self.end_to_end:
            if frame.endswith(END_TO_END_MARK):
                raise EndToEndError("an encrypted frame in a call without encryption")
            return frame
        if session is None or not session.ready:
            raise EndToEndError("the group is not ready")
        try:
            return session.decrypt(user_id, davey.MediaType.audio, frame)
        except ValueError as error:
            raise EndToEndError(str(error)) from error
