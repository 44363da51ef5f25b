"""What people type, and what is right: a no, a negation, a lesson, a rating."""

from pathlib import Path

import pytest

from agent.dialog.outcomes import Done
from agent.dialog.step import Step
from agent.states.awaiting_data import AwaitingData
from agent.states.lesson import lesson_of
from tests.agent.conftest import Talk
from tests.agent.conversation import EVERYTHING, Conversation
from tests.cases.conftest import DATA, answer_to


@pytest.mark.parametrize(
    "refusal",
    [
        "of course not",
        "that is not right",
        "it isn't",
        "yes please do not",
        "not exactly",
        "certainly not that",
        "sure it's wrong",
        "right, no",
    ],
)
def test_k01_a_refusal_is_never_learned_from(talk: Talk, refusal: str) -> None:
    heard = talk(
        "xyzzy plugh", "the magic word", refusal, "!cancel", "!correct show", "xyzzy plugh"
    )
    assert "the magic word" not in answer_to(heard, "!correct show")
    assert answer_to(heard, "xyzzy plugh") != "the magic word"


@pytest.mark.parametrize(
    "refusal",
    [
        "that is not right",
        "of course not",
        "it isn't",
        "not quite right",
        "that's not what I said",
        "certainly not",
    ],
)
def test_k01_nor_by_voice(refusal: str) -> None:
    talk = Conversation(lambda request: Done("cancel.done"), voice=True)
    talk.says("train")
    asked = talk.says("when I say good morning you answer hello friend")
    assert asked.endswith("Right?")
    talk.says(refusal)
    assert lesson_of(Step(talk.session, AwaitingData(), EVERYTHING)).examples == []


@pytest.mark.parametrize(
    ("line", "acted"),
    [
        ("don't leave the channel", "!leave needs a Discord voice channel"),
        ("please don't join the voice channel", "!join needs a Discord voice channel"),
        ("don't train a model", "Teach me"),
        ("I do not want to test you", "What should I be asked?"),
        ("please don't delete my data", "[yes / no]"),
        ("never export my data", "export-"),
    ],
)
def test_k02_a_negated_command_is_not_carried_out(talk: Talk, line: str, acted: str) -> None:
    assert acted not in answer_to(talk(line), line)


@pytest.mark.parametrize(
    "line",
    [
        "please don't go back to the old model",
        "do not roll back",
        "don't use the previous model",
        "I'd rather you did not go back to the old model",
        "no rollback please",
        "never use the old model again",
    ],
)
def test_k02_the_model_stays(talk: Talk, line: str) -> None:
    trained = [
        (f"!train {DATA / name}", "yes", "yes") for name in ("d06-untrained.json", "d13a-bye.json")
    ]
    heard = talk(*trained[0], *trained[1], line, "!cancel", "!status")
    assert "Model: 0002" in answer_to(heard, "!status")


@pytest.mark.parametrize(
    "sentence",
    [
        "what is the statue",
        "what is the state of the art",
        "where are wee",
        "how does it look",
        "export the goods",
        "repeal the law",
    ],
)
def test_k03_what_was_taught_wins_over_a_command_it_resembles(talk: Talk, sentence: str) -> None:
    heard = talk(f"!correct {sentence} => it is bronze", sentence)
    assert answer_to(heard, sentence) == "it is bronze"


@pytest.mark.parametrize(
    "command",
    ["how does it work", "stop", "help", "status", "cancel", "where are we"],
)
def test_k03_a_lesson_that_equals_a_command_is_answered_or_warned_of(
    talk: Talk, command: str
) -> None:
    plain, lesson = "!correct xyzzy => you pay monthly", f"!correct {command} => you pay monthly"
    heard = talk(plain, lesson, command)
    usual = answer_to(heard, plain).replace("xyzzy", command)
    warned = answer_to(heard, lesson) != usual
    assert warned or answer_to(heard, command) == "you pay monthly"


@pytest.mark.parametrize(
    ("first", "second", "given", "answer"),
    [
        ("when i say good morning", "you answer hello friend", "good morning", "hello friend"),
        ("When I say ahoy,", "you say hello captain", "ahoy", "hello captain"),
        ("if someone says marco", "then answer polo", "marco", "polo"),
        ("when somebody asks who is the boss", "say Martha", "who is the boss", "Martha"),
        ("when you hear ping", "reply pong", "ping", "pong"),
        ("when someone asks how are you", "say fine thanks", "how are you", "fine thanks"),
        ("if people ask what you do", "say I sell tea", "what you do", "I sell tea"),
        ("whenever I ask is it open", "please say till six", "is it open", "till six"),
        ("if I ask how late is it", "answer look outside", "how late is it", "look outside"),
    ],
)
def test_k04_halves_lose_their_frames(
    talk: Talk, first: str, second: str, given: str, answer: str
) -> None:
    heard = talk("!train", first, second, "list")
    assert answer_to(heard, "list") == f"1. “{given}” gives “{answer}”"


@pytest.mark.parametrize(
    ("typed", "stars"),
    [
        ("4 stars", 4),
        ("4/5", 4),
        ("four out of five", 4),
        ("⭐⭐⭐⭐", 4),
        ("4️⃣", 4),
        ("five stars!", 5),
        ("I'd rate that a 2", 2),
        ("1 star", 1),
        ("three of five", 3),
    ],
)
def test_k07_a_rating_is_its_number(talk: Talk, typed: str, stars: int) -> None:
    heard = talk("!feedback", typed, "yes", "no", "!cancel", "!feedback show")
    assert f"{stars} of 5" in answer_to(heard, "!feedback show")


@pytest.mark.parametrize(
    ("lesson", "given", "answer"),
    [
        ("what does a -> b mean => implication", "what does a -> b mean", "implication"),
        ("x -> y -> z => a chain", "x -> y -> z", "a chain"),
        ("is 3 -> 4 a step => one step", "is 3 -> 4 a step", "one step"),
        ("arrow => it is written ->", "arrow", "it is written ->"),
        ("p → q => also an implication", "p → q", "also an implication"),
        ("f: A -> B => a function", "f: A -> B", "a function"),
    ],
)
def test_k08_the_documented_arrow_divides(talk: Talk, lesson: str, given: str, answer: str) -> None:
    heard = talk("!train", lesson, "list")
    assert answer_to(heard, "list") == f"1. “{given}” gives “{answer}”"


@pytest.mark.parametrize(
    "line",
    [
        "test with srv.json",
        "get the file datasets/console/srv.json",
        "where is my config.json",
        "what is a rooms.csv",
        "delete the old backup.jsonl",
        "is it called data.csv",
    ],
)
def test_a_sentence_that_ends_like_a_file_is_a_sentence(
    talk: Talk, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "give the path of" not in talk(line)
