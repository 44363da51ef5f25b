"""Every package of the lock is in the bill of materials, with hashes and a free licence."""

import re

from agent.cli.parts import bill
from agent.settings import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NOT_FREE = re.compile(r"proprietary|commercial|non-?commercial|AGPL", re.IGNORECASE)


def test_every_package_of_the_lock_is_in_it() -> None:
    parts = bill(LOCK)["components"]
    pinned = re.findall(r"^[A-Za-z0-9._-]+==\S+", LOCK, re.MULTILINE)
    assert len(parts) == len(pinned) > 20
    for part in parts:
        assert part["hashes"], part["name"]
        assert part["purl"].startswith("pkg:pypi/")


def test_licences_are_known_and_free() -> None:
    parts = bill(LOCK)["components"]
    licences = {part["name"]: part["licenses"] for part in parts if part["licenses"]}
    assert len(licences) > 20
    bad = {name: told for name, told in licences.items() if NOT_FREE.search(str(told))}
    assert bad == {}


def test_nothing_loads_a_pickle() -> None:
    loading = re.compile(r"\b(pickle|joblib|dill|shelve|marshal)\.loads?\(|allow_pickle\s*=\s*True")
    for top in ("agent", "speech", "downloads"):
        for file in (ROOT / top).rglob("*.py"):
            assert not loading.search(file.read_text(encoding="utf-8")), file
