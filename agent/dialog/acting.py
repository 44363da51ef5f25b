"""What was meant is done, asked about first, or said to have been missed."""

from collections.abc import Iterable, Mapping, Sequence

from agent.dialog import reprompting
from agent.dialog.attaching import attach, is_attached
from agent.dialog.commands import Command
from agent.dialog.intents import CAREFUL, FLOW, GRAVE, YES_NO, Intent
from agent.dialog.machine import build_machine
from agent.dialog.reprompting import Policy
from agent.dialog.requests import Answer
from agent.dialog.rights import Need
from agent.dialog.state import State
from agent.dialog.step import Handler, Step
from agent.dialog.table import Event
from agent.dialog.turns import Meaning, Say

READ_BACK_ANYWAY = frozenset(
    {
        Intent.DICTATION, Intent.EXAMPLE, Intent.HALF, Intent.AMEND, Intent.CALLED, Intent.STATUS,
        Intent.HELP, Intent.REPEAT, Intent.REFRAIN, Intent.INSTEAD,
    }
)  # fmt: skip
"""What the next question shows, or what changes nothing: a doubt needs no question of its own."""
SHOWN_BY_ITS_QUESTION = frozenset({Intent.TRAIN, Intent.TEST, Intent.CORRECT, Intent.FEEDBACK})
"""What begins with a question that shows it, and ends with a word: said in idle, it is done."""
NAMED = frozenset(
    {
        Intent.FEEDBACK, Intent.SELECT_DATASET, Intent.ARCHIVE, Intent.RESTORE, Intent.GETFILE,
        Intent.REMOVE_ANSWER,
    }
)  # fmt: skip
"""What is asked about with the name that it is for."""
LESSONS = frozenset(
    {
        Intent.DICTATION, Intent.HALF, Intent.FILE, Intent.AMEND, Intent.NO, Intent.NO_ANSWER,
    }
)  # fmt: skip
"""What else begins a lesson, besides commands that say so."""
LIKELY = 2 / 3
"""What can be taken back is done from here on: wrong it costs three turns, a question costs one."""
SHOW = "show"
"""What is typed with `correct` to see what was corrected."""
DOUBT = "doubt"
"""The question whether something was understood; others ask whether it shall really be done."""


class Acting:
    """Hands a meaning to whom it concerns, and fires the event that comes of it."""

    def __init__(
        self, states: Sequence[State], everywhere: Iterable[Command], policy: Policy
    ) -> None:
        self.states: Mapping[str, State] = {state.name: state for state in states}
        everywhere = tuple(everywhere)
        self.everywhere: Mapping[Intent, Handler] = {c.intent: c.handle for c in everywhere}
        self._openers: Mapping[Intent, Handler] = {
            intent: handle
            for state in states
            for intent, handle in (
                *((command.intent, command.handle) for command in state.commands),
                *state.openers.items(),
            )
        }
        commands = (*everywhere, *(command for state in states for command in state.commands))
        self._needs: Mapping[Intent, Need] = {
            **dict.fromkeys(LESSONS, "lesson"),
            **{command.intent: command.needs for command in commands if command.needs},
        }
        self._questions = {*self.everywhere, *self._openers} - set(YES_NO)
        self._policy = policy
        self._machine = build_machine(states)

    def weigh(self, step: Step, meaning: Meaning) -> None:
        """Go on, ask, or say it was not understood, by how sure the meaning is."""
        if not meaning.intent or meaning.confidence < self._policy.doubtful:
            reprompting.missed(step, self._policy)
        elif meaning.loose and self._considers(step):
            step.session.considered = meaning
            self.apply(step, Meaning(Intent.SENTENCE, meaning.text, spoken=meaning.spoken))
        elif self.lacks(step, meaning):
            step.refuses(self._need(meaning))
        elif self._is_unsure(step, meaning):
            if meaning.spoken and self._is_idle_to_ask(step, meaning):
                reprompting.missed(step, self._policy)
            else:
                self.doubt(step, meaning)
        elif meaning.spoken and self._is_likely_nothing(meaning):
            self._help(step, meaning)
        else:
            self.apply(step, meaning)

    def _is_idle_to_ask(self, step: Step, meaning: Meaning) -> bool:
        """Whether it was asked often enough; or a yes to "No?" would not say to what."""
        asks_yes_or_no = set(YES_NO) <= {*step.state.expected(step.session).intents}
        ambiguous = meaning.intent is Intent.NO and asks_yes_or_no
        return ambiguous or reprompting.is_last(step.session, self._policy)

    def _is_likely_nothing(self, meaning: Meaning) -> bool:
        """Whether it may be a mumble that sounded like a cry for help."""
        unsure = meaning.confidence < self._policy.certain
        return unsure and meaning.intent in (Intent.HELP, Intent.REPEAT)

    def _help(self, step: Step, meaning: Meaning) -> None:
        """Help, and count it as not understood."""
        misses = step.session.misses + 1
        if reprompting.is_last(step.session, self._policy):
            reprompting.missed(step, self._policy)
            return
        self.apply(step, meaning)
        step.session.misses = misses

    def lacks(self, step: Step, meaning: Meaning) -> bool:
        """Whether this begins what the user may not do, so that it need not be asked about."""
        begins = meaning.intent in self.everywhere or meaning.intent in self._openers
        here = not step.idle and meaning.intent in step.state.expected(step.session).intents
        return begins and not here and not step.rights.allow(self._need(meaning))

    def _need(self, meaning: Meaning) -> Need:
        """The right that it takes; what was corrected is shown to everybody."""
        shows = meaning.intent is Intent.CORRECT and meaning.slot("answer").lower() == SHOW
        return "" if shows else self._needs.get(meaning.intent, "")

    def _considers(self, step: Step) -> bool:
        """Whether to ask the model first if it was taught these words just so."""
        return step.state.answers(step.session) and step.session.considered is None

    def _is_unsure(self, step: Step, meaning: Meaning) -> bool:
        """Whether to ask first; what is only likely is never done where it might cost something."""
        if meaning.loose and is_careful(meaning) and (not step.idle or meaning.intent not in FLOW):
            return True
        return meaning.confidence < self._policy.certain and self._wants_asking(step, meaning)

    def doubt(self, step: Step, meaning: Meaning) -> None:
        in_short = meaning.echo and meaning.intent not in GRAVE
        if in_short or meaning.intent not in self._questions:
            step.confirm(meaning, DOUBT, echo=meaning.echo or meaning.text)
        else:
            step.confirm(meaning, question_of(meaning), **meaning.slots)

    def _wants_asking(self, step: Step, meaning: Meaning) -> bool:
        """Whether a doubt is to be asked about: not where the next question shows it anyway."""
        if step.idle and meaning.spoken and not (meaning.loose or meaning.slots):
            shown = meaning.intent in SHOWN_BY_ITS_QUESTION
        else:
            likely = meaning.spoken and meaning.confidence >= LIKELY and not meaning.loose
            read_back = step.state.reads_back and meaning.intent is not Intent.DONE
            shown = (read_back and meaning.intent not in self.everywhere) or (
                likely and meaning.intent in step.state.reversible
            )
        return not shown and meaning.intent not in READ_BACK_ANYWAY

    def apply(self, step: Step, meaning: Meaning) -> None:
        if is_attached(meaning):
            attach(step, meaning)
            return
        handle = self.everywhere.get(meaning.intent)
        if handle is None and step.idle:
            handle = self._openers.get(meaning.intent)
        if handle is not None and self.lacks(step, meaning):
            step.refuses(self._need(meaning))
        elif handle is not None:
            self.fire(step, handle(step, meaning))
        elif self._leads_away(step, meaning):
            self._lead_away(step, meaning)
        else:
            self.fire(step, step.state.handle(step, meaning) or _answered_by_the_way(step, meaning))

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
        self.fire(step, Event.SUSPEND)

    def fire(self, step: Step, event: Event | None) -> None:
        if event is None:
            reprompting.missed(step, self._policy)
            return
        step.session.misses = 0
        before, said = step.state, len(step.effects)
        self._machine.events[event].trigger(step.session, step)
        step.state = self.states[step.session.state]
        if step.rights.waits and step.state.teaches and not (before.teaches or step.resuming):
            step.effects.insert(said, Say("approval.first"))
        if step.again is not None:
            meaning, step.again = step.again, None
            self.apply(step, meaning)

    def go_on(self, step: Step) -> None:
        """At the end of one thing, go on with what it came in between of."""
        session = step.session
        if step.idle and session.suspended and not step.asks and not session.pending:
            session.task = session.suspended[-1].task
            step.resuming = True
            self.fire(step, Event.RESUME)
            session.suspended.pop()


def _answered_by_the_way(step: Step, meaning: Meaning) -> Event | None:
    """A question in the middle of something else is answered all the same."""
    if meaning.intent is not Intent.SENTENCE:
        return None
    step.do(Answer(meaning.text))
    return Event.ASIDE


def question_of(meaning: Meaning) -> str:
    """The question whether to do it, in full where it is said what with."""
    if choice := meaning.slot("choice"):
        return f"act.{meaning.intent}.{choice}"
    named = bool(meaning.slots) and meaning.intent in NAMED
    return f"act.{meaning.intent}.named" if named else f"act.{meaning.intent}"


def is_careful(meaning: Meaning) -> bool:
    """Whether it may do harm; an archive that is not named is asked for anyway."""
    unnamed = meaning.intent is Intent.RESTORE and not meaning.slot("name")
    return meaning.intent in CAREFUL and not unnamed
