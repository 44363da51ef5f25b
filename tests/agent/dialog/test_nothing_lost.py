"""Random walks: a model that waits and a lesson not yet learned are dropped only when told so."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import (
    Answered,
    DatasetRead,
    Done,
    FilesKept,
    Listed,
    Outcome,
    Selected,
    Tested,
    Trained,
)
from agent.dialog.requests import (
    Adopt,
    Answer,
    Discard,
    Evaluate,
    KeepFiles,
    List,
    ReadDataset,
    Request,
    SelectDataset,
    Train,
)
from agent.dialog.turns import Elapsed, Said
from tests.agent.conversation import Conversation

WALKS, TURNS = 200, 40
FILE = Attachment("cases.json", b"{}")

YES = ("yes", "y", "yes please")
NO = ("no", "nope", "no thanks")
CANCEL = ("cancel", "!cancel", "start over")
UNDO = ("undo", "!undo")
INSTEAD = ("no, answer hello",)
"""What a line is put right with."""
ASIDES = (
    "!hi", "!help", "help", "!status", "where are we", "repeat", "!instruction", "!export",
    "!getfile datasets/x.json", "!archive list", "!doctor", "details", "show", "list", "stop",
    "in text please", "!nonsense", "",
)  # fmt: skip
COMMANDS = (
    "!test", "!train", "!correct", "!correct a => b", "!feedback", "!feedback 4 nice",
    "!select_dataset x", "!rollback", "!archive models", "!forget", "test it", "let me test you",
    "train a model", "use the x dataset", "go back to the old model",
)  # fmt: skip
SENTENCES = (
    "good morning", "what is the wifi password", "how are you", "of course not", "not exactly",
    "please don't cancel", "don't throw it away", "that is not right", "I am not sure", "done",
    "never mind", "four", "no, answer hello", "it should be goodbye", "that was wrong",
)  # fmt: skip


@dataclass
class Walk:
    """One walk: who holds what, and what was lost on the way."""

    chance: random.Random
    steps: list[str] = field(default_factory=list)
    losses: list[tuple[str, str]] = field(default_factory=list)
    """What was lost (`model` or `lesson`), and the last lines before."""
    seen: Counter[str] = field(default_factory=Counter)
    models: set[str] = field(default_factory=set)
    """Trained models that wait to be used."""
    lessons: set[str] = field(default_factory=set)
    """Answers that were taught and not learned yet."""

    def __post_init__(self) -> None:
        self.talk = Conversation(self._world)
        self._made = self._taught = 0

    def run(self) -> None:
        """Teach two things, train now and then, and walk on."""
        for line in ("!train", self._lesson(), self._lesson()):
            self._turn(line)
        if self.chance.random() < 0.6:
            self._turn("done")
            self._finish_job()
        while len(self.steps) < TURNS:
            self._stroll()

    def _stroll(self) -> None:
        kind = self.chance.random()
        if kind < 0.15:
            self._finish_job()
        elif kind < 0.22:
            self._watch("(restart)", self.talk.restart)
        elif kind < 0.27:
            files = Said(self.chance.choice(("", "!train", "!test")), (FILE,))
            self._watch(f"{files.text} (file)", lambda: self.talk.turn(files))
        elif kind < 0.31:
            self._pictured()
        elif kind < 0.34:
            self._watch("(parking)", lambda: self.talk.turn(Elapsed("parking")))
        else:
            self._turn(self._line())

    def _line(self) -> str:
        groups = (ASIDES, COMMANDS, SENTENCES, (self._lesson(),), ("done",), YES, NO, CANCEL, UNDO)
        (group,) = self.chance.choices(groups, (6, 6, 6, 4, 2, 3, 1, 1, 1))
        return self.chance.choice(group)

    def _lesson(self) -> str:
        self._taught += 1
        return f"question{self._taught}x => answer{self._taught}x"

    def _pictured(self) -> None:
        """A lesson with a picture, or a picture where it may be the answer to something."""
        self._taught += 1
        given = self.chance.choice((f"question{self._taught}x =>", ""))
        said = Said(given, (Attachment(f"answer{self._taught}x.png", b""),))
        self._watch("(picture)", lambda: self.talk.turn(said))

    def _turn(self, line: str) -> None:
        self._watch(line, lambda: self.talk.says(line))

    def _finish_job(self) -> None:
        if self.talk.is_running:
            self._watch("(job done)", self.talk.job_done)

    def _watch(self, line: str, take: Callable[[], str]) -> None:
        """Take a turn, and see what is gone after it that nobody dropped."""
        asked = self.talk.session.pending is not None
        self.talk.requests.clear()
        take()
        self.steps.append(line)
        self.seen[line if line.startswith("(") else "line"] += 1
        self.seen[self.talk.state] += 1
        confirmed = asked and line in YES
        self._check_models(may_go=confirmed or line in NO)
        self._check_lessons(may_go=confirmed or line in (*NO, *CANCEL, *UNDO, *INSTEAD))

    def _check_models(self, may_go: bool) -> None:
        """What is saved with the session is kept; what was adopted is no longer waiting."""
        session, requests = self.talk.session, self.talk.requests
        used = {request.model for request in requests if isinstance(request, Adopt)}
        dropped = {request.model for request in requests if isinstance(request, Discard)}
        kept = {model for model in self.models if model in session.to_json()} - dropped - used
        self._note("model", self.models - used - kept, may_go)
        waiting = getattr(session.task, "model", "")
        self.models = kept | ({waiting} if session.state == "training.result" else set())

    def _check_lessons(self, may_go: bool) -> None:
        """What a model that is in use was trained with is learned."""
        session, requests = self.talk.session, self.talk.requests
        learned = any(isinstance(request, Adopt) for request in requests)
        kept = {answer for answer in self.lessons if answer in session.to_json()}
        self._note("lesson", self.lessons - kept, may_go or learned)
        gathered = {answer for _, answer in getattr(session.task, "examples", ())}
        self.lessons = gathered if may_go or learned else gathered | kept

    def _note(self, what: str, gone: set[str], may_go: bool) -> None:
        if gone and not may_go:
            self.losses.append((what, " / ".join(self.steps[-3:])))

    def _world(self, request: Request) -> Outcome:
        match request:
            case Answer(text):
                known = len(text) % 2 == 0
                return Answered(text, "hello", 0.9 if known else 0.1, known=known)
            case KeepFiles(files):
                return FilesKept(tuple(f"{{file:{file.name}}}" for file in files))
            case ReadDataset():
                return DatasetRead("cases", 10, 2, 1, 0)
            case Train():
                self._made += 1
                self.seen["trained"] += 1
                return Trained(f"model{self._made}x", "x", 0.9, 0.8, "summary", "report")
            case Evaluate():
                return Tested(1, 2, "table")
            case List(what):
                return Listed(what, ("one", "two") if what == "datasets" else ())
            case SelectDataset(name):
                return Selected(name, 10, "")
        return Done("cancel.done")


@pytest.fixture(scope="module")
def walks() -> list[Walk]:
    return list(_walked())


def _walked() -> Iterator[Walk]:
    for seed in range(WALKS):
        walk = Walk(random.Random(seed))
        walk.run()
        yield walk


def test_the_walks_go_where_things_can_be_lost(walks: list[Walk]) -> None:
    seen = sum((walk.seen for walk in walks), Counter[str]())
    assert seen["trained"] >= WALKS / 2
    assert seen["(restart)"] >= WALKS
    assert seen["training.result"] >= WALKS
    assert seen["awaiting_data"] >= WALKS
    assert seen["(picture)"] >= WALKS


def test_a_waiting_model_goes_only_by_a_no(walks: list[Walk]) -> None:
    assert _losses(walks, "model") == []


def test_a_lesson_goes_only_when_it_is_dropped(walks: list[Walk]) -> None:
    assert _losses(walks, "lesson") == []


def _losses(walks: list[Walk], what: str) -> list[str]:
    return [lines for walk in walks for lost, lines in walk.losses if lost == what]
