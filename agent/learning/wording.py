"""What a report says to people, as messages."""

from collections.abc import Iterator, Mapping, Sequence

from agent.learning.normalise import normalise
from agent.learning.report import Confusion, TestReport, TrainingReport
from messages import Message

_SPOKEN = 6
_SHOWN = 10
_MOST_CONFUSIONS, _MOST_WRONG = 5, 10
_ALWAYS, _NEVER = 0.95, 0.05


def trained(report: TrainingReport) -> Message:
    """The report of a training, some lines."""
    values = {"model": report.model, "seconds": report.seconds}
    counts = {"examples": report.examples, "answers": report.outputs}
    lines = [Message("report.trained", {**values, **counts}), *_held_out(report), *_data(report)]
    lines += [Message("report.weakest", each.model_dump()) for each in report.worst]
    lines += map(_confusion, report.confusions)
    for each in report.suspects:
        found = {"output": name(each.output), "proposal": name(each.proposal)}
        line = {"line": each.line, "input": shorten(each.input), "confidence": each.confidence}
        lines.append(Message("report.suspect", {**line, **found}))
    if wanted := report.next_lesson:
        asked = {"more": wanted.more, "example": shorten(wanted.example)}
        lines.append(Message("report.next", {**asked, "output": name(wanted.output)}))
    return Message("report.lines", {"lines": tuple(lines)})


def trained_in_short(report: TrainingReport) -> Message:
    """The report of a training, one sentence."""
    counts = {"examples": report.examples}
    if report.interval is None:
        return Message("report.short.untried", counts)
    mixed = "report.short.mixed" if report.confusions else "report.short"
    worst = {
        each: spoken(getattr(report.confusions[0], each)) if report.confusions else ""
        for each in ("expected", "predicted")
    }
    often = {"often": how_often(*report.interval), "change": _change(report)}
    return Message(mixed, {**counts, **often, **worst})


def tested(report: TestReport) -> Message:
    """The report of a test, some lines."""
    lines = [Message("report.cases", _shares(report, "right", "n", "accuracy", "macro_f1"))]
    if report.coverage is not None:
        lines.append(Message("report.coverage", _shares(report, "coverage")))
    if report.refused is not None:
        lines.append(Message("report.refused", {"refused": report.refused}))
    lines += map(_confusion, report.confusions[:_MOST_CONFUSIONS])
    for each in report.wrong[:_MOST_WRONG]:
        found = {"expected": name(each.expected), "predicted": name(each.predicted)}
        line = {"line": each.line, "input": shorten(each.input), "confidence": each.confidence}
        lines.append(Message("report.wrong", {**line, **found}))
    return Message("report.lines", {"lines": tuple(lines)})


def how_often(low: float, high: float) -> Message:
    """How often something happens that is not known better than this: "between six and ten times in
    ten"; "about nine times in ten" where that is the same tenth."""
    least, most = round(low * 10), round(high * 10)
    if least != most:
        return Message("often.between", {"least": least, "most": most})
    share = (low + high) / 2
    if _NEVER <= share < _ALWAYS:
        return Message("often.about", {"tenths": round(share * 10)})
    return Message("often.always" if share >= _ALWAYS else "often.never")


def name(output: str) -> Message:
    """An output in a line of text; a counter-example has none."""
    return Message("report.output", {"name": shorten(output)}) if output else NO_ANSWER


def spoken(output: str) -> str | Message:
    """An output as it is said aloud: its first words, without punctuation and underscores."""
    words = normalise(output).replace("_", " ").split()
    return " ".join(words[:_SPOKEN]) if words else Message("report.unanswerable")


def shorten(text: str, most: int = 60) -> str:
    """One line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


NO_ANSWER = Message("report.no_answer")


def _held_out(report: TrainingReport) -> Iterator[Message]:
    if report.accuracy is None or report.interval is None:
        yield Message("report.untried")
        return
    values = _shares(report, "accuracy", "macro_f1")
    if compared := report.comparison:
        values |= compared.model_dump(include={"lines", "before", "after"})
    yield Message("report.right.compared" if compared else "report.right", values)
    yield Message("report.answers", {**_shares(report, "coverage"), "asked": report.asked or 0.0})


def _shares(report: TrainingReport | TestReport, *names: str) -> dict[str, object]:
    """Figures of a report, with those that a sentence about them needs, too."""
    low, high = report.interval or (0.0, 1.0)
    answered = report.accuracy_at_threshold or 0.0
    figures = {each: getattr(report, each) for each in names}
    return {**figures, "low": low, "high": high, "rightly": answered}


def _data(report: TrainingReport) -> Iterator[Message]:
    counted = ("duplicates", "conflicts", "counter_examples")
    found = {each: getattr(report, each) for each in counted}
    if parts := tuple(_counted(found)):
        yield Message("report.data", {"parts": parts})
    if report.underrepresented:
        yield Message("report.few", _listed(report.underrepresented))


def _counted(found: Mapping[str, int]) -> Iterator[Message]:
    return (
        Message(f"counted.{what}", {"count": number}) for what, number in found.items() if number
    )


def _listed(names: Sequence[str]) -> dict[str, object]:
    """The first names, and how many more there are."""
    return {"names": tuple(map(name, names[:_SHOWN])), "left": max(0, len(names) - _SHOWN)}


def _confusion(found: Confusion) -> Message:
    """One answer taken for another."""
    values = {"expected": name(found.expected), "predicted": name(found.predicted)}
    example = {"example": shorten(found.example)} if found.example else {}
    mixed = "report.mixed_up.example" if found.example else "report.mixed_up"
    return Message(mixed, {**values, **example, "count": found.count})


def _change(report: TrainingReport) -> Message:
    if report.comparison is None:
        return Message("change.unknown")
    before, after = round(10 * report.comparison.before), round(10 * report.comparison.after)
    if before == after:
        return Message("change.none")
    return Message("change.better" if after > before else "change.worse")
