"""One user's dialog in one workspace: small, slotted, saved as one row."""

import json
from dataclasses import dataclass, fields
from typing import ClassVar, NamedTuple, Self

from pydantic import BaseModel

from agent.dialog.turns import Meaning, Say


class SessionKey(NamedTuple):
    """Whose dialog: a user in a workspace."""

    user: str
    workspace: str


class Task(BaseModel):
    """What a flow has gathered so far; each flow has its own, saved with the session as `kind`."""

    kind: ClassVar[str] = ""
    kinds: ClassVar[dict[str, type["Task"]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        Task.kinds[cls.kind] = cls

    @property
    def unsaved(self) -> int:
        """How many things a user would have to say again if this were dropped."""
        return 0

    def progress(self, fraction: float) -> None:
        """Take note of how far the job is, 0 to 1."""


class Pending(NamedTuple):
    """Something that is done only after a yes."""

    meaning: Meaning
    question: Say


@dataclass(slots=True)
class Session:
    """State and slots of one user's dialog; `state` is moved by the machine only."""

    user: str
    workspace: str
    state: str = "idle"
    task: Task | None = None
    pending: Pending | None = None
    question: Say | None = None
    """What was asked last, for repeating."""
    answered: tuple[str, str] | None = None
    """The last sentence the model was asked and its answer, for correcting."""
    job: int = 0
    """The running job's number, 0 for none; numbers are never used again."""
    jobs: int = 0
    misses: int = 0
    """Turns not understood and silences in a row."""
    rejections: int = 0
    """Read-backs rejected in a row."""
    resting: str = ""
    """`parked` after a long silence, `returned` once the user was reminded, else empty."""
    spoken: bool = False
    """Whether the last turn was spoken."""
    place: str = ""
    """Where the dialog takes place, as its channel names it; empty where that does not matter."""

    @property
    def key(self) -> SessionKey:
        return SessionKey(self.user, self.workspace)

    def to_json(self) -> str:
        """All but user, workspace and state; what has its default is left out.

        Only a dialog in the middle of something has a place to go on.
        """
        names = _PLAIN if self.state == "idle" else (*_PLAIN, "place")
        body: dict[str, object] = {
            name: getattr(self, name) for name in names if getattr(self, name) != _DEFAULTS[name]
        }
        if self.task is not None:
            body["task"] = {"kind": self.task.kind, **self.task.model_dump(mode="json")}
        return json.dumps(body, ensure_ascii=True)

    @classmethod
    def from_json(cls, user: str, workspace: str, state: str, body: str) -> Self:
        """The session as saved. Raises ValueError or KeyError for a body of another shape."""
        session = cls(user, workspace, state)
        content = json.loads(body) if body != "{}" else {}
        task = content.pop("task", None)
        if task is not None:
            session.task = Task.kinds[task.pop("kind")].model_validate(task)
        answered = content.pop("answered", None)
        session.answered = tuple(answered) if answered else None
        for name, value in content.items():
            setattr(session, name, value)
        return session


# A doubt and a question are asked anew after a restart rather than saved.
_PLAIN = ("answered", "job", "jobs", "misses", "rejections", "resting", "spoken")
_DEFAULTS = {f.name: f.default for f in fields(Session)}
