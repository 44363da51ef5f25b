"""What every prompt may name: the agent, and the prefix of its commands."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from agent.prompts import catalogue
from agent.prompts.render import Renderer


@lru_cache(maxsize=64)
def words_of(language: str, agent: str, prefix: str) -> Renderer:
    """What makes words of prompts, for the eye."""
    return Renderer(catalogue.load(language), {"agent": agent, "prefix": prefix})


class LiveConstants(Mapping[str, str]):
    """The same for who keeps it: the prefix is that of the moment."""

    def __init__(self, agent: str, prefix: Callable[[], str]) -> None:
        self._values = {"agent": lambda: agent, "prefix": prefix}

    def __getitem__(self, name: str) -> str:
        return self._values[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
