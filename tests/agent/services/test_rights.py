"""Who may change what: what a workspace shares changes only by a right, and after a yes."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from agent.app import App
from agent.dialog.attachment import Attachment
from agent.dialog.moderation import (
    ChangeSetting,
    ReadChanges,
    ReadPending,
    ReadSettings,
    Settle,
    UndoChange,
    UndoPerson,
)
from agent.dialog.outcomes import DatasetRead, Done, Listed, Outcome, Refused, Tested, Trained
from agent.dialog.requests import (
    Adopt,
    Answer,
    AnswerGroup,
    ChooseSmallTalk,
    Correct,
    Discard,
    DrawReport,
    DropDraft,
    DropGroup,
    Evaluate,
    ExpectTraining,
    Export,
    ExportTaught,
    Forget,
    GetFile,
    Instructions,
    KeepFeedback,
    KeepFiles,
    KeepUnanswered,
    List,
    Overview,
    Pack,
    ReadCommands,
    ReadDataset,
    ReadInbox,
    ReadJournal,
    ReadTaught,
    RemoveTaught,
    RenameAnswer,
    ReplaceTaught,
    ReportTrial,
    Request,
    Restore,
    Rollback,
    SelectDataset,
    Train,
    UndoCorrection,
)
from agent.dialog.rights import (
    NOT_ALLOWED,
    NOT_MANAGED,
    Governs,
    Reads,
    WritesOwn,
    WritesShared,
)
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.runtime.dispatcher import Dispatcher, RequestContext
from tests.agent.conftest import settings_for

OURS = Dataset((Example("will it rain", "Take a coat."), Example("will it snow", "Take a sled.")))
SPAM = Dataset((Example("will it rain", "BUY MY COINS"), Example("will it snow", "BUY MORE")))


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """A server that has the dataset `weather`."""
    async with opened(settings_for(tmp_path, retrain_seconds=3_600, small_talk=False)) as app:
        app.stores.of("club").datasets.save("weather", OURS)
        app.stores.of("club").datasets.select("weather")
        yield app


async def ask(app: App, request: Request, user: str = "bob", *, may_teach: bool = False) -> Outcome:
    context = RequestContext(user, "club", datetime.now(UTC), lambda _: None, may_teach)
    return await app.dispatcher.answer(context, request)


def shared(app: App) -> dict[str, str]:
    """All files of the server with what is in them, hidden ones included, but those of drafts."""
    folders = app.stores.of("club").workspace.folders.values()
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {
        str(file): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if ".drafts" not in file.parts
    }


def spam(name: str = "weather.json") -> ReadDataset:
    return ReadDataset(Attachment(name, SPAM.to_json()))


def test_every_request_says_what_it_needs() -> None:
    for kind in get_args(Request):
        assert (
            sum(issubclass(kind, each) for each in (Reads, WritesOwn, WritesShared, Governs)) == 1
        ), kind


FORBIDDEN: tuple[Request, ...] = (
    spam(), spam("lessons.json"), spam("../../weather.json"), Train("weather"), Adopt("0001"),
    Correct("a", "b"), Discard("0001"), DrawReport("0001"), Pack("datasets"), Restore("x.zip"),
    ReplaceTaught(Attachment("weather.json", SPAM.to_json())), Rollback(), SelectDataset("weather"),
    RenameAnswer("Take a coat.", "BUY"), RemoveTaught("Take a coat."), ChooseSmallTalk(wanted=True),
    ReadInbox(), AnswerGroup(("who",), "BUY"), DropGroup(("who",)), KeepFiles(()), ReadPending(),
    ExpectTraining(), Settle(take=True), UndoChange(1), UndoPerson("ann"),
)  # fmt: skip
ALLOWED: tuple[Request, ...] = (
    Answer("will it rain"), ReadTaught(), ExportTaught(), List("datasets"), GetFile("a"),
    ReadJournal("corrections"), ReadChanges(), ReadCommands(), Overview(), Instructions(),
    Evaluate(Attachment("cases.json", SPAM.to_json())), ReportTrial((("a", "b", "b"),)),
    UndoCorrection(), KeepUnanswered("who"), KeepFeedback(5), DropDraft("1a"), Export(), Forget(),
)  # fmt: skip


async def test_without_the_right_nothing_shared_changes(app: App) -> None:
    before = shared(app)
    for request in FORBIDDEN:
        assert await ask(app, request) == Refused(NOT_ALLOWED), request
        assert shared(app) == before, request


async def test_without_any_right_people_ask_and_have_what_is_theirs(app: App) -> None:
    """What is in neither list is for who manages: a new request is to be put into one of them."""
    for request in ALLOWED:
        assert await ask(app, request) not in (Refused(NOT_ALLOWED), Refused(NOT_MANAGED)), request
    rest = {type(each) for each in (*FORBIDDEN, *ALLOWED)} ^ set(get_args(Request))
    assert rest == {ReadSettings, ChangeSetting}


async def test_a_test_by_somebody_without_the_right_leaves_no_file(app: App) -> None:
    model = await ask(app, Train("weather"), may_teach=True)
    assert isinstance(model, Trained)
    await ask(app, Adopt(model.model), may_teach=True)
    before = shared(app)
    many = Dataset(tuple(Example(f"will it rain {n}", "Take a coat.") for n in range(30)))
    for request in (
        Evaluate(Attachment("cases.json", SPAM.to_json())),
        Evaluate(Attachment("cases.json", many.to_json())),
        ReportTrial((("will it rain", "Take a coat.", "BUY MY COINS"),)),
    ):
        outcome = await ask(app, request)
        assert isinstance(outcome, Tested)
        assert outcome.files == ()
    exported = await ask(app, ExportTaught())
    assert isinstance(exported, Done)
    assert exported.workspace == "direct-bob"
    assert shared(app) == before


async def test_a_file_changes_nothing_before_the_yes(app: App) -> None:
    before = shared(app)
    read = await ask(app, spam(), may_teach=True)
    assert isinstance(read, DatasetRead)
    assert shared(app) == before
    assert app.stores.of("club").datasets.load("weather") == OURS
    trained = await ask(app, Train(read.name, draft=read.draft), may_teach=True)
    assert isinstance(trained, Trained)
    assert app.stores.of("club").datasets.load("weather") == SPAM
    assert any(e.version == OURS.version for e in app.stores.of("club").archive.entries())


async def test_a_training_that_is_asked_for_again_has_its_file_still(app: App) -> None:
    read = await ask(app, spam(), may_teach=True)
    assert isinstance(read, DatasetRead)
    added = (("is it cold", "BUY ICE"),)
    for _ in range(2):
        request = Train(read.name, added, draft=read.draft)
        assert isinstance(await ask(app, request, may_teach=True), Trained)
    assert len(app.stores.of("club").datasets.load("weather").examples) == 3


async def test_after_a_no_a_file_is_kept_no_more(app: App) -> None:
    other = ReadDataset(Attachment("sea.json", OURS.to_json()))
    kept, dropped = [await ask(app, file, may_teach=True) for file in (spam(), other)]
    assert isinstance(kept, DatasetRead)
    assert isinstance(dropped, DatasetRead)
    await ask(app, DropDraft(dropped.draft), user="cleo")
    assert len(app.stores.of("club").drafts.of("bob")) == 2
    for _ in range(2):
        await ask(app, DropDraft(dropped.draft))
    assert [file.stem for file in app.stores.of("club").drafts.of("bob")] == [kept.draft]


async def test_a_file_of_another_is_not_had(app: App) -> None:
    read = await ask(app, spam("sea.json"), may_teach=True)
    assert isinstance(read, DatasetRead)
    outcome = await ask(app, Train("sea", draft=read.draft), user="cleo", may_teach=True)
    assert isinstance(outcome, Refused)
    assert not app.stores.of("club").datasets.has("sea")


@pytest.mark.parametrize("draft", ["../../../etc/passwd", "", "0" * 64, "\0", "x" * 500])
async def test_no_draft_leads_elsewhere(app: App, draft: str) -> None:
    await ask(app, spam("sea.json"), may_teach=True)
    outcome = await ask(app, Train("sea", draft=draft), may_teach=True)
    assert isinstance(outcome, Refused)


async def test_the_oldest_files_go_and_who_leaves_takes_theirs_along(app: App) -> None:
    reads = []
    for n in range(5):
        content = Dataset((*SPAM.examples, Example(f"line {n}", "x"))).to_json()
        reads.append(await ask(app, ReadDataset(Attachment("a.json", content)), may_teach=True))
    drafts = app.stores.of("club").workspace.datasets / ".drafts"
    assert len(list(drafts.rglob("*.json"))) == 3
    first = reads[0]
    assert isinstance(first, DatasetRead)
    gone = await ask(app, Train("a", draft=first.draft), may_teach=True)
    assert isinstance(gone, Refused)
    await ask(app, Forget())
    assert not list(drafts.rglob("*.json"))


async def test_what_governs_is_for_who_manages(app: App) -> None:
    def context(*, may_teach: bool, may_manage: bool) -> RequestContext:
        now = datetime.now(UTC)
        return RequestContext("bob", "club", now, lambda _: None, may_teach, may_manage=may_manage)

    change = ChangeSetting("approval", "on")
    teacher = context(may_teach=True, may_manage=False)
    assert await app.dispatcher.answer(teacher, change) == Refused(NOT_MANAGED)
    assert await app.dispatcher.answer(teacher, ReadSettings()) == Refused(NOT_MANAGED)
    assert not app.governing.of("club").approval
    manager = context(may_teach=False, may_manage=True)
    assert isinstance(await app.dispatcher.answer(manager, change), Done)
    assert app.governing.of("club").approval
    assert isinstance(await app.dispatcher.answer(teacher, List("datasets")), Listed)


async def test_what_waits_is_proposed_by_who_may_not_teach() -> None:
    async def done(context: RequestContext, request: Rollback) -> Outcome:
        return Done("rollback.done")

    async def proposed(context: RequestContext, request: Rollback) -> Outcome:
        return Done("approval.waits")

    dispatcher = Dispatcher({Rollback: done}, otherwise={Rollback: proposed})
    now = datetime.now(UTC)
    for may_teach, came in ((True, "rollback.done"), (False, "approval.waits")):
        context = RequestContext("bob", "club", now, lambda _: None, may_teach)
        assert await dispatcher.answer(context, Rollback()) == Done(came)
    alone = RequestContext("bob", "direct-bob", now, lambda _: None)
    assert (alone.may_teach, alone.may_manage) == (True, True)
