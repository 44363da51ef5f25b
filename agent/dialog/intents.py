"""What people can mean: every intent once, so that a misspelt one is an error of types."""

from enum import StrEnum


class Intent(StrEnum):
    """What a turn was meant to do. Commands are typed by their value (`!select_dataset`)."""

    NONE = ""
    """Nothing that is of use was understood."""

    # commands
    HI = "hi"
    JOIN = "join"
    LEAVE = "leave"
    TRAIN = "train"
    TEST = "test"
    CORRECT = "correct"
    FEEDBACK = "feedback"
    SELECT_DATASET = "select_dataset"
    ARCHIVE = "archive"
    ARCHIVE_LIST = "archive_list"
    RESTORE = "restore"
    GETFILE = "getfile"
    INSTRUCTION = "instruction"
    UNANSWERED = "unanswered"
    TAUGHT = "taught"
    REMOVE_ANSWER = "remove_answer"
    ROLLBACK = "rollback"
    USE_MODEL = "use_model"
    EXPORT = "export"
    FORGET = "forget"
    CONSENT = "consent"
    SMALL_TALK = "small_talk"
    DOCTOR = "doctor"
    SETTINGS = "settings"
    PENDING = "pending"
    WHO = "who"
    UNKNOWN_COMMAND = "unknown_command"

    # universals
    HELP = "help"
    REPEAT = "repeat"
    CALLED = "called"
    CANCEL = "cancel"
    STOP = "stop"
    STATUS = "status"
    START_OVER = "start_over"
    UNDO = "undo"
    IN_TEXT = "in_text"

    # answers to what was asked
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NEVER_MIND = "never_mind"
    NO_ANSWER = "no_answer"
    CHECK = "check"
    DONE = "done"
    LIST = "list"
    SHOW = "show"
    FIRST = "first"
    LAST = "last"
    DETAILS = "details"
    TEST_IT = "test_it"
    SOMETHING_ELSE = "something_else"
    SKIP = "skip"
    DROP = "drop"
    NUMBER = "number"
    REFRAIN = "refrain"
    """A command that is not to be carried out: "don't leave the channel"."""

    # what carries words of the user's own
    EXAMPLE = "example"
    """A whole lesson where one is expected: `X => Y`, "when I say X you answer Y"."""
    DICTATION = "dictation"
    """The same where none is expected, in words that cannot be a question."""
    HALF = "half"
    """The first half of one: "when I say X"."""
    AMEND = "amend"
    """A better answer: "no, it should be Z"."""
    INSTEAD = "instead"
    """What the line before is to be: after a no, another half of it, or both."""
    FILE = "file"
    SENTENCE = "sentence"
    """Any sentence, for the model."""
    TEXT = "text"
    COMMENT = "comment"
    NAME = "name"


YES_NO = (Intent.YES, Intent.NO)
FLOW = frozenset({Intent.CANCEL, Intent.START_OVER})
"""What ends something only where something is being done."""
CAREFUL = FLOW | {Intent.ROLLBACK, Intent.RESTORE, Intent.CONSENT, Intent.REMOVE_ANSWER}
"""What is asked first, unless it was said in just the words for it."""
GRAVE = frozenset({Intent.FORGET, Intent.LEAVE, Intent.ROLLBACK, Intent.START_OVER})
"""What is not done on a likeness of sound, but asked in full: what is dropped may not come back."""
