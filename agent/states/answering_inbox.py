"""What could not be answered is gone through, a group of like sentences after the other."""

from typing import ClassVar

from pydantic import Field

from agent.dialog.commands import Command
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.outcomes import InboxGroup, InboxRead
from agent.dialog.requests import NO_ANSWER, AnswerGroup, DropGroup, ReadInbox, ReadTaught
from agent.dialog.session import Session, Task
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import INBOX, INBOX_CONFIRMING, Event
from agent.dialog.turns import Expectation, Meaning

EXAMPLES = 3
"""Sentences of a group that are shown."""


class InboxRound(Task):
    """The groups to go through, the next one first, and the answer that was heard for it."""

    kind: ClassVar[str] = "inbox"

    groups: list[InboxGroup] = Field(default_factory=list)
    heard: str = ""


def open_inbox(step: Step, read: InboxRead) -> Event:
    """Go through the inbox, where there is anything in it."""
    if not read.groups:
        step.say("unanswered.none")
        return Event.ASIDE
    step.session.task = InboxRound(groups=list(read.groups))
    table = "\n".join(f"{group.asked:>5}  {group.inputs[0]}" for group in read.groups)
    step.say("unanswered.list", count=len(read.groups), table=table)
    return Event.OPEN_INBOX


def _begin(step: Step, meaning: Meaning) -> Event:
    step.do(ReadInbox())
    return Event.ASIDE


class AnsweringInbox(State):
    name = INBOX
    commands = (Command(Intent.UNANSWERED, _begin, "command.unanswered", needs="teach"),)
    opener = Intent.UNANSWERED
    reads_back = True
    _INTENTS = (
        Intent.SKIP, Intent.DROP, Intent.NO_ANSWER, Intent.DONE, Intent.NEVER_MIND, Intent.UNSURE,
        Intent.LIST,
    )  # fmt: skip

    def expected(self, session: Session) -> Expectation:
        groups = _round_of(session).groups
        answers = groups[0].answers if groups else ()
        return Expectation(self._INTENTS, Intent.TEXT, choices=answers)

    def ask(self, step: Step) -> None:
        groups = _round_of(step.session).groups
        if not groups:
            self.where(step)
            return
        group = groups[0]
        step.ask(
            "unanswered.ask.known" if group.answers else "unanswered.ask",
            count=group.asked,
            inputs=group.inputs[:EXAMPLES],
            input=group.inputs[0],
            answers=group.answers,
            choices=group.answers,
            buttons=(Intent.SKIP, Intent.DROP, Intent.DONE),
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = _round_of(step.session)
        match meaning.intent:
            case Intent.DONE | Intent.NEVER_MIND:
                step.say("unanswered.left", count=len(task.groups))
                return Event.DONE
            case Intent.LIST:
                step.do(ReadTaught())
                return Event.ASIDE
            case _ if not task.groups:
                return Event.DONE
            case Intent.SKIP | Intent.UNSURE:
                return self._next(step, task)
            case Intent.DROP:
                step.do(DropGroup(task.groups[0].inputs))
                return self._next(step, task)
            case Intent.NO_ANSWER:
                return self._answered(step, task, NO_ANSWER, meaning)
            case Intent.TEXT | Intent.NAME:
                return self._answered(step, task, meaning.text, meaning)
        return None

    def where(self, step: Step) -> None:
        step.say("unanswered.where", count=len(_round_of(step.session).groups))

    def _answered(self, step: Step, task: InboxRound, answer: str, meaning: Meaning) -> Event:
        """What was spoken is read back first."""
        if meaning.spoken:
            task.heard = answer
            return Event.CONFIRM
        step.do(AnswerGroup(task.groups[0].inputs, answer))
        return self._next(step, task)

    def _next(self, step: Step, task: InboxRound) -> Event:
        task.groups.pop(0)
        if not task.groups:
            step.say("unanswered.through")
            return Event.DONE
        self.ask(step)
        return Event.NOTED


class ConfirmingInbox(State):
    """This is what was heard: learn it for the whole group?"""

    name = INBOX_CONFIRMING
    opener = Intent.UNANSWERED
    expects = Expectation(
        intents=(Intent.AMEND, Intent.NEVER_MIND, Intent.UNSURE, *YES_NO), silence=QUICK
    )

    def ask(self, step: Step) -> None:
        task = _round_of(step.session)
        given = task.groups[0].inputs[0] if task.groups else ""
        step.ask("unanswered.confirm", input=given, right=task.heard, buttons=YES_NO)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = _round_of(step.session)
        match meaning.intent:
            case _ if not task.groups:
                return Event.DONE
            case Intent.YES:
                step.do(AnswerGroup(task.groups.pop(0).inputs, task.heard))
                if task.groups:
                    return Event.LEARNED
                step.say("unanswered.through")
                return Event.DONE
            case Intent.AMEND:
                task.heard = meaning.slot("answer")
                return Event.AMEND
            case Intent.NO | Intent.NEVER_MIND | Intent.UNSURE:
                return Event.DROPPED
        return None

    def where(self, step: Step) -> None:
        step.say("unanswered.where", count=len(_round_of(step.session).groups))


def _round_of(session: Session) -> InboxRound:
    task = session.task
    return task if isinstance(task, InboxRound) else InboxRound()
