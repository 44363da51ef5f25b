"""What the people of a workspace choose for it."""

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import ChooseSmallTalk
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.storage.preferences import Preferences


class ChoiceService:
    """Keeps what was chosen."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def handlers(self) -> Handlers:
        return {ChooseSmallTalk: self._small_talk}

    def _small_talk(self, context: RequestContext, request: ChooseSmallTalk) -> Outcome:
        self._preferences.choose_small_talk(context.workspace, wanted=request.wanted)
        return Done("small_talk.on" if request.wanted else "small_talk.off")
