"""Change files in small ways, one at a time, and see which changes no test notices.

pip install cosmic-ray          # nothing that the program needs
python -m tests.mutants agent/dialog/table.py
"""

import argparse
import time
from pathlib import Path

from tests.mutants.mutating import Mutant, mutants
from tests.mutants.trying import load_libraries, notice

PATIENCE = 5.0
"""Times as long as without a change, and seconds besides, until a test counts as without end."""
TESTS: dict[str, tuple[str, ...]] = {
    "agent/dialog/acting.py": (
        "dialog/test_acting.py", "dialog/test_in_doubt.py", "dialog/test_refused_first.py",
        "dialog/test_dialogs.py", "dialog/test_asides.py", "dialog/test_reprompting.py",
        "dialog/test_universals.py", "dialog/test_meanwhile.py", "dialog/test_inbox.py",
        "dialog/test_attached.py",
    ),
    "agent/dialog/finishing.py": (
        "dialog/test_finishing.py", "dialog/test_acting.py", "dialog/test_refused_first.py",
        "dialog/test_dialogs.py", "dialog/test_asides.py", "dialog/test_inbox.py",
        "dialog/test_attached.py", "dialog/test_meanwhile.py", "dialog/test_late_corrections.py",
    ),
    "agent/dialog/table.py": (
        "dialog/test_table.py", "dialog/test_dialogs.py", "dialog/test_walks.py",
    ),
    "agent/dialog/machine.py": ("dialog/test_table.py",),
    "agent/dialog/moderation.py": ("services/test_rights.py",),
    "agent/dialog/requests.py": ("services/test_rights.py",),
    "agent/dialog/rights.py": ("dialog/test_refused_first.py", "services/test_rights.py"),
    "agent/learning/judge.py": ("learning/test_judgements.py", "learning/test_judge.py"),
    "agent/channels/discord/text/permissions.py": ("channels/discord/text/test_who_may.py",),
    "agent/runtime/dispatcher.py": ("services/test_rights.py",),
    "agent/services/governing.py": (
        "services/test_governing.py", "services/test_taking_back.py",
        "services/test_across_versions.py",
    ),
    "agent/services/proposing.py": ("services/test_approving.py",),
    "agent/services/taking_back.py": (
        "services/test_taking_back.py", "services/test_approving.py",
        "services/test_across_versions.py",
    ),
    "agent/services/waiting_room.py": ("services/test_approving.py",),
    "agent/storage/archive.py": ("storage/test_archive.py", "storage/test_attachments.py"),
    "agent/storage/backup.py": ("storage/test_backup.py", "storage/test_walking.py"),
    "agent/storage/database.py": (
        "storage/test_database.py", "storage/test_inbox.py", "storage/test_private.py",
        "storage/test_faults.py",
    ),
    "agent/storage/edits.py": ("storage/test_inbox.py",),
    "agent/storage/errors.py": ("storage/test_atomic.py", "storage/test_workspace.py"),
    "agent/storage/personal.py": (
        "storage/test_personal.py", "storage/test_every_table.py", "storage/test_inbox.py",
    ),
    "agent/storage/restoring.py": ("storage/test_archive.py", "storage/test_attachments.py"),
    "agent/storage/retention.py": ("services/test_tidying.py",),
}  # fmt: skip
"""Of files that have others than what mirrors them, below tests/agent: the quickest first."""


def main() -> int:
    """Print each mutant that survived; returns 1 where any did."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("file", nargs="+", type=Path)
    given = parser.parse_args()
    return int(sum(map(_tried, given.file)) > 0)


def _tried(file: Path) -> int:
    """How many mutants of a file survived."""
    tests = _tests_of(file)
    load_libraries(tests)
    began = time.monotonic()
    if notice(file, file.read_text(encoding="utf-8"), tests, 600):
        raise SystemExit(f"{file}: its tests fail without any change: {', '.join(tests)}")
    seconds = PATIENCE * (1 + time.monotonic() - began)
    found = list(mutants(file))
    survived = sum(_survives(mutant, tests, seconds) for mutant in found)
    print(f"{file}: {survived} of {len(found)} mutants survived", flush=True)
    return survived


def _tests_of(file: Path) -> tuple[str, ...]:
    """The tests of a module."""
    given = TESTS.get(file.as_posix())
    if given is None:
        return (str(Path("tests", *file.parent.parts, f"test_{file.name}")),)
    return tuple(f"tests/agent/{each}" for each in given)


def _survives(mutant: Mutant, tests: tuple[str, ...], seconds: float) -> bool:
    survives = not notice(mutant.file, mutant.source, tests, seconds)
    if survives:
        print(mutant, flush=True)
    return survives


if __name__ == "__main__":
    raise SystemExit(main())
