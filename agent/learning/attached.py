"""Files that belong to an answer: `{file:cat.png}` in its text, the name being that of the file."""

import re
from collections.abc import Sequence

_REFERENCE = re.compile(r"\{file:([^\s{}/|]+)\}")


def reference(name: str) -> str:
    """What stands for a kept file in the text of an answer."""
    return f"{{file:{name}}}"


def files_in(answer: str) -> tuple[str, ...]:
    """The names of the files that belong to an answer, each once, in their order."""
    return tuple(dict.fromkeys(_REFERENCE.findall(answer)))


def without_files(answer: str, names: Sequence[str]) -> str:
    """What is left of an answer when these files are handed over beside it."""
    for name in names:
        answer = answer.replace(reference(name), "")
    return "\n".join(line.strip() for line in answer.splitlines()).strip()
