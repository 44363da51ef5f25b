"""What the agent says, in English: a file a flow, as in `agent/states`, and what belongs to none.

Placeholders carry how they are to be shown: `q` a user's words, `n` a number, `p` a share in
percent, `t` a share in tenths ("nine of ten"), `l` names, `e` examples. `agent` and `prefix` are
always there.
"""

from agent.prompts.english import (
    awaiting_data,
    correcting,
    giving_feedback,
    idle,
    keeping,
    testing,
    training,
    universals,
    voice,
)
from agent.prompts.prompt import Prompts

PROMPTS: Prompts = {
    **idle.PROMPTS,
    **awaiting_data.PROMPTS,
    **training.PROMPTS,
    **testing.PROMPTS,
    **correcting.PROMPTS,
    **giving_feedback.PROMPTS,
    **keeping.PROMPTS,
    **universals.PROMPTS,
    **voice.PROMPTS,
}
