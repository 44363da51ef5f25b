"""The journal as people read it."""

from dataclasses import replace
from datetime import UTC, datetime

from agent.prompts.render import english
from agent.services.correcting import line
from agent.storage.journal import Correction, Feedback

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
CORRECTION = Correction(
    workspace="w", dataset="d", user="u", at=NOON, input="a", key="a", wrong=None, right="b"
)
RATING = Feedback(workspace="w", user="u", at=NOON, rating=2)


def read(entry: Correction | Feedback) -> str:
    return english().render(line(entry))


def test_entries_read_as_sentences() -> None:
    assert read(CORRECTION) == "2026-01-02 12:00  “a” gives “b”"
    undone = replace(CORRECTION, wrong="?", active=False)
    assert read(undone) == "2026-01-02 12:00  “a” gives “b”, not “?” (no longer in force)"
    assert read(RATING) == "2026-01-02 12:00  2 of 5"
    told = replace(RATING, comment="too slow", input="a", answer="b")
    assert read(told) == "2026-01-02 12:00  2 of 5 for “b” to “a”: too slow"
