"""step(session, turn) → effects: pure, synchronous, no clock and no I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from unicodedata import normalize

from agent.dialog import reprompting
from agent.dialog.acting import DOUBT, LIKELY, Acting
from agent.dialog.commands import Command
from agent.dialog.finishing import Finishing
from agent.dialog.intents import GRAVE, YES_NO, Intent
from agent.dialog.reprompting import Policy, attend
from agent.dialog.rights import Rights
from agent.dialog.session import Attention, Pending, Session
from agent.dialog.state import State
from agent.dialog.step import Step
from agent.dialog.table import IDLE, Beat
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
    Told,
    Turn,
)
from agent.dialog.understander import Understander

ALL = Rights()
TAUGHT = ("awaiting.noted", "correcting.learned")
"""What is said of a lesson that was taken."""


UNCLEAR = 0.75
"""How sure it is that a better answer is meant, long after the answer that it would be for."""


def _weakened(meaning: Meaning, session: Session, fresh: bool) -> Meaning:
    """A better answer is one right after an answer; later it may be, and where nothing was
    answered yet it is a sentence like others."""
    if meaning.intent is not Intent.AMEND or fresh or session.unanswered:
        return meaning
    if session.answered is None:
        return Meaning(Intent.SENTENCE, meaning.text, files=meaning.files, spoken=meaning.spoken)
    return replace(meaning, confidence=min(meaning.confidence, UNCLEAR), loose=True)


class Dialog:
    """All dialogs of all users: one machine, one instance of each state, nothing of a session."""

    def __init__(
        self,
        states: Sequence[State],
        everywhere: Iterable[Command],
        understander: Understander,
        policy: Policy | None = None,
    ) -> None:
        self._understander = understander
        self._policy = policy or Policy()
        self._acting = Acting(states, everywhere, self._policy)
        self._finishing = Finishing(self._acting, understander, self._policy)

    def step(self, session: Session, turn: Turn, rights: Rights = ALL) -> tuple[Effect, ...]:
        """Move the session by one turn, of a user with these rights; say what is to be done."""
        step = Step(session, self._acting.states[session.state], rights)
        match turn:
            case Said() | Invoked():
                self._hear(step, turn)
            case Finished():
                self._finishing.finish(step, turn)
            case Progressed():
                self._finishing.progress(step, turn)
            case Elapsed():
                reprompting.elapsed(step, turn.timer, self._policy)
            case Returned():
                self._return(step, turn)
            case Told():
                session.news.append(turn.message)
        self._warn(step)
        self._acting.go_on(step)
        self._tell_news(step)
        step.effects.append(reprompting.timers_after(session, step.state, self._policy))
        return tuple(step.effects)

    def expected(self, session: Session) -> Expectation:
        """What the user may say next."""
        expected = self._acting.states[session.state].expected(session)
        if session.pending or session.attention in (Attention.PARKED, Attention.RETURNED):
            return replace(expected, intents=(*YES_NO, *expected.intents))
        return expected

    def understood(self, session: Session, said: Said) -> Meaning:
        """What words would mean now; nothing is done about it."""
        return self._understander.understand(said, self.expected(session))

    def questions(self, session: Session) -> tuple[object, ...]:
        """What waits for an answer; equal where it is the same question."""
        asked: list[object] = [session.pending, session.unanswered]
        asked.append(session.attention is Attention.RETURNED and session.attention)
        if session.state != IDLE and self._acting.states[session.state].waits:
            closed = session.question if session.question and session.question.buttons else None
            asked.append((session.state, closed))
        return tuple(filter(None, asked))

    # --- turns ---------------------------------------------------------------------------

    def _hear(self, step: Step, turn: Said | Invoked) -> None:
        session = step.session
        session.spoken = isinstance(turn, Said) and turn.spoken and turn.live
        if isinstance(turn, Said) and turn.cut:
            step.say("miss.cut")
            return
        if refusal := self._unreadable(turn):
            step.effects.append(refusal)
            return
        meaning = self._understander.understand(turn, self.expected(session))
        fresh, session.fresh = session.fresh, False
        if step.state.answers(session):
            meaning = _weakened(meaning, session, fresh)
        if self._wants_reminding(session, meaning):
            attend(session, Beat.REMINDED)
            step.state.resume(step)
            return
        returned = session.attention is Attention.RETURNED
        attend(session, Beat.TURN)
        pending, session.pending = session.pending, None
        if pending and meaning.intent in YES_NO:
            self._settle(step, pending, meaning)
            return
        if pending and session.spoken:
            session.misses += 1
        if not (returned and self._answers_return(step, meaning)):
            self._acting.weigh(step, meaning)

    def _unreadable(self, turn: Said | Invoked) -> Say | None:
        if isinstance(turn, Invoked) or turn.files:
            return None
        if not turn.text.strip() and not turn.spoken:
            return Say("empty")
        length = max(len(turn.text), len(normalize("NFKC", turn.text)))  # one may stand for 18
        if length > self._policy.longest and not self._understander.is_command(turn.text):
            return Say("too_long", {"length": length, "most": self._policy.longest})
        return None

    def _wants_reminding(self, session: Session, meaning: Meaning) -> bool:
        """Whether a user back at a dialog that rests should hear where it was before anything else.

        Who was only not understood knows, and is taken at their word.
        """
        if meaning.intent is Intent.CALLED:
            return session.attention in (Attention.WAITED_FOR, Attention.PARKED)
        by_the_way = meaning.command or meaning.intent in self._acting.everywhere
        return session.attention is Attention.PARKED and not by_the_way

    def _settle(self, step: Step, pending: Pending, answer: Meaning) -> None:
        """A yes or no to something that was only done after a yes."""
        doubted = pending.question.prompt == DOUBT
        if answer.intent is Intent.YES and self._is_faint(answer, pending):
            self._ask_again(step, pending)
        elif answer.intent is Intent.YES:
            self._acting.apply(
                step, replace(pending.meaning, confidence=1.0, confirmed=not doubted)
            )
        elif doubted:
            reprompting.missed(step, self._policy)
        else:
            step.say("going_on")
            if not step.idle:
                step.state.ask(step)

    def _is_faint(self, answer: Meaning, pending: Pending) -> bool:
        """Whether this yes may have been something else; for what is grave it is to be clear."""
        is_grave = pending.meaning.intent in GRAVE
        return answer.spoken and answer.confidence < (self._policy.certain if is_grave else LIKELY)

    def _ask_again(self, step: Step, pending: Pending) -> None:
        if reprompting.is_last(step.session, self._policy):
            reprompting.missed(step, self._policy)
            return
        step.session.misses += 1
        step.session.pending = pending
        step.effects.append(pending.question)

    def _answers_return(self, step: Step, meaning: Meaning) -> bool:
        """Whether this is the yes or no to "Go on?", where the state itself asks neither."""
        if step.idle or meaning.intent not in YES_NO:
            return False
        if meaning.intent in step.state.expected(step.session).intents:
            return False
        if meaning.intent is Intent.YES:
            step.state.ask(step)
        else:
            self._acting.apply(step, Meaning(Intent.CANCEL, command=True))
        return True

    def _warn(self, step: Step) -> None:
        """Say so where a sentence is taught that is a command of ours, which comes first."""
        for effect in list(step.effects):
            if isinstance(effect, Say) and effect.prompt in TAUGHT:
                given = str(effect.values.get("input", ""))
                if self._understander.is_phrase(given):
                    step.say("lesson.is_command", input=given)

    def _tell_news(self, step: Step) -> None:
        """Say what was done in the background, where nothing waits for an answer or comes yet."""
        rests = step.idle or not step.state.waits
        if rests and not step.asks and not self.questions(step.session):
            step.effects += [Say(each.prompt, each.values) for each in step.session.news]
            step.session.news.clear()

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
