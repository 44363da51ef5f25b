"""Services with OpenAI's interface for speech: OpenAI's own, and programs on one's own machines."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.exceptions import ChunkedEncodingError, ContentDecodingError

from speech.deadline import within
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.hosts import is_here

MOST = 2**24
"""Bytes of the longest answer that is read."""
PIECE = 2**16


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a service is, and how it is asked."""

    url: str = ""
    """With what comes before `/audio/…`: "http://127.0.0.1:8000/v1"."""
    key: str = field(default="", repr=False)
    model: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def checked(self, *, offline: bool) -> "Endpoint":
        """Itself, if it can be used. Raises EngineUnavailableError."""
        if not self.url:
            raise EngineUnavailableError("openai.no_url")
        if not _is_web(self.url):
            raise EngineUnavailableError("openai.bad_url")
        if offline and not is_here(self.host):
            raise EngineUnavailableError("openai.offline")
        return self


class _Bearer(requests.auth.AuthBase):
    """The key; without this a file `.netrc` would come before it."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def check(endpoint: Endpoint, seconds: float) -> None:
    """Ask what models there are, to see if the service answers. Raises EngineFailedError."""
    _asked(endpoint, "GET", "models", seconds)


def posted(endpoint: Endpoint, path: str, seconds: float, **content: Any) -> bytes:
    """What the service answers to `content` (as `requests.post` takes it), all of it in time.

    Raises EngineFailedError.
    """
    return _asked(endpoint, "POST", path, seconds, **content)


def _asked(endpoint: Endpoint, method: str, path: str, seconds: float, **content: Any) -> bytes:
    try:
        return within(seconds, lambda: _answer(endpoint, method, path, timeout=seconds, **content))
    except (TimeoutError, requests.Timeout) as error:
        raise EngineFailedError("openai.too_slow", seconds=seconds) from error
    except (ChunkedEncodingError, ContentDecodingError) as error:
        raise EngineFailedError("openai.bad_answer") from error
    except OSError as error:  # all that requests raises is
        raise EngineFailedError("openai.no_answer") from error


def _answer(endpoint: Endpoint, method: str, path: str, **content: Any) -> bytes:
    with requests.request(
        method,
        f"{endpoint.url.rstrip('/')}/{path}",
        auth=_Bearer(endpoint.key),
        stream=True,
        allow_redirects=False,
        **content,
    ) as answer:
        if answer.status_code != requests.codes.ok:
            raise EngineFailedError("openai.refused", status=answer.status_code)
        body = bytearray()
        for piece in answer.iter_content(PIECE):
            body += piece
            if len(body) > MOST:
                raise EngineFailedError("openai.bad_answer")
        return bytes(body)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
