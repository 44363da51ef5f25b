"""What went wrong and is told to people: an error whose words come last."""

from agent.prompts.render import english
from messages import MessageError


class Failure(MessageError):
    """An error of the agent. Its text, for logs and tests, is the English one."""

    def __str__(self) -> str:
        return english().render(self)
