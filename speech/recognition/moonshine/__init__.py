"""Moonshine tiny (English, MIT): general recognition by two small networks, offline."""

from speech.recognition.moonshine.engine import MoonshineRecognizer, create

__all__ = ["MoonshineRecognizer", "create"]
