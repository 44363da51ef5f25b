"""What runs the agent elsewhere names what there is: settings, commands, files, measures."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from agent.cli import main
from agent.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
SERVICE = (DEPLOY / "understudy.service").read_text()
CONTAINER = (DEPLOY / "Containerfile").read_text()
NOT_OURS = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "MPLCONFIGDIR", "HOME"}


def set_in(text: str) -> set[str]:
    return set(re.findall(r"\b([A-Z][A-Z_]{2,})=", text)) - NOT_OURS


def test_every_setting_that_is_named_is_one() -> None:
    ours = {name.upper() for name in Settings.model_fields}
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    named = set_in("\n".join(re.findall(r"^ENV.*|^ {4}\S+=.*", CONTAINER, re.MULTILINE)))
    named |= set_in("\n".join(re.findall(r"^Environment=.*", SERVICE, re.MULTILINE)))
    named |= set(compose["services"]["understudy"]["environment"])
    assert named
    assert named <= ours


def test_what_is_started_is_a_command_that_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    started = re.findall(r"^ExecStart=\S+ (.*)$", SERVICE, re.MULTILINE)
    entry = re.findall(r"^ENTRYPOINT (.*)$", CONTAINER, re.MULTILINE)
    for program, *arguments in (started[0].split(), json.loads(entry[0])[1:]):
        assert (ROOT / Path(program).name).exists()
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--help"])
        assert ended.value.code == 0, capsys.readouterr().err


def test_the_container_is_not_root_and_writes_only_to_its_volume() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["understudy"]
    assert re.search(r"^USER 10001$", CONTAINER, re.MULTILINE)
    assert compose["read_only"] is True
    assert compose["cap_drop"] == ["ALL"]
    assert "/healthz" in CONTAINER
    for copied in re.findall(r"^COPY (?!--from)(\S+) ", CONTAINER, re.MULTILINE):
        assert (ROOT / copied).exists()


def test_the_image_holds_the_program_and_nothing_of_its_owner() -> None:
    lists = [(ROOT / name).read_text() for name in (".dockerignore", ".containerignore")]
    assert lists[0] == lists[1]
    patterns = [line for line in lists[0].splitlines() if not line.startswith("#")]
    assert patterns[0] == "*"
    held = {line.removeprefix("!/") for line in patterns if line.startswith("!")}
    assert all((ROOT / name).exists() for name in held)
    assert not {"models", "datasets", "archive", "deploy", "history"} & held
    folders = [ROOT / name for name in held if (ROOT / name).is_dir()]
    sources = [path.read_text() for folder in folders for path in folder.rglob("*.py")]
    sources += [(ROOT / name).read_text() for name in held if name.endswith(".py")]
    ours = {path.name.removesuffix(".py") for path in ROOT.iterdir()} - {"docs", "archive"}
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", "\n".join(sources), re.MULTILINE))
    opened = set(re.findall(r'ROOT / "([^"]+)"', "\n".join(sources)))
    assert imported & ours <= {name.removesuffix(".py") for name in held}
    assert opened - {"models"} <= held


def test_the_panels_ask_for_what_is_measured() -> None:
    panels = json.loads((DEPLOY / "grafana.json").read_text())["panels"]
    asked = set(re.findall(r"understudy_\w+", json.dumps(panels)))
    code = "".join(
        (ROOT / file).read_text()
        for file in (
            "agent/cli/watching.py",
            "agent/runtime/runner.py",
            "agent/runtime/measures.py",
        )
    )
    for name in asked:
        plain = name.removeprefix("understudy_").removesuffix("_total").removesuffix("_bucket")
        assert f'"{plain}"' in code or f"understudy_{plain}" in code, name


def test_systemd_takes_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze here")
    unit = tmp_path / "understudy.service"
    unit.write_text(SERVICE.replace("/opt/understudy/.venv/bin/python", "/bin/true"))
    verified = subprocess.run(
        [analyze, "verify", unit], capture_output=True, text=True, check=False
    )
    assert verified.stderr == ""
    closed = subprocess.run(
        [analyze, "security", "--offline=true", "--threshold=20", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert closed.returncode == 0, closed.stdout[-300:]
