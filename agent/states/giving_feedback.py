"""The user rates the agent and may leave a comment."""

from typing import ClassVar

from agent.dialog.commands import Command, text, word
from agent.dialog.intents import Intent
from agent.dialog.requests import KeepFeedback, ReadJournal
from agent.dialog.session import Task
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import COMMENT, FEEDBACK, Event
from agent.dialog.turns import Expectation, Meaning


class Rating(Task):
    """One to five stars; 0 while they are not given."""

    kind: ClassVar[str] = "rating"

    stars: int = 0


def keep_feedback(step: Step, stars: int, comment: str = "") -> None:
    """Put a rating in the journal, with the last answer, which it may be about."""
    about = step.session.answered or ("", "")
    step.do(KeepFeedback(stars, comment, *about))


def _feedback(step: Step, meaning: Meaning) -> Event:
    rating = meaning.slot("rating")
    if rating.lower() == "show":
        step.do(ReadJournal("feedback"))
        return Event.ASIDE
    stars = _stars(meaning)
    if not stars:
        if rating:
            step.say("feedback.range", given=rating)
        step.session.task = Rating()
        return Event.FEEDBACK
    if meaning.slot("comment"):
        keep_feedback(step, stars, meaning.slot("comment"))
        return Event.ASIDE
    step.session.task = Rating(stars=stars)
    return Event.RATED


def _stars(meaning: Meaning) -> int:
    """The stars given along with the command; 0 where there are none."""
    return int(meaning.slot("number") or 0)


class GivingFeedback(State):
    name = FEEDBACK
    commands = (
        Command(
            Intent.FEEDBACK,
            _feedback,
            "command.feedback",
            (
                word("rating", "command.feedback.rating"),
                text("comment", "command.feedback.comment"),
            ),
        ),
    )
    opener = Intent.FEEDBACK
    expects = Expectation(intents=(Intent.NUMBER, Intent.NEVER_MIND), silence=QUICK)
    reversible = frozenset({Intent.NUMBER, Intent.NEVER_MIND})

    def ask(self, step: Step) -> None:
        step.ask("feedback.ask", choices=("1", "2", "3", "4", "5"))

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case Intent.NUMBER:
                stars = int(meaning.slot("number"))
                step.session.task = Rating(stars=stars)
                if meaning.spoken and meaning.confidence < 1:
                    step.say("feedback.heard", stars=stars)
                return Event.RATED
            case Intent.FEEDBACK:
                return self._commanded(step, meaning)
            case Intent.NEVER_MIND:
                step.say("cancel.done")
                return Event.CANCEL
        return None

    def where(self, step: Step) -> None:
        step.say("feedback.where")

    def _commanded(self, step: Step, meaning: Meaning) -> Event | None:
        stars = _stars(meaning)
        if not stars:
            return None
        step.session.task = Rating(stars=stars)
        if meaning.slot("comment"):
            step.again = Meaning(Intent.COMMENT, meaning.slot("comment"), command=True)
        return Event.RATED


class Comment(State):
    name = COMMENT
    opener = Intent.FEEDBACK
    expects = Expectation(intents=(Intent.NO, Intent.NEVER_MIND, Intent.DONE), free=Intent.COMMENT)
    reversible = frozenset({Intent.NO, Intent.NEVER_MIND, Intent.DONE, Intent.COMMENT})

    def leave(self, step: Step) -> None:
        """The stars count without a comment, too."""
        keep_feedback(step, _given(step))

    def ask(self, step: Step) -> None:
        step.ask("comment.ask", buttons=(Intent.NO,))

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        stars = _given(step)
        match meaning.intent:
            case Intent.COMMENT:
                keep_feedback(step, stars, meaning.text)
            case Intent.NO | Intent.NEVER_MIND | Intent.DONE:
                keep_feedback(step, stars)
            case Intent.FEEDBACK:
                return Event.FEEDBACK
            case _:
                return None
        return Event.DONE

    def where(self, step: Step) -> None:
        step.say("feedback.where")

    def undo(self, step: Step) -> None:
        """The stars are given anew."""
        step.session.task = Rating()
        step.again = Meaning(Intent.FEEDBACK, command=True)


def _given(step: Step) -> int:
    task = step.session.task
    return task.stars if isinstance(task, Rating) else 0
