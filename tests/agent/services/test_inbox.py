"""The inbox through the whole agent: filled by talking, emptied by teaching."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.cli import main
from agent.dialog.outcomes import InboxRead, Refused
from agent.dialog.requests import AnswerGroup, KeepUnanswered, ReadInbox
from agent.dialog.rights import NOT_ALLOWED
from agent.learning.normalise import normalise
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from agent.storage.database import Database, to_microseconds
from agent.storage.home import Home
from tests.agent.conftest import Talk, settings_for

pytestmark = pytest.mark.slow

ASKED = ("where do I park?", "Can I park here?", "where do I park", "Which dogs are allowed?")


def context(*, may_teach: bool = True) -> RequestContext:
    return RequestContext("ann", "console", datetime.now(UTC), lambda _: None, may_teach)


def test_what_was_asked_is_listed_in_groups_and_taught(talk: Talk) -> None:
    talk(*ASKED)
    heard = talk("!unanswered", "Behind the house.", "drop", "can I park here")
    assert "    3  where do I park" in heard
    assert "3 questions like “where do I park”." in heard
    assert "Learned for 2 sentences: “where do I park” gives “Behind the house.”." in heard
    assert "One question: “Which dogs are allowed?”." in heard
    assert heard.endswith("> can I park here\nBehind the house.\n")
    assert "There is nothing that I could not answer." in talk("!unanswered")


def test_a_group_that_was_taught_is_untaught_in_one_step(talk: Talk) -> None:
    heard = talk(*ASKED, "!unanswered", "Behind the house.", "done", "!undo", "!unanswered")
    assert "Taken back: what I was taught is as it was before." in heard
    assert heard.count("3 questions like “where do I park”.") == 2


def test_what_is_answered_otherwise_is_no_question_any_more(talk: Talk) -> None:
    talk(*ASKED, "!correct which dogs are allowed => All of them.")
    assert "dogs" not in talk("!unanswered").removeprefix("Hello")


def test_nothing_is_kept_where_it_is_not_wanted(talk: Talk) -> None:
    talk(*ASKED, inbox=False)
    assert "There is nothing that I could not answer." in talk("!unanswered")


async def test_it_is_for_those_who_may_teach(home: Path) -> None:
    async with opened(settings_for(home)) as app:
        for request in (ReadInbox(), AnswerGroup(("a",), "b")):
            outcome = await app.dispatcher.answer(context(may_teach=False), request)
            assert outcome == Refused(NOT_ALLOWED)
        await app.dispatcher.answer(context(may_teach=False), KeepUnanswered("a question"))
        read = await app.dispatcher.answer(context(), ReadInbox())
        assert isinstance(read, InboxRead)
        assert [group.inputs for group in read.groups] == [("a question",)]


async def test_of_100_000_lines_the_commonest_are_grouped_soon(home: Path) -> None:
    database = Database(Home(home).database_path)
    now = to_microseconds(datetime.now(UTC))
    lines = [f"question {n % 977} of {n} people about {n // 7}" for n in range(100_000)]
    lines[50_000] = "where do I park"
    with database.writing() as transaction:
        for number, line in enumerate(lines):
            row = ("console", normalise(line), line, 9 if number == 50_000 else 1, now)
            transaction.execute("INSERT INTO unanswered VALUES (?, ?, ?, ?, ?)", row)
    database.close()
    async with opened(settings_for(home)) as app:
        began = time.monotonic()
        read = await app.dispatcher.answer(context(), ReadInbox())
        took = time.monotonic() - began
    assert isinstance(read, InboxRead)
    assert len(read.groups) <= 30
    assert read.groups[0].asked >= 9
    assert took < 10, f"{took:.1f} s"


def test_scripts_list_answer_and_drop(
    talk: Talk, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk(*ASKED)
    command = ["--home", str(home), "unanswered"]
    assert main([*command, "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["number"], first["asked"], len(first["inputs"])) == (1, 3, 2)
    assert second["inputs"] == ["Which dogs are allowed?"]
    assert main(command) == 0
    assert "1. 3×: where do I park, Can I park here?" in capsys.readouterr().out
    assert main([*command, "--answer", "1", "Behind the house."]) == 0
    assert "Learned for 2 sentences" in capsys.readouterr().out
    assert main([*command, "--drop", "1"]) == 0
    assert main([*command, "--json"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "[]"
    assert main([*command, "--drop", "7"]) == 2
    assert "There is no group 7" in capsys.readouterr().err
