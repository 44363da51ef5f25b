"""What members teach waits, is settled by trainers once, and its author hears what became of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.app import App
from agent.dialog.attachment import Attachment
from agent.dialog.moderation import ReadPending, Settle, UndoChange, UndoPerson
from agent.dialog.outcomes import DatasetRead, Done, Outcome, PendingRead, Refused
from agent.dialog.requests import (
    NO_ANSWER,
    Correct,
    Lines,
    ReadDataset,
    Request,
    Train,
    UndoCorrection,
)
from agent.dialog.rights import NOT_ALLOWED
from agent.dialog.session import SessionKey
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, Example
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from agent.services.proposing import LONGEST
from agent.storage import proposals
from agent.storage.proposals import Proposal
from messages import Message
from tests.agent.conftest import settings_for

OURS = Dataset((Example("will it rain", "Take a coat."), Example("will it snow", "Take a sled.")))


class Club:
    """A server under approval with the dataset `weather`, what it tells, and to whom."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.told: list[tuple[SessionKey, Message]] = []
        self.came: list[Proposal] = []
        self.went: list[Proposal] = []
        app.approving.heard_by(lambda key, message: self.told.append((key, message)))
        app.waiting.watched_by(self.came.append, self.went.append)

    async def asks(self, request: Request, user: str = "bob", *, teach: bool = False) -> Outcome:
        context = RequestContext(user, "club", datetime.now(UTC), lambda _: None, teach)
        return await self.app.dispatcher.answer(context, request)

    async def settles(self, **which: int | str | bool) -> Outcome:
        take = bool(which.pop("take", True))
        return await self.asks(Settle(take, **which), "ann", teach=True)  # type: ignore[arg-type]

    @property
    def waiting(self) -> list[tuple[str, str, Lines]]:
        found = self.app.waiting.waiting("club")
        return [(each.user, each.dataset, each.lines) for each in found]

    def answer(self, text: str) -> str:
        return self.app.answering.answer("club", text).output


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Club]:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600, small_talk=False)) as app:
        app.governing.change("club", "approval", "on")
        for name in ("weather", "sea"):
            app.stores.of("club").datasets.save(name, OURS)
        app.stores.of("club").datasets.select("weather")
        yield Club(app)


def prompt(outcome: Outcome) -> str:
    """What is said of it."""
    match outcome:
        case Done():
            return outcome.prompt
        case Refused(reason=Message(prompt=said)):
            return said
    raise AssertionError(outcome)


async def test_a_lesson_waits_for_the_dataset_that_it_is_for(club: Club) -> None:
    one, two = ("will it hail", "Hide."), ("is hail near", "Hide.")
    waits = await club.asks(Train("sea", (one, two)))
    assert waits == Done("approval.waits", {"count": 2, "input": "will it hail"})
    await club.asks(Train("", (one,)))
    await club.asks(Train("gone", (one,)), "cleo")
    await club.asks(Correct("will it rain", "No.", wrong="Take a coat."))
    assert club.waiting == [
        ("bob", "sea", (one, two)),
        ("bob", "weather", (one,)),
        ("cleo", "weather", (one,)),
        ("bob", "weather", (("will it rain", "No."),)),
    ]
    assert club.answer("will it hail") == ""
    assert await club.asks(Train("sea")) == Refused(NOT_ALLOWED)


async def test_the_lines_of_a_file_wait_with_those_that_were_typed(club: Club) -> None:
    lines = (Example("is it hot", "Yes."), Example("banana", COUNTER_EXAMPLE))
    read = await club.asks(ReadDataset(Attachment("more.json", Dataset(lines).to_json())))
    assert isinstance(read, DatasetRead)
    await club.asks(Train("more", (("is it cold", "No."),), draft=read.draft))
    assert club.waiting == [
        ("bob", "weather", (("is it hot", "Yes."), ("banana", NO_ANSWER), ("is it cold", "No.")))
    ]
    assert club.app.stores.of("club").drafts.of("bob") == []


async def test_what_is_too_much_does_not_wait(club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    longest = tuple((f"is it {n}", "Yes.") for n in range(LONGEST))
    for lines, said in ((longest, "waits"), ((*longest, ("a", "b")), "too_long")):
        file = Dataset(tuple(Example(*line) for line in lines)).to_json()
        read = await club.asks(ReadDataset(Attachment("more.json", file)))
        assert isinstance(read, DatasetRead) == (said == "waits")
        assert len(club.app.stores.of("club").drafts.of("bob")) == 1
        assert prompt(await club.asks(Train("sea", lines))) == f"approval.{said}"
    monkeypatch.setattr(proposals, "MOST", 1)
    assert prompt(await club.asks(Correct("a", "b"))) == "approval.full"
    assert club.came == club.app.waiting.waiting("club")


async def test_what_is_taken_is_known_and_its_author_is_told_once(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning: list[str] = []
    monkeypatch.setattr(club.app.retraining, "schedule", learning.append)
    await club.asks(Train("", (("will it hail", "Hide."), ("is hail near", "Hide."))))
    await club.asks(Correct("will it rain", NO_ANSWER), "cleo")
    first, second = (each.id for each in club.app.waiting.waiting("club"))
    taken = await club.settles(number=first)
    assert isinstance(taken, Done)
    values = {"id": first, "author": "bob", "input": "will it hail", "right": "Hide."}
    line = Message("pending.line", {**values, "wrong": "", "more": 1})
    assert taken == Done("pending.taken", {"count": 1, "told": line, "gone": 0})
    assert club.answer("is hail near") == "Hide."
    assert learning == ["club"]
    told = Message("approval.taken", {"count": 1, "input": "will it hail"})
    assert club.told == [(SessionKey("bob", "club"), told)]
    assert prompt(await club.settles(number=first)) == "pending.gone"
    assert prompt(await club.settles(user="bob")) == "pending.none_of"
    assert prompt(await club.settles(user="cleo", number=second, take=False)) == "pending.dropped"
    assert prompt(await club.settles()) == "pending.none"
    assert [message.prompt for _, message in club.told] == ["approval.taken", "approval.dropped"]
    kinds = [(c.kind, c.user, c.author) for c in club.app.log.changes.latest("club")]
    assert kinds == [("dropped", "ann", "cleo"), ("approved", "ann", "bob")]
    assert learning == ["club"]


async def test_what_one_person_taught_is_settled_together_and_told_of_in_one_sentence(
    club: Club,
) -> None:
    await club.asks(Correct("will it rain", "No.", wrong="Take a coat."))
    await club.asks(Train("", (("a", "x"), ("b", "y"))))
    await club.asks(Correct("c", "z"), "cleo")
    found = await club.asks(ReadPending(), "ann", teach=True)
    assert isinstance(found, PendingRead)
    shown = found.values["lines"]
    assert isinstance(shown, tuple)
    assert [each.prompt for each in shown] == [
        "pending.line.instead", "pending.line", "pending.line"
    ]  # fmt: skip
    taken = await club.settles(user="bob")
    assert taken == Done("pending.taken", {"count": 2, "told": shown[0], "gone": 0})
    told = Message("approval.taken", {"count": 2, "input": "will it rain"})
    assert club.told == [(SessionKey("bob", "club"), told)]
    kept = club.app.log.journal.corrections(workspace="club")
    assert [(each.input, each.wrong) for each in kept] == [
        ("will it rain", "Take a coat."), ("a", None), ("b", None)
    ]  # fmt: skip


async def test_what_is_for_a_dataset_that_is_gone_waits_on_beside_what_is_taken(
    club: Club,
) -> None:
    store = club.app.stores.of("club").datasets
    store.save("hill", OURS)
    for name in ("sea", "hill"):
        await club.asks(Train(name, (("a", "b"),)))
        store.remove(name)
    gone = await club.settles()
    assert gone == Refused(Message("pending.dataset_gone", {"name": "sea"}))
    await club.asks(Train("", (("c", "d"),)))
    taken = await club.settles()
    assert isinstance(taken, Done)
    assert (taken.values["count"], taken.values["gone"]) == (1, 2)
    assert [dataset for _, dataset, _ in club.waiting] == ["sea", "hill"]
    assert prompt(await club.settles(take=False)) == "pending.dropped"


async def test_who_taught_takes_the_last_of_theirs_back_and_is_not_told_of_it(club: Club) -> None:
    for user, given in (("bob", "0"), ("bob", "a"), ("bob", "b"), ("cleo", "c")):
        await club.asks(Train("", ((given, "x"), ("more", "y"))), user)
    withdrawn = await club.asks(UndoCorrection())
    assert withdrawn == Done("approval.withdrawn", {"input": "b"})
    assert [lines[0][0] for _, _, lines in club.waiting] == ["0", "a", "c"]
    assert club.told == []
    (change,) = club.app.log.changes.latest("club")
    assert (change.kind, change.details.about, change.details.now) == ("withdrawn", "b", "x")


async def test_all_that_waits_of_a_person_is_dropped_and_nothing_of_others(club: Club) -> None:
    for user, given in (("bob", "a"), ("cleo", "c"), ("bob", "b")):
        await club.asks(Correct(given, "x"), user)
    done = await club.asks(UndoPerson("bob"), "ann", teach=True)
    assert done == Done("undo.person", {"who": "bob", "count": 0, "left": 0, "waiting": 2})
    assert [each.user for each in club.app.waiting.waiting("club")] == ["cleo"]
    assert [each.lines[0][0] for each in club.went] == ["a", "b"]
    assert [key.user for key, _ in club.told] == ["bob"]
    assert prompt(await club.asks(UndoPerson("bob"), "ann", teach=True)) == "undo.none_of"


async def test_what_was_dropped_waits_again_unless_too_much_does(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given in ("a", "b"):
        await club.asks(Correct(given, "x", wrong="y"))
    (lesson, other) = club.app.waiting.waiting("club")
    await club.settles(number=lesson.id, take=False)
    (change,) = club.app.log.changes.latest("club")
    monkeypatch.setattr(proposals, "MOST", 1)
    full = await club.asks(UndoChange(change.id), "ann", teach=True)
    assert prompt(full) == "approval.full"
    assert club.app.log.changes.latest("club")[0].undone is None
    monkeypatch.undo()
    assert isinstance(await club.asks(UndoChange(change.id), "ann", teach=True), Done)
    again = club.app.waiting.waiting("club")[-1]
    assert replace(again, id=0, at=lesson.at) == replace(lesson, id=0)
    assert (await club.asks(UndoPerson("bob"), "ann", teach=True)) == Done(
        "undo.person", {"who": "bob", "count": 0, "left": 0, "waiting": 2}
    )
    assert other not in club.app.waiting.waiting("club")


async def test_what_waits_is_listed_ten_at_a_time_and_found_by_its_words(club: Club) -> None:
    async def listed(words: str = "") -> Outcome:
        return await club.asks(ReadPending(words), "ann", teach=True)

    assert await listed() == Done("pending.none", {"words": ""})
    for n in range(12):
        await club.asks(Correct(f"Question {n}", f"answer {n % 2}"))
    found = await listed()
    assert isinstance(found, PendingRead)
    lines = found.values["lines"]
    assert isinstance(lines, tuple)
    assert (len(lines), found.values["left"], len(found.waiting)) == (10, 2, 12)
    for words, count in (("question 11", 1), ("ANSWER 1", 6)):
        found = await listed(words)
        assert isinstance(found, PendingRead)
        assert (len(found.waiting), found.values["left"]) == (count, 0)
    assert await listed("tea") == Done("pending.none_with", {"words": "tea"})
