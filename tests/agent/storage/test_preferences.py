"""What was chosen for a workspace is known there, at once and after a restart."""

import pytest

from agent.storage.database import Database
from agent.storage.preferences import Preferences


@pytest.fixture
def preferences(database: Database) -> Preferences:
    return Preferences(database)


def test_the_last_choice_counts_in_its_workspace(
    preferences: Preferences, database: Database
) -> None:
    for value in ("?", "!"):
        preferences.choose("club", "prefix", value)
        assert preferences.of("club") == {"prefix": value}
    assert Preferences(database).of("club") == {"prefix": "!"}
    assert preferences.of("sea") == {}


def test_what_is_chosen_first_stays(preferences: Preferences) -> None:
    assert preferences.choose_first("club", "greeted", "done")
    assert not preferences.choose_first("club", "greeted", "again")
    assert preferences.of("club") == {"greeted": "done"}
    assert preferences.choose_first("sea", "greeted", "done")


def test_what_is_dropped_is_one_choice_of_one_workspace(
    preferences: Preferences, database: Database
) -> None:
    for workspace in ("club", "sea"):
        for name in ("prefix", "sure"):
            preferences.choose(workspace, name, "x")
    preferences.drop("club", "prefix")
    for known in (preferences, Preferences(database)):
        assert known.of("club") == {"sure": "x"}
        assert known.of("sea") == {"prefix": "x", "sure": "x"}
    preferences.forget(["sea"])
    assert (preferences.of("sea"), preferences.of("club")) == ({}, {"sure": "x"})
