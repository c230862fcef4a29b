"""How many small faults would the tests see? A sample of mutants, each judged by the tests near it.

    python -m tests.mutants [--sample 160] [--seed 1] [--log FILE] [MODULE...]

A mutant is one module with one fault: a condition negated, a comparison or an operator exchanged, a
constant changed, a statement or an argument left out, a result replaced by None. Texts are left alone
(messages are not behaviour), as are types, decorators, help texts and numbers that tune. It is judged
in a forked process, in memory, by the tests of `NEAR` up to the first that fails; one that takes
`SECONDS` of the processor is taken for killed. A test that starts another process does not see the
mutant. Printed: the survivors, then how many of how many were killed. With a log, a run that was ended
goes on where it was.

Ours, since mutmut and cosmic-ray run the whole suite a mutant in a new process: 4 s of start each on
this machine, where forking takes none.
"""

import argparse
import ast
import contextlib
import importlib
import io
import os
import random
import resource
import signal
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from itertools import islice
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "translate" / "pxtranslate"
SECONDS = 40
_QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # what was loaded before the fork
UNIT = "tests/unit"
NEAR = {
    "pipeline.py": (f"{UNIT}/test_pipeline.py", f"{UNIT}/state", "tests/faults/test_corrections.py", f"{UNIT}/summaries/test_digest_run.py"),
    "head.py": (f"{UNIT}/test_pipeline.py", "tests/faults/test_inputs.py", "tests/faults/test_corrections.py"),
    "api.py": (f"{UNIT}/test_lines.py", f"{UNIT}/test_api.py"),
    "translation/translate.py": (
        f"{UNIT}/test_lines.py", f"{UNIT}/mending/test_mend.py", f"{UNIT}/mending/test_remedies.py",
        f"{UNIT}/test_pipeline.py",
    ),
    "translation/requests.py": (f"{UNIT}/translation", f"{UNIT}/test_lines.py"),
    "translation/memory.py": (f"{UNIT}/translation",),
    "translation/headline.py": (f"{UNIT}/translation", f"{UNIT}/summaries/test_stage.py"),
    "mending/mend.py": (f"{UNIT}/mending", f"{UNIT}/test_lines.py"),
    "mending/remedies.py": (f"{UNIT}/mending",),
    "mending/rules.py": (f"{UNIT}/mending",),
    "mending/figures.py": (f"{UNIT}/mending", "tests/golden/test_page_figures.py"),
    "mending/speech.py": (f"{UNIT}/mending",),
    "engines/ask.py": (f"{UNIT}/engines/test_ask.py",),
    "state/answers.py": (f"{UNIT}/translation", f"{UNIT}/state"),
    "state/corrections.py": (f"{UNIT}/state", "tests/faults/test_corrections.py"),
    "state/database.py": (f"{UNIT}/state", f"{UNIT}/test_pipeline.py"),
    "state/plan.py": (f"{UNIT}/test_pipeline.py", f"{UNIT}/state"),
    "state/results.py": (f"{UNIT}/test_pipeline.py", "tests/faults/test_corrections.py"),
    "state/state.py": (f"{UNIT}/state", f"{UNIT}/test_pipeline.py", "tests/faults/test_corrections.py"),
    "cli/batch.py": (f"{UNIT}/cli/test_batch.py", f"{UNIT}/cli/test_retry.py"),
    "cli/check.py": (f"{UNIT}/cli/test_check.py",),
    "cli/split.py": (f"{UNIT}/cli/test_split.py",),
    "cli/translate.py": (f"{UNIT}/cli/test_translate.py",),
}  # fmt: skip
"""Module -> the tests of its room."""
_OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE,
    ast.LtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One module with one fault."""

    module: str
    line: int
    what: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Which mutant it is, for people and for the log."""
        return f"{self.module}:{self.line}: {self.what}"


Site = tuple[str, int, int]
"""Module, number of a node in it, and which of the faults that the node can have."""


def sites(module: str) -> Iterator[Site]:
    """Every place for a fault in a module."""
    spared = _spared(_tree(module))
    for number, node in enumerate(ast.walk(_tree(module))):
        if node not in spared and _is_live(node):
            yield from ((module, number, choice) for choice in range(_choices(node)))


def plant(site: Site) -> Mutant | None:
    """The mutant with its fault there; None where the node takes none."""
    module, number, choice = site
    tree = deepcopy(_tree(module))
    node = list(ast.walk(tree))[number]
    line = getattr(node, "lineno", 0)
    what = _change(node, choice)
    return Mutant(module, line, what, ast.fix_missing_locations(tree)) if what else None


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def _is_live(node: ast.AST) -> bool:
    kinds = (
        ast.stmt, ast.IfExp, ast.Compare, ast.BinOp, ast.BoolOp, ast.Constant, ast.Call,
    )  # fmt: skip
    return isinstance(node, kinds) and not isinstance(node, (ast.AnnAssign, ast.ImportFrom))


def _spared(tree: ast.Module) -> set[ast.AST]:
    """What is no behaviour that a test should hold: decorators, help texts, and numbers of tuning."""
    spared = set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            spared.update(inner for one in node.decorator_list for inner in ast.walk(one))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("typer."):
            spared.update(ast.walk(node))
    for statement in tree.body:  # UPPER = 64, at the head of a module
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
            spared.update(n for n in ast.walk(statement.value) if isinstance(n, ast.Constant))
    return spared


def _choices(node: ast.AST) -> int:
    if isinstance(node, ast.Call):
        return len(node.keywords)
    if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.While, ast.With, ast.Try)):
        return 1 + len(node.body)
    return 1


def _change(node: ast.AST, choice: int) -> str:
    """Put a fault into the node; what it is, or "" where there is none to put."""
    body = getattr(node, "body", None)
    if choice and isinstance(body, list):
        statement = body[choice - 1]
        if isinstance(statement, (ast.Expr, ast.Assign, ast.AugAssign)) and not _is_text(statement):
            body[choice - 1] = ast.copy_location(ast.Pass(), statement)
            return f"left out: {ast.unparse(statement)[:60]}"
        return ""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        before = ast.unparse(node.test)[:60]
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return f"negated: {before}"
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _OPPOSITE:
        before = ast.unparse(node)[:60]
        node.ops[0] = _OPPOSITE[type(node.ops[0])]()  # type: ignore[call-overload]
        return f"exchanged: {before}"
    if isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in _OPPOSITE:
        before = ast.unparse(node)[:60]
        if "|" in before and before[:1].isupper():  # a type
            return ""
        node.op = _OPPOSITE[type(node.op)]()  # type: ignore[assignment]
        return f"exchanged: {before}"
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
        value = node.value
        node.value = not value if isinstance(value, bool) else value + 1
        return f"constant: {value} -> {node.value!r}"
    if isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        before = ast.unparse(node.value)[:60]
        node.value = ast.Constant(None)
        return f"returned nothing: {before}"
    if isinstance(node, ast.Call) and node.keywords:
        if node.keywords[choice].arg in ("strict", "sort_keys"):
            return ""  # says what is so anyway
        gone = node.keywords.pop(choice)
        return f"left out: {gone.arg}={ast.unparse(gone.value)[:40]} of {ast.unparse(node.func)}"
    return ""


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def survives(mutant: Mutant) -> bool:
    """Whether every test near the mutant passes, in a process of its own."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, resource.RLIM_INFINITY))
        code = 1
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            code = int(_judge(mutant))
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)  # what the tests of a killed mutant left running
    return os.waitstatus_to_exitcode(status) == 0


def _judge(mutant: Mutant) -> int:
    """Load the mutant under the module's name, then run the tests; their exit code."""
    name = ".".join(("pxtranslate", *Path(mutant.module).with_suffix("").parts))
    code = compile(mutant.tree, str(PACKAGE / mutant.module), "exec")
    usual = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if fullname == name else usual(loader, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
    options = ["-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not slow", *_QUIET]
    with contextlib.redirect_stdout(io.StringIO()):
        return int(pytest.main([*options, *NEAR[mutant.module]]))


def _load_what_costs() -> None:
    """Import what is not ours and slow to load, so that no child has to."""
    for name in (
        "hypothesis",
        "jinja2",
        "lxml.etree",
        "pydantic",
        "pypinyin",
        "rjieba",
        "typer.testing",
    ):
        importlib.import_module(name)


def main() -> None:
    """Print the survivors and the rate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", default=list(NEAR))
    parser.add_argument("--sample", type=int, default=160)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--log", type=Path, help="Where verdicts are kept, and read by the next run."
    )
    options = parser.parse_args()
    os.chdir(ROOT)
    dice = random.Random(options.seed)
    every = [site for module in options.modules for site in sites(module)]
    dice.shuffle(every)
    _load_what_costs()
    verdicts = _judged(options.log)
    sound = set[str]()
    for mutant in islice(filter(None, map(plant, every)), options.sample):
        if mutant.name in verdicts:
            continue
        if mutant.module not in sound:  # else every mutant would seem killed
            sound.add(mutant.module)
            faultless = Mutant(mutant.module, 0, "", _tree(mutant.module))
            if not (survives(faultless) or survives(faultless)):  # a busy machine may fail one
                raise SystemExit(f"{mutant.module}: its tests fail without any fault")
        verdicts[mutant.name] = "survived" if survives(mutant) else "killed"
        if options.log:
            with options.log.open("a", encoding="utf-8") as log:
                print(verdicts[mutant.name], mutant.name, sep="\t", file=log)
        print(f"{len(verdicts)} of {options.sample}", file=sys.stderr, flush=True)
    print(*(name for name, verdict in verdicts.items() if verdict == "survived"), sep="\n")
    killed = list(verdicts.values()).count("killed")
    print(f"{killed} of {len(verdicts)} killed, {killed / len(verdicts):.1%}")


def _judged(log: Path | None) -> dict[str, str]:
    """The verdicts of an earlier run, by mutant."""
    if not (log and log.exists()):
        return {}
    rows = (line.split("\t", 1) for line in log.read_text("utf-8").splitlines())
    return {name: verdict for verdict, name in rows}


if __name__ == "__main__":
    main()
