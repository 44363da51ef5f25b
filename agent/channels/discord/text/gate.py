"""Whether a person, and a channel, may have one more turn; who may not is told so once."""

from collections.abc import Callable

from agent.channels.discord.text.budget import Admission, Budget
from agent.channels.discord.text.interaction_target import InteractionTarget
from agent.channels.discord.text.reply_target import ReplyTarget
from messages import Message

CHANNEL = 5
"""How many people's turns a channel may have."""
TOO_QUICK = Message("budget.person")
TOO_MUCH = Message("budget.channel")


class Gate:
    """All turns from Discord go through here; `now` tells the time in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._budget = Budget()

    async def is_taken(self, target: ReplyTarget) -> bool:
        """Whether they may have one more; else they are told, once."""
        match self.spend(target):
            case told, Admission.TOLD:
                await target.tell(told, private=True)
            case None:
                return True
        return False

    async def admits(self, target: InteractionTarget) -> bool:
        """The same for an interaction, which Discord wants answered each time."""
        taken = await self.is_taken(target)
        if not taken and not target.answered:
            await target.tell(TOO_QUICK, private=True)
        return taken

    def spend(self, target: ReplyTarget) -> tuple[Message, Admission] | None:
        """One more turn of this person and this channel: what refuses it, or None."""
        turns = target.local.turns_a_minute
        for spender, a_minute, told in (
            (target.user.id, turns, TOO_QUICK),
            (getattr(target.channel, "id", None), turns * CHANNEL, TOO_MUCH),
        ):
            verdict = self._budget.spend(spender, self._now(), a_minute)
            if verdict is not Admission.TAKEN:
                return told, verdict
        return None
