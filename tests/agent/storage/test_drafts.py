"""What was sent and not said yes to is its sender's alone, and only the last of it is kept."""

import os

import pytest

from agent.storage.drafts import MOST, Drafts
from agent.storage.workspace import Workspace
from tests.agent.storage.conftest import others_remove, taught

FIRST, SECOND, THIRD, FOURTH = (taught(f"hi => {n}") for n in range(4))


@pytest.fixture
def drafts(workspace: Workspace) -> Drafts:
    return Drafts(workspace)


def aged(drafts: Drafts, user: str, draft: str, seconds: int) -> None:
    """As if it had been kept at that time."""
    (file,) = (file for file in drafts.of(user) if file.stem == draft)
    os.utime(file, (seconds, seconds))


def test_a_file_is_its_senders_alone(drafts: Drafts) -> None:
    kept = [drafts.keep("ann", FIRST), drafts.keep("ann", SECOND)]
    assert [drafts.load("ann", draft) for draft in kept] == [FIRST, SECOND]
    assert drafts.load("bob", kept[0]) is None
    assert drafts.load("ann", "another") is None
    assert drafts.of("bob") == []


def test_the_oldest_goes_for_a_newer_one(drafts: Drafts) -> None:
    kept = [drafts.keep("ann", each) for each in (FIRST, SECOND, THIRD)]
    for draft, seconds in zip(kept, (20, 10, 30), strict=True):
        aged(drafts, "ann", draft, seconds)
    newest = drafts.keep("ann", FOURTH)
    assert [file.stem for file in drafts.of("ann")] == [kept[0], kept[2], newest]
    assert len(drafts.of("ann")) == MOST


def test_the_newest_stays_where_the_clock_was_set_back(drafts: Drafts) -> None:
    for each in (FIRST, SECOND, THIRD):
        aged(drafts, "ann", drafts.keep("ann", each), 2**32)
    assert drafts.load("ann", drafts.keep("ann", FOURTH)) == FOURTH
    assert len(drafts.of("ann")) == MOST


def test_what_was_said_yes_to_is_kept_no_more(drafts: Drafts) -> None:
    first, second = drafts.keep("ann", FIRST), drafts.keep("ann", SECOND)
    for _ in range(2):
        drafts.drop("ann", first)
    drafts.drop("bob", second)
    assert drafts.load("ann", first) is None
    assert drafts.load("ann", second) == SECOND


def test_of_who_is_forgotten_not_even_a_folder_stays(drafts: Drafts, workspace: Workspace) -> None:
    drafts.keep("ann", FIRST)
    drafts.keep("ann", SECOND)
    drafts.keep("bob", FIRST)
    for _ in range(2):
        drafts.forget("ann")
    assert drafts.of("ann") == []
    assert len(drafts.of("bob")) == 1
    assert not any(path.name == "ann" for path in workspace.datasets.rglob("*"))


def test_what_goes_meanwhile_is_harmless(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where somebody says yes in one place, and asks to be forgotten in another."""
    kept = [drafts.keep("ann", each) for each in (FIRST, SECOND, THIRD)]
    others_remove(monkeypatch, "gone.json")
    draft = drafts.keep("ann", FOURTH)
    assert drafts.load("ann", "gone") is None
    drafts.drop("ann", kept[2])
    drafts.drop("ann", "gone")
    assert drafts.load("ann", draft) == FOURTH
    drafts.forget("ann")
    assert drafts.of("ann") == []


def test_what_a_kill_left_half_made_is_forgotten_too(drafts: Drafts) -> None:
    drafts.keep("ann", FIRST)
    (file,) = drafts.of("ann")
    file.rename(file.with_name(f".{file.name}.new"))
    drafts.forget("ann")
    assert not file.parent.exists()
