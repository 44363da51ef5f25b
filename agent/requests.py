"""What a dialog may ask of the world around it, and what can come of that.

Requests and outcomes are data, so that the dialog stays pure: the runner hands requests to the
services and outcomes back as turns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Lines = tuple[tuple[str, str], ...]
"""Examples as (input, output)."""
NO_ANSWER = "(no answer)"
"""The output of a sentence that is not to be answered, as people see and type it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a user handed over."""

    name: str
    content: bytes


# --- requests --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model answers to a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadDataset:
    """Read a file of examples and keep it as a dataset of the workspace."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class Train:
    """Train a model from a dataset with some examples added."""

    dataset: str = ""
    """Its name; empty for the selected one."""
    added: Lines = ()
    keep: str = "last"
    """Which of conflicting lines counts: the `first` or the `last`."""


@dataclass(frozen=True, slots=True)
class Adopt:
    """Use a trained model from now on."""

    model: str


@dataclass(frozen=True, slots=True)
class Discard:
    """Throw a trained model away that was not wanted."""

    model: str


@dataclass(frozen=True, slots=True)
class Rollback:
    """Use the model that was in use before."""


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Test the model in use with cases given as a file or as text."""

    cases: Attachment


@dataclass(frozen=True, slots=True)
class ReportTrial:
    """Keep and report the cases that a person judged: (sentence, answer, right answer)."""

    cases: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """From now on answer this sentence so."""

    input: str
    right: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class UndoCorrection:
    """Take the user's latest correction back."""


@dataclass(frozen=True, slots=True)
class KeepFeedback:
    """Put a rating, 1 to 5, and a comment in the journal."""

    rating: int
    comment: str = ""
    input: str = ""
    answer: str = ""
    """The exchange it is about, where there was one."""


@dataclass(frozen=True, slots=True)
class ReadJournal:
    """Show what was corrected or how the agent was rated."""

    kind: str
    """`corrections` or `feedback`."""


@dataclass(frozen=True, slots=True)
class SelectDataset:
    """Make a dataset the one that models are trained from."""

    name: str


@dataclass(frozen=True, slots=True)
class List:
    """Name what there is to choose from."""

    what: str
    """`datasets`, `files` or `archives`."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Archive a dataset or a folder of the workspace."""

    what: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Bring an archive's content back."""

    name: str


@dataclass(frozen=True, slots=True)
class GetFile:
    """Hand out a file of the workspace."""

    path: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in use: dataset, model, corrections."""


@dataclass(frozen=True, slots=True)
class Instructions:
    """The page users read."""


@dataclass(frozen=True, slots=True)
class Export:
    """Everything kept of the user, as one file."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete everything kept of the user."""


Request = (
    Answer
    | ReadDataset
    | Train
    | Adopt
    | Discard
    | Rollback
    | Evaluate
    | ReportTrial
    | Correct
    | UndoCorrection
    | KeepFeedback
    | ReadJournal
    | SelectDataset
    | List
    | Pack
    | Restore
    | GetFile
    | Overview
    | Instructions
    | Export
    | Forget
)


# --- outcomes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """Done; this is what to tell, and the files to hand over (paths in the workspace)."""

    prompt: str
    values: Mapping[str, object] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    workspace: str = ""
    """Where the files are, if not in the asker's workspace."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and nothing changed: one sentence that says why and what to do."""

    reason: str


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


@dataclass(frozen=True, slots=True)
class DatasetRead:
    """A file of examples was read and kept under `name`."""

    name: str
    examples: int
    outputs: int
    doubles: int
    conflicts: int
    conflict: str = ""
    """The first conflicts in words, a line each."""
    warning: str = ""
    """What else to know before training, in a sentence and a space; may be empty."""


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
    picture: str
    """Path in the workspace; empty where no picture was made."""
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


Outcome = Told | Refused | Answered | DatasetRead | Trained | Tested | Selected | Listed
