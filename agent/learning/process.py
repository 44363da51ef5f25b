"""Heavy work in a process of its own, which can be killed."""

from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Work(Generic[Result]):
    """One call of a function in another process, begun by `start`."""

    @classmethod
    def start(
        cls,
        function: Callable[..., Result],
        *args: object,
        progress: Callable[[float, str], None] | None = None,
        **keywords: object,
    ) -> "Work[Result]":
        """Begin `function(*args, **keywords)`; if `progress` is given, the function gets a
        `progress` keyword too and what it reports is heard here, on the event loop."""
        raise NotImplementedError

    async def result(self) -> Result:
        """What the function returned or raised; WorkFailed if the process died or was cancelled."""
        raise NotImplementedError

    async def cancel(self) -> None:
        """Kill the process and all it started; gone when this returns."""
        raise NotImplementedError
