"""Sentences are answered by the model, wherever nothing else is asked for."""

from dataclasses import replace

from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered
from agent.dialog.requests import NO_ANSWER, Answer, KeepUnanswered
from agent.dialog.session import Suspended
from agent.dialog.step import Step
from agent.dialog.table import Event
from agent.dialog.turns import Meaning
from agent.states.correcting import CorrectionDraft
from agent.states.suggesting import Suggestion


def ask_model(step: Step, meaning: Meaning) -> Event:
    """Have a sentence answered; it may also be the answer to what was not known before."""
    session = step.session
    if session.considered is None:
        session.offered = "" if meaning.asks else session.unanswered
        session.unanswered = ""
    step.do(Answer(meaning.text))
    return Event.ASIDE


def tell_answer(step: Step, answered: Answered) -> Event:
    """Say what the model answered, and remember it, so that it can be put right."""
    session = step.session
    offered, session.offered = session.offered, ""
    match answered:
        case Answered(known=True, output=output) if output == NO_ANSWER:
            step.say("idle.silent")
        case Answered(known=True):
            session.answered = (answered.text, answered.output)
            session.alternatives, session.fresh = answered.nearest, True
            own = "idle.answer.small_talk" if answered.small_talk else "idle.answer"
            step.say(own, answer=answered.output)
        case Answered(may_teach=True) if offered and step.idle:
            session.task = CorrectionDraft(input=offered, right=answered.text, unknown=True)
            return Event.CONFIRM
        case Answered(choices=choices) if choices and step.idle:
            session.task = Suggestion(
                input=answered.text, answers=list(choices), may_teach=answered.may_teach
            )
            return Event.SUGGEST
        case Answered(may_teach=False):
            step.say("idle.unknown")
            step.note(KeepUnanswered(answered.text))
        case _:
            session.unanswered = answered.text
            step.say("idle.unknown.offer")
            step.note(KeepUnanswered(answered.text))
    return Event.ASIDE


def meanwhile(step: Step, meaning: Meaning) -> Event:
    """Take it as where nothing is being done; what is being done goes on afterwards."""
    session = step.session
    session.suspended.append(Suspended(session.state, session.task))
    session.task = None
    step.again = meaning
    return Event.SUSPEND


def amend_last(step: Step, meaning: Meaning) -> Meaning:
    """A better answer to the last question, or to the one that was not known, as a correction."""
    session = step.session
    if session.unanswered:
        session.answered = (session.unanswered, "")
        session.unanswered = ""
    return replace(meaning, intent=Intent.CORRECT, slots={"answer": meaning.slot("answer")})
