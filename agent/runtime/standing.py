"""How each user's dialog stands: its state, what may be said next, and whether it goes on."""

from dataclasses import replace

from agent.dialog.session import Attention, Session, SessionKey
from agent.dialog.table import IDLE
from agent.dialog.turns import Expectation, Meaning, Said
from agent.runtime.dialogs import Dialogs
from agent.runtime.library import Library
from agent.runtime.sessions import Sessions


class Standing:
    """Answers about dialogs, and does nothing in them."""

    def __init__(self, dialogs: Dialogs, sessions: Sessions, library: Library) -> None:
        self._dialogs = dialogs
        self._sessions = sessions
        self._library = library

    def state(self, key: SessionKey) -> str:
        """Where the user's dialog is."""
        return self._sessions.get(key).state

    def place(self, key: SessionKey) -> str:
        """Where the user's dialog takes place; empty where that is not known."""
        session = self._sessions.find(key)
        return session.place if session else ""

    def is_left_open(self, key: SessionKey) -> bool:
        """Whether this user was in the middle of something, be it parked or not."""
        session = self._sessions.find(key)
        return session is not None and is_busy(session)

    def is_open(self, key: SessionKey) -> bool:
        """Whether this user is in the middle of something here, and not parked."""
        session = self._sessions.find(key)
        return (
            session is not None
            and session.attention is not Attention.PARKED
            and (is_busy(session) or bool(session.unanswered))
        )

    def is_asked(self, key: SessionKey) -> bool:
        """The same, and not left alone since nothing they said was understood."""
        session = self._sessions.find(key)
        is_left_alone = session is not None and session.attention is Attention.WAITED_FOR
        return self.is_open(key) and not is_left_alone

    def is_spoken(self, key: SessionKey) -> bool:
        """Whether the user is in the middle of something, and spoke last."""
        session = self._sessions.find(key)
        return session is not None and session.spoken and self.is_asked(key)

    def answered(self, key: SessionKey) -> tuple[str, str] | None:
        """The last sentence that the model was asked in this dialog, and its answer."""
        return self._sessions.get(key).answered

    def expected(self, key: SessionKey) -> Expectation:
        """What the user may say next; what was taught is known from their first turn on."""
        expected = self._dialogs.expected(self._sessions.get(key))
        return replace(expected, taught=self._library.taught(key.workspace))

    def understood(self, key: SessionKey, said: Said) -> Meaning:
        """What words would mean now, where the dialog is; nothing is done about it."""
        return self._dialogs.understood(self._sessions.get(key), said)

    def questions(self, key: SessionKey) -> tuple[object, ...]:
        """What waits for an answer now; a line typed before one of these came up is none to it."""
        return self._dialogs.questions(self._sessions.get(key))


def is_busy(session: Session) -> bool:
    """Whether its user is in the middle of something."""
    return session.state != IDLE or session.pending is not None or bool(session.suspended)
