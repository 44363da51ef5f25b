"""What can go wrong in speech; each message is a sentence a person can act on."""

from messages import MessageError


class SpeechError(MessageError):
    """Base of every error that speech raises on purpose."""


class AudioError(SpeechError):
    """A recording that cannot be used, or a place where none can be written."""


class EngineUnavailableError(SpeechError):
    """An engine that cannot be made here: no model, no such voice, no such name."""


class EngineFailedError(SpeechError):
    """An engine that was made but did not answer this time; another may."""


class NothingToSayError(SpeechError):
    """A text without anything that can be spoken."""
