"""What a dialog may ask of the world around it.

Requests are data, so that the dialog stays pure: the runner hands them to the services. What each
needs it says by what it is: in a server, what is shared takes a right of its own.
"""

from dataclasses import dataclass

from agent.dialog.attachment import Attachment
from agent.dialog.moderation import (
    ChangeSetting,
    ReadChanges,
    ReadPending,
    ReadSettings,
    Settle,
    UndoChange,
    UndoPerson,
)
from agent.dialog.rights import Reads, WritesOwn, WritesShared

Lines = tuple[tuple[str, str], ...]
"""Examples as (input, output)."""
NO_ANSWER = "(no answer)"
"""The output of a sentence that is not to be answered, as people see and type it."""


@dataclass(frozen=True, slots=True)
class Answer(Reads):
    """What the model answers to a sentence."""

    text: str
    model: str = ""
    """The model to ask; empty for the one in use."""


@dataclass(frozen=True, slots=True)
class ReadDataset(WritesShared):
    """Read a file of examples, to be trained from after a yes."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class DropDraft(WritesOwn):
    """Keep a file no more that was read and is not to be trained from."""

    draft: str


@dataclass(frozen=True, slots=True)
class KeepFiles(WritesShared):
    """Keep files that belong to an answer."""

    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class ExpectTraining(WritesShared):
    """Get ready: what is being taught is likely to be trained from soon."""


@dataclass(frozen=True, slots=True)
class Train(WritesShared):
    """Train a model from a dataset with some examples added."""

    dataset: str = ""
    """Its name; empty for the selected one."""
    added: Lines = ()
    keep: str = "last"
    """Which of conflicting lines counts: the `first` or the `last`."""
    draft: str = ""
    """The file that was read for it and becomes the dataset now, if there was one."""


@dataclass(frozen=True, slots=True)
class Adopt(WritesShared):
    """Use a trained model from now on."""

    model: str = ""
    """Its version; empty for the latest one that was not wanted, within a day."""


@dataclass(frozen=True, slots=True)
class DrawReport(WritesShared):
    """Draw how a trained model did on lines it had not seen."""

    model: str


@dataclass(frozen=True, slots=True)
class Discard(WritesShared):
    """Put a trained model away that was not wanted; it can be had back for a day."""

    model: str


@dataclass(frozen=True, slots=True)
class Rollback(WritesShared):
    """Use the model that was in use before."""


@dataclass(frozen=True, slots=True)
class Evaluate(Reads):
    """Test a model with cases given as a file or as text."""

    cases: Attachment
    model: str = ""
    """Its version; empty for the one in use."""


@dataclass(frozen=True, slots=True)
class ReportTrial(Reads):
    """Keep and report the cases that a person judged: (sentence, answer, right answer)."""

    cases: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Correct(WritesShared):
    """From now on answer this sentence so."""

    input: str
    right: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class UndoCorrection(WritesOwn):
    """Take the user's latest correction back."""


@dataclass(frozen=True, slots=True)
class KeepUnanswered(WritesOwn):
    """Put a sentence that could not be answered in the inbox."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadInbox(WritesShared):
    """Go through what could not be answered."""


@dataclass(frozen=True, slots=True)
class AnswerGroup(WritesShared):
    """From now on answer all these sentences of the inbox so."""

    inputs: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class DropGroup(WritesShared):
    """Forget these sentences of the inbox."""

    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadTaught(Reads):
    """List the answers with the number of their lines; those with these words, if any."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class ExportTaught(Reads):
    """Hand out all that was taught as a file to be edited."""


@dataclass(frozen=True, slots=True)
class ReplaceTaught(WritesShared):
    """Put an edited file in place of all that was taught."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class RenameAnswer(WritesShared):
    """Give an answer other words in all its lines; two answers become one by the same name."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RemoveTaught(WritesShared):
    """Unlearn an answer with all its lines, or one line."""

    what: str


@dataclass(frozen=True, slots=True)
class KeepFeedback(WritesOwn):
    """Put a rating, 1 to 5, and a comment in the journal."""

    rating: int
    comment: str = ""
    input: str = ""
    answer: str = ""
    """The exchange it is about, where there was one."""


@dataclass(frozen=True, slots=True)
class ReadJournal(Reads):
    """Show what was corrected or how the agent was rated."""

    kind: str
    """`corrections` or `feedback`."""


@dataclass(frozen=True, slots=True)
class ChooseSmallTalk(WritesShared):
    """Whether our own small talk answers what nobody taught here."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class ReadCommands(Reads):
    """The commands that the asker may use: their names, or what those with these words do."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class SelectDataset(WritesShared):
    """Make a dataset the one that models are trained from."""

    name: str


@dataclass(frozen=True, slots=True)
class List(Reads):
    """Name what there is to choose from."""

    what: str
    """`datasets`, `archivable`, `files` or `archives`."""
    words: str = ""
    """What was said, in which one of the names may be."""


@dataclass(frozen=True, slots=True)
class Pack(WritesShared):
    """Archive a dataset or a folder of the workspace."""

    what: str


@dataclass(frozen=True, slots=True)
class Restore(WritesShared):
    """Bring an archive's content back."""

    name: str


@dataclass(frozen=True, slots=True)
class GetFile(Reads):
    """Hand out a file of the workspace."""

    path: str


@dataclass(frozen=True, slots=True)
class Overview(Reads):
    """What is in use: dataset, model, corrections."""


@dataclass(frozen=True, slots=True)
class Instructions(Reads):
    """The page users read."""


@dataclass(frozen=True, slots=True)
class Export(WritesOwn):
    """Everything kept of the user, as one file."""


@dataclass(frozen=True, slots=True)
class Forget(WritesOwn):
    """Delete everything kept of the user."""


Request = (
    Answer
    | ReadDataset
    | DropDraft
    | KeepFiles
    | ExpectTraining
    | Train
    | Adopt
    | DrawReport
    | Discard
    | Rollback
    | Evaluate
    | ReportTrial
    | Correct
    | UndoCorrection
    | KeepUnanswered
    | ReadInbox
    | AnswerGroup
    | DropGroup
    | ReadTaught
    | ExportTaught
    | ReplaceTaught
    | RenameAnswer
    | RemoveTaught
    | KeepFeedback
    | ReadJournal
    | SelectDataset
    | ChooseSmallTalk
    | ReadSettings
    | ChangeSetting
    | ReadChanges
    | UndoChange
    | UndoPerson
    | ReadPending
    | Settle
    | ReadCommands
    | List
    | Pack
    | Restore
    | GetFile
    | Overview
    | Instructions
    | Export
    | Forget
)
