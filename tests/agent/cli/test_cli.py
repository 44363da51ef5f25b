"""The command line, as scripts and tools use it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli import doctor, main
from agent.settings import ROOT, load_settings

pytestmark = pytest.mark.slow

DATA = {
    "data": [
        {"input": f"{word} {number}", "output": answer}
        for word, answer in (("light", "The light is on."), ("music", "Music plays."))
        for number in ("one", "two", "three", "four", "five", "six")
    ]
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rooms.json"
    path.write_text(json.dumps(DATA), encoding="utf-8")
    return path


def test_train_test_and_predict_speak_json(
    home: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--home", str(home)]
    assert main([*at, "train", str(file), "--json"]) == 0
    trained = json.loads(capsys.readouterr().out)
    assert (trained["name"], trained["model"] != "", trained["outputs"]) == ("rooms", True, 2)
    assert main([*at, "test", str(file), "--json"]) == 0
    tested = json.loads(capsys.readouterr().out)
    assert tested["n"] == 12
    assert {"accuracy", "macro_f1", "coverage", "accuracy_at_threshold"} <= set(tested)
    assert main([*at, "test", str(file), "--name", "rooms"]) == 0
    assert "of 12" in capsys.readouterr().out
    assert main([*at, "predict", "--json", "light one", "music two"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {
        "input": "light one", "output": "The light is on.", "confidence": 1.0, "known": True,
        "verdict": "answer", "choices": [],
    }  # fmt: skip
    assert lines[1]["output"] == "Music plays."


def test_training_needs_no_starter_model(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path / "new"), "train", str(file)]) == 0
    assert "Trained on 12 examples" in capsys.readouterr().out


def test_a_name_given_is_the_datasets(
    home: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "train", str(file), "--name", "my house"]) == 0
    assert (home / "datasets/console").glob("my*house.json")
    assert main(["--home", str(home), "test", str(file), "--name", "another"]) == 2
    assert "No model was trained from a dataset “another” yet." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no json", "rooms.json"),
        (b'{"data": []}', "rooms.json"),
        (b"[" * 100_000, "rooms.json"),
        (b'{"data": [{"input": "a", "output": NaN}]}', "rooms.json"),
        (b'{"data": [{"input": "a", "output": "x"}]}', "two different answers"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_code_2(
    home: Path, file: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    file.write_bytes(content)
    assert main(["--home", str(home), "train", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1
    assert not list((home / "datasets").glob("console/*"))


def test_a_missing_file_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "train", "nowhere.json"]) == 2
    assert "I cannot read nowhere.json: No such file or directory." in capsys.readouterr().err


def test_diagram_doctor_and_settings_print(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    for command, expected in (
        ("diagram", "stateDiagram-v2"),
        ("doctor", "scikit-learn"),
        ("settings", "AGENT_NAME = Robin"),
    ):
        assert main(["--home", str(home), command]) == 0
        printed = capsys.readouterr().out
        assert expected in printed
        assert "very-secret" not in printed


def test_doctor_calls_ok_only_what_can_be_imported(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "davey", None)
    missing = doctor.Package("no-such", "x")
    monkeypatch.setattr(doctor.Package, "use", "magic")
    monkeypatch.setattr(doctor, "PACKAGES", (*doctor.PACKAGES, missing))
    assert main(["--home", str(home), "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("missing  davey: ") and "cannot be used" in line for line in lines)
    assert "missing  no-such: needed for magic; `make run` installs it" in lines
    assert any(line.startswith("ok       discord.py: ") for line in lines)


def test_a_model_is_exported_and_answers_without_the_agent(
    home: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "lamp.zip"
    assert main(["--home", str(home), "train", str(file)]) == 0
    assert main(["--home", str(home), "export-model", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    shutil.unpack_archive(target, tmp_path)
    command = [sys.executable, str(tmp_path / "lamp/predict.py"), "light one"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout)["output"] == "The light is on."


def test_a_wrong_setting_stops_with_one_clear_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODE", "telephone")
    assert main(["settings"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "MODE" in said
    monkeypatch.setenv("MODE", "console")
    monkeypatch.setenv("INTENTS", "messages,telepathy")
    assert main(["settings"]) == 2
    assert "telepathy is not an intent" in capsys.readouterr().err
    monkeypatch.delenv("INTENTS")
    monkeypatch.setenv("AGENT_LANGUAGE", "tlh")
    assert main(["settings"]) == 2
    assert "there is no language tlh; there are en" in capsys.readouterr().err


def test_the_script_runs_as_a_process_and_ends_with_0(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "run.py", "--home", str(home), "console"],
        input="who are you\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0
    assert "the name my owner chose" in done.stdout
    assert done.stderr == ""


def test_what_is_slow_to_import_is_not_imported_at_the_start() -> None:
    heavy = "'sklearn', 'discord', 'matplotlib', 'scipy', 'skl2onnx', 'vosk'"
    code = f"import sys, agent.cli; print([m for m in ({heavy}) if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_reader_who_has_seen_enough_is_no_error(home: Path) -> None:
    command = f"{sys.executable} run.py --home {home} settings | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_what_other_programs_call_home_and_language_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "de_DE:de")
    settings = load_settings()
    assert settings.home == ROOT
    assert settings.speech_language == "en-us"
    monkeypatch.setenv("UNDERSTUDY_HOME", str(tmp_path))
    assert load_settings().home == tmp_path
