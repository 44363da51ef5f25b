"""Somebody at a terminal: typing while the agent is busy, and being shown what it says."""

import json
import stat
from pathlib import Path

from tests.agent.channels.terminal.conftest import ALT_ENTER, CTRL_C, ENTER, UP, seated


async def test_a_line_is_answered_and_remembered_for_its_user_only(home: Path) -> None:
    async with seated(home) as seat:
        await seat.says("who are you", "the name my owner chose")
    history = home / "history/console"
    assert "+who are you" in history.read_text()
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert stat.S_IMODE(history.parent.stat().st_mode) == 0o700
    async with seated(home) as seat:
        seat.press(UP)
        await seat.sees("who are you")
        seat.press(ENTER)
        await seat.sees("the name my owner chose")


async def test_what_was_typed_is_exported_and_forgotten(home: Path) -> None:
    async with seated(home) as seat:
        await seat.says("!correct canary => bird", "Learned")
        await seat.says("!forget", "[yes / no]")
        await seat.says("yes", "Forgotten")
    assert not (home / "history/console").exists()


async def test_what_is_pasted_is_one_message(home: Path) -> None:
    async with seated(home) as seat:
        seat.press("\x1b[200~!correct tell me a poem => roses\r\nviolets\x1b[201~", ENTER)
        await seat.sees("Learned")
        await seat.says("tell me a poem", "roses\nviolets")
        seat.press("!correct tell me a rhyme => cat", ALT_ENTER, "hat", ENTER)
        await seat.sees("Learned")
        await seat.says("tell me a rhyme", "cat\nhat")
        assert seat.screen.count("Learned") == 2


async def test_a_line_is_no_answer_to_what_was_asked_after_it(home: Path) -> None:
    async with seated(home) as seat:
        seat.press("!forget", ENTER, "yes", ENTER)
        await seat.sees("[yes / no]")
        await seat.sees("You entered “yes” before that question came up")
        await seat.says("no", "Going on")
        seat.press("who are you", ENTER, "who are you", ENTER)
        await seat.sees("the name my owner chose")
        await seat.sees("the name my owner chose")
        assert "Forgotten" not in seat.screen


async def test_lines_of_a_lesson_may_be_typed_ahead(home: Path) -> None:
    async with seated(home) as seat:
        await seat.says("!train", "teach")
        seat.press("one => first", ENTER, "two => second", ENTER)
        await seat.sees("2 examples so far")
        assert "before that question came up" not in seat.screen


async def test_a_training_leaves_the_prompt_alone_and_is_shown_in_place(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "big.json"
    lines = [
        {"input": f"what about {a} and {b} please", "output": f"answer {a}"}
        for a in range(60)
        for b in range(400)
    ]
    file.write_text(json.dumps({"data": lines}))
    async with seated(home) as seat:
        await seat.says(f"!train {file}", "[yes / no]")
        await seat.says("yes", "Training, about")
        await seat.sees("training · ░")
        seat.press(CTRL_C)
        await seat.sees("I'm still at work")
    assert "What I was working on begins again" in seat.screen
    async with seated(home) as seat:
        assert seat.status().startswith(" training · ")
        seat.press("half a wo", CTRL_C)
        await seat.says("cancel", "Sure? [yes / no]")
        await seat.says("yes", "ready")


async def test_ctrl_c_twice_leaves(home: Path) -> None:
    async with seated(home) as seat:
        seat.press(CTRL_C)
        await seat.sees("Say quit, or press Ctrl-C again")
        seat.press(CTRL_C)
        await seat.ended()
        assert "Traceback" not in seat.screen


async def test_an_answer_keeps_its_words_whole(home: Path) -> None:
    words = " ".join(f"word{number:04}" for number in range(40))
    async with seated(home) as seat:
        await seat.says(f"!correct long => {words}", "Learned")
        await seat.says("long", "word0039")
    shown = seat.screen[seat.screen.rindex("word0000") :].splitlines()[:5]
    assert " ".join(shown) == words
    assert all(len(line) <= 80 for line in shown)
