"""What can go wrong with a download."""


class DownloadError(Exception):
    """Something could not be fetched, checked or unpacked; the message says what to do."""
