"""A home with the starter model, for what is sent to the whole agent."""

from tests.agent.conftest import home, starter_home

__all__ = ["home", "starter_home"]
