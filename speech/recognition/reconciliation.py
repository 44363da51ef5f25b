"""Two hearings of one utterance made one: the words as they were read, and what was expected.

What is returned is to be taken from a confidence of 0.8 on, asked back from 0.5 on ("Four?"), and
else left alone. That follows from what mistakes cost, in questions asked for nothing: a wrong
command taken costs five of them, a right one missed two. So a phrase is asked about where
2p > 1, and taken where 5(1 - p) < 1.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from speech.recognition.base import Alternative, PhraseScore, Transcript

EVEN = -12.0
"""The margin at which a phrase is as likely said as not: strangers' talk stays below -17, what
people said to us above -7."""
STEEP = 0.28
"""How much a margin of one more says for it, in log odds."""
ASK, TAKE = 0.5, 0.8
ASK_CLOSED = 0.3
"""Where only phrases are of use: to ask "Four?" costs no more than to say it was not understood."""
ASK_SENTENCE = 0.65
"""For a sentence that is no order: another that is much like it is as likely meant."""
CALL = 2
"""Words of an opening that decide what follows: a greeting and a name."""
OUTDONE = 8.0
"""By how much an opening has to fit better than a phrase that begins otherwise: "no, answer my
sister", which was read so, is no "of course"."""
CAUTIOUS = 0.79
CLEAR = 0.65
"""What was read less surely than this was hardly speech, or of another language: people's digits
were read at 0.66 and more, laughter at 0.33, German, French and Spanish at 0.52 to 0.71."""

PLAIN = 0.75
"""What other words were read less surely than this leave room for doubt."""
DOUBTED = 0.6
"""Low enough to be asked about even where it could be taken back."""
HARDLY = 0.6
"""Sound of which a detector was less sure, on average, than this is laughter, a cough or humming
rather than words: people's digits were below it 20 times of 592."""


def reconcile(
    heard: Transcript,
    *,
    meanings: Mapping[str, str] | None = None,
    grave: Collection[str] = (),
    sentences: Collection[str] = (),
    closed: bool = False,
) -> Transcript:
    """What to make of an utterance: an expected phrase that sounds like it, or its words.

    `meanings` tells which phrases mean the same, so that they need not be told apart; `grave`
    are the phrases that are never done on a likeness alone: unless they are the very words that
    were read, they are asked back however well they fit. `sentences` are those that are no orders:
    what is not likely one of them is left as it was read. Where nothing can be read well, a phrase
    that fits no worse is asked back, too; where it is not what was read, not even what can be
    taken back is done without that.
    """
    if heard.expected:
        scores = _after_opening(heard)
        best = scores[0]
        sure = _probability(best.margin) * _share(scores, meanings or {})
        if best.phrase in grave and best.phrase != heard.text:
            sure = min(sure, CAUTIOUS)
        if heard.confidence < CLEAR:
            sure = min(sure, CAUTIOUS if best.phrase == heard.text else DOUBTED)
        least = ASK_SENTENCE if best.phrase in sentences else ASK_CLOSED if closed else ASK
        if sure >= least and not _is_outdone(best, heard.opened):
            return _taken(heard, best, max(sure, ASK))
    if heard.opened and min(heard.confidence, _probability(heard.opened.margin)) >= ASK:
        return _taken(heard, heard.opened, heard.confidence)
    return heard


def bound(heard: Transcript, made: Transcript, binding: Collection[str]) -> Transcript:
    """The same, asked back where one of the `binding` phrases was made of other words, and those
    were not read plainly: by these something is kept that may be wrong."""
    if made.text in binding and made.text != heard.text and heard.confidence < PLAIN:
        return replace(made, confidence=min(made.confidence, CAUTIOUS))
    return made


def doubted(
    heard: Transcript, made: Transcript, meanings: Mapping[str, str], *, closed: bool
) -> Transcript:
    """What to make of sound that is hardly speech; `made` is what speech would have been.

    No more than a question, and that only where nothing but phrases is of use, or where one was
    read word for word.
    """
    if made.text in meanings and (closed or made.text == heard.text):
        return replace(made, confidence=min(made.confidence, DOUBTED), words=())
    return Transcript(engine=heard.engine, notes=heard.notes)


def _taken(heard: Transcript, phrase: PhraseScore, sure: float) -> Transcript:
    if phrase.phrase == heard.text:
        return replace(heard, confidence=sure, words=())
    read = (Alternative(heard.text, heard.confidence), *heard.alternatives)
    others = tuple(each for each in read if each.text and each.text != phrase.phrase)
    return replace(heard, text=phrase.phrase, confidence=sure, words=(), alternatives=others)


def _probability(margin: float) -> float:
    return 1 / (1 + math.exp(-STEEP * (margin - EVEN)))


def _after_opening(heard: Transcript) -> Sequence[PhraseScore]:
    """The phrases, the likeliest first; those that begin as the opening by their margin to it."""
    opened = heard.opened
    if opened is None or not EVEN <= opened.margin < 0:
        return heard.expected
    alike = (_begin_alike(each.phrase, opened.phrase) for each in heard.expected)
    scores = (
        PhraseScore(each.phrase, each.margin - opened.margin * begins)
        for each, begins in zip(heard.expected, alike, strict=True)
    )
    return sorted(scores, key=lambda each: -each.margin)


def _is_outdone(best: PhraseScore, opened: PhraseScore | None) -> bool:
    if opened is None or _begin_alike(best.phrase, opened.phrase):
        return False
    return opened.margin - best.margin > OUTDONE


def _begin_alike(phrase: str, other: str) -> bool:
    return phrase.split()[:CALL] == other.split()[:CALL]


def _share(scores: Sequence[PhraseScore], meanings: Mapping[str, str]) -> float:
    """The best phrase's part, with all that mean the same, of the likelihood of all phrases."""
    best = scores[0]
    meant = meanings.get(best.phrase, best.phrase)
    weights = [math.exp(each.margin - best.margin) for each in scores]
    same = (
        weight
        for each, weight in zip(scores, weights, strict=True)
        if meanings.get(each.phrase, each.phrase) == meant
    )
    return sum(same) / sum(weights)
