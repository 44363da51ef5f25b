"""The vocabulary of a dialog: turns come in, a meaning is made of them, effects go out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agent.dialog.attachment import Attachment
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Outcome
from agent.dialog.requests import Lines, Request
from messages import Message

Slots = Mapping[str, str]
Timer = Literal["silence", "parking", "offer"]
"""What is waited for: words after a spoken question, any turn, an answer to learn."""


def _whole(text: str) -> str:
    """`text`, in which half a surrogate pair, which is no character, is U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- turns: one thing that happened to a session ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A line typed or an utterance spoken, with the files that came along.

    Speech of which nothing was understood has no text and no confidence.
    """

    text: str
    files: tuple[Attachment, ...] = ()
    spoken: bool = False
    confidence: float = 1.0
    """The recognizer's, 0 to 1; typed text is certain."""
    readings: tuple[str, ...] = ()
    """What else a recognizer may have heard, the likeliest first."""
    cut: bool = False
    """Whether it was too long to be heard to its end, so that nothing was made of it."""
    live: bool = True
    """Whether a spoken turn is part of a conversation by voice; a voice message is not."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _whole(self.text))


@dataclass(frozen=True, slots=True)
class Invoked:
    """A command with its arguments taken apart already, as a slash command delivers it."""

    command: Intent
    arguments: Slots = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        whole = {name: _whole(value) for name, value in self.arguments.items()}
        object.__setattr__(self, "arguments", whole)


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a request; `job` names the job, 0 for one that was answered in its own step."""

    outcome: Outcome
    job: int = 0


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a job is, 0 to 1."""

    job: int
    fraction: float


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A timer set by `SetTimers` ran out."""

    timer: Timer


@dataclass(frozen=True, slots=True)
class Returned:
    """The user is back: the channel opened, or the agent was started again."""

    restarted: bool = False
    """Whether jobs that were running are gone."""


@dataclass(frozen=True, slots=True)
class Told:
    """News of what was done in the background; said once, when nothing waits for an answer."""

    message: Message


Turn = Said | Invoked | Finished | Progressed | Elapsed | Returned | Told


# --- understanding: what a turn meant --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the user meant, and how sure that is."""

    intent: Intent
    text: str = ""
    slots: Slots = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()
    examples: Lines = ()
    """What is taught by these words, one line or several."""
    others: Lines = ()
    """The one line that is taught, as it may have been meant instead, the likeliest first."""
    confidence: float = 1.0
    echo: str = ""
    """How to ask back where it is not sure ("Four?")."""
    spoken: bool = False
    command: bool = False
    """Given as a command, so that no sentence of the dialog can be meant."""
    loose: bool = False
    """Words that only resemble what people say for it: a sentence taught just so comes first."""
    asks: bool = False
    """Whether the words are a question or like a command, so that they are hardly an answer."""
    question: bool = False
    """Whether the words are a question."""
    confirmed: bool = False
    """Whether the user said yes when asked if this shall really be done."""

    def slot(self, name: str) -> str:
        return self.slots.get(name, "")


@dataclass(frozen=True, slots=True)
class Taught:
    """What people taught in a workspace."""

    sentences: tuple[str, ...] = ()
    """Inputs of the selected dataset, in their order; a bounded number."""
    datasets: tuple[str, ...] = ()
    """Names of datasets, likewise."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a state can make use of next."""

    intents: tuple[Intent, ...] = ()
    """Intents of its own, besides the universals and the commands."""
    free: Intent = Intent.NONE
    """The intent of any other sentence; NONE where only `intents` count."""
    commands: bool = False
    """Whether plain sentences may be commands, too ("please train a model")."""
    silence: float = 0.7
    """Seconds of silence that end a spoken turn."""
    choices: tuple[str, ...] = ()
    """Names one of which is asked for."""
    taught: Taught = field(default_factory=Taught)
    """What of it may be asked for."""


# --- effects: one thing the agent does in answer ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """A prompt: its key, what fills it in, and the short answers it offers."""

    prompt: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    """Names to choose from: datasets, answers, numbers."""
    buttons: tuple[Intent, ...] = ()
    """Answers that are always put in the same words: yes, no, details."""


@dataclass(frozen=True, slots=True)
class Show:
    """A file of the workspace to hand over: a picture, a dataset, an archive."""

    path: str
    """Path in the workspace."""
    workspace: str = ""
    """The workspace, where it is not the session's."""


@dataclass(frozen=True, slots=True)
class Do:
    """A request answered within the step's own delivery, before the next turn is taken."""

    request: Request


@dataclass(frozen=True, slots=True)
class Note:
    """A request of which nothing is told, whatever comes of it."""

    request: Request


@dataclass(frozen=True, slots=True)
class StartJob:
    """A request that takes its time; `Progressed` and `Finished` turns come back."""

    job: int
    request: Request


@dataclass(frozen=True, slots=True)
class CancelJob:
    job: int


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """How far the running job is, 0 to 1, for whoever watches."""

    fraction: float


@dataclass(frozen=True, slots=True)
class StopSpeaking:
    """Be quiet at once; the dialog stays where it is."""


@dataclass(frozen=True, slots=True)
class MoveToText:
    """Go on with this dialog in the text channel."""


@dataclass(frozen=True, slots=True)
class HandleCommand:
    """A command about the place itself (join, leave, consent, doctor), for the channel to do."""

    command: Intent
    arguments: Slots = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetTimers:
    """The timers from here on, in seconds; None for none. Replaces those set before."""

    silence: float | None = None
    parking: float | None = None
    offer: float | None = None


Effect = (
    Say
    | Show
    | ShowProgress
    | Do
    | Note
    | StartJob
    | CancelJob
    | StopSpeaking
    | MoveToText
    | HandleCommand
    | SetTimers
)
