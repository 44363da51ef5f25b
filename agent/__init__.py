"""Understudy: an agent that people teach by talking to it."""

__version__ = "0.1.0"
