"""A file was read, or a dataset selected: this is in it; train from it?"""

from agent.dialog.outcomes import Outcome
from agent.dialog.requests import ReadDataset
from agent.dialog.state import QUICK, YES_NO, State, Step
from agent.dialog.table import REVIEWING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.lesson import Lesson, accept_dataset, lesson_of


class Reviewing(State):
    """A file was read: this is in it; train from it?"""

    name = REVIEWING
    expects = Expectation(intents=("show", "first", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if not lesson.outputs:
            step.ask("reviewing.selected", name=lesson.dataset, choices=YES_NO)
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
            choices=("yes", "first", "no") if lesson.conflicts else YES_NO,
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case "yes" | "first":
                lesson.keep = "first" if meaning.intent == "first" else "last"
                return Event.START
            case "no":
                step.say("reviewing.kept", name=lesson.dataset)
                step.session.task = Lesson(examples=lesson.examples, told=True)
                return Event.DROPPED
            case "show":
                prompt = "reviewing.show" if lesson.conflicts else "reviewing.none"
                step.say(prompt, conflict=lesson.conflict)
                return Event.ASIDE
            case "file" | "train" if meaning.files:
                step.do(ReadDataset(meaning.files[0]))
                return Event.ASIDE
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        return accept_dataset(step, outcome)

    def where(self, step: Step) -> None:
        lesson = lesson_of(step)
        step.say("reviewing.where", name=lesson.dataset, lines=lesson.lines)
