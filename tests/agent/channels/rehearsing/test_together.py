"""Our dialogs of several people go as they should, word for word."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.channels.rehearsing.ears import SoundlessEar
from agent.channels.rehearsing.party import Means, soundless, together
from agent.channels.rehearsing.scene import Manner
from agent.channels.spoken.rehearsal import Held
from agent.channels.spoken.script import Rehearsal, ScriptError, ScriptLine, read
from agent.channels.spoken.speech_stack import voice_settings
from agent.opening import opened
from agent.runtime.recorded_time import RecordedTime
from tests.agent.conftest import settings_for

OURS = Path(__file__).parents[3] / "rehearsals/together.yaml"


async def held(home: Path, rehearsal: Rehearsal) -> Held:
    settings, clock = settings_for(home), RecordedTime(datetime.now(UTC))
    means = Means(SoundlessEar, Manner(voice_settings(settings), soundless))
    async with opened(settings, clock) as app:
        return await together(app, clock, "console", rehearsal, means)


def test_there_are_at_least_fifteen() -> None:
    assert sum(len(each.people) > 1 for each in read(OURS)) >= 14
    assert len(read(OURS)) >= 15


@pytest.mark.parametrize("rehearsal", read(OURS), ids=lambda each: each.name)
async def test_ours_go_as_they_should(home: Path, rehearsal: Rehearsal) -> None:
    assert (await held(home, rehearsal)).faults == []


async def test_what_is_not_as_it_should_be_is_told(home: Path) -> None:
    lines = (
        ScriptLine(who="Ann", say="Hey Robin, feedback."),
        ScriptLine(who="Bob", say="Hey Robin, feedback."),
    )
    wrong = Rehearsal(
        name="wrong", turns=lines, hears=("a song",), never=("Bob:",), ends={"Ann": "idle"}
    )
    assert (await held(home, wrong)).faults == [
        "hears: a song",
        "never: Bob:",
        "ends: Ann giving_feedback, Bob giving_feedback",
    ]


async def test_names_that_differ_in_capitals_are_two_people(home: Path) -> None:
    lines = (
        ScriptLine(who="Ann", say="Hey Robin, feedback."),
        ScriptLine(who="ann", say="Hey Robin, train."),
    )
    ends = {"Ann": "giving_feedback", "ann": "awaiting_data"}
    assert (await held(home, Rehearsal(name="two", turns=lines, ends=ends))).faults == []


async def test_over_breaks_into_the_prompt(home: Path) -> None:
    lines = (
        ScriptLine(who="Ann", say="Hey Robin, train."),
        ScriptLine(who="Ann", say="Cancel.", over=True),
    )
    result = await held(home, Rehearsal(name="over", turns=lines))
    asked, cancelled = result.heard
    assert 0.5 < cancelled.at - asked.at < 3.0
    assert result.state == "Ann idle"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- {name: x, turns: [{who: Ann, say: a}, {say: b}]}", "lines without who says them"),
        (
            "- {name: x, turns: [{who: Ann, say: a}], ends: {Bob: idle}}",
            "Bob.*who says nothing",
        ),
        ("- {name: x, turns: [{who: Ann, say: a, over: maybe}]}", "over"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "dialogs.yaml"
    path.write_text(text)
    with pytest.raises(ScriptError, match=reason):
        read(path)
