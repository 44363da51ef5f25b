"""Models are trained and served with an encoder, and only with theirs."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.encoder.fetch import convert
from agent.learning.errors import EncoderMissing, ModelError
from agent.learning.evaluation import evaluate
from agent.learning.predictor import Predictor
from agent.learning.training import train
from tests.agent.learning.conftest import SMALL, silent
from tests.agent.learning.encoder.conftest import TINY, choice


@pytest.fixture(scope="module")
def encoder(served: Path, tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    folder = tmp_path_factory.mktemp("encoder")
    convert(choice(), served, folder)
    return OnnxEncoder(folder)


@pytest.fixture(scope="module")
def model(encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    train(SMALL, folder, progress=silent, encoder=encoder)
    return folder


def test_a_model_is_trained_and_served_with_an_encoder(model: Path, encoder: OnnxEncoder) -> None:
    predictor = Predictor.load(model, encoder)
    assert predictor.predict("lights on").confidence == 1.0
    assert evaluate(predictor, SMALL).accuracy == 1.0


def test_embeddings_make_a_difference(model: Path, encoder: OnnxEncoder) -> None:
    class Blind:
        fingerprint = encoder.fingerprint
        dimensions = encoder.dimensions

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.zeros((len(texts), self.dimensions), np.float32)

    seeing = Predictor.load(model, encoder).classify(["good night"])[0]
    blind = Predictor.load(model, Blind()).classify(["good night"])[0]
    assert seeing.ranking != blind.ranking


def test_a_model_is_not_served_without_its_encoder(
    model: Path, encoder: OnnxEncoder, tmp_path: Path, served: Path
) -> None:
    with pytest.raises(EncoderMissing, match="trained with a sentence encoder that is not here"):
        Predictor.load(model)
    shallower = TINY.model_copy(update={"num_hidden_layers": 1})
    convert(choice(config=shallower), served, tmp_path)
    with pytest.raises(ModelError):
        Predictor.load(model, OnnxEncoder(tmp_path))


def test_a_model_without_encoder_is_served_where_there_is_one(
    small: Path, encoder: OnnxEncoder
) -> None:
    assert Predictor.load(small, encoder).predict("play a song").output == "музыка"


def test_the_real_encoder_knows_what_words_mean(real: OnnxEncoder, tmp_path: Path) -> None:
    train(SMALL, tmp_path, progress=silent, encoder=real)
    found = Predictor.load(tmp_path, real).predict("could you illuminate the room")
    assert found.output == "💡 on"
