"""Lessons that wait for a trainer, and who hears that they come and go."""

from collections.abc import Callable, Sequence

from agent.storage.database import Transaction
from agent.storage.proposals import Proposal, Proposals

Heard = Callable[[Proposal], None]
"""Hears of a lesson; from any thread."""


class WaitingRoom:
    """The proposals of all workspaces. Of several who settle the same one at once, one has it."""

    def __init__(self, proposals: Proposals) -> None:
        self._proposals = proposals
        self._came: Heard = lambda proposal: None
        self._went: Heard = lambda proposal: None

    def watched_by(self, came: Heard, went: Heard) -> None:
        """Tell by these of each lesson that waits, and of each that waits no more, from now on."""
        self._came, self._went = came, went

    def waiting(self, workspace: str) -> list[Proposal]:
        """All that waits there, the oldest first."""
        return self._proposals.waiting(workspace)

    def let_wait(self, lesson: Proposal) -> bool:
        """Let a lesson wait; False where too many do."""
        kept = self._proposals.add(lesson)
        if kept is not None:
            self._came(kept)
        return kept is not None

    def settle(
        self,
        proposals: Sequence[Proposal],
        carry_out: Callable[[Transaction, Proposal], None],
    ) -> list[Proposal]:
        """As Proposals.settle."""
        settled = self._proposals.settle(proposals, carry_out)
        for proposal in settled:
            self._went(proposal)
        return settled
