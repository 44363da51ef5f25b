"""What members taught waits in its workspace, is settled once, and goes with who leaves."""

from datetime import UTC, datetime

import pytest

from agent.storage import proposals as module
from agent.storage.database import Database
from agent.storage.proposals import Proposal, Proposals

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def proposals(database: Database) -> Proposals:
    return Proposals(database)


def kept(proposals: Proposals, user: str = "ann", workspace: str = "club") -> Proposal:
    lesson = Proposal(
        workspace=workspace, dataset="d", user=user, at=NOON, lines=(("a", "b"), ("c", "d"))
    )
    found = proposals.add(lesson)
    assert found is not None
    return found


def test_what_waits_is_listed_in_its_workspace_the_oldest_first(proposals: Proposals) -> None:
    first, second = kept(proposals), kept(proposals, "bob")
    elsewhere = kept(proposals, workspace="sea")
    assert proposals.waiting("club") == [first, second]
    assert proposals.of_user("ann") == [first, elsewhere]


def test_too_many_do_not_wait_in_one_workspace(
    proposals: Proposals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    lesson = kept(proposals)
    kept(proposals)
    assert proposals.add(lesson) is None
    kept(proposals, workspace="sea")
    proposals.settle([lesson])
    kept(proposals)


def test_of_two_who_settle_the_same_lesson_one_has_it(proposals: Proposals) -> None:
    first, second, elsewhere = kept(proposals), kept(proposals), kept(proposals, workspace="sea")
    carried: list[Proposal] = []
    assert proposals.settle([first, second], lambda _, each: carried.append(each)) == carried
    assert proposals.settle([second]) == []
    assert (carried, proposals.waiting("sea")) == ([first, second], [elsewhere])


def test_who_leaves_takes_what_waits_along(proposals: Proposals) -> None:
    kept(proposals)
    kept(proposals, "bob", "dm-ann")
    others = kept(proposals, "bob")
    proposals.forget("ann", ["dm-ann"])
    assert proposals.waiting("dm-ann") == []
    assert proposals.waiting("club") == [others]
