"""Who asks too much is told so once, and keeps nobody waiting."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from agent.channels.discord.text.budget import MOST_KNOWN, Admission, Budget
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback.messages import Message


def spent(budget: Budget, times: int, now: float, who: str = "ann") -> list[Admission]:
    return [budget.spend(who, now, 60) for _ in range(times)]


def test_a_third_of_a_minutes_turns_may_come_in_a_row() -> None:
    budget = Budget()
    verdicts = spent(budget, 30, 0.0)
    assert verdicts == [Admission.TAKEN] * 20 + [Admission.TOLD] + [Admission.SILENT] * 9
    assert spent(budget, 1, 0.0, "bob") == [Admission.TAKEN]


def test_patience_is_rewarded_and_the_sentence_comes_again() -> None:
    budget = Budget()
    spent(budget, 30, 0.0)
    assert spent(budget, 3, 2.0) == [Admission.TAKEN, Admission.TAKEN, Admission.TOLD]
    assert spent(budget, 25, 1_000.0).count(Admission.TAKEN) == 20


def test_those_who_are_long_gone_are_forgotten() -> None:
    budget = Budget()
    for number in range(3 * MOST_KNOWN):
        budget.spend(number, float(number), 60)
    assert len(budget._purses) <= MOST_KNOWN + 1


@given(st.lists(st.floats(0, 5), max_size=300))
def test_nobody_gets_more_than_their_minutes(pauses: list[float]) -> None:
    budget, now, taken = Budget(), 0.0, 0
    for pause in pauses:
        now += pause
        taken += budget.spend("ann", now, 60) is Admission.TAKEN
    assert taken <= 20 + now + 1e-6


async def test_a_flood_is_answered_in_one_sentence_and_others_as_ever(home: Path) -> None:
    async with harbour(home, turns_a_minute=15) as port:
        for _ in range(40):
            port.bob.types(port.general, "!hi")
        await port.bob.sees(port.general, having=lambda m: "too quick" in m.content)
        slash = await port.bob.slash(port.general, "hi").reply()
        assert "too quick" in slash.content
        assert slash.visible_to is port.bob.user
        await port.loopback.until(lambda: len(said_to(port)) >= 6)
        answer = await port.says(port.ann, "!hi")
        assert answer.content.startswith("Hello")
        assert len(said_to(port)) == 7


def said_to(port: Harbour) -> list[Message]:
    """What everybody in the channel can read of the agent."""
    robin = port.loopback.world.bot
    return [m for m in port.general.messages if m.author is robin and m.visible_to is None]


async def test_many_together_have_a_budget_too(home: Path) -> None:
    async with harbour(home, turns_a_minute=3) as port:
        crowd = [port.loopback.person(f"p{n}", port.guild) for n in range(12)]
        for person in crowd:
            person.types(port.general, "!hi")
        told = await crowd[-1].sees(port.general, having=lambda m: "too much" in m.content)
        assert told.author is port.loopback.world.bot


async def test_presses_count(home: Path) -> None:
    async with harbour(home, turns_a_minute=1) as port:
        question = await port.says(port.bob, "!feedback")
        for _ in range(2):
            told = await port.bob.click(question, "4").reply()
            assert "too quick" in told.content
            assert told.visible_to is port.bob.user
        assert question.components != []


async def test_a_form_that_is_sent_too_quickly_is_given_back(port: Harbour) -> None:
    answer = await port.says(port.ann, f"{port.loopback.world.bot.mention} who are you")
    form = port.ann.click(answer, "Correct …")
    await form.form()
    port.app.governing.change(f"guild-{port.guild.id}", "turns_a_minute", "1")
    await port.says(port.ann, "!hi")
    told = await port.ann.submit(form, **{"What should I have answered?": "The cook."}).reply()
    assert "too quick" in told.content
    assert told.content.endswith("The cook.")
    assert told.visible_to is port.ann.user
