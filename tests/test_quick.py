"""What `make quick` runs: all that is quick, and of what is slow what a change touches."""

import subprocess
from pathlib import Path

import pytest

from tests.quick import changed, room_of, touched

FAST, SLOW = "tests/agent/test_a.py", "tests/agent/channels/discord/text/test_b.py"


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    """A project with a quick test and one that stands where tests are slow."""
    for name in (FAST, SLOW):
        file = pytester.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("def test_it() -> None:\n    pass\n")
    return pytester.path


def committed(root: Path) -> None:
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm all"):
        subprocess.run(["git", *line.split()], cwd=root, check=True)


def ran(pytester: pytest.Pytester, *options: str) -> set[str]:
    result = pytester.inline_run("-p", "tests.quick", *options)
    passed, _, _ = result.listoutcomes()
    return {report.nodeid.partition("::")[0] for report in passed}


def test_without_the_option_everything_runs(project: Path, pytester: pytest.Pytester) -> None:
    assert ran(pytester) == {FAST, SLOW}


def test_outside_of_a_repository_what_is_slow_is_left_out(
    project: Path, pytester: pytest.Pytester
) -> None:
    assert ran(pytester, "--quick") == {FAST}


@pytest.mark.parametrize("name", ["agent/channels/discord/text/client.py", SLOW])
def test_what_is_slow_runs_where_its_room_changed(
    project: Path, pytester: pytest.Pytester, name: str
) -> None:
    committed(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("def test_it() -> None:\n    assert True\n")
    assert ran(pytester, "--quick") == {FAST, SLOW}


@pytest.mark.parametrize("staged", [True, False])
def test_what_is_not_committed_counts(project: Path, staged: bool) -> None:
    committed(project)
    assert changed(project) == []
    (project / "agent").mkdir()
    (project / "agent/app.py").touch()
    if staged:
        subprocess.run(["git", "add", "."], cwd=project, check=True)
    assert changed(project) == ["agent/app.py"]


def test_rooms_are_those_of_code() -> None:
    assert touched(["agent/cli/main.py", "tests/agent/app.py", "README.md"]) == {
        "agent/cli",
        "agent",
    }
    assert room_of("run.py") == "."
