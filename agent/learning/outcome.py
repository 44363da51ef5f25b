"""What came out of a trial, line by line: what there is to draw."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class TrialOutcome(BaseModel):
    """Outputs as they were `expected` and `predicted`, with how sure that was (0..1); from which
    `threshold` on there is an answer; and `curve`, the accuracies (0..1) that were reached with
    growing numbers of examples."""

    model_config = ConfigDict(frozen=True)

    expected: tuple[str, ...]
    predicted: tuple[str, ...]
    confidence: tuple[float, ...]
    threshold: float
    curve: tuple[tuple[int, float], ...] = ()

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(self.model_dump_json(), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "TrialOutcome":
        """Read what `save` wrote. Raises OSError or ValueError."""
        return cls.model_validate_json(path.read_bytes())
