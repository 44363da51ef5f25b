"""What is not understood: who speaks is left in peace after a while, who types is not."""

import pytest

from agent.dialog.turns import Said
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world

MUMBLE = "florble wug"


def asked_for_stars(*, voice: bool) -> Conversation:
    talk = Conversation(world, voice=voice)
    talk.says("feedback")
    assert talk.state == "giving_feedback"
    return talk


def test_who_types_is_never_parked_for_not_being_understood() -> None:
    talk = asked_for_stars(voice=False)
    answers = [talk.says(MUMBLE) for _ in range(6)]
    assert talk.session.attention == ""
    assert len(set(answers[1:])) == 1
    talk.says("4")
    assert talk.state != "giving_feedback"


def not_understood() -> Conversation:
    talk = asked_for_stars(voice=True)
    talk.says(MUMBLE)
    talk.says(MUMBLE)
    assert talk.session.attention == ""
    assert "type" in talk.says(MUMBLE)
    assert talk.session.attention == "waited_for"
    return talk


def test_who_speaks_is_left_alone_at_the_third_time() -> None:
    talk = not_understood()
    assert talk.silence(599) == ""
    assert talk.session.attention == "waited_for"
    assert talk.silence(2) == ""
    assert talk.session.attention == "parked"


@pytest.mark.parametrize("spoken", [True, False])
def test_what_is_said_or_typed_after_the_third_time_is_taken(spoken: bool) -> None:
    talk = not_understood()
    assert "comment" in talk.turn(Said("four", spoken=spoken)).lower()
    assert talk.session.attention == ""


def test_who_calls_after_the_third_time_is_reminded() -> None:
    talk = not_understood()
    assert "one to five" in talk.says("hey Robin").lower()
    assert talk.session.attention == "returned"


def test_who_was_silent_three_times_is_taken_at_their_word() -> None:
    talk = asked_for_stars(voice=True)
    talk.silence(30)
    assert talk.session.attention == "waited_for"
    assert "comment" in talk.says("four").lower()


def test_after_ten_minutes_what_is_said_is_not_taken_for_the_answer() -> None:
    talk = not_understood()
    talk.silence(601)
    assert "one to five" in talk.says("four").lower()
    assert talk.state == "giving_feedback"


@pytest.mark.parametrize("voice", [True, False])
def test_after_ten_minutes_the_dialog_is_parked_and_everything_kept(voice: bool) -> None:
    talk = asked_for_stars(voice=voice)
    talk.silence(630)
    assert talk.session.attention == "parked"
    assert talk.state == "giving_feedback"


def test_only_who_speaks_is_asked_again_after_a_silence() -> None:
    assert asked_for_stars(voice=False).silence(599) == ""
    assert asked_for_stars(voice=True).silence(7) != ""


def test_three_doubts_in_a_row_end_like_three_misses() -> None:
    talk = asked_for_stars(voice=True)
    assert talk.says("one", 0.5) == talk.says("two", 0.5).replace("Two", "One") == "One?"
    assert "type" in talk.says("one", 0.5)
    assert talk.session.attention == "waited_for"


def test_a_doubt_and_misses_are_counted_together() -> None:
    talk = asked_for_stars(voice=True)
    talk.says("four", 0.6)
    talk.says(MUMBLE)
    assert "type" in talk.says(MUMBLE)


def test_a_doubt_that_was_answered_is_not_counted() -> None:
    talk = asked_for_stars(voice=True)
    talk.says("one", 0.5)
    talk.says("no")
    talk.says("four", 0.6)
    assert "comment" in talk.says("yes").lower()


def test_mumbles_that_sound_like_help_are_misses() -> None:
    talk = asked_for_stars(voice=True)
    assert "one is" in talk.says("help", 0.6)
    assert "one is" in talk.says("help", 0.7)
    assert "type" in talk.says("help", 0.6)


def test_who_asks_for_help_plainly_gets_it_each_time() -> None:
    talk = asked_for_stars(voice=True)
    assert len({talk.says("help", 0.9) for _ in range(4)}) == 1


@pytest.mark.parametrize(
    ("words", "sure"), [("no", 0.6), ("no you have to understand my dear", 0.7)]
)
def test_a_doubtful_no_to_a_read_back_is_not_asked_about_by_another_yes_or_no(
    words: str, sure: float
) -> None:
    talk = Conversation(world, voice=True)
    talk.says("train")
    talk.says("when I say hi, you answer hello there")
    assert talk.says(words, sure) == "Sorry, is that right: yes or no?"
    assert "Next" in talk.says("yes")


def test_a_doubt_is_asked_in_the_words_as_they_are_written() -> None:
    assert asked_for_stars(voice=True).says("don't worry about it", 0.6) == "Don't worry about it?"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("forget my data", "Delete everything I keep of you?"),
        ("leave", "Shall I leave the voice channel?"),
        ("roll back", "Go back to the model from before?"),
        ("start over", "Begin again from the start?"),
    ],
)
def test_what_is_grave_is_asked_in_full(words: str, asked: str) -> None:
    talk = Conversation(world, voice=True)
    assert talk.says(words, 0.79) == asked
    assert not talk.requests
    assert talk.says("yes") != asked


def test_what_is_doubted_where_yes_or_no_is_asked_is_asked_about_unless_it_is_a_no() -> None:
    talk = Conversation(world, voice=True)
    for line in ("train", "when i say good morning answer hello friend", "yes", "done"):
        talk.says(line)
    talk.job_done()
    assert talk.says("rollback", 0.5) == "Go back to the model from before?"
    assert talk.says("no", 0.5).startswith("Going on.")
