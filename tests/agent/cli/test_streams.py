"""A terminal with another locale, an old Python, and input that ends."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.settings import ROOT

pytestmark = pytest.mark.slow


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The script in a process and a session of its own, so that there is no terminal."""
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        check=False,
        start_new_session=True,
        env={**os.environ, "ENCODER": "none", **environment},
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
def test_a_locale_without_our_marks_is_written_to_more_plainly(environment: dict[str, str]) -> None:
    done = run("understand", "--state", "è", "hello", **environment)
    assert done.returncode == 2
    assert done.stderr.startswith(b'There is no state "?')
    assert done.stderr.isascii()


def test_the_end_of_input_in_setup_is_a_sentence() -> None:
    done = run("setup")
    assert done.returncode == 2
    assert b"No token, so nothing was changed" in done.stdout
    assert b"Traceback" not in done.stderr


def test_an_old_python_is_told_which_one_is_needed() -> None:
    script = ROOT / "run.py"
    ast.parse(script.read_text(), feature_version=(3, 7))
    old = "import runpy, sys; sys.version_info = (3, 8, 2); "
    code = f"{old}runpy.run_path({str(script)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "Understudy needs Python 3.11 or newer, and this is 3.8: start it with `make run`.\n"
    )


def test_a_disk_that_fills_up_at_the_first_training_is_a_sentence(tmp_path: Path) -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000)); "
    main = f"from agent.cli import main; print(main(['--home', {str(tmp_path)!r}, 'console']))"
    environment = {**os.environ, "ENCODER": "none"}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)  # it would write too much, too
    done = subprocess.run(
        [sys.executable, "-c", f"{code}{main}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env=environment,
    )
    assert done.stdout == "2\n"
    assert "would be larger than this machine allows" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("limit", "told"),
    [("-n 16", "64 open files"), ("-v 300000", "2,000 MB"), ("-d 300000", "500 MB of data")],
)
def test_too_little_of_what_libraries_need_is_said_before_they_load(limit: str, told: str) -> None:
    script = f'ulimit {limit}; exec "{sys.executable}" run.py console'
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Understudy needs {told}")
    assert done.stderr.count("\n") == 1
