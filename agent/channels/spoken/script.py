"""Rehearsals as data: what a person says, and what must come of it."""

import re
from pathlib import Path
from typing import Annotated, ClassVar, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from agent.prompts.failure import Failure
from messages import Message, Wording
from speech.phrases import normalized

Seconds = Annotated[float, Field(gt=0, le=600)]
BAD = "file.no_rehearsals"
NOTHING, BOTH = "nothing", "both"
NO_FIELD = "none"
WRONG = {
    "missing": "script.missing",
    "extra_forbidden": "script.unknown",
    "too_short": "script.empty",
    "list_type": "script.no_list",
    "model_type": "script.no_fields",
    "dict_type": "script.no_fields",
    NOTHING: "script.nothing",
    BOTH: "script.both",
}
"""What is said of mistakes, by pydantic's names for them."""
Name = Annotated[str, Field(max_length=32)]
Words = Annotated[str, Field(min_length=1, max_length=2_000)]


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise PydanticCustomError("pattern", "{reason}", {"reason": str(error)}) from error
    return pattern


def _number(said: object) -> object:
    """A number by itself is said."""
    return str(said) if isinstance(said, int | float) else said


Pattern = Annotated[str, AfterValidator(_checked)]
"""A regular expression, in which case does not count."""


class ScriptError(Failure):
    """A file that holds no rehearsals."""


class ScriptLine(BaseModel):
    """A turn: words with pauses of so many seconds in them, or a silence.

    `who` says it, where there are several people. `over` says that it is said over the line before
    of somebody else, or over the agent's answer to one's own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: Name = ""
    say: Annotated[Words | tuple[Words | Seconds, ...], BeforeValidator(_number)] = ()
    silence: Seconds | None = None
    over: bool = False
    after: Pattern = ""
    """This is said only where the agent's last answer fits it."""
    unless: Pattern | None = None
    """This is said only where the agent's last answer does not fit it."""
    until: Pattern = ""
    """What the agent says when it has understood; until then this is said again, twice at most."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if self.silence is not None and self.say:
            raise PydanticCustomError(BOTH, BOTH)
        if self.silence is None and not self.say:
            raise PydanticCustomError(NOTHING, NOTHING)
        return self

    @property
    def parts(self) -> tuple[str | float, ...]:
        """What is said and the pauses in it, in their order."""
        if self.silence is not None:
            return (self.silence,)
        return (self.say,) if isinstance(self.say, str) else self.say

    @property
    def words(self) -> str:
        """All that is said, as it would be typed."""
        return " ".join(part for part in self.parts if isinstance(part, str))

    @property
    def seconds(self) -> float:
        """How long the silences in it are."""
        return sum(part for part in self.parts if isinstance(part, float))

    @property
    def listens(self) -> bool:
        """Whether it depends on what the agent answers."""
        return bool(self.after or self.unless or self.until)

    def fits(self, answer: str) -> bool:
        """Whether this may be said after an answer of the agent's."""
        if self.unless is not None and _is_in(self.unless, answer):
            return False
        return _is_in(self.after, answer)

    def is_understood(self, answer: str) -> bool:
        """Whether the agent's answer to it is that of one who understood."""
        return _is_in(self.until, answer)

    def is_asked_back(self, answer: str) -> bool:
        """Whether the answer asks only whether this was said: "Train?"."""
        return answer.endswith("?") and f" {normalized(self.words)}".endswith(
            f" {normalized(answer)}"
        )


def _is_in(pattern: str, answer: str) -> bool:
    return re.search(pattern, answer, re.IGNORECASE) is not None


class Rehearsal(BaseModel):
    """One dialog."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Words
    turns: tuple[ScriptLine, ...] = Field(min_length=1)
    aloud: bool = False
    """Whether it is left out in writing, where every line is for the agent."""
    hears: tuple[Pattern, ...] = ()
    """Patterns, each of which is among what the agent says."""
    never: tuple[Pattern, ...] = ()
    """Patterns, none of which is."""
    ends: str | dict[Name, str] = ""
    """The state at the end, where it matters; of several people by their names."""
    taught: dict[str, str] | None = None
    """What the datasets hold at the end, where it matters."""

    @property
    def people(self) -> tuple[str, ...]:
        """Who says something, in the order of their first words; one of no name where none has."""
        said = (line.who for line in self.turns if line.words or line.who)
        return tuple(dict.fromkeys(said)) or ("",)


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # it has no types
    """Takes "yes" and "no" for what people say, not for truth values."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":bool")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read(path: Path) -> list[Rehearsal]:
    """The rehearsals in a YAML file. Raises ScriptError."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # a safe one
        rehearsals = TypeAdapter(list[Rehearsal]).validate_python(content)
    except OSError as error:
        raise ScriptError(BAD, file=path.name, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise ScriptError(BAD, file=path.name, reason=Message("script.no_text")) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ScriptError(BAD, file=path.name, reason=_unreadable(error)) from error
    except ValidationError as error:
        raise ScriptError(BAD, file=path.name, reason=_wrong(error)) from error
    for rehearsal in rehearsals:
        _check_people(path.name, rehearsal)
    return rehearsals


def _unreadable(error: Exception) -> Wording:
    """Where it is no YAML, and why."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        place = {"line": error.problem_mark.line + 1, "problem": error.problem}
        return Message("script.no_yaml", place)
    what = str(error).partition("\n")[0]
    return Message("script.wrong", {"where": Message("script.file"), "what": what})


def _wrong(error: ValidationError) -> Wording:
    """The first mistake, and where it is; a word that is mistyped explains one that is missing."""
    found = error.errors(include_input=False, include_url=False)
    first = min(found, key=lambda each: each["type"] != "extra_forbidden")
    place = {"where": _place(first)}
    if known := WRONG.get(first["type"]):
        return Message(known, place)
    what = first["msg"]
    return Message("script.wrong", {**place, "what": what[:1].lower() + what[1:]})


def _place(error: ErrorDetails) -> Wording:
    numbers = [each for each in error["loc"] if isinstance(each, int)]
    fields = [each for each in map(str, error["loc"]) if each[:1].islower()]
    if not numbers:
        return Message("script.file")
    turn = numbers[1] if fields[:1] == ["turns"] and len(numbers) > 1 else -1
    field = next((each for each in fields if turn < 0 or each != "turns"), NO_FIELD)
    place = {"dialog": numbers[0] + 1, "turn": turn + 1, "field": field}
    return Message("script.place", place)


def _check_people(file: str, rehearsal: Rehearsal) -> None:
    """Whether it is known who says each line and when, and who is asked for at the end."""
    ends = rehearsal.ends if isinstance(rehearsal.ends, dict) else {}
    if len(rehearsal.people) > 1 and "" in rehearsal.people:
        raise ScriptError("file.line_of_nobody", file=file, name=rehearsal.name)
    if len(rehearsal.people) > 1 and any(line.listens for line in rehearsal.turns):
        raise ScriptError("file.listening_together", file=file, name=rehearsal.name)
    if strangers := sorted(ends.keys() - rehearsal.people):
        name, who = rehearsal.name, strangers[0]
        raise ScriptError("file.silent_person", file=file, name=name, who=who)
