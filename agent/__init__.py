"""Understudy: an agent that people teach by talking to it."""

import telemetry as telemetry

__version__ = "0.1.0"
