"""Which answer or line of what was taught somebody means."""

from collections.abc import Iterable, Sequence

from agent.learning.dataset import Example
from agent.learning.normalise import normalise
from agent.learning.wordlist import stems, weighed
from agent.services.answering import shown, taught
from agent.storage.errors import NotThere
from agent.storage.names import shown as quoted

LIGHT = 0.3
"""Words that say less ("the", "about") need not be there."""
FEW = 3
"""Answers that are named where several may be meant."""


def meant(words: str, known: Sequence[Example]) -> str:
    """The one answer that has all these words in it or in its lines, whatever their endings and
    the small words among them. Raises NotThere."""
    weights = weighed(words)
    wanted = {word for word, weight in weights.items() if weight >= LIGHT} or {*weights}
    found = [each for each in known if wanted <= _words_of(each)] if wanted else []
    outputs = {each.output for each in found}
    if not found:
        raise NotThere("taught.missing", what=quoted(words))
    if len(outputs) == 1:
        return shown(found[0].output)
    some = tuple(shown(output) for output in sorted(outputs)[:FEW])
    raise NotThere("taught.several", what=quoted(words), some=some)


def _words_of(example: Example) -> set[str]:
    return {*stems(example.input), *stems(shown(example.output))}


def output_named(given: str, outputs: Iterable[str]) -> str | None:
    """The output that is meant, whatever its case and punctuation."""
    wanted = normalise(given)
    exact = {output: None for output in outputs if normalise(shown(output)) == wanted}
    return taught(given) if taught(given) in exact else next(iter(exact), None)
