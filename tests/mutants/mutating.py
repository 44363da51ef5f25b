"""Small changes to a program, one at a time, by the operators of cosmic-ray."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import parso
from cosmic_ray.plugins import get_operator

OPERATORS = (
    "AddNot", "NumberReplacer", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceFalseWithTrue",
    "ReplaceTrueWithFalse", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
    "ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_USub", "ExceptionReplacer",
    "ZeroIterationForLoop", "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq", "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt", "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt", "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is", "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add", "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul", "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd", "ReplaceBinaryOperator_RShift_LShift",
    "ReplaceBinaryOperator_LShift_RShift", "ReplaceBinaryOperator_FloorDiv_Mul",
)  # fmt: skip
DECLARED = ("@dataclass(", "model_config =")
"""What begins lines of which no change is noticed by what is done: frozen, slots."""
ROW = "    Row("
"""How a row of the transition table begins."""
OTHERWISE = (
    ("looser", r"^(class \w+)\((?:WritesShared|Governs)\):$", r"\1(Reads):"),
    ("stricter", r"^(class \w+)\((?:Reads|WritesOwn)\):$", r"\1(WritesShared):"),
    ("for all", r"needs=\"\w+\"", 'needs=""'),
    ("SQL AND as OR", r"\bAND\b", "OR"),
    ("SQL OR as AND", r"\bOR\b(?! IGNORE| REPLACE)", "AND"),
    ("SQL without NOT", r"\bNOT (?!NULL)", ""),
    ("SQL without DESC", r" DESC\b", ""),
    ("SQL < as <=", r"(\b(?:WHERE|AND) \w+) < ", r"\1 <= "),
    ("SQL >= as >", r"(\b(?:WHERE|AND) \w+) >= ", r"\1 > "),
    ("SQL > as >=", r"(\b(?:WHERE|AND) \w+) > ", r"\1 >= "),
    ("SQL max as min", r"\b(SELECT|NOT|coalesce\() ?max\(", r"\1 min("),
)
"""What a request or a command needs, looser or stricter than it is; what a statement may say."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    file: Path
    line: int
    operator: str
    source: str

    def __str__(self) -> str:
        changed = self.source.splitlines()
        text = changed[self.line - 1].strip() if self.line <= len(changed) else ""
        return f"{self.file}:{self.line} {self.operator}: {text}"


def mutants(file: Path) -> Iterator[Mutant]:
    """All of a module: by the operators, without a row of the table, and with other words. What
    means the same, such as another annotation of a local name, or nothing at all, is none."""
    source = file.read_text(encoding="utf-8")
    meant = _compiled(source)
    for mutant in (*_operated(file, source), *_reworded(file, source)):
        if _compiled(mutant.source) not in (meant, None):
            yield mutant


def _compiled(source: str) -> CodeType | None:
    with suppress(SyntaxError):
        return compile(source, "", "exec")
    return None


def _reworded(file: Path, source: str) -> Iterator[Mutant]:
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        for name, other in _otherwise(line):
            changed = "".join([*lines[:number], other, *lines[number + 1 :]])
            yield Mutant(file, number + 1, name, changed)


def _operated(file: Path, source: str) -> Iterator[Mutant]:
    lines = source.splitlines(keepends=True)
    for name in OPERATORS:
        positions = get_operator(f"core/{name}")().mutation_positions
        for node in _nodes(parso.parse(source)):
            for index, (start, _) in enumerate(positions(node)):
                if not lines[start[0] - 1].lstrip().startswith(DECLARED):
                    yield Mutant(file, start[0], name, _mutated(source, name, node, index))


def _otherwise(line: str) -> Iterator[tuple[str, str]]:
    """What else may stand in place of a line, each with a name."""
    if line.startswith(ROW) and line.rstrip().endswith("),"):
        yield f"without {line.strip()}", "\n"
    for name, pattern, other in OTHERWISE:
        for found in re.finditer(pattern, line, re.MULTILINE):
            yield name, line[: found.start()] + found.expand(other) + line[found.end() :]


def _mutated(source: str, operator: str, node: parso.tree.NodeOrLeaf, index: int) -> str:
    """The source with this node changed: it is found again in a tree of its own by where it is."""
    tree = parso.parse(source)
    same = next(
        n
        for n in _nodes(tree)
        if (n.type, n.start_pos, n.end_pos) == (node.type, node.start_pos, node.end_pos)
    )
    changed = get_operator(f"core/{operator}")().mutate(same, index)
    if same is not changed and same.parent is not None:
        place = same.parent.children.index(same)
        if changed is None:
            del same.parent.children[place]
        else:
            same.parent.children[place] = changed
    return str(tree.get_code())


def _nodes(node: parso.tree.NodeOrLeaf) -> Iterator[parso.tree.NodeOrLeaf]:
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(child)
