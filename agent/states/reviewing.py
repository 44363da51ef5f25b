"""A file was read, or a dataset selected: this is in it; train from it?"""

from agent.dialog.intents import YES_NO, Intent
from agent.dialog.outcomes import Outcome
from agent.dialog.requests import DropDraft
from agent.dialog.session import Session, Suspended
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import REVIEWING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.awaiting_data import read_file
from agent.states.lesson import Lesson, accept_dataset, kept_lesson, lesson_of


class Reviewing(State):
    """A file was read: this is in it; train from it?"""

    name = REVIEWING
    expects = Expectation(
        intents=(Intent.SHOW, Intent.FIRST, Intent.LAST, Intent.UNSURE, Intent.FILE, *YES_NO),
        silence=QUICK,
    )

    opener = Intent.TRAIN
    teaches = True

    def suspend(self, session: Session) -> Suspended | None:
        return kept_lesson(self.name, session)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if not lesson.outputs:
            step.ask("reviewing.selected", name=lesson.dataset, buttons=YES_NO)
            return
        step.ask(
            "reviewing.conflicts" if lesson.conflicts else "reviewing.ask",
            name=lesson.dataset,
            lines=lesson.lines,
            outputs=lesson.outputs,
            duplicates=lesson.duplicates,
            conflicts=lesson.conflicts,
            conflict=lesson.conflict,
            warning=lesson.warning,
            buttons=(Intent.YES, Intent.FIRST, Intent.NO) if lesson.conflicts else YES_NO,
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case Intent.YES | Intent.FIRST | Intent.LAST:
                lesson.keep = "first" if meaning.intent is Intent.FIRST else "last"
                return Event.START
            case Intent.NO:
                step.say("reviewing.dropped")
                if lesson.draft:
                    step.note(DropDraft(lesson.draft))
                step.session.task = Lesson(examples=lesson.examples, told=True)
                return Event.DROPPED
            case Intent.SHOW:
                prompt = "reviewing.show" if lesson.conflicts else "reviewing.none"
                step.say(prompt, conflict=lesson.conflict)
                return Event.ASIDE
            case Intent.FILE | Intent.TRAIN if meaning.files:
                return read_file(step, meaning)
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        return accept_dataset(step, outcome)

    def where(self, step: Step) -> None:
        lesson = lesson_of(step)
        step.say("reviewing.where", name=lesson.dataset, lines=lesson.lines)
