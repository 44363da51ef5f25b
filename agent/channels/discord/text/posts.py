"""What is delivered, made into messages: words, files and what can be pressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agent.channels.discord.text.words import Words, escaped, pieces
from agent.dialog.turns import MoveToText, Say, StopSpeaking
from agent.runtime.channel import Delivery
from messages import Message

MOST_FILES = 10
MOST_NAMED = 5  # of more choices the question itself gives the names
MIB = 2**20
PRIVATE = frozenset(
    {
        "refused", "broken", "empty", "too_long", "unknown_command", "unknown_command.nearest",
        "feedback.range", "needs_discord", "export.here", "forget.sure", "forget.done",
        "undo.person_sure", "attached.how",
    }
)  # fmt: skip
"""Prompts for the asker alone: errors, and what is about them as a person."""
FORMS = {
    "idle.answer": "correct", "idle.answer.file": "correct", "idle.answer.small_talk": "correct",
    "comment.ask": "comment",
}  # fmt: skip
"""The form that can be opened below a prompt."""
IN_FILE = Message("post.in_file")


@dataclass(frozen=True, slots=True)
class Post:
    """One message to be."""

    text: str = ""
    files: tuple[Path | tuple[str, bytes], ...] = ()
    """Files on the disk, or as name and content."""
    choices: tuple[str, ...] = ()
    """Short answers to press."""
    form: str = ""
    """The kind of form that can be opened below; empty for none."""
    private: bool = False
    replies: bool = True
    """Whether it hangs on the message it answers."""

    @property
    def in_words(self) -> "Post":
        """The same as mere words: nothing to press, the choices are named, and no reply."""
        few = 0 < len(self.choices) <= MOST_NAMED
        named = f"\n[{' / '.join(map(escaped, self.choices))}]" if few else ""
        return replace(self, text=self.text + named, choices=(), form="", replies=False)

    def headed(self, sentence: str) -> "Post":
        """The same below a sentence."""
        return replace(self, text=f"{sentence}\n{self.text}")

    def addressed(self, mention: str) -> "Post":
        """The same with whom it is for in front of what it says."""
        between = "\n" if "\n" in self.text else " "
        return replace(self, text=f"{mention}{between}{self.text}") if self.text else self

    def without_files(self, reason: str) -> "Post":
        """The same with a sentence in place of the files."""
        return replace(self, text=f"{self.text}\n{reason}".strip(), files=())


def compose(deliveries: Sequence[Delivery], words: Words, max_bytes: int) -> list[Post]:
    """The messages for one delivery. A file over `max_bytes` becomes a sentence."""
    says = [each for each in deliveries if isinstance(each, Say)]
    paths = [each for each in deliveries if isinstance(each, Path)]
    large = [path for path in paths if path.stat().st_size > max_bytes]
    lines = [*map(words.shown, says), *map(words.shown, _in_text(deliveries))]
    lines += [words.shown(_too_large(path, max_bytes)) for path in large]
    text = "\n".join(filter(None, lines))
    parts = pieces(text)
    files: list[Path | tuple[str, bytes]] = [path for path in paths if path not in large]
    if not parts:
        parts = [f"{_beginning(says, words)}\n{words.shown(IN_FILE)}".strip()]
        files.append(("answer.txt", "\n".join(map(words.plain, says)).encode()))
    posts = [Post(part) for part in parts]
    posts[-1] = _last(posts[-1], says, files, words)
    posts += [Post(files=tuple(files[n : n + MOST_FILES])) for n in _batches(files)]
    private = any(say.prompt in PRIVATE for say in says)
    return [replace(post, private=private) for post in posts if post.text or post.files]


def _batches(files: Sequence[object]) -> range:
    return range(MOST_FILES, len(files), MOST_FILES)


def _last(
    post: Post, says: Sequence[Say], files: Sequence[Path | tuple[str, bytes]], words: Words
) -> Post:
    """With what hangs on the last message: the files and what can be pressed."""
    choices = words.choices(says[-1]) if says else ()
    form = FORMS.get(says[-1].prompt, "") if says else ""
    return replace(post, files=tuple(files[:MOST_FILES]), choices=choices, form=form)


def _beginning(says: Sequence[Say], words: Words) -> str:
    """The short ones of what is said, in place of all of it."""
    return "\n".join(text for say in says if len(text := words.shown(say)) <= 1_000)[:1_500]


def _in_text(deliveries: Sequence[Delivery]) -> Iterator[Message]:
    for delivery in deliveries:
        match delivery:
            case MoveToText():
                yield Message("post.already_in_text")
            case StopSpeaking():
                yield Message("quiet")


def _too_large(path: Path, max_bytes: int) -> Message:
    megabytes = round(path.stat().st_size / MIB)
    sizes = {"megabytes": megabytes, "most": max_bytes // MIB}
    return Message("post.too_large", {"file": path.name, **sizes})
