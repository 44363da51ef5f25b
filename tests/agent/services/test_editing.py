"""What was taught is listed and edited: in force at once, learned afterwards, and undone."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.app import App
from agent.building import renderer
from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import Done, Outcome, Refused
from agent.dialog.requests import (
    Correct,
    ExportTaught,
    ReadTaught,
    RemoveTaught,
    RenameAnswer,
    ReplaceTaught,
    Request,
    UndoCorrection,
)
from agent.dialog.rights import NOT_ALLOWED
from agent.dialog.turns import Say
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from agent.services.teaching import TrainingService
from messages import Message
from tests.agent.conftest import settings_for
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow

LINES = {
    "Behind the house.": "where do I park/can I park here/is there parking/parking please",
    "hunter2": "what is the wifi password/wifi password/the password of the wifi/wlan password",
    "At nine.": "when do you open/opening hours/at what time do you open/when are you open",
}
TAUGHT = Dataset(
    tuple(Example(text, answer) for answer, texts in LINES.items() for text in texts.split("/"))
)


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where LINES were taught, to be copied."""
    home = tmp_path_factory.mktemp("taught")

    async def learn() -> None:
        async with opened(settings_for(home, small_talk=False)) as app:
            await teach(app)

    asyncio.run(learn())
    return home


@pytest.fixture
async def app(taught: Path, tmp_path: Path) -> AsyncIterator[App]:
    """An agent that was taught LINES, and takes its time to learn what is edited."""
    home = Path(shutil.copytree(taught, tmp_path / "home"))
    async with opened(settings_for(home, retrain_seconds=3_600, small_talk=False)) as app:
        yield app


async def teach(app: App) -> None:
    store = app.stores.of("club").datasets
    store.save("lessons", TAUGHT)
    store.select("lessons")
    lesson = app.teaching.prepare("club", "lessons")
    app.teaching.use("club", await app.teaching.make("club", lesson, lambda *_: None))


async def ask(app: App, request: Request, user: str = "ann", *, may_teach: bool = True) -> Outcome:
    now = datetime.now(UTC)
    context = RequestContext(user, "club", now, lambda _: None, may_teach)
    return await app.dispatcher.answer(context, request)


def answers(app: App, text: str) -> str:
    """What is answered, empty where it is not known."""
    answered = app.answering.answer("club", text)
    return answered.output if answered.known else ""


async def table(app: App, words: str = "") -> str:
    listed = await ask(app, ReadTaught(words))
    assert isinstance(listed, Done)
    return str(listed.values.get("table", listed.prompt))


async def test_answers_are_listed_with_the_number_of_their_lines(app: App) -> None:
    await ask(app, Correct("parking space", "Behind the house."))
    assert (await table(app)).splitlines()[0] == "    5  Behind the house."
    assert (await table(app, "WIFI")).splitlines()[:2] == [
        "    4  hunter2",
        "       - what is the wifi password",
    ]
    assert await table(app, "dragons") == "taught.none_with"


async def test_an_answer_is_renamed_everywhere_at_once_and_back(app: App) -> None:
    await ask(app, Correct("parking space", "Behind the house."))
    await ask(app, RenameAnswer("behind the house", "In the yard."))
    assert answers(app, "where do I park") == "In the yard."
    assert answers(app, "parking space") == "In the yard."
    assert "Behind" not in await table(app)
    await ask(app, UndoCorrection())
    assert answers(app, "where do I park") == "Behind the house."
    assert answers(app, "parking space") == "Behind the house."
    assert "    5  Behind the house." in await table(app)


async def test_an_answer_renamed_to_another_is_merged_with_it(app: App) -> None:
    merged = await ask(app, RenameAnswer("At nine.", "HUNTER2"))
    assert isinstance(merged, Done)
    assert (merged.prompt, merged.values["after"]) == ("taught.merged", "hunter2")
    assert answers(app, "when do you open") == "hunter2"
    assert "    8  hunter2" in await table(app)


async def test_edits_of_edits_are_undone_one_after_the_other(app: App) -> None:
    await ask(app, RenameAnswer("At nine.", "At ten."))
    await ask(app, RenameAnswer("At ten.", "At noon."))
    assert answers(app, "opening hours") == "At noon."
    await ask(app, UndoCorrection())
    assert answers(app, "opening hours") == "At ten."
    await ask(app, UndoCorrection())
    assert answers(app, "opening hours") == "At nine."
    assert app.stores.of("club").datasets.load("lessons") == TAUGHT


async def test_an_answer_is_removed_with_its_lines_and_brought_back(app: App) -> None:
    await ask(app, Correct("the code for the wifi", "hunter2"))
    await ask(app, RemoveTaught("hunter2"))
    for text in ("wifi password", "the code for the wifi", "wifi password please"):
        assert answers(app, text) == ""
    assert not app.answering.is_taught("club", "the code for the wifi")
    assert answers(app, "when do you open") == "At nine."
    await ask(app, UndoCorrection())
    assert answers(app, "wifi password") == "hunter2"
    assert answers(app, "the code for the wifi") == "hunter2"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("wifi", "Forgotten: the answer “hunter2”"), ("the house", "Behind the house."),
        ("dragons", "dragons"), ("you open", "At nine."), ("?", "“?”"),
        ("password", "hunter2"), ("do", "fits several answers: “At nine.”, “Behind the house.”"),
    ],
)  # fmt: skip
async def test_an_answer_is_removed_by_what_it_is_about(app: App, words: str, said: str) -> None:
    outcome = await ask(app, RemoveTaught(words))
    told = outcome.reason if isinstance(outcome, Refused) else outcome
    assert isinstance(told, Done | Message)
    assert said in renderer(app.settings).render(Say(told.prompt, told.values))


async def test_a_line_is_removed_and_its_answer_stays(app: App) -> None:
    removed = await ask(app, RemoveTaught("Wlan password?"))
    assert isinstance(removed, Done)
    assert removed.prompt == "taught.line_removed"
    assert not app.answering.is_taught("club", "wlan password")
    assert answers(app, "wifi password") == "hunter2"
    assert "    3  hunter2" in await table(app)


async def test_what_is_not_there_is_said_and_changes_nothing(app: App) -> None:
    for request in (RemoveTaught("dragons"), RenameAnswer("dragons", "bats")):
        assert isinstance(await ask(app, request), Refused)
    assert app.stores.of("club").datasets.load("lessons") == TAUGHT
    undone = await ask(app, UndoCorrection())
    assert isinstance(undone, Done)
    assert undone.prompt == "undo.nothing"


async def test_what_others_edited_is_theirs_to_undo(app: App) -> None:
    await ask(app, RemoveTaught("hunter2"))
    await ask(app, UndoCorrection(), user="bob")
    await ask(app, UndoCorrection(), may_teach=False)
    assert answers(app, "wifi password") == ""
    assert await ask(app, RemoveTaught("At nine."), may_teach=False) == Refused(NOT_ALLOWED)


async def test_what_was_taught_since_is_not_lost_by_an_undo(app: App) -> None:
    await ask(app, RemoveTaught("hunter2"))
    more = Dataset((*app.stores.of("club").datasets.load("lessons").examples, Example("hi", "Ho.")))
    app.stores.of("club").datasets.save("lessons", more)
    assert isinstance(await ask(app, UndoCorrection()), Refused)
    assert app.stores.of("club").datasets.load("lessons") == more


async def test_the_last_answers_can_be_removed_and_are_forgotten(app: App) -> None:
    for answer in LINES:
        await ask(app, RemoveTaught(answer))
    assert [answers(app, text) for text in ("wifi password", "where do I park")] == ["", ""]
    assert await table(app) == "taught.none"
    await ask(app, UndoCorrection())
    assert answers(app, "opening hours") == "At nine."


async def test_what_only_stands_beside_a_single_answer_was_not_taught(app: App) -> None:
    first, *others = LINES
    for answer in others:
        await ask(app, RemoveTaught(answer))
    stores = app.stores.of("club")
    lesson = app.teaching.prepare("club", "lessons")
    assert len(lesson.dataset.outputs) == 2
    listed = await ask(app, ReadTaught(""))
    assert isinstance(listed, Done) and listed.values["count"] == 1
    assert stores.datasets.load("lessons").outputs == (first,)


async def test_an_edit_is_learned_even_by_a_model_that_looks_worse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600)) as app:
        await teach(app)
        await ask(app, RenameAnswer("At nine.", "At ten."))
    monkeypatch.setattr("agent.learning.report.TrainingReport.better", False)
    used, loop = asyncio.Event(), asyncio.get_running_loop()
    use = TrainingService.use

    def watched(self: TrainingService, workspace: str, model: str) -> None:
        use(self, workspace, model)
        loop.call_soon_threadsafe(used.set)

    monkeypatch.setattr(TrainingService, "use", watched)
    async with opened(settings_for(tmp_path)) as app:
        await asyncio.wait_for(used.wait(), PATIENCE)
        predictor = app.answering.models.served("club").predictor
        assert predictor.predict("opening hours").output == "At ten."
        assert not app.teaching.is_behind("club")


async def test_what_was_taught_is_edited_as_a_file_and_back(app: App) -> None:
    await ask(app, Correct("parking space", "Behind the house."))
    handed = await ask(app, ExportTaught())
    assert isinstance(handed, Done)
    path = app.stores.of(handed.workspace).workspace.resolve(handed.files[0])
    lines = [line for line in path.read_text("utf-8").splitlines() if "wifi" not in line]
    content = "\n".join(lines).replace("parking space", "a space to park")
    replaced = await ask(app, ReplaceTaught(Attachment("mine.json", content.encode())))
    assert isinstance(replaced, Done)
    assert replaced.values == {"added": 1, "removed": 4}
    assert "hunter2\n       - wlan password" in await table(app, "hunter2")
    assert not app.answering.is_taught("club", "wifi password")
    assert not app.answering.is_taught("club", "parking space")
    await ask(app, UndoCorrection())
    assert answers(app, "wifi password") == "hunter2"
    assert answers(app, "parking space") == "Behind the house."
    assert app.stores.of("club").datasets.load("lessons") == TAUGHT


async def test_a_file_that_is_no_dataset_changes_nothing(app: App) -> None:
    assert isinstance(await ask(app, ReplaceTaught(Attachment("x.json", b"{}"))), Refused)
    assert app.stores.of("club").datasets.load("lessons") == TAUGHT


async def test_a_file_in_place_of_corrections_alone_is_undone(tmp_path: Path) -> None:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600, small_talk=False)) as app:
        assert isinstance(await ask(app, ExportTaught()), Refused)
        await ask(app, Correct("hi", "Ho."))
        content = Dataset((Example("hey", "Ho."),)).to_json()
        await ask(app, ReplaceTaught(Attachment("mine.json", content)))
        assert [answers(app, text) for text in ("hi", "hey")] == ["", "Ho."]
        await ask(app, UndoCorrection())
        assert [answers(app, text) for text in ("hi", "hey")] == ["Ho.", ""]
