"""A workspace that was left is known with its time, and is deleted as a whole."""

from datetime import UTC, datetime, timedelta

import pytest

from agent.storage.archive import Archive
from agent.storage.database import Database
from agent.storage.datasets import DatasetStore
from agent.storage.departures import Departures
from agent.storage.home import Home
from agent.storage.preferences import Preferences
from tests.agent.storage.conftest import taught

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def departures(home: Home, database: Database) -> Departures:
    return Departures(home, database, Preferences(database))


def test_the_first_time_counts_until_the_agent_is_asked_back(departures: Departures) -> None:
    departures.left("club", NOON)
    departures.left("sea", NOON)
    departures.left("club", NOON + timedelta(days=1))
    assert departures.times() == {"club": NOON, "sea": NOON}
    departures.back("club")
    assert departures.times() == {"sea": NOON}


def test_its_files_and_choices_go_and_those_of_others_stay(
    home: Home, database: Database, departures: Departures
) -> None:
    preferences = Preferences(database)
    for name in ("club", "sea"):
        DatasetStore(home.workspace(name), Archive(home.workspace(name))).save(
            "d", taught("a => b")
        )
    for name in ("sea", "rows"):
        preferences.choose(name, "prefix", "?")
    assert departures.kept() == {"club", "sea", "rows"}
    for name in ("club", "rows", "never"):
        departures.delete(name)
    assert departures.kept() == set(home.workspaces()) == {"sea"}
    assert Preferences(database).of("sea") == {"prefix": "?"}
