"""The impure ring around the dialog: one mailbox a session, saving, requests, delivering."""

import asyncio
import random
import time
from collections.abc import Sequence
from functools import partial

from agent.dialog.outcomes import Outcome, Refused
from agent.dialog.reprompting import rest
from agent.dialog.requests import Forget, Request
from agent.dialog.session import Session, SessionKey
from agent.dialog.table import Beat
from agent.dialog.turns import (
    CancelJob,
    Do,
    Effect,
    Elapsed,
    Finished,
    Invoked,
    Note,
    Progressed,
    Returned,
    Said,
    Say,
    SetTimers,
    Show,
    StartJob,
    Told,
    Turn,
)
from agent.prompts.failure import Failure
from agent.runtime import mailboxes
from agent.runtime.channel import Channel, Delivery, Managed
from agent.runtime.clock import Clock
from agent.runtime.defects import log_error
from agent.runtime.dialogs import Dialogs
from agent.runtime.dispatcher import Dispatcher, RequestContext
from agent.runtime.feed import Feed, TurnTaken
from agent.runtime.jobs import Jobs
from agent.runtime.library import Library
from agent.runtime.mailboxes import Letter, Mailbox, Mailboxes
from agent.runtime.measures import Measures
from agent.runtime.saying import names_at, said_once, with_files
from agent.runtime.sessions import Sessions
from agent.runtime.standing import Standing, is_busy
from agent.runtime.timers import Timers
from messages import Message


class Runner:
    """Takes turns from channels, one at a time a session, and hands effects back to them."""

    def __init__(
        self,
        dialogs: Dialogs,
        sessions: Sessions,
        dispatcher: Dispatcher,
        library: Library,
        clock: Clock,
    ) -> None:
        self._dialogs = dialogs
        self._sessions = sessions
        self._dispatcher = dispatcher
        self._library = library
        self._clock = clock
        self._mailboxes = Mailboxes(self._take)
        self.standing = Standing(dialogs, sessions, library)
        self.feed = Feed()
        self.measures = Measures()
        self._jobs = Jobs()
        self._timers = Timers(clock.later)
        self._closed = False

    def open(self, key: SessionKey, channel: Channel) -> None:
        """The user is there: greet, or go on where the dialog was left."""
        restarted = key not in self._mailboxes
        self.submit(key, Returned(restarted), channel)

    def submit(self, key: SessionKey, turn: Turn, channel: Channel | None = None) -> None:
        """Put a turn in the session's mailbox; what comes of it goes to `channel`, if it is new.

        A dialog that an earlier run of the agent left open is taken up again before the turn.
        Once this is closed, nothing is taken any more.
        """
        if self._closed or (isinstance(turn, Said | Invoked) and self._is_full(key)):
            return
        is_back = key not in self._mailboxes and self.standing.is_left_open(key)
        if is_back and not isinstance(turn, Returned):
            self._mailboxes.put(key, Returned(restarted=True), channel)
        self._mailboxes.put(key, turn, channel)

    def _is_full(self, key: SessionKey) -> bool:
        """Whether so many turns wait that one more is dropped; the user is told with the first."""
        waiting = self._mailboxes[key].waiting if key in self._mailboxes else 0
        if waiting == mailboxes.MOST:
            self._mailboxes.put(key, Told(Message("mailbox.full")))
        return waiting >= mailboxes.MOST

    def tell(self, key: SessionKey, message: Message) -> None:
        """Tell the user something once: now, where a channel is open, else when they are back."""
        if key in self._mailboxes:
            self.submit(key, Told(message))
            return
        session = self._sessions.get(key)
        session.news.append(message)
        self._sessions.save(session, self._clock.now())

    def rest(self, key: SessionKey) -> None:
        """The user has gone: their dialog is parked where it is, and nothing more is asked."""
        session = self._sessions.find(key)
        if session is not None:
            rest(session, Beat.SILENCE)
            self._timers.clear(key)

    def wait(self, seconds: float) -> None:
        """Give people so long to go on, where they were, with what an earlier run left open."""
        for session in self._sessions:
            if session.place and is_busy(session):
                self._timers.set(session.key, seconds, partial(rest, session, Beat.SILENCE))

    def move(self, key: SessionKey, place: str) -> None:
        """The user's dialog takes place here from now on; saved with its next step."""
        self._sessions.get(key).place = place

    @property
    def waiting(self) -> int:
        """Turns that wait in mailboxes."""
        return self._mailboxes.waiting

    @property
    def dialogs(self) -> int:
        """Sessions that a channel is open for."""
        return len(self._mailboxes)

    def hold(self, key: SessionKey) -> None:
        """Somebody speaks in this dialog: silence is not counted until `release`."""
        self._timers.hold(key)

    def release(self, key: SessionKey) -> None:
        """Everybody is quiet: silence is counted from now on."""
        self._timers.release(key)

    async def settled(self, key: SessionKey) -> None:
        """Wait until nothing is being done for this session: the agent waits for a turn."""
        while tasks := [*self._mailboxes.workers(key), *self._jobs.of(key)]:
            await asyncio.wait(tasks)

    def steps(self, key: SessionKey) -> bool:
        """Whether a turn is being taken."""
        return bool(self._mailboxes.workers(key))

    async def stepped(self, key: SessionKey) -> None:
        """Wait until no turn is being taken; a job may still run."""
        while workers := self._mailboxes.workers(key):
            await asyncio.wait(workers)

    def works(self, key: SessionKey) -> bool:
        """Whether a job runs for this session."""
        return bool(self._jobs.of(key))

    async def close(self) -> None:
        """Stop all timers and jobs, and finish the steps under way; what somebody is told after
        that waits until they are back."""
        self._closed = True
        self._timers.close()
        await self._jobs.close()
        await self._mailboxes.close()

    # --- one turn after another -----------------------------------------------------------

    async def _take(self, key: SessionKey, mailbox: Mailbox, letter: Letter) -> None:
        before, began = self.standing.state(key), time.perf_counter()
        self.measures.count("turns")
        await self._deliver(key, mailbox.channel, await self._come_of(key, letter.turn))
        if self.feed.watched:
            kind, now = type(letter.turn).__name__, time.perf_counter()
            waited, took = began - letter.since, now - began
            state, jobs = self.standing.state(key), len(self._jobs.of(key))
            told = TurnTaken(key, kind, before, state, waited, took, mailbox.waiting, jobs)
            self.feed.tell(told)

    async def _come_of(self, key: SessionKey, turn: Turn) -> list[Delivery]:
        """What comes of a turn, be it a sentence about a defect."""
        try:
            deliveries = await self._step(key, turn)
            await asyncio.to_thread(self._library.look_up, key.workspace)
        except Exception as error:  # noqa: BLE001 (a defect must not end the user's dialog)
            self._note_defect(error)
            self._sessions.reload(key)
            return [_sorry(error)]
        return deliveries

    async def _deliver(
        self, key: SessionKey, channel: Channel, deliveries: Sequence[Delivery]
    ) -> None:
        if not deliveries:
            return
        try:
            names = partial(names_at, channel, key, self._clock.now())
            locate = partial(self._library.locate, key.workspace)
            said = [said_once(each, random.choice, names) for each in deliveries]
            whole = [part for each in said for part in with_files(each, locate)]
            with self.measures.stage("deliver"):
                await channel.deliver(key, whole)
        except Exception as error:  # noqa: BLE001 (a place that is gone must not end the dialog)
            self._note_defect(error)

    async def _step(self, key: SessionKey, turn: Turn) -> list[Delivery]:
        """Step, save, and carry out; what is to be delivered after all that."""
        session = self._sessions.get(key)
        with self.measures.stage("dialog"):
            may_teach, may_manage = self._rights(session.key)
            effects = self._dialogs.step(session, turn, teach=may_teach, manage=may_manage)
        if not (isinstance(turn, Progressed) or self._sessions.is_kept(session)):
            with self.measures.stage("save"):
                await asyncio.to_thread(self._sessions.save, session, self._clock.now())
        return await self._carry_out(session, effects)

    async def _carry_out(self, session: Session, effects: Sequence[Effect]) -> list[Delivery]:
        deliveries: list[Delivery] = []
        key = session.key
        for effect in effects:
            match effect:
                case Do(request):
                    deliveries += await self._do(key, request)
                case Note(request):
                    await self._ask(key, request, 0)
                case StartJob(job, request):
                    self._jobs.start(key, job, self._run(key, job, request))
                case CancelJob(job):
                    await self._jobs.cancel(key, job)
                case SetTimers():
                    self._set_timers(key, effect)
                case Show(path, workspace):
                    deliveries.append(self._library.locate(workspace or session.workspace, path))
                case _:
                    deliveries.append(effect)
        return deliveries

    # --- requests ---------------------------------------------------------------------------

    async def _do(self, key: SessionKey, request: Request) -> list[Delivery]:
        if isinstance(request, Forget):
            await self._jobs.cancel_all(key)
        with self.measures.stage("request"):
            outcome = await self._ask(key, request, 0)
        if isinstance(request, Forget) and not isinstance(outcome, Refused):
            self._sessions.forget(key.user)
        return await self._step(key, Finished(outcome))

    async def _run(self, key: SessionKey, job: int, request: Request) -> None:
        try:
            outcome = await self._ask(key, request, job)
        except Exception as error:  # noqa: BLE001 (a defect must not leave the user waiting)
            self._note_defect(error)
            outcome = Refused(Message("broken.job"))
        self.submit(key, Finished(outcome, job))

    async def _ask(self, key: SessionKey, request: Request, job: int) -> Outcome:
        def progress(fraction: float) -> None:
            if job:
                self.submit(key, Progressed(job, fraction))

        tell, now = partial(self.tell, key), self._clock.now()
        may_teach, may_manage = self._rights(key)
        context = RequestContext(*key, now, progress, may_teach, tell, may_manage)
        return await self._dispatcher.answer(context, request)

    def _rights(self, key: SessionKey) -> tuple[bool, bool]:
        """Whether this user may teach, and manage, where their last turn came from."""
        channel = self._mailboxes[key].channel
        may_teach = channel.may_teach(key)
        return may_teach, channel.may_manage(key) if isinstance(channel, Managed) else may_teach

    def _note_defect(self, error: Exception) -> None:
        self.measures.count("failures" if isinstance(error, Failure) else "defects")
        log_error(error)

    def _set_timers(self, key: SessionKey, timers: SetTimers) -> None:
        self._timers.clear(key)
        if timers.silence is not None:
            self._timers.set(key, timers.silence, lambda: self.submit(key, Elapsed("silence")))
        if timers.parking is not None:
            self._timers.set(key, timers.parking, lambda: self.submit(key, Elapsed("parking")))
        if timers.offer is not None:
            self._timers.set(key, timers.offer, lambda: self.submit(key, Elapsed("offer")))


def _sorry(error: Exception) -> Say:
    """What is said of a turn that could not be taken: why, where that is known."""
    return Say(error.prompt, error.values) if isinstance(error, Failure) else Say("broken")
