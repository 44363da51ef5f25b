"""The impure ring around the dialog: one mailbox a session, saving, requests, delivering."""

import asyncio
import logging
import random
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from agent.dialog.outcomes import Outcome, Refused
from agent.dialog.reprompting import park
from agent.dialog.requests import Forget, Request
from agent.dialog.session import Attention, Session, SessionKey
from agent.dialog.table import IDLE
from agent.dialog.turns import (
    CancelJob,
    Do,
    Effect,
    Elapsed,
    Expectation,
    Finished,
    Invoked,
    Meaning,
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
from agent.runtime.channel import Channel, Delivery, Managed
from agent.runtime.clock import Clock
from agent.runtime.dialogs import Dialogs
from agent.runtime.dispatcher import Dispatcher, RequestContext
from agent.runtime.feed import Feed, TurnTaken
from agent.runtime.jobs import Jobs
from agent.runtime.library import Library
from agent.runtime.measures import Measures
from agent.runtime.saying import names_at, said_once, with_files
from agent.runtime.sessions import Sessions
from agent.runtime.timers import Timers
from messages import Message

log = logging.getLogger(__name__)

MAILBOX = 200
"""Turns of one session that may wait."""


@dataclass(slots=True)
class _Live:
    """A session that a channel is open for."""

    channel: Channel
    """Where the turn being taken came from."""
    mailbox: asyncio.Queue[tuple[Turn, Channel | None, float]] = field(
        default_factory=asyncio.Queue
    )
    worker: asyncio.Task[None] | None = None

    def put(self, turn: Turn, channel: Channel | None = None) -> None:
        self.mailbox.put_nowait((turn, channel, time.perf_counter()))


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
        self._live: dict[SessionKey, _Live] = {}
        self.feed = Feed()
        self.measures = Measures()
        self._jobs = Jobs()
        self._timers = Timers(clock.later)
        self._closed = False

    def open(self, key: SessionKey, channel: Channel) -> None:
        """The user is there: greet, or go on where the dialog was left."""
        restarted = key not in self._live
        self.submit(key, Returned(restarted), channel)

    def submit(self, key: SessionKey, turn: Turn, channel: Channel | None = None) -> None:
        """Put a turn in the session's mailbox; what comes of it goes to `channel`, if it is new.

        A dialog that an earlier run of the agent left open is taken up again before the turn.
        Once this is closed, nothing is taken any more.
        """
        if self._closed:
            return
        live = self._live.get(key)
        if live is not None and isinstance(turn, Said | Invoked) and self._is_full(live):
            return
        if live is None:
            if channel is None:
                raise ValueError("the first turn of a session needs a channel")
            live = self._live[key] = _Live(channel)
            if self._left_open(key) and not isinstance(turn, Returned):
                live.put(Returned(restarted=True), channel)
        live.put(turn, channel)
        if live.worker is None:
            live.worker = asyncio.get_running_loop().create_task(self._work(key, live))

    def _is_full(self, live: _Live) -> bool:
        """Whether so many turns wait that one more is dropped; the user is told with the first."""
        waiting = live.mailbox.qsize()
        if waiting == MAILBOX:
            live.put(Told(Message("mailbox.full")))
        return waiting >= MAILBOX

    def tell(self, key: SessionKey, message: Message) -> None:
        """Tell the user something once: now, where a channel is open, else when they are back."""
        if key in self._live:
            self.submit(key, Told(message))
            return
        session = self._sessions.get(key)
        session.news.append(message)
        self._sessions.save(session, self._clock.now())

    def rest(self, key: SessionKey) -> None:
        """The user has gone: their dialog is parked where it is, and nothing more is asked."""
        session = self._sessions.find(key)
        if session is not None:
            park(session)
            self._timers.clear(key)

    def wait(self, seconds: float) -> None:
        """Give people so long to go on, where they were, with what an earlier run left open."""
        for session in self._sessions:
            if session.place and _is_busy(session):
                self._timers.set(session.key, seconds, partial(park, session))

    def move(self, key: SessionKey, place: str) -> None:
        """The user's dialog takes place here from now on; saved with its next step."""
        self._sessions.get(key).place = place

    def place(self, key: SessionKey) -> str:
        """Where the user's dialog takes place; empty where that is not known."""
        session = self._sessions.find(key)
        return session.place if session else ""

    def is_open(self, key: SessionKey) -> bool:
        """Whether this user is in the middle of something here, and not parked."""
        session = self._sessions.find(key)
        return (
            session is not None
            and session.attention is not Attention.PARKED
            and (_is_busy(session) or bool(session.unanswered))
        )

    def is_spoken(self, key: SessionKey) -> bool:
        """Whether the user is in the middle of something, and spoke last."""
        session = self._sessions.find(key)
        return session is not None and session.spoken and self.is_open(key)

    @property
    def waiting(self) -> int:
        """Turns that wait in mailboxes."""
        return sum(live.mailbox.qsize() for live in self._live.values())

    @property
    def dialogs(self) -> int:
        """Sessions that a channel is open for."""
        return len(self._live)

    def state(self, key: SessionKey) -> str:
        """Where the user's dialog is."""
        return self._sessions.get(key).state

    def answered(self, key: SessionKey) -> tuple[str, str] | None:
        """The last sentence that the model was asked in this dialog, and its answer."""
        return self._sessions.get(key).answered

    def expected(self, key: SessionKey) -> Expectation:
        """What the user may say next; what was taught is known from their first turn on."""
        expected = self._dialogs.expected(self._sessions.get(key))
        return replace(expected, taught=self._library.taught(key.workspace))

    def understood(self, key: SessionKey, said: Said) -> Meaning:
        """What words would mean now, where the dialog is; nothing is done about it."""
        return self._dialogs.understood(self._sessions.get(key), said)

    def hold(self, key: SessionKey) -> None:
        """Somebody speaks in this dialog: silence is not counted until `release`."""
        self._timers.hold(key)

    def release(self, key: SessionKey) -> None:
        """Everybody is quiet: silence is counted from now on."""
        self._timers.release(key)

    async def settled(self, key: SessionKey) -> None:
        """Wait until nothing is being done for this session: the agent waits for a turn."""
        while tasks := self._busy(key):
            await asyncio.wait(tasks)

    def steps(self, key: SessionKey) -> bool:
        """Whether a turn is being taken."""
        live = self._live.get(key)
        return live is not None and live.worker is not None

    async def stepped(self, key: SessionKey) -> None:
        """Wait until no turn is being taken; a job may still run."""
        while (live := self._live.get(key)) and live.worker:
            await asyncio.wait([live.worker])

    def works(self, key: SessionKey) -> bool:
        """Whether a job runs for this session."""
        return bool(self._jobs.of(key))

    def questions(self, key: SessionKey) -> tuple[object, ...]:
        """What waits for an answer now; a line typed before one of these came up is none to it."""
        return self._dialogs.questions(self._sessions.get(key))

    async def close(self) -> None:
        """Stop all timers and jobs, and finish the steps under way; what somebody is told after
        that waits until they are back."""
        self._closed = True
        self._timers.close()
        await self._jobs.close()
        if workers := [live.worker for live in self._live.values() if live.worker]:
            await asyncio.wait(workers)
        self._live.clear()

    def _busy(self, key: SessionKey) -> list[asyncio.Task[None]]:
        live = self._live.get(key)
        worker = [live.worker] if live and live.worker else []
        return [*worker, *self._jobs.of(key)]

    def _left_open(self, key: SessionKey) -> bool:
        session = self._sessions.find(key)
        return session is not None and _is_busy(session)

    # --- one turn after another -----------------------------------------------------------

    async def _work(self, key: SessionKey, live: _Live) -> None:
        try:
            while not live.mailbox.empty():
                turn, channel, since = live.mailbox.get_nowait()
                live.channel = channel or live.channel
                before, began = self.state(key), time.perf_counter()
                await self._take(key, live, turn)
                if self.feed.watched:
                    self._tell(key, live, turn, before, (since, began))
        finally:
            live.worker = None

    async def _take(self, key: SessionKey, live: _Live, turn: Turn) -> None:
        self.measures.count("turns")
        try:
            deliveries = await self._step(key, turn)
            await asyncio.to_thread(self._library.look_up, key.workspace)
        except Exception as error:  # noqa: BLE001 (a defect must not end the user's dialog)
            self._note_defect(error)
            self._sessions.reload(key)
            deliveries = [_sorry(error)]
        try:
            if deliveries:
                names = partial(names_at, live.channel, key, self._clock.now())
                locate = partial(self._library.locate, key.workspace)
                said = [said_once(each, random.choice, names) for each in deliveries]
                whole = [part for each in said for part in with_files(each, locate)]
                with self.measures.stage("deliver"):
                    await live.channel.deliver(key, whole)
        except Exception as error:  # noqa: BLE001 (a place that is gone must not end the dialog)
            self._note_defect(error)

    def _tell(
        self, key: SessionKey, live: _Live, turn: Turn, before: str, times: tuple[float, float]
    ) -> None:
        """Tell whoever watches; `times` are when the turn came, and when it was begun with."""
        since, began = times
        kind, now = type(turn).__name__, time.perf_counter()
        waiting, jobs = live.mailbox.qsize(), len(self._jobs.of(key))
        waited, took = began - since, now - began
        told = TurnTaken(key, kind, before, self.state(key), waited, took, waiting, jobs)
        self.feed.tell(told)

    async def _step(self, key: SessionKey, turn: Turn) -> list[Delivery]:
        """Step, save, and carry out; what is to be delivered after all that."""
        session = self._sessions.get(key)
        with self.measures.stage("dialog"):
            effects = self._dialogs.step(session, turn)
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

        channel, tell = self._live[key].channel, partial(self.tell, key)
        may_teach = channel.may_teach(key)
        may_manage = channel.may_manage(key) if isinstance(channel, Managed) else may_teach
        now = self._clock.now()
        context = RequestContext(*key, now, progress, may_teach, tell, may_manage)
        return await self._dispatcher.answer(context, request)

    def _note_defect(self, error: Exception) -> None:
        self.measures.count("defects")
        _log_defect(error)

    def _set_timers(self, key: SessionKey, timers: SetTimers) -> None:
        self._timers.clear(key)
        if timers.silence is not None:
            self._timers.set(key, timers.silence, lambda: self.submit(key, Elapsed("silence")))
        if timers.parking is not None:
            self._timers.set(key, timers.parking, lambda: self.submit(key, Elapsed("parking")))
        if timers.offer is not None:
            self._timers.set(key, timers.offer, lambda: self.submit(key, Elapsed("offer")))


def _is_busy(session: Session) -> bool:
    return session.state != IDLE or session.pending is not None or bool(session.suspended)


def _sorry(error: Exception) -> Say:
    """What is said of a turn that could not be taken: why, where that is known."""
    return Say(error.prompt, error.values) if isinstance(error, Failure) else Say("broken")


def _log_defect(error: Exception) -> None:
    """Where it happened, without the words of anybody that its message may quote."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("defect: %s\n%s", type(error).__name__, where)
