"""The line at the bottom: what is being done, and how far it is."""

from agent.channels.console import KEY
from agent.prompts.render import Renderer
from agent.runtime.runner import Runner

CELLS = 20


class Status:
    """Reads the state whenever it is shown; `fraction` is what the running job told last."""

    def __init__(self, runner: Runner, renderer: Renderer) -> None:
        self._runner = runner
        self._renderer = renderer
        self.fraction = 0.0

    def __call__(self) -> str:
        state = self._renderer.text(f"terminal.state.{self._runner.standing.state(KEY)}")
        if self._runner.works(KEY):
            return f" {state} · {self._bar()}"
        self.fraction = 0.0
        return f" {state} · {self._renderer.text('terminal.keys')}"

    def _bar(self) -> str:
        done = round(CELLS * self.fraction)
        return f"{'█' * done}{'░' * (CELLS - done)} {self.fraction:.0%}"
