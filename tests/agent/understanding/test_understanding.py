"""Words to meanings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dialog.intents import Intent
from agent.dialog.requests import Lines
from agent.dialog.session import Session
from agent.dialog.turns import Expectation, Meaning, Said
from agent.prompts.language import language
from agent.states import all_commands, all_states
from agent.understanding.lessons import EXPECTED, lessons_in
from agent.understanding.ratings import rating_in
from agent.understanding.understand import Understanding

LANGUAGE = language()
UNDERSTANDING = Understanding("!", "Robin", LANGUAGE, all_commands())
STATES = {state.name: state.expected(Session("ann", "home")) for state in all_states()}
IDLE = STATES["idle"]


def lessons(text: str) -> Lines:
    return lessons_in(text, LANGUAGE, EXPECTED)


def meant(text: str, expected: Expectation = IDLE) -> Meaning:
    return UNDERSTANDING.understand(Said(text), expected)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("please train a model", "train"),
        ("Could you train a model please?", "train"),
        ("Hey Robin, train.", "train"),
        ("start traning", "train"),
        ("test yourself", "test"),
        ("that was wrong", "correct"),
        ("I have feedback", "feedback"),
        ("show me the instructions", "instruction"),
        ("roll back the model", "rollback"),
        ("delete my data", "forget"),
        ("what's archived", "archive_list"),
        ("where are we?", "status"),
        ("help me", "help"),
        ("Never heard of it", "sentence"),
        ("when does the next train leave", "sentence"),
        ("how do I test my backup", "sentence"),
        ("hey robin", "called"),
        ("!hi", "hi"),
        ("!Select-Dataset weather", "select_dataset"),
        ("!trian", "unknown_command"),
        ("!", "sentence"),
        ("!!!", "sentence"),
    ],
)
def test_sentences_in_idle(text: str, intent: str) -> None:
    assert meant(text).intent == intent


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
    ("text", "example"),
    [
        ("when I say good morning you answer hello friend", ("good morning", "hello friend")),
        ("When I say Good morning, you answer: Hello friend!", ("Good morning", "Hello friend!")),
        ("good morning => hello friend", ("good morning", "hello friend")),
        ("if I ask how are you, say fine", ("how are you", "fine")),
        ("when someone asks who are you then reply I am Robin", ("who are you", "I am Robin")),
        ("a => b => c", ("a", "b => c")),
        ("when somebody says shut up don't answer", ("shut up", "(no answer)")),
        ("how much is it? 14 euros", ("how much is it?", "14 euros")),
        (
            "When do you open?\nAt nine.\nNot on Sundays.",
            ("When do you open?", "At nine.\nNot on Sundays."),
        ),
        (
            "when do you open? We open at 9. Closed on Mondays.",
            ("when do you open?", "We open at 9. Closed on Mondays."),
        ),
    ],
)
def test_dictated_examples(text: str, example: tuple[str, str]) -> None:
    assert lessons(text) == (example,)


def test_a_page_of_questions_and_answers_is_a_lesson_each() -> None:
    page = "When do you open?\nAt nine.\n\nHow much is it?\n14 euros.\nKids 8.\nDogs?\nSorry, no."
    assert lessons(page) == (
        ("When do you open?", "At nine."),
        ("How much is it?", "14 euros.\nKids 8."),
        ("Dogs?", "Sorry, no."),
    )


@pytest.mark.parametrize(
    ("text", "given", "answer"),
    [
        ("when I say lights on you answer ok, lights on", "lights on", "ok, lights on"),
        ("When I say lights on, you should say: Ok!", "lights on", "Ok!"),
        ("hey robin, train, when I say lights on you reply with ok", "lights on", "ok"),
        ("if somebody asks who are you then you answer who asks?", "who are you", "who asks?"),
        ("please learn that when you hear ahoy you say " + "ahoy " * 20 + "ho", "ahoy", None),
    ],
)
def test_an_example_dictated_in_idle(text: str, given: str, answer: str | None) -> None:
    meaning = meant(text, STATES["idle"])
    assert (meaning.intent, meaning.slot("input")) == ("dictation", given)
    assert meaning.slot("output") == (answer or "ahoy " * 20 + "ho")


@pytest.mark.parametrize(
    "text",
    [
        "when I say hello what happens",
        "when I say hello what do you say to me",
        "when I say hello why do you answer goodbye?",
        "when I say hello can you answer me",
        "when I say hello, should you say hi?",
        "when I go home you say goodbye",
        "when I say hello you answer",
        "to be honest you answer badly",
    ],
)
def test_what_is_no_dictation_in_idle(text: str) -> None:
    assert meant(text, STATES["idle"]).intent == "sentence"


@pytest.mark.parametrize(
    "text",
    ["good morning", "=> hello", "good morning =>", "", "when I say", "when in Rome you say ciao"],
)
def test_what_is_no_example(text: str) -> None:
    assert lessons(text) == ()


@pytest.mark.parametrize(
    ("state", "text", "intent"),
    [
        ("awaiting_data.confirming", "Yes.", "yes"),
        ("awaiting_data.confirming", "yep", "yes"),
        ("awaiting_data.confirming", "No, answer hello captain.", "amend"),
        ("testing.judging", "no, it should be hello crew", "amend"),
        ("testing.judging", "that's wrong", "no"),
        ("testing.judging", "should be hello crew", "amend"),
        ("awaiting_data", "that's all", "done"),
        ("awaiting_data", "done deal is what I say", "text"),
        ("awaiting_data", "scratch that", "undo"),
        ("giving_feedback", "four", "number"),
        ("giving_feedback", "five stars", "number"),
        ("giving_feedback", "4", "number"),
        ("training", "how far are you", "status"),
        ("training.result", "use it", "yes"),
    ],
)
def test_what_a_state_expects_comes_first(state: str, text: str, intent: str) -> None:
    assert meant(text, STATES[state]).intent == intent


def test_a_spoken_doubt_is_the_recognizers_and_the_fit_together() -> None:
    spoken = Said("four", spoken=True, confidence=0.66)
    assert UNDERSTANDING.understand(spoken, STATES["giving_feedback"]).confidence == 0.66
    near = UNDERSTANDING.understand(
        Said("trane a model", spoken=True, confidence=0.9), Expectation(commands=True)
    )
    assert near.intent == "train"
    assert near.confidence < 0.9


def test_numbers_in_words() -> None:
    assert [rating_in(text, LANGUAGE) for text in ("4", "Four", "five stars", "six", "")] == [
        4,
        4,
        5,
        0,
        0,
    ]


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize(
    "begin", ["when i", "when I say", "when you hear", "if I say a,", "no", "no, it", "a", "to a"]
)
def test_a_line_of_blanks_does_not_hold_everybody_up(state: str, begin: str) -> None:
    begun = time.thread_time()
    meant(begin + " " * 1_900 + "b", STATES[state])
    assert time.thread_time() - begun < 0.02


@given(st.text(max_size=300), st.sampled_from(sorted(STATES)))
def test_any_text_has_a_meaning_in_any_state(text: str, state: str) -> None:
    meaning = meant(text, STATES[state])
    assert 0 <= meaning.confidence <= 1
    assert meaning.intent or not STATES[state].free or text.strip() == "!"


@given(st.text(min_size=1, max_size=40).filter(lambda t: t.strip() and "=" not in t))
def test_an_arrow_always_makes_an_example(word: str) -> None:
    found = lessons(f"{word} => {word}")
    assert found == () or len(word.splitlines()) > 1 or found[0][1].strip() == word.strip()


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
    ("text", "answer"),
    [
        ("not like this, the right answer is room twelve", "room twelve"),
        ("not that one, say blue", "blue"),
        ("that's not it, it should be Friday", "Friday"),
        ("no, that's not what I meant", ""),
        ("wrong, it's a mistake", ""),
        ("not that one, smart casual", "smart casual"),
        ("oh no, that's wrong", ""),
        ("answer me in french", ""),
        ("answer the door", ""),
        ("naw, it's Glasgow", "Glasgow"),
        ("should be Sarah not Susan", "Sarah"),
        ("the correct one would've been Ask Ann", "Ask Ann"),
        ("incorrect; ten euros is the price", "ten euros is the price"),
        ("close, but it's called Rex", "Rex"),
        ("next time say It's upstairs", "It's upstairs"),
        ("not pong, say ping pong", "ping pong"),
        ("not now, it's late", ""),
        ("not bad, it is nice", ""),
        ("wrong channel, sorry", ""),
        ("wrong, wrong, wrong", ""),
        ("nope! gotta go", ""),
        ("the one is broken", ""),
        ("the one's over there", ""),
        ("false alarm, everybody calm down", ""),
        ("that's wrong, isn't it", ""),
        ("the response was quick", ""),
        ("change it to dark mode", ""),
        ("not him, say nothing of it", ""),
    ],
)
def test_a_better_answer_is_told_from_a_mere_no(text: str, answer: str) -> None:
    found = meant(text)
    assert found.slot("answer") == answer
    assert (found.intent == "amend") is bool(answer)


@pytest.mark.parametrize(
    ("text", "lesson"),
    [
        (
            "the answer to what is the wifi password is tulip",
            ("what is the wifi password", "tulip"),
        ),
        ("the answer to who is the boss is Ann", ("who is the boss", "Ann")),
        ("the answer to how much is a tea is one euro", ("how much is a tea", "one euro")),
        ("the answer to where's the key is in the box", ("where's the key", "in the box")),
        ("the answer to how is easily", ("how", "easily")),
        ("the answer to lunch should be at noon", ("lunch", "at noon")),
    ],
)
def test_a_question_keeps_its_own_verb(text: str, lesson: tuple[str, str]) -> None:
    assert lessons(text) == (lesson,)


@pytest.mark.parametrize(("text", "stars"), [("⭐⭐⭐⭐", "4"), ("★★", "2"), ("⭐ sorry", "")])
def test_stars_by_themselves_rate(text: str, stars: str) -> None:
    assert meant(text).slot("number") == stars


@pytest.mark.parametrize("text", ["give me my data", "put srv in the archive", "test the model"])
@pytest.mark.parametrize("state", ["correcting.confirming", "awaiting_data.confirming"])
def test_a_command_where_something_else_was_asked_is_asked_about(text: str, state: str) -> None:
    found = meant(text, STATES[state])
    assert found.intent == meant(text).intent
    assert 0.5 <= found.confidence < 0.8
    assert meant("don't " + text, STATES[state]).intent not in (found.intent, "yes")


@pytest.mark.parametrize(
    "before", ["and", "so", "okay,", "yes", "well,", "um", "no,", "ok so", "and then"]
)
def test_a_lesson_may_begin_with_a_word_that_says_nothing(before: str) -> None:
    expected = Expectation((Intent.EXAMPLE, Intent.HALF), Intent.TEXT)
    said = Said(f"{before} when i say good morning you answer hello", spoken=True)
    assert UNDERSTANDING.understand(said, expected).examples == (("good morning", "hello"),)


@pytest.mark.parametrize(
    ("read", "intent"),
    [
        ("no, answer my sister", Intent.AMEND), ("that's not right", Intent.NO),
        ("no that's wrong", Intent.NO), ("no problem", Intent.NONE), ("that bright", Intent.YES),
    ],
)  # fmt: skip
def test_what_sounds_like_a_yes_is_none_where_a_no_was_read(read: str, intent: Intent) -> None:
    heard = Said("that's right", spoken=True, confidence=0.52, readings=(read,))
    meaning = UNDERSTANDING.understand(heard, STATES["awaiting_data.confirming"])
    assert meaning.intent is intent


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


@pytest.mark.parametrize("text", ["what did I teach you", "list the archives"])
def test_what_only_tells_is_told_in_the_middle_of_a_question(text: str) -> None:
    meaning = meant(text, STATES["correcting.confirming"])
    assert (meaning.confidence, meaning.loose) == (1.0, False)
