"""An answer is said in one of its ways, with names in it; other prompts keep their words."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.channels.spoken.rendering import Renderers
from agent.dialog.session import SessionKey
from agent.dialog.turns import Say
from agent.prompts.catalogue import load
from agent.prompts.render import Renderer
from agent.runtime.saying import WITH_FILES, filled, names_at, said_once, with_files
from agent.storage.errors import NotThere

NAMES = {"user": "Ann {server} \\1", "server": "Harbour"}
KEY = SessionKey("1", "2")
NOON = datetime(2026, 1, 2, 12, 30, tzinfo=UTC)


class Port:
    """A place that knows names."""

    def names(self, key: SessionKey) -> Mapping[str, str]:
        return {"user": key.user}


def last(alternatives: Sequence[str]) -> str:
    return alternatives[-1]


def test_an_answer_is_said_in_one_of_its_ways() -> None:
    say = Say("idle.answer", {"answer": "hello | hey {server}"}, ("x",))
    assert said_once(say, last, lambda: NAMES) == Say(
        "idle.answer", {"answer": "hey Harbour"}, ("x",)
    )


def test_what_is_no_answer_is_left_alone() -> None:
    say = Say("correcting.confirm", {"answer": "hello | {user}"})
    assert said_once(say, last, lambda: NAMES) is say


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("hi {user}!", "hi Ann {server} \\1!"),
        ("{server}{server}", "HarbourHarbour"),
        ("{channel} {} {user.id} {0} { user }", "{channel} {} {user.id} {0} { user }"),
        ("{{user}", "{Ann {server} \\1"),
        ("f(x) = {x}", "f(x) = {x}"),
    ],
)
def test_known_braces_are_filled_in_once_and_unknown_ones_stay(answer: str, expected: str) -> None:
    assert filled(answer, NAMES) == expected


def test_every_place_has_the_time_and_some_have_names() -> None:
    here = NOON.astimezone()
    time = {"date": here.date().isoformat(), "time": here.time().isoformat("minutes")}
    assert names_at(object(), KEY, NOON) == time
    assert names_at(Port(), KEY, NOON) == {**time, "user": "1"}


def shelf(path: str) -> Path:
    if path != "datasets/files/cat.png":
        raise NotThere("path.missing", path=path)
    return Path(path)


def test_files_of_an_answer_follow_its_words() -> None:
    say = Say("idle.answer", {"answer": "look {file:cat.png} {file:../x} {file:gone.png}"})
    rest = "look  {file:../x} {file:gone.png}"
    expected = [Say(WITH_FILES, {"answer": rest, "words": "yes"}), Path("datasets/files/cat.png")]
    assert with_files(say, shelf) == expected


@pytest.mark.parametrize(
    ("answer", "aloud"),
    [
        ("look {file:cat.png}", "look. The file is in the text channel."),
        ("{file:cat.png}", "The answer is a file in the text channel."),
    ],
)
def test_by_voice_it_is_said_where_the_file_is(answer: str, aloud: str) -> None:
    said = with_files(Say("idle.answer", {"answer": answer}), shelf)
    renderers = Renderers(Renderer(load("en"), {}, voice=True), Renderer(load("en"), {}))
    assert renderers.aloud(said) == aloud
    assert renderers.to_write(said) == said


@pytest.mark.parametrize("prompt", ["idle.answer", "correcting.confirm"])
def test_without_files_that_are_there_nothing_changes(prompt: str) -> None:
    say = Say(prompt, {"answer": "look {file:gone.png}"})
    assert with_files(say, shelf) == [say]
