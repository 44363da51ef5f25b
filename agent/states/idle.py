"""Nothing is being done: sentences are answered by the model, commands begin something."""

from dataclasses import replace

from agent.dialog.outcomes import Answered, DatasetRead, Listed, Outcome, Selected
from agent.dialog.requests import (
    NO_ANSWER,
    Answer,
    List,
    Overview,
    ReadDataset,
    ReadJournal,
    Rollback,
    SelectDataset,
    UndoCorrection,
)
from agent.dialog.state import Handler, State, Step
from agent.dialog.table import IDLE, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.choosing import NameChoice
from agent.states.correcting import CorrectionDraft, begin_correction
from agent.states.giving_feedback import Rating, keep_feedback
from agent.states.guided_test import GuidedTest
from agent.states.lesson import Lesson
from agent.states.testing import start_evaluation
from agent.understanding.dictation import example_in, is_reply


class Idle(State):
    name = IDLE
    expects = Expectation(intents=("dictation",), free="sentence", commands=True)

    def enter(self, step: Step) -> None:
        step.session.task = None
        step.session.question = None

    def ask(self, step: Step) -> None:
        step.ask("idle.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        handler = _HANDLERS.get(meaning.intent)
        return handler(step, meaning) if handler else None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        match outcome:
            case Answered(known=True, output=output) if output == NO_ANSWER:
                step.say("idle.silent")
            case Answered(known=True):
                step.session.answered = (outcome.text, outcome.output)
                step.say("idle.answer", answer=outcome.output)
            case Answered() if is_reply(outcome.text):
                step.say("idle.unasked")
            case Answered(may_teach=False):
                step.say("idle.unknown")
            case Answered():
                step.session.task = CorrectionDraft(input=outcome.text, unknown=True)
                return Event.CORRECT
            case DatasetRead():
                step.session.task = Lesson.of(outcome)
                return Event.READ
            case Selected():
                return _selected(step, outcome)
            case Listed():
                return _choose(step, outcome)
        return Event.ASIDE

    def where(self, step: Step) -> None:
        step.do(Overview())

    def undo(self, step: Step) -> None:
        step.do(UndoCorrection())

    def resume(self, step: Step) -> None:
        step.say("hi.again" if step.session.answered else "hi")


def _answer(step: Step, meaning: Meaning) -> Event:
    step.do(Answer(meaning.text))
    return Event.ASIDE


def _train(step: Step, meaning: Meaning) -> Event:
    dataset = meaning.slot("dataset")
    if meaning.files:
        step.do(ReadDataset(meaning.files[0]))
        return Event.ASIDE
    if dataset:
        step.do(SelectDataset(dataset))
        return Event.ASIDE
    if meaning.slot("example"):
        return _teach(step, _first_example(meaning.slot("example")))
    step.session.task = Lesson()
    return Event.TRAIN


def _dictated(step: Step, meaning: Meaning) -> Event:
    return _teach(step, replace(meaning, intent="example"))


def _teach(step: Step, example: Meaning) -> Event:
    """Open a lesson with an example; who gives one need not be told how."""
    step.session.task = Lesson(told=True)
    step.again = example
    return Event.TRAIN


def _first_example(text: str) -> Meaning:
    """What came along with the command: an example, or the first half of one."""
    if dictated := example_in(text):
        slots = dict(zip(("input", "output"), dictated, strict=True))
        return Meaning("example", text, slots, command=True)
    return Meaning("text", text, command=True)


def _test(step: Step, meaning: Meaning) -> Event:
    event = start_evaluation(step, meaning)
    if event is None:
        step.session.task = GuidedTest()
    return event or Event.TEST


def _feedback(step: Step, meaning: Meaning) -> Event:
    rating = meaning.slot("rating").lower()
    if rating == "show":
        step.do(ReadJournal("feedback"))
        return Event.ASIDE
    stars = Rating.stars_in(rating)
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


def _correct(step: Step, meaning: Meaning) -> Event:
    if meaning.slot("answer").lower() == "show":
        step.do(ReadJournal("corrections"))
        return Event.ASIDE
    return begin_correction(step, meaning, None)


def _no_answer(step: Step, meaning: Meaning) -> Event:
    slots = {"answer": NO_ANSWER}
    return begin_correction(step, Meaning("correct", meaning.text, slots), None)


def _select(step: Step, meaning: Meaning) -> Event:
    name = meaning.slot("name")
    step.do(SelectDataset(name) if name else List("datasets"))
    return Event.ASIDE


def _rollback(step: Step, meaning: Meaning) -> Event:
    step.do(Rollback())
    return Event.ASIDE


def _list(what: str) -> Handler:
    def handle(step: Step, meaning: Meaning) -> Event:
        step.do(List(what))
        return Event.ASIDE

    return handle


_HANDLERS: dict[str, Handler] = {
    "sentence": _answer,
    "train": _train,
    "dictation": _dictated,
    "file": _train,
    "test": _test,
    "feedback": _feedback,
    "correct": _correct,
    "no_answer": _no_answer,
    "select_dataset": _select,
    "rollback": _rollback,
    "archive": _list("archivable"),
    "getfile": _list("files"),
}


def _selected(step: Step, outcome: Selected) -> Event:
    if outcome.model:
        step.say("select.in_use", name=outcome.name, examples=outcome.examples, model=outcome.model)
        return Event.ASIDE
    step.say("select.selected", name=outcome.name, examples=outcome.examples)
    if not outcome.examples:
        step.session.task = Lesson()
        return Event.TRAIN
    step.session.task = Lesson(dataset=outcome.name, lines=outcome.examples)
    return Event.READ


def _choose(step: Step, outcome: Listed) -> Event:
    if not outcome.names:
        step.say(f"choose.{outcome.what}.none")
        return Event.ASIDE
    step.session.task = NameChoice(what=outcome.what, names=list(outcome.names))
    return Event.CHOOSE
