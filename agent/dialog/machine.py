"""The transition table as a `transitions` machine, and as a picture."""

from collections.abc import Callable, Sequence

from transitions import Machine
from transitions import State as MachineState

from agent.dialog.session import Session
from agent.dialog.state import State
from agent.dialog.step import Step
from agent.dialog.table import ATTENTION, EVERYWHERE, RESUMED, TABLE, Event, Row


def build_machine(states: Sequence[State]) -> Machine:
    """The one machine of all sessions; sessions are its models without being registered."""
    return Machine(
        model=None,
        states=[MachineState(state.name, on_enter=[state.enter]) for state in states],
        initial=None,
        transitions=[_transition(row) for row in TABLE],
        auto_transitions=False,
    )


def _transition(row: Row) -> dict[str, object]:
    return {
        "trigger": row.event.value,
        "source": row.source,
        "dest": row.dest,
        "conditions": [_of_step(row.when)] if row.when else None,
    }


def _of_step(when: Callable[[Session], bool]) -> Callable[[Step], bool]:
    return lambda step: when(step.session)


def mermaid(rows: Sequence[Row] = TABLE) -> str:
    """The table as a Mermaid state diagram, one arrow for all events between two states.

    What may happen everywhere is a note: as arrows it would hide the others.
    """
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.event in EVERYWHERE or row.event is Event.RESUME:
            continue
        label = row.event.value + (f" [{_words(row.when)}]" if row.when else "")
        labels = arrows.setdefault((row.source, row.dest or row.source), [])
        if label not in labels:
            labels.append(label)
    names = dict.fromkeys(name for pair in arrows for name in pair)
    return "\n".join(
        [
            "stateDiagram-v2",
            *(f'    state "{name}" as {_identifier(name)}' for name in names),
            f"    [*] --> {_identifier(rows[0].source)}",
            "    note left of idle: cancel leads here from everywhere. What something else "
            "comes in between of is suspended, and goes on where it was: "
            f"{', '.join(RESUMED)}",
            *(
                f"    {_identifier(source)} --> {_identifier(dest)}: {', '.join(labels)}"
                for (source, dest), labels in arrows.items()
            ),
            '    state "whether the user is with it" as attention {',
            *(
                f"        {source.name} --> {dest.name}: {beat.value}"
                for source, beat, dest in ATTENTION
            ),
            "    }",
        ]
    )


def _identifier(name: str) -> str:
    return name.replace(".", "__")


def _words(when: Callable[[Session], bool]) -> str:
    return when.__name__.replace("_", " ")
