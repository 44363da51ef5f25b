"""A Discord on 127.0.0.1 for tests: REST, gateway, voice and simulated people."""

from .people import Person
from .server import Loopback
from .uploads import File, RefusedError

__all__ = ["File", "Loopback", "Person", "RefusedError"]
