"""What can go wrong with a download."""

from messages import MessageError


class DownloadError(MessageError):
    """Something could not be fetched, checked or unpacked; the message says what to do."""
