"""What is not understood: who speaks is left in peace after a while, who types is not."""

import pytest

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


def test_who_speaks_is_parked_at_the_third_time_and_may_go_on() -> None:
    talk = asked_for_stars(voice=True)
    talk.says(MUMBLE)
    talk.says(MUMBLE)
    assert talk.session.attention == ""
    assert "type" in talk.says(MUMBLE)
    assert talk.session.attention == "parked"
    assert talk.silence(600) == ""
    talk.says("hey Robin")
    assert talk.session.attention == "returned"


@pytest.mark.parametrize("voice", [True, False])
def test_after_ten_minutes_the_dialog_is_parked_and_everything_kept(voice: bool) -> None:
    talk = asked_for_stars(voice=voice)
    talk.silence(600)
    assert talk.session.attention == "parked"
    assert talk.state == "giving_feedback"


def test_only_who_speaks_is_asked_again_after_a_silence() -> None:
    assert asked_for_stars(voice=False).silence(599) == ""
    assert asked_for_stars(voice=True).silence(7) != ""
