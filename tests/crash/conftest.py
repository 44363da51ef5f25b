"""The prepared home that the agent's tests have."""

from tests.agent.conftest import home, starter_home

__all__ = ["home", "starter_home"]
