"""The names that phrases stand under, as intents."""

from collections.abc import Iterable, Mapping

from agent.dialog.intents import Intent
from agent.dialog.turns import Slots
from agent.understanding.classifying import RATING

VARIANTS: Mapping[str, tuple[Intent, Slots]] = {
    "consent_yes": (Intent.CONSENT, {"choice": "yes"}),
    "consent_no": (Intent.CONSENT, {"choice": "no"}),
    "small_talk_on": (Intent.SMALL_TALK, {"choice": "on"}),
    "small_talk_off": (Intent.SMALL_TALK, {"choice": "off"}),
}
"""Names of phrases that are an intent with a slot filled in already."""
INTENTS = frozenset(Intent)


def intent_of(name: str) -> tuple[Intent, Slots]:
    if name.startswith(RATING):
        return Intent.NUMBER, {"number": name.removeprefix(RATING)}
    return VARIANTS.get(name) or (Intent(name), {})


def known(phrases: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The phrases of what the agent can do."""
    return {name: said for name, said in phrases.items() if name in INTENTS or name in VARIANTS}


def some(
    phrases: Mapping[str, tuple[str, ...]], intents: Iterable[Intent]
) -> dict[str, tuple[str, ...]]:
    return {intent.value: phrases[intent] for intent in intents if intent in phrases}
