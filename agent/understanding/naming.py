"""The names that phrases stand under, as intents."""

from collections.abc import Iterable, Mapping, Sequence

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Slots
from agent.understanding.classifying import RATING

VARIANTS: Mapping[str, tuple[Intent, Slots]] = {
    "consent_yes": (Intent.CONSENT, {"choice": "yes"}),
    "consent_no": (Intent.CONSENT, {"choice": "no"}),
    "small_talk_on": (Intent.SMALL_TALK, {"choice": "on"}),
    "small_talk_off": (Intent.SMALL_TALK, {"choice": "off"}),
}
"""Names of phrases that are an intent with a slot filled in already."""
INTENTS = frozenset(Intent)
REFUSALS: Mapping[str, Sequence[str]] = {
    "never_mind": ("no",), "correct": ("no",), "drop": ("no",), "something_else": ("no",),
    "negated": ("no",),
}  # fmt: skip
"""What comes to a no where yes or no is asked, and it is not asked for itself."""
ELSEWHERE: Mapping[str, Sequence[str]] = {
    "never_mind": ("cancel",), "list": ("taught",), "test_it": ("test",),
}  # fmt: skip
"""What answers of other states come to where nothing is asked."""


def intent_of(name: str, expected: Expectation | None = None) -> tuple[Intent, Slots]:
    """Stars are feedback where no number is asked for."""
    if name.startswith(RATING):
        number = name.removeprefix(RATING)
        if expected and Intent.NUMBER not in expected.intents:
            return Intent.FEEDBACK, {"rating": number, "number": number}
        return Intent.NUMBER, {"number": number}
    return VARIANTS.get(name) or (Intent(name), {})


def known(phrases: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The phrases of what the agent can do."""
    return {name: said for name, said in phrases.items() if name in INTENTS or name in VARIANTS}


def some(
    phrases: Mapping[str, tuple[str, ...]], intents: Iterable[Intent]
) -> dict[str, tuple[str, ...]]:
    return {intent.value: phrases[intent] for intent in intents if intent in phrases}
