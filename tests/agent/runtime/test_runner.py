"""The ring around the dialog: order, jobs, saving, and what happens when something breaks."""

import asyncio
import json
import multiprocessing
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from agent.app import App
from agent.building import renderer
from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import Refused
from agent.dialog.requests import Request
from agent.dialog.session import SessionKey
from agent.dialog.turns import Elapsed, Finished, Said, Say, ShowProgress
from agent.opening import opened
from agent.runtime.channel import Delivery
from agent.runtime.recorded_time import RecordedTime
from agent.storage.database import Database
from agent.storage.errors import StorageError
from agent.storage.sessions import SessionStore
from messages import Message
from tests.agent.conftest import settings_for
from tests.agent.storage.conftest import small_disk

SECRET = "somebody's words"
ANN = SessionKey("ann", "console")


class Notebook:
    """A channel that writes down what it is given."""

    def __init__(self, home: Path) -> None:
        self._renderer = renderer(settings_for(home))
        self.heard: list[str] = []
        self.progress: list[float] = []
        self.training = asyncio.Event()

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            if isinstance(delivery, Say):
                self.heard.append(f"{key.user}: {self._renderer.render(delivery)}")
            elif isinstance(delivery, ShowProgress):
                self.progress.append(delivery.fraction)
                self.training.set()

    def may_teach(self, key: SessionKey) -> bool:
        return True


@pytest.fixture
async def app(home: Path) -> AsyncIterator[App]:
    async with opened(settings_for(home)) as app:
        yield app


@pytest.fixture
def notebook(home: Path) -> Notebook:
    return Notebook(home)


def big_file(lines_an_answer: int = 40) -> Attachment:
    """A dataset that takes some seconds to learn."""
    lines = [
        {"input": f"what about {a} and {b} please", "output": f"answer {a}"}
        for a in range(120)
        for b in range(lines_an_answer)
    ]
    return Attachment("big.json", json.dumps({"data": lines}).encode())


async def say(app: App, notebook: Notebook, *lines: str, key: SessionKey = ANN) -> None:
    for line in lines:
        app.runner.submit(key, Said(line), notebook)
    await app.runner.stepped(key)


async def test_turns_of_one_user_are_taken_in_order(app: App, notebook: Notebook) -> None:
    await say(app, notebook, "!train", "one => first", "two => second", "three => third", "list")
    assert notebook.heard[-1] == (
        "ann: 1. “one” gives “first”\n2. “two” gives “second”\n3. “three” gives “third”"
    )


async def test_users_do_not_wait_for_each_other(app: App, notebook: Notebook) -> None:
    users = [SessionKey(f"user{number}", "console") for number in range(50)]
    for key in users:
        app.runner.submit(key, Said("!train"), notebook)
        app.runner.submit(key, Said(f"{key.user} => hello {key.user}"))
        app.runner.submit(key, Said("list"))
    await asyncio.gather(*(app.runner.settled(key) for key in users))
    for key in users:
        assert f"{key.user}: 1. “{key.user}” gives “hello {key.user}”" in notebook.heard


@pytest.mark.slow
async def test_status_is_answered_while_a_training_runs_and_cancel_kills_it(
    app: App, notebook: Notebook
) -> None:
    app.runner.submit(ANN, Said("!train", (big_file(),)), notebook)
    app.runner.submit(ANN, Said("yes"))
    await notebook.training.wait()
    for process in multiprocessing.active_children():
        os.kill(process.pid or 0, signal.SIGSTOP)  # as long as it takes to ask
    await say(app, notebook, "status")
    assert notebook.heard[-1].startswith("ann: Training: ")
    await say(app, notebook, "cancel", "yes")
    assert notebook.heard[-1] == "ann: All right."
    await app.runner.settled(ANN)
    assert app.stores.of("console").models.versions() == []
    await say(app, notebook, "who are you")
    assert "the name my owner chose" in notebook.heard[-1]


@pytest.mark.usefixtures("spawned_work")
@pytest.mark.slow
async def test_the_event_loop_stays_free_while_a_training_runs(
    app: App, notebook: Notebook
) -> None:
    app.runner.submit(ANN, Said("!train", (big_file(),)), notebook)
    app.runner.submit(ANN, Said("yes"))
    stalls = []
    while not app.stores.of("console").models.versions():
        before = time.thread_time()
        await asyncio.sleep(0.01)
        stalls.append(time.thread_time() - before)
    assert max(stalls) < 0.02
    shown = [round(fraction, 6) for fraction in notebook.progress]
    assert shown == sorted(shown)


async def test_a_defect_is_said_in_a_sentence_and_loses_nothing(
    app: App, notebook: Notebook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await say(app, notebook, "!train", "one => first")

    def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    with monkeypatch.context() as patch:
        patch.setattr(app.datasets, "name", broken)
        await say(app, notebook, "done")
        await app.runner.settled(ANN)
    assert "went wrong" in notebook.heard[-2] + notebook.heard[-1]
    assert SECRET not in caplog.text
    await say(app, notebook, "list")
    assert notebook.heard[-1] == "ann: 1. “one” gives “first”"


@pytest.mark.parametrize("readable", [True, False])
async def test_a_step_that_cannot_be_saved_is_undone_and_says_why(
    app: App,
    notebook: Notebook,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    *,
    readable: bool,
) -> None:
    def unreadable(*_: object) -> None:
        raise StorageError("could_not.read_database", reason=Message("reason.corrupt"))

    await say(app, notebook, "!train", "one => first")
    with monkeypatch.context() as patch, small_disk(0):
        if not readable:
            patch.setattr(app.database, "read", unreadable)
        await say(app, notebook, "two => second")
    assert notebook.heard[-1].startswith("ann: I could not write to the database: the disk is full")
    assert caplog.messages[-1] == "a turn failed: could_not.write_database"
    assert "Traceback" not in caplog.text and "File" not in caplog.text
    await say(app, notebook, "three => third", "list")
    assert notebook.heard[-1] == "ann: 1. “one” gives “first”\n2. “three” gives “third”"


async def test_a_late_result_of_a_cancelled_job_changes_nothing(
    app: App, notebook: Notebook
) -> None:
    await say(app, notebook, "!train", "one => first", "done", "cancel", "yes")
    heard = len(notebook.heard)
    app.runner.submit(ANN, Finished(Refused("late"), 1))
    await app.runner.settled(ANN)
    assert len(notebook.heard) == heard


async def test_a_step_is_on_the_disk_before_it_is_answered(home: Path, notebook: Notebook) -> None:
    async with opened(settings_for(home)) as app:
        store = SessionStore(Database(home / "understudy.sqlite3"))
        saved = list[str]()

        class Watcher(Notebook):
            async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
                saved.extend(row.body for row in store.of_user("ann"))

        await say(app, Watcher(home), "!train", "one => first")
    assert '["one", "first"]' in saved[-1]


async def test_a_hundred_corrections_in_a_row_never_block(app: App, notebook: Notebook) -> None:
    before = time.process_time()
    await say(app, notebook, *(f"!correct sentence {n} => answer {n}" for n in range(100)))
    assert time.process_time() - before < 10
    await say(app, notebook, "sentence 57")
    assert notebook.heard[-1] == "ann: answer 57"


def test_a_request_of_every_kind_has_a_service(home: Path) -> None:
    async def kinds() -> set[type]:
        async with opened(settings_for(home)) as app:
            return set(app.dispatcher.kinds)

    assert asyncio.run(kinds()) == set(get_args(Request))


async def test_where_a_dialog_takes_place_outlives_the_process_while_it_is_open(
    home: Path, notebook: Notebook
) -> None:
    bob = SessionKey("bob", "console")
    async with opened(settings_for(home)) as app:
        for key, line in ((ANN, "!train"), (bob, "who are you")):
            app.runner.move(key, "general")
            await say(app, notebook, line, key=key)
            assert app.runner.standing.place(key) == "general"
    async with opened(settings_for(home)) as app:
        assert (app.runner.standing.place(ANN), app.runner.standing.place(bob)) == ("general", "")


async def test_who_does_not_come_back_after_a_restart_is_not_waited_for(
    home: Path, notebook: Notebook
) -> None:
    async with opened(settings_for(home)) as app:
        app.runner.move(ANN, "general")
        await say(app, notebook, "!train", "one => first")
    clock = RecordedTime(datetime(2026, 1, 2, tzinfo=UTC))
    async with opened(settings_for(home, park_seconds=600), clock) as app:
        assert app.runner.standing.is_open(ANN)
        clock.next()
        assert clock.seconds == 600
        assert not app.runner.standing.is_open(ANN)
        await say(app, notebook, "list")
        assert notebook.heard[-1] == "ann: 1. “one” gives “first”"


class Visitor(Notebook):
    """A channel of somebody who may not teach."""

    def may_teach(self, key: SessionKey) -> bool:
        return False


async def test_who_may_not_teach_is_told_so_and_may_still_ask(app: App, home: Path) -> None:
    visitor = Visitor(home)
    await say(app, visitor, "!correct who are you => Nobody.", "who are you", "quux xyzzy plugh")
    assert "needs the trainer role" in visitor.heard[0]
    assert "the name my owner chose" in visitor.heard[1]
    assert visitor.heard[2] == "ann: I don't know that yet."
    for opening in ("!train one => first", "when I say one you answer first"):
        await say(app, visitor, opening, "done")
        await app.runner.settled(ANN)
        assert "needs the trainer role" in visitor.heard[-2]
        await say(app, visitor, "cancel")


async def test_each_turn_is_answered_where_it_came_from(app: App, home: Path) -> None:
    here, there = Notebook(home), Notebook(home)
    app.runner.submit(ANN, Said("!train"), here)
    app.runner.submit(ANN, Said("status"), there)
    await app.runner.stepped(ANN)
    assert here.heard[0].startswith("ann: Teach me")
    assert there.heard == ["ann: You are teaching me: no examples so far."]


async def test_a_dialog_is_open_until_it_is_left(app: App, notebook: Notebook) -> None:
    assert not app.runner.standing.is_open(ANN)
    await say(app, notebook, "!train")
    assert app.runner.standing.is_open(ANN)
    await say(app, notebook, "cancel")
    assert not app.runner.standing.is_open(ANN)
    await say(app, notebook, "!forget")
    assert app.runner.standing.is_open(ANN)


async def test_a_parked_dialog_is_not_open(app: App, notebook: Notebook) -> None:
    await say(app, notebook, "!train")
    app.runner.submit(ANN, Elapsed("parking"))
    await app.runner.stepped(ANN)
    assert not app.runner.standing.is_open(ANN)


async def test_a_dialog_left_open_by_an_earlier_run_is_taken_up_again(
    home: Path, notebook: Notebook
) -> None:
    async with opened(settings_for(home)) as app:
        await say(app, notebook, "!train", "one => first")
    notebook.heard.clear()
    async with opened(settings_for(home)) as app:
        await say(app, notebook, "two => second", "list")
    assert notebook.heard[0] == "ann: I was away."
    assert notebook.heard[-1] == "ann: 1. “one” gives “first”\n2. “two” gives “second”"
