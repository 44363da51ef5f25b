"""One user's dialog in one workspace: small, slotted, saved as one row."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel

from agent.dialog.turns import Meaning, Say
from messages import Message


class SessionKey(NamedTuple):
    """Whose dialog: a user in a workspace."""

    user: str
    workspace: str


class Task(BaseModel):
    """What a flow has gathered so far; each flow has its own, saved with the session as `kind`."""

    job: int = 0
    """The number of the job that runs for it, 0 for none."""

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


class Suspended(NamedTuple):
    """A flow that goes on after something else."""

    state: str
    task: Task | None


class Attention(StrEnum):
    """Whether the user is with it; see `table.ATTENTION`."""

    HERE = ""
    WAITED_FOR = "waited_for"
    PARKED = "parked"
    RETURNED = "returned"


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
    alternatives: tuple[str, ...] = ()
    """Other answers that came near to the last one, for correcting."""
    fresh: bool = False
    """Whether that answer was the last thing said, so that a "no" is about it."""
    unanswered: str = ""
    """A sentence that was not known, and whose answer the user was asked to tell."""
    offered: str = ""
    """The same, while the line after it is looked at: is it that answer?"""
    considered: Meaning | None = None
    """What a line may mean unless it was taught just so, which the model is being asked."""
    attaching: Meaning | None = None
    """A lesson whose files are being kept."""
    suspended: list[Suspended] = field(default_factory=list)
    """Flows that go on after what is being done, the next one last."""
    dropped: Suspended | None = None
    """The flow that was cancelled last, for taking that back."""
    waiting: list[Task] = field(default_factory=list)
    """Trained models that were neither taken nor refused, the latest last."""
    news: list[Message] = field(default_factory=list)
    """What is to be told when nothing waits for an answer, the oldest first."""
    jobs: int = 0
    """The number of the latest job; numbers are never used again."""
    misses: int = 0
    """Turns not understood and silences in a row."""
    rejections: int = 0
    """Read-backs rejected in a row."""
    attention: Attention = Attention.HERE
    spoken: bool = False
    """Whether the last turn was spoken."""
    place: str = ""
    """Where the dialog takes place, as its channel names it; empty where that does not matter."""

    @property
    def key(self) -> SessionKey:
        return SessionKey(self.user, self.workspace)

    @property
    def tasks(self) -> Iterator[Task]:
        """What all flows have gathered, the present one first."""
        yield from (self.task,) if self.task else ()
        yield from (flow.task for flow in reversed(self.suspended) if flow.task)

    def to_json(self) -> str:
        """All but user, workspace and state; what has its default is left out.

        Only a dialog in the middle of something has a place to go on.
        """
        names = _PLAIN if self.state == "idle" else (*_PLAIN, "place")
        body: dict[str, object] = {
            name: getattr(self, name) for name in names if getattr(self, name) != _DEFAULTS[name]
        }
        if self.task is not None:
            body["task"] = _packed(self.task)
        if self.waiting:
            body["waiting"] = [_packed(task) for task in self.waiting]
        if self.suspended:
            body["suspended"] = [[flow.state, _packed(flow.task)] for flow in self.suspended]
        if self.news:
            body["news"] = [[each.prompt, dict(each.values)] for each in self.news]
        if self.dropped:
            body["dropped"] = [self.dropped.state, _packed(self.dropped.task)]
        return json.dumps(body, ensure_ascii=True)

    @classmethod
    def from_json(cls, user: str, workspace: str, state: str, body: str) -> Self:
        """The session as saved. Raises ValueError for a body of another shape."""
        session = cls(user, workspace, state)
        try:
            session._read(json.loads(body))
        except (TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
            raise ValueError("this is not the body of a session") from error
        return session

    def _read(self, content: dict[str, Any]) -> None:
        self.task = _unpacked(content.get("task"))
        self.waiting = [task for each in content.get("waiting", ()) if (task := _unpacked(each))]
        self.news = [
            Message(str(prompt), dict(values)) for prompt, values in content.get("news", ())
        ]
        self.suspended = [_flow(saved) for saved in content.get("suspended", ())]
        self.dropped = _flow(content["dropped"]) if "dropped" in content else None
        for name in _KINDS.keys() & content.keys():
            setattr(self, name, _plain(name, content[name]))
        self.answered = (str(self.answered[0]), str(self.answered[1])) if self.answered else None
        self.alternatives = tuple(map(str, self.alternatives))
        self.attention = Attention(self.attention)


def _plain(name: str, value: object) -> object:
    """A value as it was saved in a slot."""
    if not isinstance(value, _KINDS[name]):
        raise TypeError(f"{name} is of another type")
    return value


def _packed(task: Task | None) -> object:
    return {"kind": task.kind, **task.model_dump(mode="json")} if task else None


def _unpacked(saved: dict[str, Any] | None) -> Task | None:
    if saved is None:
        return None
    fields_of = {name: value for name, value in saved.items() if name != "kind"}
    return Task.kinds[saved["kind"]].model_validate(fields_of)


def _flow(saved: Sequence[Any]) -> Suspended:
    return Suspended(str(saved[0]), _unpacked(saved[1]))


# A doubt and a question are asked anew after a restart rather than saved.
_PLAIN = (
    "answered", "alternatives", "unanswered", "jobs", "misses", "rejections", "attention", "spoken",
)  # fmt: skip
_DEFAULTS = {f.name: f.default for f in fields(Session)}
_KINDS: dict[str, type] = {
    **{name: type(_DEFAULTS[name]) for name in (*_PLAIN, "place")},
    "answered": list,
    "alternatives": list,
    "attention": str,
}
"""What JSON gives for each slot."""
