"""What a dialog expects next, as a listener wants to know it: phrases and silence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, zip_longest

from agent.channels.spoken.unfinished import is_unfinished
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.dialog.intents import GRAVE, YES_NO, Intent
from agent.dialog.turns import Expectation
from agent.prompts.language import SLOT, Language, Phrases
from speech.endpointing import EndpointLimits
from speech.listening import RecognitionContext
from speech.phrases import normalized

DICTATED = frozenset({Intent.EXAMPLE, Intent.AMEND})
"""Intents in which any words may occur."""
TAUGHT = frozenset({Intent.EXAMPLE, Intent.DICTATION})
"""Intents whose words come in two halves, between which people think."""
THINKING = 0.7
"""Seconds of silence after which a "no" is all: until then, "no, answer Z" may follow."""
MOST, MOST_ANSWERS = 16, 48
"""Phrases a command and an answer that are listened for: the commonest, which are listed first."""
LONGEST = 5
"""Words of such a phrase."""
LONGEST_SENTENCE = 12
"""Words of a sentence that was taught and is listened for."""

Groups = Mapping[str, Sequence[str]]
"""Phrases by what they mean."""


def expectation(expected: Expectation, wake: WakePhrase, language: Language) -> RecognitionContext:
    """Phrases, whether there may be others, and the silence that ends the turn.

    A universal or a command may follow the wake phrase.
    """
    dictated = bool(expected.free) or not DICTATED.isdisjoint(expected.intents)
    amends = Intent.AMEND in expected.intents
    teaches = not TAUGHT.isdisjoint(expected.intents)
    own, called = _own(expected, language), _called(expected, language)
    answers = (*own.values(), [*map(_aloud, expected.choices)])
    named = _named(expected, language)
    orders = {*map(normalized, chain(*own.values(), *called.values()))}
    sentences = [each for each in _sentences(expected) if normalized(each) not in orders]
    groups = chain(
        ([*_shortest(each)] for each in answers) if dictated else answers,
        called.values() if expected.commands else (),
        (wake.calls,),
        ([*chain.from_iterable(map(wake.before, each))] for each in called.values()),
        ((each, *wake.before(each)) for each in (*named, *sentences)),
    )
    brief = tuple(f"{each} " for i in YES_NO for each in own.get(i, ())) if dictated else ()
    listed = [*_commonest_first(groups)]
    put_off = [each for each in listed if each.startswith(brief)] if brief else []
    phrases = chain(
        (each for each in listed if each not in put_off),
        wake.openings,
        (f"{no}, …" for no in own.get(Intent.NO, ()) if amends),
        language.amendments if amends else (),
        language.half_amendments if amends and Intent.HALF in expected.intents else (),
        language.frames if teaches else (),
    )
    silence = max(expected.silence, THINKING) if amends else expected.silence
    return RecognitionContext(
        tuple(dict.fromkeys(phrases)),
        longer=(*_longer(answers), *put_off) if dictated else (),
        closed=not dictated,
        limits=EndpointLimits(silence=silence),
        meanings=dict(_meanings(own, {**_alone((*named, *sentences)), **called}, wake)),
        grave=frozenset(_grave(called, wake)),
        binding=frozenset(map(normalized, own.get(Intent.YES, ()) if amends else ())),
        sentences=frozenset(_spoken(sentences, wake)),
        unfinished=lambda text: teaches and is_unfinished(wake.after(text), language),
    )


def _own(expected: Expectation, language: Language) -> Groups:
    """What may be said as an answer, and the universals."""
    groups: dict[str, Sequence[str]] = {
        i: _said(language.answers, i, MOST_ANSWERS) for i in expected.intents
    }
    if Intent.NUMBER in expected.intents:
        for number, phrases in language.ratings.items():
            words = [word for word, value in language.numbers.items() if value == number]
            groups[number] = list(filter(_is_said, (*words, *phrases)))[:MOST]
    return {**groups, **_all(language.universals)}


def _called(expected: Expectation, language: Language) -> Groups:
    """What may follow the wake phrase."""
    commands = _all(language.commands) if expected.commands else {}
    return {**_all(language.universals), **commands}


def _all(phrases: Phrases) -> Groups:
    return {intent: _said(phrases, intent) for intent in phrases}


def _meanings(own: Groups, called: Groups, wake: WakePhrase) -> Iterator[tuple[str, str]]:
    """What every phrase means, by itself and after the wake phrase; its own meaning comes first."""
    for intent, phrases in chain(called.items(), own.items()):
        yield from ((normalized(phrase), intent) for phrase in phrases)
    for intent, phrases in called.items():
        for phrase in chain(*(wake.before(each) for each in phrases)):
            yield normalized(phrase), intent
    yield from ((normalized(call), Intent.CALLED) for call in wake.calls)


def _grave(called: Groups, wake: WakePhrase) -> Iterator[str]:
    return _spoken(chain(*(called.get(intent, ()) for intent in GRAVE)), wake)


def _spoken(phrases: Iterable[str], wake: WakePhrase) -> Iterator[str]:
    """Phrases as recognizers write them, by themselves and after the wake phrase."""
    for phrase in phrases:
        yield normalized(phrase)
        yield from map(normalized, wake.before(phrase))


def _alone(phrases: Iterable[str]) -> Groups:
    """Phrases each of which means something of its own."""
    return {normalized(phrase): (phrase,) for phrase in phrases}


def _sentences(expected: Expectation) -> Sequence[str]:
    """What was taught, where sentences are answered."""
    if expected.free is not Intent.SENTENCE:
        return ()
    return [each for each in expected.taught.sentences if len(each.split()) <= LONGEST_SENTENCE]


def _named(expected: Expectation, language: Language) -> Sequence[str]:
    """Commands with the name of a dataset."""
    if not expected.commands:
        return ()
    names = map(_aloud, expected.taught.datasets)
    return [form.format(name=name) for name in names for form in language.naming]


def _aloud(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")


def _said(phrases: Phrases, name: str, most: int = MOST) -> Sequence[str]:
    """The commonest ways to say something, without what is only typed."""
    return list(filter(_is_said, phrases.get(name, ())))[:most]


def _commonest_first(groups: Iterable[Sequence[str]]) -> Iterator[str]:
    """The first phrases of all groups, then the second ones, and so on."""
    for same_rank in zip_longest(*groups):
        yield from filter(None, same_rank)


def _longer(groups: Iterable[Sequence[str]]) -> Iterator[str]:
    """What `_shortest` leaves out."""
    for group in groups:
        shortest = {*_shortest(group)}
        yield from (phrase for phrase in group if phrase not in shortest)


def _shortest(group: Iterable[str]) -> Iterator[str]:
    """Without those that only go on after another: they would put off the end of that one.

    A grammar needs them all the same; where any words may come there is none.
    """
    phrases = list(group)
    for phrase in phrases:
        if not any(phrase.startswith(other + " ") for other in phrases):
            yield phrase


@cache
def _is_said(phrase: str) -> bool:
    """One letter is typed; digits and signs are written otherwise than they are said."""
    plain = phrase.replace("'", "").replace(" ", "")
    short = len(phrase.split()) <= LONGEST
    return short and len(phrase) > 1 and plain.isalpha() and not SLOT.search(phrase)
