"""Only what a busy machine spoiled is tried again."""

import pytest

from tests.realtime import MOST_LATE, TRIES, Lateness, real_time


class Late(Lateness):
    """As late as it is told."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.worst = seconds


@pytest.mark.parametrize(
    ("failures", "seconds", "held", "passes"),
    [
        (0, 9.0, 1, True),
        (1, 0.0, 1, False),
        (1, MOST_LATE, 2, True),
        (TRIES, MOST_LATE, TRIES, False),
    ],
)
async def test_it_is_held_again_only_where_the_machine_was_late(
    failures: int, seconds: float, held: int, passes: bool
) -> None:
    tries = []

    async def test() -> None:
        tries.append(1)
        assert len(tries) > failures

    wrapped = real_time(test, lambda: Late(seconds))
    if passes:
        await wrapped()
    else:
        with pytest.raises(AssertionError):
            await wrapped()
    assert len(tries) == held
