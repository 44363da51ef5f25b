"""The short run of `python -m tests.soak day`: each fault once."""

from pathlib import Path
from random import Random

import pytest

from tests.agent.conftest import home, starter_home
from tests.soak import day
from tests.soak.faults import FAULTS
from tests.soak.seen import Held, Seen

__all__ = ["home", "starter_home"]


@pytest.mark.slow
async def test_everybody_is_answered_whatever_goes_wrong(home: Path) -> None:
    seen = await day.lived(home, len(FAULTS), Random(3))
    assert seen.faults == len(FAULTS)
    assert seen.turns >= len(FAULTS) * len(day.PEOPLE)
    assert seen.unanswered == []


def test_what_grows_is_told() -> None:
    looks = [Held(100, 20)] * 10 + [Held(111, 21)] * 5
    missed = {row.name for row in Seen(looks=looks).rows() if not row.reached}
    assert missed == {"memory grown since", "open files more since"}
