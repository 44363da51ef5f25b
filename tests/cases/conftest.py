"""The whole agent: by the console, by Discord's text, and by the command line."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from agent.cli import main
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.agent.conftest import home, starter_home, talk

__all__ = ["home", "starter_home", "talk"]

DATA = Path(__file__).parent / "data"


class Ran(NamedTuple):
    """What a subcommand said, and its exit code."""

    code: int
    out: str
    err: str


Cli = Callable[..., Ran]


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a subcommand in this test's home."""

    def run(*arguments: str | Path) -> Ran:
        code = main(["--home", str(home), *map(str, arguments)])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
async def port(home: Path) -> AsyncIterator[Harbour]:
    """The whole agent in a server of the loopback Discord."""
    async with harbour(home) as running:
        yield running


def answer_to(heard: str, line: str) -> str:
    """What a console answered to the last such line."""
    *_, answer = f"\n{heard}".split(f"\n> {line}\n")
    return answer.partition("\n> ")[0].strip()


def predictions(cli: Cli, *sentences: str) -> list[dict[str, Any]]:
    """The model's answers: input, output, confidence, known."""
    return [json.loads(line) for line in cli("predict", "--json", *sentences).out.splitlines()]
