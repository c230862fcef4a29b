"""The rules of ARCHITECTURE.md, read off the imports: which room may know of which."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.places import ROOT

PACKAGE = ROOT / "translate" / "pxtranslate"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
STAGES = ("reading", "articles", "translation", "checks", "mending", "summaries", "output")
"""In the order a document passes them."""
KNOWLEDGE = ("figures", "names", "script", "termbase")
"""What is known of numbers, names, characters and terms: every stage may ask, they know no stage."""
AT_THE_ROOT = {
    *("__init__", "__main__", "api", "run", "head", "pipeline"),
    *("records", "errors", "text", "phrases", "regular", "child", "budget", "assignment"),
}
"""What is used by rooms that do not know each other, or is the path itself."""
ONLY_IN = {
    "torch": ("engines", "models", "finetune"),
    "transformers": ("engines", "models", "finetune"),
    "ctranslate2": ("engines", "models", "cli/doctor.py"),  # which asks it what this machine can do
    "sqlite3": ("state",),
    "ray": ("runners/cluster.py",),
    "typer": ("cli",),
    "rich": ("cli",),
    "starlette": ("web",),
    "uvicorn": ("web",),
    "sacrebleu": ("evaluation",),  # an extra, which the rest must do without
}
ENVIRONMENT = (
    "config/layers.py",
    "reading/sandbox.py",  # what is left of it for a child process
    "child.py",  # the same
    "models/sources.py",  # the hub's own HF_ENDPOINT
)


@cache
def tree(module: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def imports(module: Path) -> Iterator[str]:
    """Every module that this one imports, at its head or inside a function."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{module}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: Path) -> str:
    """The folder a module lies in; at the root, its own name."""
    return module.parts[0] if len(module.parts) > 1 else module.stem


def arrows() -> dict[str, set[str]]:
    """For each room, the rooms it knows of."""
    rooms = {room(module) for module in MODULES}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        parts = [name.split(".") for name in imports(module)]
        known = {p[1] for p in parts if p[0] == "pxtranslate" and len(p) > 1}
        found[room(module)] |= (known & rooms) - {room(module)}
    return found


def test_a_stage_does_not_know_a_later_one() -> None:
    known = arrows()
    back = [
        (earlier, later)
        for at, earlier in enumerate(STAGES)
        for later in STAGES[at + 1 :]
        if later in known[earlier]
    ]
    assert back == []


def test_what_every_stage_may_ask_knows_of_no_stage() -> None:
    known = arrows()
    assert {one: known[one] & {*STAGES, "engines", "state", "pipeline"} for one in KNOWLEDGE} == {
        one: set() for one in KNOWLEDGE
    }


def test_no_room_leads_back_to_itself() -> None:
    known = arrows()

    def beyond(start: str) -> set[str]:
        seen, waiting = set[str](), [start]
        while waiting:
            new = known[waiting.pop()] - seen
            seen |= new
            waiting += new
        return seen

    assert [one for one in list(known) if one in beyond(one)] == []


def test_nothing_lies_loose_at_the_root() -> None:
    assert {module.stem for module in MODULES if len(module.parts) == 1} == AT_THE_ROOT


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_in_its_rooms_only(library: str) -> None:
    users = {m.as_posix() for m in MODULES if library in {i.split(".")[0] for i in imports(m)}}
    assert users
    assert [user for user in sorted(users) if not user.startswith(ONLY_IN[library])] == []


def test_only_few_files_print_and_make_visible_what_they_do() -> None:
    printing = {
        module.as_posix()
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert printing == {"cli/__init__.py", "cli/progress.py", "cli/say.py"}


def test_only_the_settings_read_the_environment() -> None:
    reading = {
        module.as_posix()
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
    }
    assert reading == set(ENVIRONMENT)


def test_the_package_knows_nothing_of_what_measures_it() -> None:
    assert [
        m for m in MODULES if {i.split(".")[0] for i in imports(m)} & {"evaluate", "tests"}
    ] == []


def test_only_the_command_line_knows_the_evaluation() -> None:
    assert {room for room, known in arrows().items() if "evaluation" in known} == {"cli"}


def test_every_room_is_on_the_page() -> None:
    page = (ROOT / "translate" / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {module.parts[0] for module in MODULES if len(module.parts) > 1}
    assert [one for one in sorted(rooms) if f"`{one}/`" not in page] == []


def test_what_the_package_gives_is_listed() -> None:
    import pxtranslate

    assert set(pxtranslate.__all__) == {
        "Translation", "Translator", "__version__", "batch", "check", "read", "split", "translate",
    }  # fmt: skip
    assert all(getattr(pxtranslate, name) is not None for name in pxtranslate.__all__)
    with pytest.raises(AttributeError, match="no attribute 'translater'"):
        _ = pxtranslate.translater
