"""What two hearings make together, by what each mistake would cost."""

from dataclasses import replace

import pytest

from speech.recognition.base import Alternative, PhraseScore, Transcript
from speech.recognition.reconciliation import ASK, TAKE, bound, doubted, reconcile

LIKELY = 2 / 3
"""What can be taken back is done from here on, without a question."""


def heard(text: str, **margins: float) -> Transcript:
    scores = (PhraseScore(name.replace("_", " "), value) for name, value in margins.items())
    return Transcript(text, 0.7, expected=tuple(scores), engine="test")


def test_an_expected_phrase_that_sounds_alike_wins_over_strange_words() -> None:
    made = reconcile(heard("fee bat", feedback=-3.0, train=-15.0))
    assert made.text == "feedback"
    assert made.confidence >= TAKE
    assert made.alternatives == (Alternative("fee bat", 0.7),)


def test_words_that_sound_like_nothing_expected_stay_as_they_are() -> None:
    said = heard("may i have a mocha", shut_up=-17.7)
    assert reconcile(said) is said


def test_without_anything_expected_nothing_changes() -> None:
    said = heard("good morning")
    assert reconcile(said) is said


def test_what_may_have_been_meant_is_asked_back() -> None:
    made = reconcile(heard("pass", test=-10.0))
    assert made.text == "test"
    assert ASK <= made.confidence < TAKE


def test_two_phrases_that_fit_alike_are_asked_about() -> None:
    made = reconcile(heard("paul", five=-4.5, four=-4.9))
    assert made.text == "five"
    assert ASK <= made.confidence < TAKE


def test_two_phrases_that_mean_the_same_are_not_told_apart() -> None:
    said = heard("correct heart", correct=-3.2, correct_that=-3.3)
    made = reconcile(said, meanings={"correct": "correct", "correct that": "correct"})
    assert made.confidence >= TAKE


@pytest.mark.parametrize("margin", [0.0, -0.1, -3.0])
def test_what_only_sounds_like_a_grave_command_is_always_asked_back(margin: float) -> None:
    made = reconcile(heard("for get my day", forget_my_data=margin), grave={"forget my data"})
    assert made.text == "forget my data"
    assert ASK <= made.confidence < TAKE


def test_a_grave_command_in_so_many_words_is_as_sure_as_its_words() -> None:
    made = reconcile(heard("forget my data", forget_my_data=0.0), grave={"forget my data"})
    assert made.confidence >= 0.7


def test_a_phrase_that_was_read_word_for_word_is_taken() -> None:
    made = reconcile(heard("four", four=0.0))
    assert made.confidence >= TAKE
    assert made.alternatives == ()


def test_a_command_wins_over_strange_words_after_the_name() -> None:
    said = replace(
        heard("hey robin see black", hey_robin_feedback=-1.8),
        opened=PhraseScore("hey robin see black", 0.0),
    )
    assert reconcile(said).text == "hey robin feedback"


def test_the_name_is_put_right_before_words_that_nobody_expected() -> None:
    said = replace(
        heard("they robbed in what time is it", archive=-15.0),
        opened=PhraseScore("hey robin what time is it", -4.0),
    )
    made = reconcile(said)
    assert made.text == "hey robin what time is it"
    assert made.confidence == said.confidence


def test_a_command_after_the_name_is_measured_by_the_strange_words_there() -> None:
    noisy = heard("he robbed and dreamed", hey_robin_train=-12.8, get_up=-19.0)
    unsure = reconcile(replace(noisy, opened=PhraseScore("hey robin dream", -8.8)))
    assert unsure.text == "hey robin train"
    assert unsure.confidence >= TAKE
    strange = reconcile(replace(noisy, opened=PhraseScore("hey robin dream", -0.5)))
    assert strange.text == "hey robin dream"
    other = reconcile(replace(noisy, opened=PhraseScore("no he dreamed", -8.8)))
    assert other.text == "no he dreamed"
    nobody = reconcile(replace(noisy, opened=PhraseScore("hey robin dream", -12.5)))
    assert nobody.text == noisy.text


def test_after_the_name_other_phrases_count_as_little_as_other_words() -> None:
    """What was heard of "hey Robin, train" and of "hey Robin, feedback" in a kitchen."""
    fits = {"what do you know": -12.0, "hey robin train": -14.2, "what's wrong with you": -14.4}
    said = heard("he robbed and dreamed", **fits)
    made = reconcile(replace(said, opened=PhraseScore("hey robin dream", -9.1)))
    assert made.text == "hey robin train"
    said = heard(
        "they robbed a cheese back", **{"take it back": -13.1, "hey robin feedback": -14.5}
    )
    made = reconcile(replace(said, opened=PhraseScore("hey robin she's back", -5.8)))
    assert (made.text, made.confidence < 0.8) == ("hey robin feedback", True)


def test_a_name_that_does_not_fit_is_not_put_in() -> None:
    said = replace(heard("where is the robin"), opened=PhraseScore("hey robin the robin", -14.0))
    assert reconcile(said) is said


@pytest.mark.parametrize(("margin", "text"), [(-11.5, "no answer my sister"), (-5.0, "of course")])
def test_a_phrase_gives_way_to_an_opening_that_was_read(margin: float, text: str) -> None:
    said = heard("no answer my sister", **{"of course": margin, "that's right": -19.0})
    assert reconcile(replace(said, opened=PhraseScore("no answer my sister", 0.0))).text == text


def test_where_only_phrases_are_of_use_less_is_asked_about() -> None:
    said = heard("mm", two=-5.3, one=-5.5)
    assert reconcile(said).text == "mm"
    made = reconcile(said, closed=True)
    assert made.text == "two"
    assert made.confidence == ASK


@pytest.mark.parametrize(("margin", "text"), [(-6.0, "who feeds the cat"), (-10.0, "who fits")])
def test_a_sentence_that_is_no_order_is_only_taken_where_it_is_likely(
    margin: float, text: str
) -> None:
    said = heard("who fits", who_feeds_the_cat=margin)
    assert reconcile(said, sentences={"who feeds the cat"}).text == text
    assert reconcile(said).text == "who feeds the cat"


@pytest.mark.parametrize(("confidence", "taken"), [(0.33, False), (0.59, False), (0.66, True)])
def test_what_cannot_be_read_at_all_is_asked_back_however_well_a_phrase_fits(
    confidence: float, taken: bool
) -> None:
    laughter = replace(heard("10 seconds", that_is_right=0.5), confidence=confidence)
    made = reconcile(laughter)
    assert made.text == "that is right"
    assert (made.confidence >= TAKE) is taken
    assert made.confidence >= ASK
    assert (made.confidence > LIKELY) is taken


def test_a_yes_that_was_read_badly_but_so_may_settle_a_doubt() -> None:
    made = reconcile(replace(heard("yes", yes=0.0), confidence=0.6))
    assert LIKELY <= made.confidence < TAKE


@pytest.mark.parametrize(("read", "closed"), [("yes", False), ("you", True), ("yes", True)])
def test_of_what_is_hardly_speech_no_more_is_made_than_a_question(read: str, closed: bool) -> None:
    said, meanings = heard(read, yes=0.0), {"yes": "yes"}
    made = reconcile(said, meanings=meanings, closed=closed)
    assert made.confidence >= TAKE
    made = doubted(said, made, meanings, closed=closed)
    assert made.text == "yes"
    assert ASK <= made.confidence < LIKELY


@pytest.mark.parametrize("read", ["it's a successful setup", "mm", "you", "when i say x you"])
def test_of_what_is_hardly_speech_no_lesson_is_made(read: str) -> None:
    said = replace(heard(read, yes=-1.0), opened=PhraseScore(f"hey robin {read}", 0.0))
    made = doubted(said, reconcile(said), {"yes": "yes"}, closed=False)
    assert not made.text
    assert not made.alternatives


def test_a_call_that_could_hardly_be_read_is_none() -> None:
    said = replace(heard("not the case"), confidence=0.38)
    opened = replace(said, opened=PhraseScore("hey robin what's up", -2.0))
    assert reconcile(opened).text == "not the case"


@pytest.mark.parametrize(
    ("read", "confidence", "taken"),
    [("yeah yum so", 0.7, False), ("yeah", 0.7, True), ("yeah yum so", 0.8, True)],
)
def test_what_keeps_something_is_asked_back_where_other_words_were_read(
    read: str, confidence: float, taken: bool
) -> None:
    said = replace(heard(read, yeah=-1.0), confidence=confidence)
    made = bound(said, reconcile(said), {"yeah"})
    assert made.text == "yeah"
    assert (made.confidence >= TAKE) is taken
