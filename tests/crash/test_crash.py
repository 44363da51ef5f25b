"""The short run of `make crash`: a few kills of each kind."""

from pathlib import Path
from random import Random

import pytest

from tests.crash import in_discord
from tests.crash.killing import Tally, half_made
from tests.crash.rounds import ROUNDS

pytestmark = pytest.mark.slow
KILLS = 2


def check(tally: Tally) -> None:
    assert (tally.kills, tally.lost, tally.broken, tally.leftovers) == (KILLS, 0, 0, 0)


def test_left_over_is_what_a_start_did_not_sweep_and_not_what_is_made_again(tmp_path: Path) -> None:
    left, swept = tmp_path / "archive/club/.one.zip.new", tmp_path / "models/onnx/club/.new-made"
    left.parent.mkdir(parents=True)
    left.touch()
    swept.mkdir(parents=True)
    tally = Tally("", half_made=half_made(tmp_path))
    swept.rmdir()
    swept.with_name(".new-begun").mkdir()
    tally.looked_at(tmp_path)
    assert tally.leftovers == 1


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
