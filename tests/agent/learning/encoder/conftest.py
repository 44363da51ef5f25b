"""A tiny BERT with random weights, and the real encoder where there is one."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from agent.learning.encoder.bert import BertConfig
from agent.learning.encoder.choices import Choice, convert_bert
from downloads.sources import Source
from messages import Message

TINY = BertConfig(hidden_size=64, num_attention_heads=4, num_hidden_layers=2, layer_norm_eps=1e-12)
WORDS = [
    *("[UNK]", "[CLS]", "[SEP]"),
    *("good", "morning", "evening", "night", "lights", "on", "off", "play", "music", "please"),
]
INNER = 128


@pytest.fixture(scope="session")
def weights() -> dict[str, NDArray[np.float32]]:
    """Random weights under the names a BERT has them."""
    random = np.random.default_rng(7)
    shapes = {
        "embeddings.word_embeddings": (len(WORDS) + 100, 64),
        "embeddings.position_embeddings": (128, 64),
        "embeddings.token_type_embeddings": (2, 64),
        "embeddings.LayerNorm": (64,),
    }
    for layer in range(TINY.num_hidden_layers):
        prefix = f"encoder.layer.{layer}"
        shapes |= {f"{prefix}.attention.self.{n}": (64, 64) for n in ("query", "key", "value")}
        shapes |= {
            f"{prefix}.attention.output.dense": (64, 64),
            f"{prefix}.attention.output.LayerNorm": (64,),
            f"{prefix}.intermediate.dense": (INNER, 64),
            f"{prefix}.output.dense": (64, INNER),
            f"{prefix}.output.LayerNorm": (64,),
        }
    found = {f"{name}.weight": random.normal(0, 0.3, shape) for name, shape in shapes.items()}
    found |= {
        f"{name}.bias": random.normal(0, 0.1, shape[0])
        for name, shape in shapes.items()
        if not name.endswith("embeddings")
    }
    return {name: values.astype(np.float32) for name, values in found.items()}


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Whole words, framed as BERT frames them."""
    found = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    found.pre_tokenizer = Whitespace()
    found.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    return found


@pytest.fixture(scope="session")
def served(
    weights: dict[str, NDArray[np.float32]],
    tokenizer: Tokenizer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with the files a source has."""
    folder = tmp_path_factory.mktemp("served")
    save_file(weights, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def choice(
    sources: Sequence[Source] = (),
    checksums: Mapping[str, str] | None = None,
    config: BertConfig = TINY,
) -> Choice:
    """A tiny encoder as one to fetch."""
    convert = partial(convert_bert, config=config)
    return Choice("tiny", Message("encoder.minilm"), 250, tuple(sources), checksums or {}, convert)


@pytest.fixture
def checksums(served: Path) -> dict[str, str]:
    """Of what a source has."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in served.iterdir()}
