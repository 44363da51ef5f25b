"""Reading the voice socket, and letting go of it at once."""

from __future__ import annotations

import logging
import select
import socket

from discord.voice_state import SocketReader, VoiceConnectionState

log = logging.getLogger(__name__)
LARGEST = 2048


class WakingReader(SocketReader):
    """discord.py's reader, which can be woken.

    The original sits in `select` for up to 30 s, and closing the socket does not wake it, so that a
    bot which only listens needs as long to connect again. This one also selects on a socket pair.
    """

    def __init__(self, state: VoiceConnectionState) -> None:
        super().__init__(state)
        self._waker, self._wake = socket.socketpair()
        self._wake.setblocking(False)

    def pause(self) -> None:
        """Let go of the socket, which may then be closed."""
        super().pause()
        self._wake_up()

    def stop(self) -> None:
        """End the thread."""
        super().stop()
        self._wake_up()

    def _wake_up(self) -> None:
        try:
            self._waker.send(b"\0")
        except OSError:
            log.debug("The voice socket's reader has ended already.")

    def _do_run(self) -> None:
        with self._waker, self._wake:
            while not self._end.is_set():
                self._running.wait()
                self._read_one()

    def _read_one(self) -> None:
        try:
            readable, _, _ = select.select([self.state.socket, self._wake], [], [])
            if self._wake in readable:
                self._wake.recv(LARGEST)
            elif self._running.is_set():
                self._hand_over(self.state.socket.recv(LARGEST))
        except (OSError, TypeError, ValueError) as error:
            log.debug("The voice socket is closed or not there yet: %s", type(error).__name__)
            select.select([self._wake], [], [], 0.01)

    def _hand_over(self, data: bytes) -> None:
        for callback in list(self._callbacks):
            try:
                callback(data)
            except Exception:  # the thread's edge: discord.py's own callback trips on short packets
                log.exception("A packet could not be handed over")
