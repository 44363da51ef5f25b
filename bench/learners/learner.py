"""What is measured of every learner."""

from collections.abc import Sequence
from typing import Protocol

Scored = tuple[str, float]


class Learner(Protocol):
    """Learns from texts with labels, then labels texts."""

    name: str

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """Learn anew."""

    def label(self, texts: Sequence[str]) -> list[Scored]:
        """Many texts' labels with confidences, as quickly as it can."""

    def label_one(self, text: str) -> Scored:
        """One message's label, as it would be answered."""
