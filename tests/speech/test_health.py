from speech.errors import EngineFailedError
from speech.health import Health
from tests.told import told


def test_what_failed_rests_and_is_then_asked_again() -> None:
    now = 0.0
    health = Health(lambda: now, rest=60.0)
    said = health.failed("a", EngineFailedError("espeak.failed"))
    assert told(said) == "espeak-ng could not say a sentence. It is left alone for 60 s."
    assert health.fit(["a", "b"], str) == ["b"]
    now = 60.0
    assert health.fit(["a", "b"], str) == ["a", "b"]


def test_where_everything_failed_everything_is_asked() -> None:
    health = Health(lambda: 0.0)
    health.failed("a", EngineFailedError("espeak.failed"))
    health.failed("b", EngineFailedError("gtts.bad_answer"))
    assert health.fit(["a", "b"], str) == ["a", "b"]
