"""What a rehearsal finds wrong."""

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

    def said(*answers: str) -> list[str]:
        held, words = Held("x"), []
        heard = iter(answers)
        held.answers.append(SpokenAnswer(next(heard), 0.0))
        for turn in held.fitting(turns):
            words.append(turn.words)
            held.answers.append(SpokenAnswer(next(heard), 0.0))
        return words

    assert said("“Hello friend”. Right?", "Next?") == ["Yes."]
    assert said("Yellow. Right?", "hello friend", "Next?") == ["No, answer hello friend.", "Yes."]
    assert said("Yellow. Right?", "Fellow. Right?", "What then?") == [
        "No, answer hello friend.",
        "No.",
    ]
