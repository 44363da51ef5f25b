"""The user rates the agent and may leave a comment."""

from typing import ClassVar

from agent.dialog.requests import KeepFeedback
from agent.dialog.session import Task
from agent.dialog.state import QUICK, State, Step
from agent.dialog.table import COMMENT, FEEDBACK, Event
from agent.dialog.turns import Expectation, Meaning
from agent.understanding.dictation import number_in


class Rating(Task):
    """One to five stars; 0 while they are not given."""

    kind: ClassVar[str] = "rating"

    stars: int = 0

    @staticmethod
    def stars_in(words: str) -> int:
        """The stars in "4", "four" or "four stars"; 0 where there are none."""
        return number_in(words)


def keep_feedback(step: Step, stars: int, comment: str = "") -> None:
    """Put a rating in the journal, with the last answer, which it may be about."""
    about = step.session.answered or ("", "")
    step.do(KeepFeedback(stars, comment, *about))


class GivingFeedback(State):
    name = FEEDBACK
    expects = Expectation(intents=("number", "never_mind"), silence=QUICK)

    def ask(self, step: Step) -> None:
        step.ask("feedback.ask", choices=("1", "2", "3", "4", "5"))

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case "number":
                step.session.task = Rating(stars=int(meaning.slot("number")))
                return Event.RATED
            case "feedback":
                return self._commanded(step, meaning)
            case "never_mind":
                step.say("cancel.done")
                return Event.CANCEL
        return None

    def where(self, step: Step) -> None:
        step.say("feedback.where")

    def _commanded(self, step: Step, meaning: Meaning) -> Event | None:
        stars = Rating.stars_in(meaning.slot("rating"))
        if not stars:
            return None
        step.session.task = Rating(stars=stars)
        if meaning.slot("comment"):
            step.again = Meaning("comment", meaning.slot("comment"), command=True)
        return Event.RATED


class Comment(State):
    name = COMMENT
    expects = Expectation(intents=("no", "never_mind", "done"), free="comment")

    def ask(self, step: Step) -> None:
        step.ask("comment.ask", choices=("no",))

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = step.session.task
        stars = task.stars if isinstance(task, Rating) else 0
        match meaning.intent:
            case "comment":
                keep_feedback(step, stars, meaning.text)
            case "no" | "never_mind" | "done":
                keep_feedback(step, stars)
            case _:
                return None
        return Event.DONE

    def where(self, step: Step) -> None:
        step.say("feedback.where")
