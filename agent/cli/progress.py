"""How far something is, as a bar on the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from agent.prompts.render import Renderer
from messages import Message, Progress


@contextmanager
def bar(words: Renderer) -> Iterator[Progress]:
    """While open, shows on standard error what it is told."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        task = bars.add_task("", total=1.0)

        def show(part: float, doing: Message) -> None:
            bars.update(task, completed=part, description=words.render(doing))

        yield show
