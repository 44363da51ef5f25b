"""Words reach an encoder in the spelling in which they were taught."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning import ngrams, standalone
from agent.learning.question import Reader
from agent.learning.spelling import SPELLING, Spelling
from agent.learning.vectoriser import Floats, Vectoriser

TAUGHT = (
    "¿dónde está la estación?", "hasta mañana", "Wo ist die Tür", "schon schön", "Muell raus",
    "ещё раз", "c'est déjà fini", "おはよう",
)  # fmt: skip
VECTORISER = ngrams.fit(TAUGHT, 3)
SPELLED = Spelling.of(TAUGHT, VECTORISER)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("hasta manana", "hasta mañana"),
        ("Hasta Mañana", "Hasta Mañana"),
        ("hasta man\u0303ana", "hasta mañana"),
        ("donde esta la estacion?", "dónde está la estación?"),
        ("die tur, die Tuer, die Tür", "die tür, die tür, die Tür"),
        ("schon", "schon"),
        ("Müll", "muell"),
        ("еще раз", "ещё раз"),
        ("c'est deja fini", "c'est déjà fini"),
        ("nobody's café, naïve", "nobody's café, naïve"),
        ("おはよう がぎ", "おはよう がぎ"),
        ("", ""),
    ],
)
def test_words_are_read_as_they_were_taught(asked: str, read: str) -> None:
    assert SPELLED.correct(asked) == read


class Listening:
    """An encoder that remembers what it was given."""

    fingerprint, dimensions = "listening", 1

    def __init__(self) -> None:
        self.heard: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.heard += texts
        return np.ones((len(texts), 1), np.float32)


def test_the_encoder_reads_that_and_the_rest_what_was_asked() -> None:
    encoder = Listening()
    (question,) = Reader(VECTORISER, encoder, SPELLED).read(["hasta manana"])
    assert encoder.heard == ["hasta mañana"]
    assert question.text == "hasta manana"


def test_it_is_kept_with_the_model_and_older_models_have_none(tmp_path: Path) -> None:
    assert Spelling.load(tmp_path, VECTORISER).correct("hasta manana") == "hasta manana"
    SPELLED.save(tmp_path)
    assert (tmp_path / SPELLING).exists()
    assert Spelling.load(tmp_path, VECTORISER) == SPELLED


@given(st.one_of(st.text(), st.lists(st.sampled_from(" ".join(TAUGHT).split())).map(" ".join)))
def test_the_program_beside_a_model_spells_alike_and_once_is_enough(text: str) -> None:
    model = standalone.Model.__new__(standalone.Model)
    model.spelling = SPELLED.accented
    model.words = _columns(VECTORISER)
    read = SPELLED.correct(text)
    assert model.spelled(text) == read
    assert SPELLED.correct(read) == read


def _columns(vectoriser: Vectoriser) -> dict[str, int]:
    return {name: column for column, name in enumerate(vectoriser.names) if vectoriser.knows(name)}
