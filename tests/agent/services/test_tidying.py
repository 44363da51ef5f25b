"""What is too old goes, what models were trained from and what is in use stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.services.origin import Origin
from agent.services.stores import Stores
from agent.services.tidying import Tidying
from agent.storage.changes import Change, Changes, Details
from agent.storage.database import Database
from agent.storage.edits import Edit, EditedLines, Edits
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.journal import Correction, Feedback, Journal
from agent.storage.retention import Retention
from tests.agent.storage.conftest import others_remove

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FOR_GOOD = Retention(0, 0, 0, 0)


class Kept:
    """A home with something of each kind, of some days ago."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.database = Database(self.home.database_path)
        self.stores = Stores(self.home, root / "starters")
        self.inbox = Inbox(self.database, lambda workspace: 90 if workspace == "club" else 7)
        self.club = self.stores.of("club")

    def tidy(self, keep: Retention) -> int:
        return Tidying(self.home, self.database, self.stores, self.inbox, keep).tidy(NOW)

    def archived(self, name: str, days: int) -> None:
        path = self.club.workspace.archive / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))

    def model(self, archive: str = "") -> str:
        folder = self.club.models.begin()
        Origin(dataset="d", version="v", archive=archive).write(folder)
        return self.club.models.publish(folder)

    @property
    def archives(self) -> set[str]:
        return {path.name for path in self.club.workspace.archive.iterdir()}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    kept = Kept(tmp_path)
    for name, days in (
        ("export-1.zip", 7), ("export-2.zip", 6), ("taught.json", 8),
        ("lone-1.zip", 30), ("old-1.zip", 40), ("new-1.zip", 20), ("named-1.zip", 400),
    ):  # fmt: skip
        kept.archived(name, days)
    for number in range(5):
        kept.club.models.use(kept.model("named-1.zip" if number == 4 else "old-1.zip"))
    return kept


def test_for_good_is_for_good(kept: Kept) -> None:
    before = kept.archives
    assert kept.tidy(FOR_GOOD) == 0
    assert (kept.archives, len(kept.club.models.versions())) == (before, 5)


def test_files_go_after_their_days_but_what_a_model_is_made_of(kept: Kept) -> None:
    assert kept.tidy(Retention(7, 30, 0, 2)) == 6
    assert kept.archives == {"export-2.zip", "old-1.zip", "new-1.zip", "named-1.zip"}
    assert kept.club.models.versions() == ["0004", "0005"]
    assert kept.tidy(Retention(7, 30, 0, 2)) == 0


def test_what_goes_meanwhile_is_harmless(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    others_remove(monkeypatch, "export-gone.zip")
    assert kept.tidy(Retention(7, 30, 0, 2)) == 6


def test_a_model_that_waits_for_a_yes_and_the_one_in_use_stay(kept: Kept) -> None:
    kept.club.models.use("0002")
    kept.tidy(Retention(0, 0, 0, 1))
    assert kept.club.models.versions() == ["0002", "0003", "0004", "0005"]


def test_a_model_that_was_put_away_goes_after_a_day(kept: Kept) -> None:
    kept.club.models.use("0003")
    for version, hours in (("0004", 25), ("0005", 23)):
        kept.club.models.put_away(version, NOW - timedelta(hours=hours))
    assert kept.tidy(FOR_GOOD) == 1
    assert kept.club.models.versions() == ["0001", "0002", "0003", "0005"]


def test_the_journal_keeps_what_is_in_force(kept: Kept) -> None:
    journal = Journal(kept.database)
    for days in (10, 30, 100):
        at = NOW - timedelta(days=days)
        journal.add_feedback(Feedback(workspace="club", user="ann", at=at, rating=5))
        for active in (True, False):
            journal.add_correction(
                Correction(
                    workspace="club", dataset="d", user="ann", at=at, input="a", key=f"a{days}",
                    wrong=None, right="b", active=active,
                )
            )  # fmt: skip
    assert kept.tidy(Retention(0, 0, 30, 0)) == 2
    left = journal.corrections()
    assert [(c.active, (NOW - c.at).days) for c in left] == [
        (True, 10), (False, 10), (True, 30), (False, 30), (True, 100)
    ]  # fmt: skip
    assert len(list(journal.feedback())) == 2


def test_of_an_edit_that_was_taken_back_only_stays_that_there_was_one(kept: Kept) -> None:
    """So that a model learns it all the same."""
    edits = Edits(kept.database)
    made = [
        edits.add(
            Edit(
                workspace="club", dataset="d", user="ann", at=NOW - timedelta(days=days),
                before="a.zip", changes=EditedLines(lines=("secret",)), active=active,
            )
        )
        for days, active in ((31, True), (31, False), (30, False))
    ]  # fmt: skip
    assert kept.tidy(Retention(0, 0, 0, 0)) == 0
    assert kept.tidy(Retention(0, 0, 30, 0)) == 1
    assert kept.tidy(Retention(0, 0, 30, 0)) == 0
    assert [row["id"] for row in edits.of_user("ann")] == [made[0].id, made[2].id]
    assert edits.latest("club") == made[0]
    assert edits.last("club", "d") == made[2].id
    (empty,) = edits.of_user("")
    assert "secret" not in str(empty)


@pytest.mark.parametrize("pointer", [b"{", b'{"used": ["0009"]}'])
def test_where_the_model_in_use_is_lost_none_goes(kept: Kept, pointer: bytes) -> None:
    (kept.club.workspace.models / ".current").write_bytes(pointer)
    assert kept.tidy(Retention(0, 0, 0, 1)) == 0


def test_what_nobody_asks_or_changes_any_more_goes_all_the_same(kept: Kept) -> None:
    changes, last = Changes(kept.database), timedelta(days=30)
    for at in (NOW - last, NOW - last - timedelta(seconds=1)):
        about = Details(about=str(at))
        changes.add(
            Change(workspace="club", user="a", author="a", at=at, kind="set", details=about)
        )
    for workspace, days in (("sea", 7), ("sea", 8), ("club", 90), ("club", 91)):
        kept.inbox.note(workspace, f"{days} days ago", NOW - timedelta(days=days))
    assert kept.tidy(FOR_GOOD) == 3
    assert [change.at for change in changes.latest("club")] == [NOW - last]
    left = [each.input for place in ("sea", "club") for each in kept.inbox.everything(place)]
    assert left == ["7 days ago", "90 days ago"]
    assert kept.tidy(FOR_GOOD) == 0
