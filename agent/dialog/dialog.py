"""step(session, turn) → effects: pure, synchronous, no clock and no I/O."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from agent.dialog import reprompting
from agent.dialog.commands import Command
from agent.dialog.intents import CAREFUL, FLOW, YES_NO, Intent
from agent.dialog.listing import NAMED_BY
from agent.dialog.machine import build_machine
from agent.dialog.outcomes import Answered, Done, Listed, Outcome, Refused
from agent.dialog.reprompting import Policy, attend
from agent.dialog.session import Attention, Pending, Session
from agent.dialog.state import State
from agent.dialog.step import Handler, Step
from agent.dialog.table import IDLE, Beat, Event
from agent.dialog.turns import (
    Do,
    Effect,
    Elapsed,
    Expectation,
    Finished,
    Invoked,
    Meaning,
    Progressed,
    Returned,
    Said,
    Say,
    Show,
    ShowProgress,
    StartJob,
    Told,
    Turn,
)
from agent.dialog.understander import Understander

TAUGHT = ("awaiting.noted", "correcting.learned")
"""What is said of a lesson that was taken."""
READ_BACK_ANYWAY = frozenset(
    {
        Intent.DICTATION, Intent.EXAMPLE, Intent.HALF, Intent.AMEND, Intent.CALLED, Intent.STATUS,
        Intent.HELP, Intent.REPEAT,
    }
)  # fmt: skip
"""What the next question shows, or what changes nothing: a doubt needs no question of its own."""
NAMED = frozenset(
    {
        Intent.FEEDBACK, Intent.SELECT_DATASET, Intent.ARCHIVE, Intent.RESTORE, Intent.GETFILE,
        Intent.REMOVE_ANSWER,
    }
)  # fmt: skip
"""What is asked about with the name that it is for."""
DOUBT = "doubt"
"""The question whether something was understood; others ask whether it shall really be done."""


class Dialog:
    """All dialogs of all users: one machine, one instance of each state, nothing of a session."""

    def __init__(
        self,
        states: Sequence[State],
        everywhere: Iterable[Command],
        understander: Understander,
        policy: Policy | None = None,
    ) -> None:
        self._states: Mapping[str, State] = {state.name: state for state in states}
        self._everywhere: Mapping[Intent, Handler] = {c.intent: c.handle for c in everywhere}
        self._openers: Mapping[Intent, Handler] = {
            intent: handle
            for state in states
            for intent, handle in (
                *((command.intent, command.handle) for command in state.commands),
                *state.openers.items(),
            )
        }
        self._understander = understander
        self._policy = policy or Policy()
        self._machine = build_machine(states)

    def step(self, session: Session, turn: Turn) -> tuple[Effect, ...]:
        """Move the session by one turn and say what is to be done about it."""
        step = Step(session, self.state_of(session))
        match turn:
            case Said() | Invoked():
                self._hear(step, turn)
            case Finished():
                self._finish(step, turn)
            case Progressed():
                self._progress(step, turn)
            case Elapsed():
                reprompting.elapsed(step, turn.timer, self._policy)
            case Returned():
                self._return(step, turn)
            case Told():
                session.news.append(turn.message)
        self._warn(step)
        self._go_on(step)
        self._tell_news(step)
        step.effects.append(reprompting.timers_after(session, step.state, self._policy))
        return tuple(step.effects)

    def state_of(self, session: Session) -> State:
        return self._states[session.state]

    def expected(self, session: Session) -> Expectation:
        """What the user may say next."""
        expected = self.state_of(session).expected(session)
        if session.pending or session.attention:
            return replace(expected, intents=(*expected.intents, *YES_NO))
        return expected

    def questions(self, session: Session) -> tuple[object, ...]:
        """What waits for an answer; equal where it is the same question."""
        asked: list[object] = [session.pending, session.unanswered]
        asked.append(session.attention is Attention.RETURNED and session.attention)
        if session.state != IDLE and self.state_of(session).waits:
            closed = session.question if session.question and session.question.buttons else None
            asked.append((session.state, closed))
        return tuple(filter(None, asked))

    # --- turns ---------------------------------------------------------------------------

    def _hear(self, step: Step, turn: Said | Invoked) -> None:
        session = step.session
        session.spoken = isinstance(turn, Said) and turn.spoken and turn.live
        if refusal := self._unreadable(turn):
            step.effects.append(refusal)
            return
        meaning = self._understander.understand(turn, self.expected(session))
        session.fresh = False
        if session.attention is Attention.PARKED and self._wants_reminding(meaning):
            attend(session, Beat.REMINDED)
            step.state.resume(step)
            return
        returned = session.attention is Attention.RETURNED
        attend(session, Beat.TURN)
        pending, session.pending = session.pending, None
        if pending and meaning.intent in YES_NO:
            self._settle(step, pending, meaning.intent)
        elif not (returned and self._answers_return(step, meaning)):
            self._weigh(step, meaning)

    def _unreadable(self, turn: Said | Invoked) -> Say | None:
        if isinstance(turn, Invoked) or turn.files:
            return None
        if not turn.text.strip() and not turn.spoken:
            return Say("empty")
        if len(turn.text) > self._policy.longest and not self._understander.is_command(turn.text):
            return Say("too_long", {"length": len(turn.text), "most": self._policy.longest})
        return None

    def _wants_reminding(self, meaning: Meaning) -> bool:
        """Whether a user back at a parked dialog should hear where it was before anything else."""
        by_the_way = meaning.command or meaning.intent in self._everywhere
        return meaning.intent is Intent.CALLED or not by_the_way

    def _settle(self, step: Step, pending: Pending, answer: Intent) -> None:
        """A yes or no to something that was only done after a yes."""
        doubted = pending.question.prompt == DOUBT
        if answer is Intent.YES:
            self._apply(step, replace(pending.meaning, confidence=1.0, confirmed=not doubted))
        elif doubted:
            reprompting.missed(step, self._policy)
        else:
            step.say("going_on")
            if not step.idle:
                step.state.ask(step)

    def _answers_return(self, step: Step, meaning: Meaning) -> bool:
        """Whether this is the yes or no to "Go on?", where the state itself asks neither."""
        if step.idle or meaning.intent not in YES_NO:
            return False
        if meaning.intent in step.state.expected(step.session).intents:
            return False
        if meaning.intent is Intent.YES:
            step.state.ask(step)
        else:
            self._apply(step, Meaning(Intent.CANCEL, command=True))
        return True

    def _weigh(self, step: Step, meaning: Meaning) -> None:
        """Go on, ask, or say it was not understood, by how sure the meaning is."""
        if not meaning.intent or meaning.confidence < self._policy.doubtful:
            reprompting.missed(step, self._policy)
        elif meaning.loose and step.state.answers and step.session.considered is None:
            step.session.considered = meaning
            self._apply(step, Meaning(Intent.SENTENCE, meaning.text, spoken=meaning.spoken))
        elif self._is_unsure(step, meaning):
            self._doubt(step, meaning)
        else:
            self._apply(step, meaning)

    def _is_unsure(self, step: Step, meaning: Meaning) -> bool:
        """Whether to ask first; what is only likely is never done where it might cost something."""
        if meaning.loose and _is_careful(meaning) and (not step.idle or meaning.intent not in FLOW):
            return True
        return meaning.confidence < self._policy.certain and self._wants_asking(step, meaning)

    def _doubt(self, step: Step, meaning: Meaning) -> None:
        if meaning.echo or meaning.intent not in {*self._everywhere, *self._openers}:
            step.confirm(meaning, DOUBT, echo=meaning.echo or meaning.text)
        else:
            step.confirm(meaning, _act(meaning), **meaning.slots)

    def _wants_asking(self, step: Step, meaning: Meaning) -> bool:
        """Whether a doubt is to be asked about: not where the next question shows it anyway."""
        shown = step.state.reads_back and meaning.intent not in self._everywhere
        return not shown and meaning.intent not in READ_BACK_ANYWAY

    # --- meanings ------------------------------------------------------------------------

    def _apply(self, step: Step, meaning: Meaning) -> None:
        handle = self._everywhere.get(meaning.intent)
        if handle is None and step.idle:
            handle = self._openers.get(meaning.intent)
        if handle is not None:
            self._fire(step, handle(step, meaning))
        elif self._leads_away(step, meaning):
            self._lead_away(step, meaning)
        else:
            self._fire(step, step.state.handle(step, meaning))

    def _leads_away(self, step: Step, meaning: Meaning) -> bool:
        """Whether this begins something else than what is being done."""
        if step.idle or meaning.intent not in self._openers:
            return False
        if meaning.intent in step.state.expected(step.session).intents:
            return False
        return meaning.intent is not step.state.opener

    def _lead_away(self, step: Step, meaning: Meaning) -> None:
        """Do the other thing; what was being done goes on afterwards, where anything was."""
        session = step.session
        flow = step.state.suspend(session)
        if flow is not None:
            session.suspended.append(flow)
        elif session.task and session.task.job and not meaning.confirmed:
            step.confirm(meaning, "cancel.job")
            return
        else:
            step.drop_job()
            step.state.leave(step)
        step.again = meaning
        self._fire(step, Event.SUSPEND)

    def _fire(self, step: Step, event: Event | None) -> None:
        if event is None:
            reprompting.missed(step, self._policy)
            return
        step.session.misses = 0
        self._machine.events[event].trigger(step.session, step)
        step.state = self.state_of(step.session)
        if step.again is not None:
            meaning, step.again = step.again, None
            self._apply(step, meaning)

    def _warn(self, step: Step) -> None:
        """Say so where a sentence is taught that is a command of ours, which comes first."""
        for effect in list(step.effects):
            if isinstance(effect, Say) and effect.prompt in TAUGHT:
                given = str(effect.values.get("input", ""))
                if self._understander.is_phrase(given):
                    step.say("lesson.is_command", input=given)

    def _go_on(self, step: Step) -> None:
        """At the end of one thing, go on with what it came in between of."""
        session = step.session
        asked = any(isinstance(effect, Do | StartJob) for effect in step.effects)
        if step.idle and session.suspended and not asked and not session.pending:
            session.task = session.suspended[-1].task
            step.resuming = True
            self._fire(step, Event.RESUME)
            session.suspended.pop()

    def _tell_news(self, step: Step) -> None:
        """Say what was done in the background, where nothing waits for an answer or comes yet."""
        asked = any(isinstance(effect, Do | StartJob) for effect in step.effects)
        if step.idle and not asked and not self.questions(step.session):
            step.effects += [Say(each.prompt, each.values) for each in step.session.news]
            step.session.news.clear()

    # --- what else happens ---------------------------------------------------------------

    def _finish(self, step: Step, turn: Finished) -> None:
        session = step.session
        if turn.job and not self._is_awaited(step, turn):
            return
        outcome = turn.outcome
        considered, session.considered = session.considered, None
        if considered and isinstance(outcome, Answered) and self._outweighs(considered, outcome):
            session.considered = considered
            self._weigh(step, considered)
            session.considered = None
            return
        self._tell(step, outcome)
        if isinstance(outcome, Listed) and outcome.named:
            self._name(step, outcome)
            return
        if isinstance(outcome, Listed) and (not step.idle or outcome.what == "archives"):
            step.say(f"listed.{outcome.what}", names=outcome.names)
            return
        if isinstance(outcome, Answered) and step.state.answers and self._guess(step, outcome):
            return
        event = step.state.finish(step, outcome)
        if event is not None:
            self._fire(step, event)

    def _outweighs(self, considered: Meaning, answered: Answered) -> bool:
        """Whether words that only resemble a command are one, for all the model makes of them."""
        if answered.exact or (answered.known and answered.confidence > considered.confidence):
            return False
        return not (answered.choices and considered.confidence < self._policy.certain)

    def _is_awaited(self, step: Step, turn: Finished) -> bool:
        """Whether a job's outcome is for the state; for a suspended flow it is kept there."""
        session = step.session
        task = session.task
        if task is not None and task.job == turn.job:
            task.job, session.pending = 0, None
            return True
        for position, flow in enumerate(session.suspended):
            if flow.task is not None and flow.task.job == turn.job:
                flow.task.job = 0
                self._tell(step, turn.outcome)
                state = self._states[flow.state]
                session.suspended[position] = state.finish_suspended(step, flow, turn.outcome)
        return False

    def _tell(self, step: Step, outcome: Outcome) -> None:
        match outcome:
            case Done():
                step.effects.append(Say(outcome.prompt, outcome.values))
                step.effects += [Show(path, outcome.workspace) for path in outcome.files]
            case Refused():
                step.say("refused", reason=outcome.reason)

    def _name(self, step: Step, outcome: Listed) -> None:
        """A command without a slot had the name in its words, among others."""
        intent, slot = NAMED_BY[outcome.what]
        meaning = Meaning(intent, slots={slot: outcome.named}, loose=True)
        if _is_careful(meaning):
            self._doubt(step, meaning)
        else:
            self._apply(step, meaning)

    def _guess(self, step: Step, outcome: Answered) -> bool:
        """A sentence the model does not know may be a command in other words."""
        if outcome.known or outcome.choices:
            return False
        if self._understander.is_reply(outcome.text):
            step.say("idle.unasked")
            return True
        meaning = self._understander.guess(outcome.text)
        if meaning is None:
            return False
        step.confirm(meaning, _act(meaning), **meaning.slots)
        return True

    def _progress(self, step: Step, turn: Progressed) -> None:
        for task in step.session.tasks:
            if task.job == turn.job:
                task.progress(turn.fraction)
                step.effects.append(ShowProgress(turn.fraction))

    def _return(self, step: Step, turn: Returned) -> None:
        session = step.session
        session.pending = None
        if turn.restarted:
            for task in session.tasks:
                task.job = 0
        if not step.idle:
            session.attention = Attention.RETURNED
            if turn.restarted:
                step.say("away")
        step.state.resume(step)


def _act(meaning: Meaning) -> str:
    """The question whether to do it, in full where it is said what with."""
    if choice := meaning.slot("choice"):
        return f"act.{meaning.intent}.{choice}"
    named = bool(meaning.slots) and meaning.intent in NAMED
    return f"act.{meaning.intent}.named" if named else f"act.{meaning.intent}"


def _is_careful(meaning: Meaning) -> bool:
    """Whether it may do harm; an archive that is not named is asked for anyway."""
    unnamed = meaning.intent is Intent.RESTORE and not meaning.slot("name")
    return meaning.intent in CAREFUL and not unnamed
