"""What comes of requests and jobs: told, and handed to the state that waits for it."""

from agent.dialog.acting import Acting, is_careful, question_of
from agent.dialog.attaching import attached
from agent.dialog.listing import NAMED_BY
from agent.dialog.outcomes import Answered, Done, FilesKept, Listed, Outcome, Refused
from agent.dialog.reprompting import Policy
from agent.dialog.requests import NO_ANSWER, KeepUnanswered
from agent.dialog.step import Step
from agent.dialog.turns import Finished, Meaning, Progressed, Say, Show, ShowProgress
from agent.dialog.understander import Understander


class Finishing:
    """Takes outcomes in, of what is being done now and of what was suspended."""

    def __init__(self, acting: Acting, understander: Understander, policy: Policy) -> None:
        self._acting = acting
        self._understander = understander
        self._policy = policy

    def finish(self, step: Step, turn: Finished) -> None:
        session = step.session
        if turn.job and not self._is_awaited(step, turn):
            return
        outcome = turn.outcome
        considered, session.considered = session.considered, None
        if (
            considered
            and isinstance(outcome, Answered)
            and not self._acting.lacks(step, considered)
            and self._outweighs(considered, outcome)
        ):
            session.considered = considered
            self._acting.weigh(step, considered)
            session.considered = None
            return
        attaching, session.attaching = session.attaching, None
        if attaching and isinstance(outcome, FilesKept):
            self._acting.apply(step, attached(attaching, outcome.references))
            return
        self._tell(step, outcome)
        if isinstance(outcome, Listed) and outcome.named:
            self._name(step, outcome)
            return
        if isinstance(outcome, Listed) and (not step.idle or outcome.what == "archives"):
            step.say(f"listed.{outcome.what}", names=outcome.names)
            return
        if isinstance(outcome, Answered) and self._guess(step, outcome):
            return
        event = step.state.finish(step, outcome)
        if event is not None:
            self._acting.fire(step, event)
        elif isinstance(outcome, Answered):
            _tell_by_the_way(step, outcome)

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
                state = self._acting.states[flow.state]
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
        meaning = Meaning(intent, slots={slot: outcome.named})
        if is_careful(meaning):
            self._acting.doubt(step, meaning)
        else:
            self._acting.apply(step, meaning)

    def _guess(self, step: Step, outcome: Answered) -> bool:
        """A sentence the model does not know may be a command in other words."""
        if outcome.known or not step.state.answers(step.session):
            return False
        if self._understander.is_reply(outcome.text):
            if not step.session.suspended:  # else what it came in between of is asked again
                step.say("idle.unasked")
            return True
        if outcome.choices:
            return False
        answers = step.idle and outcome.may_teach and bool(step.session.offered)
        meaning = self._understander.guess(outcome.text, answers=answers)
        if meaning is None or self._acting.lacks(step, meaning):
            return False
        if meaning.slot("answer"):
            return self._offer(step, meaning, outcome)
        step.confirm(meaning, question_of(meaning), **meaning.slots)
        return True

    def _offer(self, step: Step, lesson: Meaning, outcome: Answered) -> bool:
        """A question with its answer behind it is learned, once that is confirmed."""
        if not (step.idle and outcome.may_teach):
            return False
        self._acting.apply(step, lesson)
        return True

    def progress(self, step: Step, turn: Progressed) -> None:
        for task in step.session.tasks:
            if task.job == turn.job:
                task.progress(turn.fraction)
                step.effects.append(ShowProgress(turn.fraction))


def _tell_by_the_way(step: Step, answered: Answered) -> None:
    """An answer in the middle of something else, which goes on with its question."""
    if not answered.known:
        step.say("idle.unknown")
        step.note(KeepUnanswered(answered.text))
    elif answered.output == NO_ANSWER:
        step.say("idle.silent")
    else:
        own = "idle.answer.small_talk" if answered.small_talk else "idle.answer"
        step.say(own, answer=answered.output)
    step.state.ask(step)
