"""Buttons, menus and forms: pressed by the person asked, once, for the latest question."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.learning.dataset import parse
from tests.agent.channels.discord.harbour import Harbour, agent
from tests.loopback import Loopback
from tests.loopback.interactions import find_component, walk
from tests.loopback.messages import Message

SEA = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'


def labels(message: Message) -> list[str]:
    """What can be pressed below a message."""
    return [each["label"] for each in walk(message.components) if "label" in each]


async def test_a_pressed_button_answers_the_question_and_is_gone(port: Harbour) -> None:
    question = await port.says(port.ann, "!forget")
    assert labels(question) == ["yes", "no"]
    pressed = port.ann.click(question, "no")
    answer = (await port.loopback.until(lambda: pressed.followups))[0]
    assert answer.content.startswith("Going on.")
    assert question.content.endswith("Do it?\n→ no")
    assert question.components == []


async def test_nobody_else_may_press(port: Harbour) -> None:
    question = await port.says(port.ann, "!forget")
    refused = await port.bob.click(question, "yes").reply()
    assert refused.content.startswith("Only the person I asked")
    assert refused.visible_to is port.bob.user
    assert labels(question) == ["yes", "no"]


async def test_an_old_question_is_no_longer_open(port: Harbour) -> None:
    old = await port.says(port.ann, "!forget")
    await port.says(port.ann, "no", "!feedback")
    told = await port.ann.click(old, "yes").reply()
    assert told.content.startswith("That question is no longer open")
    assert told.visible_to is port.ann.user


async def test_a_button_pressed_twice_at_once_counts_once(port: Harbour) -> None:
    question = await port.says(port.ann, "!feedback")
    first, second = port.ann.click(question, "4"), port.ann.click(question, "5")
    await port.loopback.until(lambda: first.followups and second.acknowledged)
    assert second.original is not None
    assert second.original.content.startswith("That question is no longer open")
    assert question.content.endswith("→ 4")


async def test_a_button_of_an_earlier_run_asks_anew(home: Path) -> None:
    async with Loopback() as loopback:
        ann = loopback.person("ann")
        async with agent(loopback, home):
            question = await ann.ask(ann.direct, "!feedback")
        async with agent(loopback, home):
            pressed = ann.click(question, "4")
            away = (await loopback.until(lambda: pressed.followups))[0]
            assert away.content.startswith("I was away.")
            assert labels(away) == ["1", "2", "3", "4", "5"]
            assert question.components == []


async def test_ratings_are_pressed_and_a_comment_is_written_in_a_form(port: Harbour) -> None:
    question = await port.says(port.ann, "!feedback")
    pressed = port.ann.click(question, "4")
    asked = (await port.loopback.until(lambda: pressed.followups))[0]
    assert labels(asked) == ["no", "Comment …"]
    form = port.ann.click(asked, "Comment …")
    await form.form()
    sent = port.ann.submit(form, **{"Your comment": "quick and kind"})
    thanks = (await port.loopback.until(lambda: sent.followups))[0]
    assert thanks.content == "Thanks."
    journal = await port.says(port.ann, "!feedback show")
    assert "quick and kind" in journal.content


async def test_an_answer_is_corrected_in_a_form(port: Harbour) -> None:
    mention = port.loopback.world.bot.mention
    answer = await port.says(port.ann, f"{mention} who are you")
    form = port.ann.click(answer, "Correct …")
    await form.form()
    sent = port.ann.submit(form, **{"What should I have answered?": "The cook."})
    learned = (await port.loopback.until(lambda: sent.followups))[0]
    assert learned.content.startswith("Learned: *who are you* gives *The cook.*.")
    assert (await port.says(port.ann, f"{mention} who are you")).content == "The cook."


async def sent_too_late(port: Harbour, words: str) -> Message:
    """What is said to a form that was filled in while the dialog went on."""
    answer = await port.says(port.ann, f"{port.loopback.world.bot.mention} who are you")
    form = port.ann.click(answer, "Correct …")
    await form.form()
    await port.says(port.ann, "!status")
    told = await port.ann.submit(form, **{"What should I have answered?": words}).reply()
    assert told.visible_to is port.ann.user
    return told


async def test_a_form_sent_too_late_is_given_back(port: Harbour) -> None:
    told = await sent_too_late(port, "The *cook*.")
    assert told.content.endswith("send it again where you need it:\nThe \\*cook\\*.")


async def test_a_long_form_sent_too_late_is_given_back_as_a_file(port: Harbour) -> None:
    told = await sent_too_late(port, "*" * 1_000)
    assert [file.content for file in told.attachments] == [b"*" * 1_000]


async def test_a_dataset_is_chosen_in_a_menu_or_by_buttons(port: Harbour) -> None:
    stores = port.app.stores.of(f"guild-{port.guild.id}")
    for number in range(7):
        stores.datasets.save(f"sea{number}", parse(SEA, "sea.json"))
    question = await port.says(port.ann, "!select_dataset")
    menu = find_component(question.components, "Which one?")
    assert [option["label"] for option in menu["options"]] == [f"sea{n}" for n in range(7)]
    chosen = port.ann.select(question, "Which one?", "sea3")
    answer = (await port.loopback.until(lambda: chosen.followups))[0]
    assert answer.content.startswith("*sea3* is selected, 2 examples.")


@pytest.mark.parametrize("words", ["yes", "no"])
async def test_choices_can_be_typed_as_well(port: Harbour, words: str) -> None:
    await port.says(port.ann, "!forget")
    answer = await port.says(port.ann, words)
    assert answer.content.startswith("Forgotten" if words == "yes" else "Going on")
