import threading
import time

import pytest

from speech.deadline import within
from tests.patience import SLACK


def test_results_and_errors_come_through() -> None:
    assert within(1.0, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(1.0, lambda: 1 / 0)


def test_what_hangs_is_left_behind_in_time() -> None:
    free = threading.Event()
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        within(0.05, free.wait)
    assert time.monotonic() - started < SLACK
    free.set()
