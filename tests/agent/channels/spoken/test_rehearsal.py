"""What a rehearsal finds wrong."""

from agent.channels.spoken.rehearsal import misheard
from agent.channels.spoken.script import Rehearsal, ScriptLine


def test_what_was_learned_though_nobody_said_it_is_counted() -> None:
    script = Rehearsal(name="x", turns=(ScriptLine(say="When I say hi, you answer hello there."),))
    assert misheard(script, {"hi": "hello there"}) == {}
    assert misheard(script, {"hi": "yellow there"}) == {"hi": "yellow there"}
    assert misheard(script, {"high": "hello there"}) == {"high": "hello there"}
    mended = ScriptLine(say="Yes.", after="yellow", otherwise=("No, answer Yellow!",))
    both = script.model_copy(update={"turns": (*script.turns, mended)})
    assert misheard(both, {"hi": "yellow"}) == {}
