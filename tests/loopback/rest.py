"""The REST interface's frame: who may call, errors, rate limits, and bodies of both kinds."""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.typedefs import Handler, Middleware

from .description import description
from .faults import Faults
from .records import Json

API = "/api/v10"
MAX_BODY = 200 << 20
INVALID_FORM = 50035
MISFITS = web.AppKey("misfits", list[str])
"""The requests whose body is not as Discord describes it."""


class ApiError(Exception):
    """A refusal, with Discord's HTTP status, its code for the reason, and a message."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass
class Upload:
    """A file that came with a request."""

    filename: str
    content: bytes
    content_type: str | None = None


@dataclass
class Body:
    """The JSON of a request and the files beside it, by their number."""

    data: Any
    files: dict[int, Upload] = field(default_factory=dict)


def answer(data: object = None, status: int = 200, headers: Json | None = None) -> web.Response:
    """JSON with the bare content type that discord.py insists on; nothing at all becomes 204."""
    if data is None:
        return web.Response(status=204, headers=headers)
    content_type = {"Content-Type": "application/json"}
    return web.Response(
        body=json.dumps(data).encode(), status=status, headers=content_type | (headers or {})
    )


async def read_body(request: web.Request) -> Body:
    """Read a JSON or a multipart body. Raises `ApiError` for what Discord describes otherwise."""
    body = await _read(request)
    described, path = description(), request.path.removeprefix(API)
    faults = described.faults(request.method, path, body.data) if described else []
    if faults:
        request.config_dict[MISFITS].append(f"{request.method} {path}: {faults[0]}")
        raise ApiError(400, INVALID_FORM, f"Invalid Form Body: {faults[0]}")
    return body


async def _read(request: web.Request) -> Body:
    if not request.content_type.startswith("multipart/"):
        return Body(await request.json() if request.can_read_body else {})
    body = Body({})
    reader = await request.multipart()
    assert isinstance(reader, MultipartReader)
    while isinstance(part := await reader.next(), BodyPartReader):
        content = bytes(await part.read(decode=False))
        if part.name == "payload_json":
            body.data = json.loads(content)
        elif part.name is not None:
            number = int(part.name.removeprefix("files[").removesuffix("]"))
            body.files[number] = Upload(part.filename or "file", content)
    return body


class Buckets:
    """Counts requests against a `RateLimit`, per route and channel, in windows that end whole."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._used: dict[str, tuple[float, int]] = {}
        self.exceeded = 0

    def take(self, key: str) -> Json:
        """Use one request of the bucket; returns the headers, raises `ApiError` 429 when empty."""
        limit = self._faults.rate_limit
        if limit is None:
            return {}
        now = time.monotonic()
        begun, used = self._used.get(key, (now, 0))
        if now >= begun + limit.window:
            begun, used = now, 0
        reset = begun + limit.window - now
        if used >= limit.limit:
            self.exceeded += 1
            raise ApiError(429, math.ceil(reset * 1000), "Rate limited.")
        self._used[key] = begun, used + 1
        return {
            "X-RateLimit-Limit": str(limit.limit),
            "X-RateLimit-Remaining": str(limit.limit - used - 1),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": key.split()[1].replace("/", "")[-16:],
        }


class Frame:
    """The middleware around every REST handler."""

    def __init__(self, faults: Faults, token: str) -> None:
        self._faults = faults
        self._token = token
        self.buckets = Buckets(faults)
        self.requests: list[str] = []

    def middleware(self) -> Middleware:
        """The function that aiohttp wants."""

        @web.middleware
        async def frame(request: web.Request, handler: Handler) -> web.StreamResponse:
            self.requests.append(f"{request.method} {request.path}")
            await self._faults.freeze()
            try:
                headers = self._admit(request)
                response = await handler(request)
            except ApiError as error:
                return self._refusal(error)
            except web.HTTPNotFound:
                return self._refusal(ApiError(404, 0, f"404: {request.method} {request.path}"))
            response.headers.update(headers)
            return response

        return frame

    def _admit(self, request: web.Request) -> Json:
        path = request.path
        fault = self._faults.strike(request.method, path)
        if fault is not None and fault.status == 429:
            raise ApiError(429, math.ceil(fault.retry_after * 1000), "Rate limited.")
        if fault is not None:
            raise ApiError(fault.status, fault.code, "The loopback was told to fail here.")
        by_token = "/webhooks/" in path or "/interactions/" in path
        if not by_token and request.headers.get("Authorization") != f"Bot {self._token}":
            raise ApiError(401, 0, "401: Unauthorized")
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else path
        major = request.match_info.get("channel") or request.match_info.get("token") or ""
        return (
            {}
            if "/interactions/" in path
            else self.buckets.take(f"{request.method} {route} {major}")
        )

    @staticmethod
    def _refusal(error: ApiError) -> web.Response:
        data: Json = {"code": error.code, "message": str(error)}
        if error.status != 429:
            return answer(data, error.status)
        data = {"message": str(error), "retry_after": error.code / 1000, "global": False}
        return answer(data, 429, {"Via": "1.1 loopback", "Retry-After": str(data["retry_after"])})
