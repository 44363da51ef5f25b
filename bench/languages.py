"""How well other languages than English are served, by a small set of our own.

`python -m bench.languages`, on household.json: one household in eight languages, five
answers of three lines each, 15 questions and eight off-topic sentences. For n-grams and for every
sentence encoder that is installed it prints, over the languages besides English, how many questions
were answered rightly, wrongly, asked back with the right answer first, and how many off-topic
sentences were answered or asked back; then the same of German, French and Spanish alone, asked with
accents and asked without.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from agent.learning.acceptor import Verdict
from agent.learning.dataset import Dataset, Example
from agent.learning.encoder.encoder import Encoder, OnnxEncoder
from agent.learning.encoder.installed import AUTO, Encoders
from agent.learning.predictor import Predictor
from agent.learning.training import train

ROOT = Path(__file__).resolve().parents[1]
HOUSEHOLD = Path(__file__).with_name("household.json")
COLUMNS = ("right", "wrong", "asked, right first", "other", "off answered", "off asked")


def measure(
    household: Mapping[str, Any], encoder: Encoder | None, typed: Callable[[str], str] = str
) -> Counter[str]:
    """What becomes of the questions and off-topic sentences of one language, by COLUMNS; they are
    `typed` so."""
    with tempfile.TemporaryDirectory() as folder:
        taught = Dataset(tuple(Example(**each) for each in household["taught"]))
        train(taught, Path(folder), progress=lambda _part, _what: None, encoder=encoder)
        predictor = Predictor.load(Path(folder), encoder)
        asked = household["asked"]
        found = Counter(_asked(predictor, typed(q["input"]), q["output"]) for q in asked)
        found.update(_off_topic(predictor, typed(text)) for text in household["off_topic"])
    return found


def bare(text: str) -> str:
    """Without accents, as on a keyboard that has none."""
    return "".join(c for c in normalize("NFD", text) if not combining(c))


def _asked(predictor: Predictor, text: str, output: str) -> str:
    prediction = predictor.predict(text)
    if prediction.known:
        return "right" if prediction.output == output else "wrong"
    return "asked, right first" if prediction.choices[:1] == (output,) else "other"


def _off_topic(predictor: Predictor, text: str) -> str:
    verdict = predictor.predict(text).verdict
    return {Verdict.ANSWER: "off answered", Verdict.ASK: "off asked"}.get(verdict, "off left")


def main() -> None:
    households = json.loads(HOUSEHOLD.read_bytes())
    folders = Encoders((ROOT / "models",), AUTO).folders()
    accented = [households[language] for language in ("de", "fr", "es")]
    others = [household for language, household in households.items() if language != "en"]
    print("encoder".ljust(14), *(column.rjust(18) for column in COLUMNS))
    for name, folder in [("n-grams", None), *folders.items()]:
        encoder = OnnxEncoder(folder) if folder else None
        _print(name, (measure(household, encoder) for household in others))
        _print("  accents", (measure(household, encoder) for household in accented))
        _print("  no accents", (measure(household, encoder, bare) for household in accented))


def _print(name: str, counts: Iterable[Counter[str]]) -> None:
    found = sum(counts, Counter[str]())
    print(name.ljust(14), *(str(found[column]).rjust(18) for column in COLUMNS))


if __name__ == "__main__":
    main()
