"""Files that come along with a lesson: kept first, and then taught as a part of the answer."""

from dataclasses import replace

from agent.dialog.attachment import EMBEDDED, Attachment
from agent.dialog.intents import Intent
from agent.dialog.requests import KeepFiles
from agent.dialog.step import Step
from agent.dialog.turns import Meaning


def is_attached(meaning: Meaning) -> bool:
    """Whether the files of a turn belong to its words, as a part of what is to be answered."""
    outputs = (output for _, output in meaning.examples)
    return bool(meaning.files) and any(
        EMBEDDED in words for words in (meaning.text, *meaning.slots.values(), *outputs)
    )


def is_answer(meaning: Meaning) -> bool:
    """Whether files that came where an answer was asked for are that answer."""
    return bool(meaning.text) or not all(file.is_data for file in meaning.files)


def as_answer(meaning: Meaning, intent: Intent = Intent.TEXT) -> Meaning:
    """Files, and the words that came with them, as the answer that was asked for."""
    words = f"{meaning.text} {EMBEDDED}".strip()
    return Meaning(intent, words, {"answer": words}, meaning.files)


def only_file(step: Step, meaning: Meaning) -> Attachment | None:
    """The file to read; None, and said so, where there are several."""
    if len(meaning.files) == 1:
        return meaning.files[0]
    step.say("attached.too_many", count=len(meaning.files))
    return None


def attach(step: Step, meaning: Meaning) -> None:
    """Have the files kept; the lesson waits until they are."""
    step.session.attaching = meaning
    step.do(KeepFiles(meaning.files))


def attached(meaning: Meaning, references: tuple[str, ...]) -> Meaning:
    """The lesson with references to its files, which are kept now."""
    whole = " ".join(references)
    return replace(
        meaning,
        text=meaning.text.replace(EMBEDDED, whole),
        slots={slot: words.replace(EMBEDDED, whole) for slot, words in meaning.slots.items()},
        examples=tuple((given, out.replace(EMBEDDED, whole)) for given, out in meaning.examples),
        files=(),
    )
