"""What can come of a request: data again, which the runner hands back as turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from messages import Message


@dataclass(frozen=True, slots=True)
class Done:
    """Done; this is what to tell, and the files to hand over (paths in the workspace)."""

    prompt: str
    values: Mapping[str, object] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    workspace: str = ""
    """Where the files are, if not in the asker's workspace."""


class Setting(NamedTuple):
    """A setting with its value as text, and how it is asked for."""

    name: str
    value: str
    shape: str
    options: tuple[str, ...]
    own: bool
    """Whether it was set here, and is not the owner's."""


@dataclass(frozen=True, slots=True)
class SettingsRead(Done):
    """The settings of a workspace."""

    settings: tuple[Setting, ...] = ()
    strange: tuple[Message, ...] = ()
    """Lines of those that this version does not know, and keeps."""


class Waiting(NamedTuple):
    """A lesson that waits for a trainer: its number, whose it is, its lines as (input, output), and
    the answer that they correct, if any."""

    id: int
    author: str
    lines: tuple[tuple[str, str], ...]
    wrong: str


@dataclass(frozen=True, slots=True)
class PendingRead(Done):
    """What waits for a trainer, the oldest first."""

    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and nothing changed: one sentence that says why and what to do."""

    reason: Message | str


@dataclass(frozen=True, slots=True)
class Answered:
    """What the model makes of a sentence."""

    text: str
    output: str
    confidence: float
    known: bool
    """Whether the model is sure enough to say it."""
    may_teach: bool = True
    """Whether the asker may say what should have been answered."""
    exact: bool = False
    """Whether just this sentence was taught."""
    choices: tuple[str, ...] = ()
    """Where it is not sure but has an idea: the answers it may be, best first."""
    small_talk: bool = False
    """Whether it comes from our own small talk, which nobody here taught."""
    nearest: tuple[str, ...] = ()
    """Other answers that come nearest, best first, for correcting."""


@dataclass(frozen=True, slots=True)
class DatasetRead:
    """A file of examples was read; after a yes it becomes the dataset `name`."""

    name: str
    examples: int
    outputs: int
    duplicates: int
    conflicts: int
    conflict: str = ""
    """The first conflicts in words, a line each."""
    warning: str = ""
    """What else to know before training, in a sentence and a space; may be empty."""
    draft: str = ""
    """What the file is kept as until then."""


@dataclass(frozen=True, slots=True)
class FilesKept:
    """Files that belong to an answer are kept."""

    references: tuple[str, ...]
    """What stands for each in the text of an answer."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model was trained and waits to be used."""

    model: str
    dataset: str
    accuracy: float | None
    """On lines it had not seen, 0 to 1; None where too few lines were there to tell."""
    before: float | None
    """The same of the model in use, where known."""
    summary: str
    report: str
    better: bool = True
    """Whether the accuracy did not fall, beyond what chance explains."""
    suspects: tuple["Suspect", ...] = ()
    """Lines that look as if they had the wrong answer, worst first."""


class Suspect(NamedTuple):
    """A line (from 1) of the data that looks mislabelled, and the answer the others speak for."""

    line: int
    input: str
    output: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Tested:
    """A test was run; `table` is the report in text."""

    right: int
    total: int
    table: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selected:
    """A dataset is selected and its exact version archived."""

    name: str
    examples: int
    model: str
    """A model trained from this version that is in use now; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Listed:
    what: str
    names: tuple[str, ...]
    named: str = ""
    """The one of them that was spoken of."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Done, and nothing is to be told of it."""


class InboxGroup(NamedTuple):
    """Sentences that mean about the same, the commonest first, and how often they were asked."""

    inputs: tuple[str, ...]
    asked: int
    answers: tuple[str, ...] = ()
    """Answers there are that come nearest, best first."""


@dataclass(frozen=True, slots=True)
class InboxRead:
    """What could not be answered, most asked first."""

    groups: tuple[InboxGroup, ...]


Outcome = (
    Done
    | Refused
    | Answered
    | DatasetRead
    | FilesKept
    | Trained
    | Tested
    | Selected
    | Listed
    | Kept
    | InboxRead
)
