"""Who may be heard is remembered, and a refusal outlives everything else."""

from datetime import UTC, datetime

import pytest

from agent.storage.consents import Consent, Consents
from agent.storage.database import Database
from agent.storage.home import Home

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def said(user: str, agreed: bool, workspace: str = "guild-1") -> Consent:
    return Consent(user, workspace, agreed, NOON)


def test_who_has_not_said_is_not_known(database: Database) -> None:
    assert Consents(database).agreed("ann", "guild-1") is None


@pytest.mark.parametrize("agreed", [True, False])
def test_the_latest_word_counts_in_its_workspace_after_a_restart_too(
    home: Home, database: Database, agreed: bool
) -> None:
    consents = Consents(database)
    consents.keep(said("ann", not agreed))
    consents.keep(said("ann", agreed))
    assert consents.agreed("ann", "guild-1") is agreed
    again = Database(home.database_path)
    assert Consents(again).agreed("ann", "guild-1") is agreed
    assert Consents(again).agreed("ann", "guild-2") is None
    assert Consents(again).of_user("ann") == [said("ann", agreed)]
    again.close()


def test_forgetting_drops_an_agreement_and_keeps_a_refusal(database: Database) -> None:
    consents = Consents(database)
    consents.keep(said("ann", True))
    consents.keep(said("ann", False, "guild-2"))
    consents.keep(said("ann", False, "direct-ann"))
    consents.keep(said("bob", True))
    consents.forget("ann", ["direct-ann"])
    for known in (consents, Consents(database)):
        assert known.agreed("ann", "guild-1") is None
        assert known.agreed("ann", "guild-2") is False
        assert known.agreed("ann", "direct-ann") is None
        assert known.agreed("bob", "guild-1") is True
