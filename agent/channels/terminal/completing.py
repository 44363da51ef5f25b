"""What Tab offers: commands, names of datasets, files."""

from collections.abc import Callable, Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from agent.dialog.commands import Command, Commands


class LineCompleter(Completer):
    """Completes what is typed; `names` gives the datasets there are now."""

    def __init__(self, commands: Commands, prefix: str, names: Callable[[], Sequence[str]]) -> None:
        self._commands = {prefix + command.name: command for command in commands}
        self._prefix = prefix
        self._names = names
        self._paths = PathCompleter(expanduser=True)

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        line = document.text_before_cursor
        if line.startswith(self._prefix) and not any(map(str.isspace, line)):
            yield from self._named(line)
            return
        word = document.get_word_before_cursor(WORD=True)
        command = self._commands.get(line.split(maxsplit=1)[0]) if line.strip() else None
        if command or (word and complete_event.completion_requested):
            yield from self._datasets(word)
        if command and complete_event.completion_requested and _takes_file(command):
            yield from self._paths.get_completions(Document(word), complete_event)

    def _named(self, line: str) -> Iterable[Completion]:
        for name, command in self._commands.items():
            if name.startswith(line.lower()):
                yield Completion(name, -len(line), display_meta=command.summary)

    def _datasets(self, word: str) -> Iterable[Completion]:
        for name in self._names():
            if name.startswith(word.lower()):
                yield Completion(name, -len(word))


def _takes_file(command: Command) -> bool:
    return any(parameter.kind == "file" for parameter in command.parameters)
