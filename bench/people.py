"""How people are heard: recordings of theirs, which are not ours, in folders that are named.

`python -m bench.people --digits FOLDER --names FOLDER --talk FOLDER --cries FOLDER`: the free
spoken digits (`3_ann_0.wav`), a folder of recordings a name (Picovoice's wake word benchmark),
people who talk about something else, and people who laugh, cough and cry out (the voices of a
game). But for those, only what is kept apart is looked at: ten takes of every digit and person, and
of the others the first half by name.
"""

import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import thread_time

from agent.channels.spoken.expecting import expectation
from agent.channels.spoken.speech_stack import moonshine_model, voice_settings
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.dialog.acting import LIKELY
from agent.runtime.heap import few_heaps
from agent.settings import Settings
from agent.states.awaiting_data import AwaitingData
from agent.states.giving_feedback import GivingFeedback
from agent.states.idle import Idle
from agent.states.reading_back import ReadBack
from bench.sound.voices import detector, say
from bench.table import Row, table, write_json
from speech.audio import HEARD, decode
from speech.listening import Listener, RecognitionContext, RecognizedUtterance
from speech.recognition.moonshine import MoonshineRecognizer, beam
from speech.recognition.moonshine.scoring import PhraseScorer

NAMES = ("jarvis", "computer", "smart mirror")
MOST = 60
"""Recordings of a name that are listened to."""
TAKES = 10
SECONDS = 3600
PHRASES = 314
SURE = 0.8
SAID = ("What is the weather like today?", "Hey Robin, train a model.", "Good night.")


def rows(
    digits: Path | None = None,
    names: Path | None = None,
    talk: Path | None = None,
    cries: Path | None = None,
) -> Iterator[Row]:
    """What can be measured with the folders that are there."""
    folder = moonshine_model(Settings(_env_file=None))
    if folder is None:
        raise SystemExit("There is no Moonshine model; `python run.py fetch moonshine` gets it.")
    ear = Ear(MoonshineRecognizer(folder))
    yield Row(f"scoring {PHRASES} phrases after 2 s, CPU, p50", 1e3 * ear.scoring(), "ms", most=120)
    if digits:
        yield from ear.digits(digits)
    for name in NAMES:
        if names:
            yield ear.called(name, names / name)
    if talk:
        yield ear.false_calls(talk)
    if cries:
        yield from ear.cried(cries)


class Ear:
    """Hears recordings as a room would: endpointing, recognition, and what the state expects."""

    def __init__(self, recognizer: MoonshineRecognizer) -> None:
        self._recognizer = recognizer
        self._voice = voice_settings(Settings(_env_file=None))

    def digits(self, folder: Path) -> Iterator[Row]:
        """One to five where a rating is asked for; "right" counts what is asked back, too."""
        context = expectation(GivingFeedback.expects, self._voice.wake, self._voice.language)
        found: Counter[str] = Counter()
        for path in sorted(folder.glob("[1-5]_*_*.wav")):
            digit, _, take = path.stem.split("_")
            if int(take) < TAKES:
                found[self._number(path, context, digit)] += 1
        share = 100 / max(1, found.total())
        yield Row(f"people's digits, {found.total()}: right", share * found["right"], "%", least=98)
        yield Row("  taken for another number", share * found["another"], "%", most=1)
        yield Row("  asked back as another", share * found["asked"], "%")

    def _number(self, path: Path, context: RecognitionContext, digit: str) -> str:
        for heard in self._utterances(path, context):
            meant = context.meanings.get(heard.text, "")
            if meant == digit:
                return "right"
            if re.fullmatch("[1-5]", meant):
                return "another" if heard.confidence >= SURE else "asked"
        return "not understood"

    def called(self, name: str, folder: Path) -> Row:
        """People who say a name, where the agent is called so."""
        wake = WakePhrase(name, name)
        paths = _first_half(folder)[:MOST]
        heard = sum(self._calls(path, wake) > 0 for path in paths)
        return Row(f"“{name}”, {len(paths)}", 100 * heard / max(1, len(paths)), "%", least=98)

    def false_calls(self, folder: Path) -> Row:
        """How often people call who talk about something else."""
        paths = _first_half(folder)
        wakes = [WakePhrase(name, name) for name in NAMES]
        seconds = sum(HEARD.seconds(_sound(path)) for path in paths)
        calls = sum(self._calls(path, wakes[n % len(wakes)]) for n, path in enumerate(paths))
        hour = SECONDS * calls / max(1.0, seconds)
        return Row(f"false calls in {seconds:.0f} s of talk, an hour", hour, "", most=1)

    def cried(self, folder: Path) -> Iterator[Row]:
        """What settles a question by laughter, coughs and cries: a read-back, and a lesson."""
        paths = _sounds(folder)
        for what, state in (("to a read-back", ReadBack), ("in a lesson", AwaitingData)):
            context = expectation(state.expects, self._voice.wake, self._voice.language)
            taken = sum(
                any(_settles(each, context) for each in self._utterances(path, context))
                for path in paths
            )
            share = 100 * taken / max(1, len(paths))
            yield Row(f"cries, {len(paths)}: taken for an answer {what}", share, "%")

    def scoring(self) -> float:
        """CPU seconds that the second hearing takes once the first is there."""
        wake, language = self._voice.wake, self._voice.language
        phrases = expectation(Idle.expects, wake, language).phrases[:PHRASES]
        model = self._recognizer.model
        scorer, took = PhraseScorer(phrases, model.tokenizer), []
        for words in SAID:
            sound = say(words)
            speech = model.encode(sound + HEARD.silence(max(0.0, 2 - HEARD.seconds(sound))))
            best = beam.read(speech, 4, 20)[0]
            begun = thread_time()
            scorer.scores(speech, best)
            took.append(thread_time() - begun)
        return median(took)

    def _calls(self, path: Path, wake: WakePhrase) -> int:
        context = expectation(Idle.expects, wake, self._voice.language)
        return sum(
            bool(wake.called((each.text, *(a.text for a in each.alternatives)), context.meanings))
            for each in self._utterances(path, context)
        )

    def _utterances(self, path: Path, context: RecognitionContext) -> Iterable[RecognizedUtterance]:
        listener = Listener(detector(), self._recognizer, HEARD)
        listener.expect(context)
        sound = HEARD.silence(0.8) + _sound(path) + HEARD.silence(1.5)
        at = HEARD.seconds(sound)
        heard = (*listener.hear(sound, at), *listener.finish(at))
        return (each for each in heard if isinstance(each, RecognizedUtterance))


def _settles(heard: RecognizedUtterance, context: RecognitionContext) -> bool:
    """Whether it is done without a question, where it can be taken back: a phrase, or a no."""
    answers = heard.text in context.meanings or heard.text.startswith("no ")
    return answers and heard.confidence >= LIKELY


def _sounds(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".wav", ".flac", ".ogg"))


def _first_half(folder: Path) -> Sequence[Path]:
    paths = _sounds(folder)
    return paths[: (len(paths) + 1) // 2]


def _sound(path: Path) -> bytes:
    return b"".join(decode(path))


def add_folders(parser: ArgumentParser) -> None:
    parser.add_argument("--digits", type=Path, help="free spoken digits: 3_ann_0.wav and the like")
    parser.add_argument("--names", type=Path, help="a folder of recordings a name")
    parser.add_argument("--talk", type=Path, help="people who talk about something else")
    parser.add_argument("--cries", type=Path, help="people who laugh, cough and cry out")


def main() -> None:
    few_heaps()
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add_folders(parser)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    found = list(rows(given.digits, given.names, given.talk, given.cries))
    print(table("How people are heard", found))
    if given.json:
        write_json(given.json, found)


if __name__ == "__main__":
    main()
