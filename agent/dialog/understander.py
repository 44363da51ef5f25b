"""What the dialog needs of whoever makes meanings of words."""

from typing import Protocol

from agent.dialog.turns import Expectation, Invoked, Meaning, Said


class Understander(Protocol):
    """Words to meanings, given what the state expects."""

    def understand(self, turn: Said | Invoked, expected: Expectation) -> Meaning:
        """What was meant; `Intent.NONE` where that cannot be said."""

    def is_command(self, text: str) -> bool:
        """Whether a line is a command typed as such, which may be as long as its data."""

    def guess(self, text: str, *, answers: bool = False) -> Meaning | None:
        """What command a sentence that the model does not know may have meant; one that rather
        `answers` the question before it means hardly any."""

    def is_phrase(self, text: str) -> bool:
        """Whether these are just the words for a command or a universal, which come first."""

    def is_reply(self, text: str) -> bool:
        """Whether this can only be the answer to a question: "yes", "never mind", "done"."""
