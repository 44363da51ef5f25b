"""The short run of `make crash`: a few kills of each kind."""

from pathlib import Path
from random import Random

import pytest

from tests.crash import in_discord
from tests.crash.killing import Tally
from tests.crash.rounds import ROUNDS

pytestmark = pytest.mark.slow
KILLS = 2


def check(tally: Tally) -> None:
    assert (tally.kills, tally.lost, tally.broken, tally.leftovers) == (KILLS, 0, 0, 0)


@pytest.mark.parametrize("kind", ROUNDS)
def test_a_kill_loses_nothing(kind: str, home: Path) -> None:
    chance, tally = Random(7), Tally(kind)
    for _ in range(KILLS):
        ROUNDS[kind](home, chance, tally)
    check(tally)


async def test_a_kill_of_the_discord_process_loses_nothing(home: Path) -> None:
    tally = Tally("Discord")
    await in_discord.rounds(home, Random(7), tally, KILLS)
    check(tally)
