"""A time limit for calls that have none of their own, such as a look-up of a host's address."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T]) -> T:
    """The result of `call`, or TimeoutError after `seconds`.

    The call runs on a thread of its own, which is left to itself when time is up and never
    keeps the process alive. What the call raises is raised here.
    """
    result: list[T] = []
    error: list[BaseException] = []

    def run() -> None:
        try:
            result.append(call())
        except BaseException as raised:  # noqa: BLE001 - handed over to the caller's thread
            error.append(raised)

    worker = threading.Thread(target=run, name="speech-deadline", daemon=True)
    worker.start()
    worker.join(seconds)
    if error:
        raise error[0]
    if not result:
        raise TimeoutError
    return result[0]
