"""step(session, turn) → effects: pure, synchronous, no clock and no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agent.dialog import reprompting
from agent.dialog.asides import ASIDES, NAMED
from agent.dialog.commands import COMMANDS
from agent.dialog.machine import build_machine
from agent.dialog.outcomes import Answered, Done, Listed, Refused
from agent.dialog.reprompting import Policy
from agent.dialog.session import Pending, Session
from agent.dialog.state import YES_NO, State, Step
from agent.dialog.table import IDLE, Event
from agent.dialog.turns import (
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
    Turn,
    Understands,
)
from agent.dialog.universals import UNIVERSALS, drop_job, may_leave

DOUBTS = ("doubt", "doubt.command")
"""Questions whether something was understood; the others ask whether it shall really be done."""


class Dialog:
    """All dialogs of all users: one machine, one instance of each state, nothing of a session."""

    def __init__(
        self, states: Sequence[State], understanding: Understands, policy: Policy | None = None
    ) -> None:
        self._states: Mapping[str, State] = {state.name: state for state in states}
        self._understanding = understanding
        self._policy = policy or Policy()
        self._machine = build_machine(states)

    def step(self, session: Session, turn: Turn) -> tuple[Effect, ...]:
        """Move the session by one turn and say what is to be done about it."""
        step = Step(session)
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
        step.effects.append(reprompting.timers_after(session, self.state_of(session), self._policy))
        return tuple(step.effects)

    def state_of(self, session: Session) -> State:
        return self._states[session.state]

    def expected(self, session: Session) -> Expectation:
        """What the user may say next."""
        expected = self.state_of(session).expects
        if session.pending or session.resting:
            return replace(expected, intents=(*expected.intents, *YES_NO))
        return expected

    # --- turns ---------------------------------------------------------------------------

    def _hear(self, step: Step, turn: Said | Invoked) -> None:
        session = step.session
        session.spoken = isinstance(turn, Said) and turn.spoken and turn.live
        if refusal := self._unreadable(turn):
            step.effects.append(refusal)
            return
        meaning = self._understand(session, turn)
        if session.resting == "parked" and _wants_reminding(meaning):
            session.resting = "returned"
            self.state_of(session).resume(step)
            return
        pending, session.pending = session.pending, None
        if pending and meaning.intent in YES_NO:
            self._settle(step, pending, meaning.intent)
        elif session.resting == "returned" and self._answers_return(step, meaning):
            session.resting = ""
        else:
            session.resting = ""
            self._weigh(step, meaning)

    def _understand(self, session: Session, turn: Said | Invoked) -> Meaning:
        return self._understanding.understand(turn, self.expected(session))

    def _unreadable(self, turn: Said | Invoked) -> Say | None:
        if isinstance(turn, Invoked) or turn.files:
            return None
        if not turn.text.strip() and not turn.spoken:
            return Say("empty")
        if len(turn.text) > self._policy.longest and not self._understanding.is_command(turn.text):
            return Say("too_long", {"length": len(turn.text), "most": self._policy.longest})
        return None

    def _settle(self, step: Step, pending: Pending, answer: str) -> None:
        """A yes or no to something that was only done after a yes."""
        doubted = pending.question.prompt in DOUBTS
        if answer == "yes":
            self._apply(step, replace(pending.meaning, confidence=1.0), sure=not doubted)
        elif doubted:
            reprompting.missed(step, self._policy)
        else:
            step.say("going_on")
            self.state_of(step.session).ask(step)

    def _answers_return(self, step: Step, meaning: Meaning) -> bool:
        """Whether this is the yes or no to "Go on?", where the state itself asks neither."""
        state = self.state_of(step.session)
        if state.name == IDLE or meaning.intent not in YES_NO:
            return False
        if meaning.intent in state.expects.intents:
            return False
        if meaning.intent == "yes":
            state.ask(step)
        else:
            self._leave(step)
        return True

    def _weigh(self, step: Step, meaning: Meaning) -> None:
        """Go on, ask, or say it was not understood, by how sure the meaning is."""
        state = self.state_of(step.session)
        read_back = _is_read_back(state, meaning)
        if not meaning.intent or meaning.confidence < self._policy.doubtful:
            reprompting.missed(step, self._policy)
        elif meaning.confidence < self._policy.certain and not read_back:
            question = step.say("doubt", echo=meaning.echo or meaning.text, choices=YES_NO)
            step.session.pending = Pending(meaning, question)
        else:
            self._apply(step, meaning)

    # --- meanings ------------------------------------------------------------------------

    def _apply(self, step: Step, meaning: Meaning, sure: bool = False) -> None:
        state = self.state_of(step.session)
        if meaning.intent in UNIVERSALS:
            self._universal(step, state, meaning, sure)
        elif meaning.intent in ASIDES and not _to_choose(state, meaning):
            ASIDES[meaning.intent](step, meaning)
        elif state.name != IDLE and _leads_away(state, meaning):
            if sure or may_leave(step, meaning):
                self._leave(step, told=False)
                self._apply(step, meaning)
        else:
            self._fire(step, state.handle(step, meaning))
            return
        step.session.misses = 0

    def _universal(self, step: Step, state: State, meaning: Meaning, sure: bool) -> None:
        leaves = sure or UNIVERSALS[meaning.intent](step, state, meaning)
        if not leaves:
            return
        if meaning.intent == "start_over":
            self._start_over(step, state)
        elif meaning.intent == "cancel":
            self._leave(step)

    def _start_over(self, step: Step, state: State) -> None:
        """Begin the flow again: out, and in by the command that opens it."""
        self._leave(step, told=False)
        step.say("start_over")
        self._apply(step, Meaning(_OPENERS[state.name.partition(".")[0]], command=True))

    def _leave(self, step: Step, told: bool = True) -> None:
        drop_job(step)
        step.session.pending = None
        if told:
            step.say("cancel.done")
        self._fire(step, Event.CANCEL)

    def _fire(self, step: Step, event: Event | None) -> None:
        if event is None:
            reprompting.missed(step, self._policy)
            return
        step.session.misses = 0
        self._machine.events[event].trigger(step.session, step)
        if step.again is not None:
            meaning, step.again = step.again, None
            self._apply(step, meaning)

    # --- what else happens ---------------------------------------------------------------

    def _finish(self, step: Step, turn: Finished) -> None:
        session = step.session
        if turn.job:
            if turn.job != session.job:
                return
            session.job = 0
            session.pending = None
        outcome = turn.outcome
        match outcome:
            case Done():
                step.effects.append(Say(outcome.prompt, outcome.values))
                step.effects += [Show(path, outcome.workspace) for path in outcome.files]
            case Refused():
                step.say("refused", reason=outcome.reason)
            case Listed() if session.state != IDLE or outcome.what == "archives":
                step.say(f"listed.{outcome.what}", names=outcome.names)
                return
            case Answered(known=False) if session.state == IDLE and self._guess(step, outcome):
                return
        event = self.state_of(session).finish(step, outcome)
        if event is not None:
            self._fire(step, event)

    def _guess(self, step: Step, outcome: Answered) -> bool:
        """A sentence the model does not know may be a command in other words."""
        meaning = self._understanding.guess_command(outcome.text)
        if meaning is None:
            return False
        question = step.say("doubt.command", echo=meaning.echo, choices=YES_NO)
        step.session.pending = Pending(meaning, question)
        return True

    def _progress(self, step: Step, turn: Progressed) -> None:
        if turn.job == step.session.job and step.session.task:
            step.session.task.progress(turn.fraction)
            step.effects.append(ShowProgress(turn.fraction))

    def _return(self, step: Step, turn: Returned) -> None:
        session = step.session
        if turn.restarted:
            session.job = 0
        state = self.state_of(session)
        session.pending = None
        if session.state != IDLE:
            session.resting = "returned"
            if turn.restarted:
                step.say("away")
        state.resume(step)


_OPENERS = {
    "awaiting_data": "train",
    "training": "train",
    "testing": "test",
    "correcting": "correct",
    "giving_feedback": "feedback",
    "idle": "cancel",
}


def _wants_reminding(meaning: Meaning) -> bool:
    """Whether a user back at a parked dialog should hear where it was before anything else."""
    return meaning.intent == "called" or not (
        meaning.command or meaning.intent in UNIVERSALS or meaning.intent in ASIDES
    )


def _is_read_back(state: State, meaning: Meaning) -> bool:
    """Whether the next question shows what was understood anyway."""
    return meaning.intent == "dictation" or (state.reads_back and meaning.intent not in UNIVERSALS)


def _to_choose(state: State, meaning: Meaning) -> bool:
    """Whether a name is missing that the user can be asked for."""
    slot = NAMED.get(meaning.intent)
    return state.name == IDLE and slot is not None and not meaning.slot(slot)


def _leads_away(state: State, meaning: Meaning) -> bool:
    """Whether this command begins something else than what is being done."""
    if meaning.intent not in COMMANDS or meaning.intent in state.expects.intents:
        return False
    return meaning.intent != _OPENERS.get(state.name.partition(".")[0])
