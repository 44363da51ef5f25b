"""What a rehearsal finds wrong."""

from collections.abc import Iterable

from agent.channels.spoken.rehearsal import Held, SpokenAnswer, misheard
from agent.channels.spoken.script import Rehearsal, ScriptLine


def test_what_was_learned_though_nobody_said_it_is_counted() -> None:
    script = Rehearsal(name="x", turns=(ScriptLine(say="When I say hi, you answer hello there."),))
    assert misheard(script, {"hi": "hello there"}) == {}
    assert misheard(script, {"hi": "yellow there"}) == {"hi": "yellow there"}
    assert misheard(script, {"high": "hello there"}) == {"high": "hello there"}
    mended = ScriptLine(say="No, answer Yellow!", unless="hello there")
    both = script.model_copy(update={"turns": (*script.turns, mended)})
    assert misheard(both, {"hi": "yellow"}) == {}


def test_a_person_who_listens_agrees_only_where_they_were_understood() -> None:
    turns = (
        ScriptLine(say="No, answer hello friend.", unless="hello friend"),
        ScriptLine(say="No.", unless="hello friend"),
        ScriptLine(say="Yes.", after="hello friend"),
    )

    assert said(turns, "“Hello friend”. Right?", "Next?") == ["Yes."]
    assert said(turns, "Yellow. Right?", "hello friend", "Next?") == [
        "No, answer hello friend.",
        "Yes.",
    ]
    assert said(turns, "Yellow. Right?", "Fellow. Right?", "What then?") == [
        "No, answer hello friend.",
        "No.",
    ]


def test_a_person_says_again_what_was_not_understood_and_confirms_what_was() -> None:
    turns = (ScriptLine(say="Hey Robin, train.", until="you answer Y"), ScriptLine(say="Cancel."))
    train, cancel = "Hey Robin, train.", "Cancel."
    assert said(turns, "", "… you answer Y.", "") == [train, cancel]
    assert said(turns, "", "Train?", "… you answer Y.", "") == [train, "Yes.", cancel]
    assert said(turns, "", "Dream?", "… you answer Y.", "") == [train, train, cancel]
    assert said(turns, "… you answer Y.", "", "… you answer Y.", "") == [train, train, cancel]
    assert said(turns, "", "Rain?", "Drain?", "Crane?", "") == [train, train, train, cancel]


def said(turns: Iterable[ScriptLine], *answers: str) -> list[str]:
    """What a person says where these are the answers; "" for none."""
    held, words = Held("x"), []
    heard = iter(answers)
    held.answers += answered(next(heard))
    for turn in held.fitting(turns):
        words.append(turn.words)
        held.answers += answered(next(heard))
    return words


def answered(text: str) -> list[SpokenAnswer]:
    return [SpokenAnswer(text, 0.0)] if text else []
