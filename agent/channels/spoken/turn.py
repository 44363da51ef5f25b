"""What was heard, as a turn of a dialog."""

from agent.dialog.turns import Said
from speech.listening import RecognizedUtterance
from speech.recognition import Transcript


def turn(*utterances: RecognizedUtterance) -> Said:
    """Utterances as one turn, as sure as the least sure of them."""
    text = " ".join(each.text for each in utterances if each.text)
    sure = min((sureness(each) for each in utterances if each.text), default=0.0)
    readings = (
        tuple(each.text for each in utterances[0].alternatives) if len(utterances) == 1 else ()
    )
    return Said(text, spoken=True, confidence=sure, readings=readings)


def sureness(heard: Transcript) -> float:
    """How sure a recognizer is of an utterance: the mean over its words, where it judges those.

    A whole reading competes with others that differ from it in one word; its words do not.
    """
    if not heard.words:
        return heard.confidence
    return sum(word.confidence for word in heard.words) / len(heard.words)
