"""Understudy: an agent that people teach by talking to it."""
