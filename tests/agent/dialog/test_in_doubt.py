"""By voice, where the recognizer was in doubt: read back, asked about, or offered otherwise."""

import pytest

from agent.dialog.requests import KeepFeedback, Train
from agent.dialog.turns import Said
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Train.", "Say: when I say X, you answer Y."),
        ("Feedback.", "One to five?"),
        ("Test.", "What should I be asked?"),
        ("Correct.", "Which sentence should I answer differently?"),
        ("Leave the channel.", "Shall I leave the voice channel?"),
        ("Forget everything.", "Delete everything I keep of you?"),
    ],
)
def test_only_what_its_own_question_shows_is_begun_on_a_doubt(said: str, asked: str) -> None:
    assert Conversation(world, voice=True).says(said, 0.7) == asked


def test_low_confidence() -> None:
    talk = Conversation(world, voice=True)

    assert talk.says("Feedback.") == "One to five?"
    assert talk.state == "giving_feedback"
    assert talk.says("mumble", 0.41) == "Sorry, a number from one to five?"
    assert talk.state == "giving_feedback"
    assert talk.says("Four.", 0.66) == "Four?"
    assert talk.state == "giving_feedback"
    assert talk.says("Yes.") == "Any comment? Or say no."
    assert talk.state == "giving_feedback.comment"
    assert talk.says("No.") == "Thanks."
    assert talk.requests == [KeepFeedback(4)]
    assert talk.state == "idle"


def test_by_voice_it_is_read_back_like_any_other_and_asked_about_once() -> None:
    talk = Conversation(world, voice=True)

    heard = talk.says("When I say lights on you answer ok.", confidence=0.6)
    assert heard == "When I hear lights on, I answer ok. Right?"
    assert talk.says("Yes.") == "One. Next?"
    assert talk.state == "awaiting_data"


READINGS = ("when i say good morning you answer low friend", "when i say good morning you", "no")


@pytest.fixture
def misheard() -> Conversation:
    """A lesson read back after the recognizer was in doubt."""
    talk = Conversation(world, voice=True)
    talk.says("train")
    text = "when i say good morning you answer for low friend"
    heard = talk.turn(Said(text, spoken=True, readings=(text, *READINGS)))
    assert heard == "When I hear good morning, I answer for low friend. Right?"
    return talk


def test_after_a_no_the_next_reading_is_offered_and_then_it_may_be_typed(
    misheard: Conversation,
) -> None:
    assert misheard.says("no") == "Good morning gives low friend. Right?"
    assert misheard.says("no") == (
        "I keep mishearing. Type it, or say it again and spell the words? None. Next?"
    )
    misheard.says("when i say a you answer b")
    assert misheard.says("yes") == "One. Next?"


def test_a_likely_no_is_not_asked_back(misheard: Conversation) -> None:
    assert misheard.says("no", confidence=0.75) == "Good morning gives low friend. Right?"


def test_of_what_is_said_again_the_next_reading_is_offered_too(misheard: Conversation) -> None:
    misheard.says("no")
    misheard.says("no")
    text = "when i say good morning you answer hellofrend"
    misheard.turn(
        Said(text, spoken=True, readings=(text, "when i say good morning you answer hello"))
    )
    assert misheard.says("no") == "Good morning gives hello. Right?"


def test_the_next_reading_is_learned_after_a_yes(misheard: Conversation) -> None:
    misheard.says("no")
    assert misheard.says("yes") == "One. Next?"
    misheard.says("done")
    assert misheard.requests == [Train(added=(("good morning", "low friend"),))]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("no, the answer is hello", "Good morning gives hello. Right?"),
        ("no, you answer hello", "Good morning gives hello. Right?"),
        ("no, when i say good evening", "Good evening gives for low friend. Right?"),
        ("when i say good evening", "Good evening gives for low friend. Right?"),
        ("no, when i say hi you answer ho", "When I hear hi, I answer ho. Right?"),
    ],
)
def test_a_read_back_is_mended_by_halves(misheard: Conversation, said: str, asked: str) -> None:
    assert misheard.says(said) == asked


def test_a_likely_rating_is_taken_and_said_and_undo_takes_it_back() -> None:
    talk = Conversation(world, voice=True)
    talk.says("Feedback.")
    assert talk.says("Four.", 0.7) == "Four stars. Any comment? Or say no."
    assert talk.says("Undo.") == "One to five?"
    assert talk.says("One.", 0.7) == "One star. Any comment? Or say no."
    assert talk.says("No.", 0.7) == "Thanks."
    assert talk.requests == [KeepFeedback(1)]


def test_a_doubtful_done_is_asked_about_before_it_trains() -> None:
    talk = Conversation(world, voice=True)
    talk.says("train")
    talk.says("when I say good morning you answer hello friend")
    talk.says("yes")
    assert talk.says("done", 0.55) == "Done?"
    assert talk.state == "awaiting_data"
    talk.says("yes")
    assert talk.state == "training"


def test_a_likely_done_is_done() -> None:
    talk = Conversation(world, voice=True)
    talk.says("train")
    talk.says("when I say good morning you answer hello friend")
    talk.says("yes")
    talk.says("done", 0.7)
    assert talk.state == "training"


@pytest.mark.parametrize(("confidence", "is_done"), [(0.6, False), (0.79, False), (0.85, True)])
def test_what_is_grave_takes_a_clear_yes(confidence: float, is_done: bool) -> None:
    talk = Conversation(world, voice=True)
    asked = talk.says("leave the channel", 0.7)
    assert asked == "Shall I leave the voice channel?"
    assert (talk.says("yes", confidence) != asked) is is_done
    assert talk.says("no").startswith("Going on.") is not is_done


@pytest.mark.parametrize(("confidence", "is_done"), [(0.55, False), (0.7, True)])
def test_a_faint_yes_settles_no_doubt(confidence: float, is_done: bool) -> None:
    talk = Conversation(world, voice=True)
    talk.says("feedback")
    assert talk.says("four", 0.6) == "Four?"
    assert (talk.says("yes", confidence) != "Four?") is is_done


def test_after_three_faint_answers_typing_is_offered() -> None:
    talk = Conversation(world, voice=True)
    talk.says("leave the channel", 0.7)
    assert talk.says("yes", 0.6) == talk.says("yes", 0.6) == "Shall I leave the voice channel?"
    assert "type" in talk.says("yes", 0.6).lower()
    assert talk.says("yes") != "Shall I leave the voice channel?"
