"""What is said in the demonstration: two dialogs of the design."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """The person says something, or nothing, and the agent answers."""

    says: str
    answer: str
    """A regular expression that is found in the agent's words."""
    state: str
    """Where the dialog then is."""


TEACHING = (
    Turn("Hey Robin, train.", "when I say X, you answer Y", "awaiting_data"),
    Turn(
        "When I say good morning, you answer hello friend.",
        "When I hear good morning, I answer hello friend. Right?",
        "awaiting_data.confirming",
    ),
    Turn(
        "No, answer hello captain.",
        "Good morning gives hello captain. Right?",
        "awaiting_data.confirming",
    ),
    Turn("Yes.", "One. Next?", "awaiting_data"),
    Turn("", "Next example, or say done.", "awaiting_data"),
    Turn("Done.", "Training, about .* seconds", "training"),
    Turn("Where are we?", "begun|done|Halfway|is ready", "training(.result)?"),
    Turn("", "[Rr]eady.* Use it", "training.result"),
    Turn("Yes.", "In use.", "idle"),
)
LOW_CONFIDENCE = (
    Turn("Feedback.", "One to five?", "giving_feedback"),
    Turn("Mumble mumble.", "Sorry, a number from one to five?", "giving_feedback"),
    Turn("It is four stars.", "Any comment?", "giving_feedback.comment"),
    Turn("No.", "Thanks.", "idle"),
)
EXAMPLE = ("good morning", "hello captain")
"""What was taught."""
