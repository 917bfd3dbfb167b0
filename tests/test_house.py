"""The house: how much stands on the ground floor and in a wing, and that every import leads down."""

import ast
import re

import pytest

from tests.lab import ROOT

HOUSE = ROOT / "softmax_lib"
# From below to above: what stands further on may import what stands before, never the other way round.
FLOORS = (
    "",
    "pictures/text",
    "graphs",
    "pictures",
    "live/page",
    "live/graph",
    "live",
    "live/networks",
    "lessons/judging",
    "lessons/trials",
    "lessons",
)
FRONT_DOOR = "__init__.py"  # it names everything, and loads it on first use


def folder(path):
    return path.parent.relative_to(HOUSE).as_posix().removeprefix(".")


def modules():
    """Every module by its dotted name, but for the front door."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in sorted(HOUSE.rglob("*.py"))
        if path.name != FRONT_DOOR
    }


def imports(path):
    """The modules of the house that a file imports, anywhere in it."""
    known = modules()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name in known)


def test_the_ground_floor_is_read_in_an_evening():
    files = list(HOUSE.glob("*.py"))
    assert len(files) <= 14
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 260} == {}


@pytest.mark.parametrize("wing", FLOORS[1:])
def test_a_wing_holds_at_most_ten_ideas(wing):
    ideas = {path.stem for path in (HOUSE / wing).iterdir() if path.suffix in (".py", ".js") and path.stem[:2] != "__"}
    assert len(ideas) <= 10


def test_no_arrow_leads_up():
    upward = [
        (name, other)
        for name, path in modules().items()
        for other in imports(path)
        if FLOORS.index(folder(modules()[other])) > FLOORS.index(folder(path))
    ]
    assert upward == []


def test_no_arrow_leads_round_in_a_circle():
    before = {name: set(imports(path)) for name, path in modules().items()}
    while free := [name for name, needs in before.items() if not needs]:
        for name in free:
            del before[name]
        for needs in before.values():
            needs.difference_update(free)
    assert before == {}


def scripts():
    """Each script of the house, and the scripts from which it imports."""
    source = re.compile(r'^(?:import|export) [^"]*?"(\.[^"]+)";$', re.M)
    return {
        path: [(path.parent / name).resolve() for name in source.findall(path.read_text("utf-8"))]
        for path in sorted(HOUSE.rglob("*.js"))
    }


def test_a_script_is_that_of_the_module_beside_it_or_a_part_of_others():
    parts = {other for others in scripts().values() for other in others}
    assert [path.name for path in scripts() if path not in parts and not path.with_suffix(".py").exists()] == []


def test_a_script_is_checked_as_it_is_edited_and_its_lines_are_not_longer_than_those_of_python():
    lines = ((path.name, line) for path in scripts() for line in path.read_text("utf-8").splitlines())
    assert [(name, line) for name, line in lines if len(line) > 120] == []
    assert [path.name for path in scripts() if not path.read_text("utf-8").startswith("// @ts-check\n")] == []


def test_no_import_of_a_script_leads_up():
    upward = [
        (path.name, other.name)
        for path, others in scripts().items()
        for other in others
        if FLOORS.index(folder(other)) > FLOORS.index(folder(path))
    ]
    assert upward == []
    assert sum(map(len, scripts().values())) > 40


def test_no_test_imports_another():
    """What several share is in a file of its own, which is no test."""
    sources = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "tests").glob("*.py"))}
    found = {name: re.findall(r"^\s*(?:from|import) tests\.(test_\w+)", text, re.M) for name, text in sources.items()}
    assert {name: names for name, names in found.items() if names} == {}
    assert len(found) > 70
