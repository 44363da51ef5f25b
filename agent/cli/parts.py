"""What the program is made of, as a bill of materials that scanners read (CycloneDX 1.5)."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from agent.cli.command import Context, Subcommand
from agent.prompts.render import Renderer
from agent.settings import ROOT

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str) -> dict[str, Any]:
    """The bill of materials of a lock: every package with version, hashes and licence."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "understudy"}},
        "components": list(_components(lock)),
    }


def _components(lock: str) -> Iterator[dict[str, Any]]:
    found = list(_PINNED.finditer(lock))
    ends = [*(match.start() for match in found[1:]), len(lock)]
    for match, end in zip(found, ends, strict=True):
        name, version = match.groups()
        hashes = _HASH.findall(lock[match.end() : end])
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name.lower()}@{version}",
            "hashes": [{"alg": "SHA-256", "content": each} for each in hashes],
            "licenses": [{"license": {"name": each}} for each in _licences(name)],
        }


def _licences(name: str) -> list[str]:
    """What an installed package says of itself; nothing of one that is not needed here."""
    try:
        told = distribution(name)
    except PackageNotFoundError:
        return []
    return [licence] if (licence := _licence(told)) else []


def _licence(told: Distribution) -> str:
    classifiers = told.metadata.get_all("Classifier") or []
    named = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License ::")]
    expression = told.metadata.get_all("License-Expression") or []
    plain = [line for each in told.metadata.get_all("License") or [] for line in each.splitlines()]
    return next(iter(expression), ", ".join(named)) or next(iter(plain), "")[:100]


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    lock = ROOT / "requirements.lock"
    parser.add_argument("--lock", type=Path, default=lock, help=words.text("cli.parts.lock"))


def _run(context: Context) -> int:
    print(json.dumps(bill(context.given.lock.read_text(encoding="utf-8")), indent=1))
    return 0


COMMAND = Subcommand("parts", _run, _arguments)
