"""What a command is about: datasets, files and answers by their names."""

import pytest

from agent.dialog.intents import Intent
from tests.agent.understanding.meaning import UNDERSTANDING, meant


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("use the weather dataset", "select_dataset", {"name": "weather"}),
        ("please use the Weather Data set", "select_dataset", {"name": "Weather"}),
        ("archive the greetings dataset", "archive", {"what": "greetings"}),
        ("archive the models folder", "archive", {"what": "models"}),
        ("send me the file datasets/a b.json", "getfile", {"path": "datasets/a b.json"}),
        (
            "I give you four stars, fine",
            "feedback",
            {"rating": "four", "comment": "fine", "number": "4"},
        ),
        ("!feedback 4 nice one", "feedback", {"rating": "4", "comment": "nice one", "number": "4"}),
        ("You should have said hello crew", "amend", {"answer": "hello crew"}),
        ("!correct right answer", "correct", {"answer": "right answer"}),
        ("!getfile datasets/x.json", "getfile", {"path": "datasets/x.json"}),
        ('!test {"data": []}', "test", {"cases": '{"data": []}'}),
        ("!trian", "unknown_command", {"given": "trian", "nearest": "train"}),
        ("!xyzzy", "unknown_command", {"given": "xyzzy", "nearest": ""}),
    ],
)  # fmt: skip
def test_slots_keep_what_was_typed(text: str, intent: str, slots: dict[str, str]) -> None:
    meaning = meant(text)
    assert (meaning.intent, meaning.slots) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("use plants", "select_dataset", {"name": "plants"}),
        ("now take plants instead", "select_dataset", {"name": "plants"}),
        ("back up plants", "archive", {"what": "plants"}),
        ("rm answer parking", "remove_answer", {"what": "parking"}),
        ("forget what you say about lunch", "remove_answer", {"what": "lunch"}),
        ("cat lessons.json", "getfile", {"path": "lessons.json"}),
    ],
)
def test_a_name_of_nobodys_is_asked_about(text: str, intent: str, slots: dict[str, str]) -> None:
    guessed = UNDERSTANDING.guess(text)
    assert guessed and guessed.confidence < 0.8
    assert (guessed.intent, dict(guessed.slots)) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("forget everything about the fee", "remove_answer", {"what": "the fee"}),
        ("please forget all about parking", "remove_answer", {"what": "parking"}),
        ("delete anything you know about lunch", "remove_answer", {"what": "lunch"}),
        ("forget all we taught you about my boss", "remove_answer", {"what": "my boss"}),
        ("forget everything about me", "forget", {}),
        ("forget all about me", "forget", {}),
        ("delete everything you know about me", "forget", {}),
        (
            'rename "from nine to five" to "nine to six"',
            "taught",
            {"before": "from nine to five", "after": "nine to six"},
        ),
        (
            "merge “tea and coffee” into “drinks”",
            "taught",
            {"before": "tea and coffee", "after": "drinks"},
        ),
    ],
)
def test_it_is_told_apart_about_what(text: str, intent: str, slots: dict[str, str]) -> None:
    found = meant(text)
    assert (found.intent, {k: v for k, v in found.slots.items() if v}) == (intent, slots)


@pytest.mark.parametrize("text", ["don't use plants", "never back up plants", "use two eggs a day"])
def test_nothing_is_guessed_of_a_refusal_or_a_story(text: str) -> None:
    assert UNDERSTANDING.guess(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("please delete the parking answer", "parking"), ("forget the wifi line", "wifi"),
        ("delete the answer about parking", "parking"),
        ("remove the answer to who runs the club", "who runs the club"),
        ("forget what I taught you about the wifi", "the wifi"),
        ("delete everything I told you about soup", "soup"),
    ],
)  # fmt: skip
def test_an_answer_to_forget_is_named_by_what_it_is_about(text: str, what: str) -> None:
    meaning = meant(text)
    assert (meaning.intent, meaning.slot("what")) == (Intent.REMOVE_ANSWER, what)


@pytest.mark.parametrize("text", ["forget the last answer", "delete the wrong answer", "drop it"])
def test_what_names_no_answer_fills_in_none(text: str) -> None:
    assert not meant(text).slot("what")
