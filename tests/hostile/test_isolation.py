"""Two servers and a private chat try every command on each other's names, typed and as slash
commands do it: nobody gets a word, a name or a file of another."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.app import App
from agent.dialog.outcomes import Listed
from agent.dialog.requests import List
from agent.dialog.session import SessionKey
from agent.dialog.turns import Invoked, Said
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.runtime.channel import Delivery
from agent.runtime.dispatcher import RequestContext
from agent.states import all_commands
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook

PLACES = ("guild-1", "guild-2", "direct-7")
NAMED = ("alpha", "datasets/alpha.json", "archive/alpha", "models/0001/settings.json", "0001")


def secret(place: str) -> str:
    """What only this place was taught."""
    return f"treasure of {place}"


class Watching(Notebook):
    """Notes the files, too, that are handed over."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.files: list[Path] = []

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        self.files += [each for each in deliveries if isinstance(each, Path)]
        await super().deliver(key, deliveries)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """Each place has a dataset of the same name, archived, with words of its own."""
    async with opened(settings_for(tmp_path, small_talk=False, retrain_seconds=3_600)) as app:
        for place in PLACES:
            lines = (Example("where is it", secret(place)), Example("who has it", f"{place} has"))
            app.stores.of(place).datasets.save("alpha", Dataset(lines))
            app.stores.of(place).datasets.save(f"only-{place}", Dataset(lines))
            app.stores.of(place).datasets.select("alpha")
        yield app


def attempts(other: str) -> list[str]:
    """Names and paths that could lead to another place."""
    only = f"only-{other}"
    ways = (
        f"../{other}/alpha.json",
        f"datasets/../{other}/alpha.json",
        f"datasets/{other}/alpha.json",
        f"/{other}/alpha.json",
        f"datasets/../../datasets/{other}/alpha.json",
    )
    return [*NAMED, only, f"datasets/{only}.json", *ways]


@pytest.mark.parametrize("here", PLACES)
async def test_no_command_reaches_another_place(app: App, tmp_path: Path, here: str) -> None:
    others = [place for place in PLACES if place != here]
    watching, key = Watching(tmp_path), SessionKey("7", here)
    for command in all_commands():
        parameters = [each.name for each in command.parameters if each.kind != "file"]
        for name in {each for other in others for each in attempts(other)} if parameters else ():
            for turn in (
                Said(f"!{command.name} {name}"),
                Invoked(command.intent, dict.fromkeys(parameters, name)),
            ):
                app.runner.submit(key, turn, watching)
                await app.runner.stepped(key)
                if app.runner.standing.is_open(key):
                    app.runner.submit(key, Said("!cancel"), watching)
                    app.runner.submit(key, Said("yes"), watching)
                    await app.runner.stepped(key)
    told = "\n".join(watching.heard)
    assert all(secret(other) not in told for other in others)
    own = {str(folder) for folder in app.stores.of(here).workspace.folders.values()}
    own |= {str(folder) for folder in app.stores.of("direct-7").workspace.folders.values()}
    assert all(any(str(path).startswith(top) for top in own) for path in watching.files)


@pytest.mark.parametrize("kind", ["datasets", "files", "archives", "archivable"])
@pytest.mark.parametrize("here", PLACES)
async def test_what_is_completed_is_of_this_place(app: App, here: str, kind: str) -> None:
    context = RequestContext("7", here, datetime.now(UTC), lambda _: None, may_teach=False)
    outcome = await app.dispatcher.answer(context, List(kind))
    assert isinstance(outcome, Listed)
    assert outcome.names
    foreign = [f"only-{place}" for place in PLACES if place != here]
    assert not any(each in name for each in foreign for name in outcome.names)
