"""What was taught, listed and edited: answers renamed, merged and removed, lines removed."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import ReadTaught, RemoveTaught, RenameAnswer
from agent.learning.dataset import Dataset, Example
from agent.learning.normalise import normalise, tidy
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, shown, taught
from agent.services.meant import meant, output_named
from agent.services.retraining import Retraining
from agent.services.revising import Revisions
from agent.storage.edits import EditedLines
from agent.storage.errors import NotThere
from agent.storage.journal import Journal
from agent.storage.names import shown as quoted

MOST = 50
"""Answers that are listed at once."""
FEW = 3
"""So few answers are listed with all their lines."""


class EditingService:
    """Changes what was taught; each change is in force at once, and can be undone."""

    def __init__(
        self,
        revisions: Revisions,
        journal: Journal,
        answering: AnswerService,
        retraining: Retraining,
    ) -> None:
        self._revisions = revisions
        self._journal = journal
        self._answering = answering
        self._retraining = retraining

    @property
    def handlers(self) -> Handlers:
        return {
            ReadTaught: self._read,
            RenameAnswer: self._rename,
            RemoveTaught: self._remove,
        }

    # --- reading -----------------------------------------------------------------------------

    def _read(self, context: RequestContext, request: ReadTaught) -> Outcome:
        lines = _by_answer(self._revisions.known(context.workspace).examples)
        found = {name: own for name, own in lines.items() if _holds(name, own, request.words)}
        if not found:
            return Done("taught.none_with" if lines else "taught.none", {"words": request.words})
        ordered = sorted(found, key=lambda name: -len(found[name]))
        listed = [_listed(name, found[name], len(found) <= FEW) for name in ordered[:MOST]]
        values = {"count": len(found), "table": "\n".join(listed), "left": len(ordered[MOST:])}
        return Done("taught.list", values)

    # --- editing -----------------------------------------------------------------------------

    async def _rename(self, context: RequestContext, request: RenameAnswer) -> Outcome:
        done = await in_thread(self._renamed, context, request)
        self._retraining.schedule(context.workspace)
        return done

    def _renamed(self, context: RequestContext, request: RenameAnswer) -> Outcome:
        outputs = {example.output for example in self._revisions.known(context.workspace).examples}
        before = output_named(request.before, outputs)
        if before is None:
            raise NotThere("taught.no_answer", what=quoted(request.before))
        name = self._answering.dataset(context.workspace)
        given = tidy(taught(request.after))
        merged = output_named(request.after, outputs - {before})
        after = given if merged is None else merged
        kept = tuple(
            replace(each, output=after) if each.output == before else each
            for each in self._revisions.file(context.workspace).examples
        )
        corrections = [
            replace(each, user=context.user, at=context.at, right=after, id=0)
            for each in self._journal.active_corrections(context.workspace, name)
            if tidy(each.right) == before
        ]
        added = tuple(each.id for each in self._journal.add_corrections(corrections))
        changes = EditedLines(outputs={before: after}, added=added)
        self._revisions.keep(context, Dataset(kept), changes, "renamed", about=before, now=after)
        prompt = "taught.renamed" if merged is None else "taught.merged"
        return Done(prompt, {"before": shown(before), "after": shown(after)})

    async def _remove(self, context: RequestContext, request: RemoveTaught) -> Outcome:
        done = await in_thread(self._removed, context, request)
        self._retraining.schedule(context.workspace)
        return done

    def _removed(self, context: RequestContext, request: RemoveTaught) -> Outcome:
        known = self._revisions.known(context.workspace).examples
        output = output_named(request.what, {example.output for example in known})
        if output is not None:
            going = {normalise(each.input) for each in known if each.output == output}
            self._take_out(context, going, {output: None}, (), shown(output))
            return Done("taught.removed", {"what": shown(output), "count": len(going)})
        key = normalise(request.what)
        line = next((each for each in known if normalise(each.input) == key), None)
        if line is None:
            return self._removed(context, RemoveTaught(meant(request.what, known)))
        self._take_out(context, {key}, {}, (key,), line.input)
        return Done("taught.line_removed", {"input": line.input, "answer": shown(line.output)})

    def _take_out(
        self,
        context: RequestContext,
        keys: Collection[str],
        outputs: dict[str, str | None],
        lines: tuple[str, ...],
        about: str,
    ) -> None:
        examples = self._revisions.file(context.workspace).examples
        kept = tuple(each for each in examples if normalise(each.input) not in keys)
        going = [
            each for each in self._revisions.corrections(context.workspace) if each.key in keys
        ]
        changes = EditedLines(
            outputs=outputs, lines=lines, retired=tuple(each.id for each in going)
        )
        self._revisions.keep(
            context, Dataset(kept), changes, "removed", about=about, count=len(keys)
        )
        self._journal.activate(changes.retired, active=False)
        self._answering.corrected(context.workspace)


def _by_answer(examples: Iterable[Example]) -> dict[str, list[str]]:
    """Inputs by answer as people see it."""
    found: dict[str, list[str]] = {}
    for example in examples:
        found.setdefault(shown(example.output), []).append(example.input)
    return found


def _holds(answer: str, inputs: Iterable[str], words: str) -> bool:
    """Whether the words are in the answer or in one of its lines."""
    wanted = normalise(words)
    return not wanted or any(wanted in normalise(text) for text in (answer, *inputs))


def _listed(answer: str, inputs: list[str], whole: bool) -> str:
    """An answer with the number of its lines, perhaps with the lines."""
    lines = [f"{len(inputs):>5}  {answer}"]
    return "\n".join([*lines, *(f"       - {text}" for text in inputs[:MOST])] if whole else lines)
