"""The top level keeps its word: files, commands, links, pins, and what an import costs."""

import doctest
import re
import shlex
import subprocess
import sys
from urllib.parse import unquote

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from softmax_lib import figure
from tests.checkout import PROJECT, ROOT, checkout_files, pins, text
from tools.test_environments import PYTHONS

PAGES = [
    "README.md", "CONTRIBUTING.md", "docs/where_it_runs.md", "docs/troubleshooting.md", "docs/your_own_graph.md",
    "benchmarks/README.md",
]  # fmt: skip


TOP_LEVEL = """
    README.md LICENSE LICENSE-prose CITATION.cff CONTRIBUTING.md CHANGELOG.md Makefile pyproject.toml requirements.txt
    requirements-dev.txt requirements-browser.txt .gitignore .gitattributes .ci/run .github/workflows/test.yml
    binder/postBuild notebooks/00_start_here.ipynb
"""


@pytest.mark.parametrize("name", TOP_LEVEL.split())
def test_the_top_level_is_complete(name):
    assert text(name).strip()


every_page = pytest.mark.parametrize("page", PAGES)


@every_page
def test_a_link_leads_to_a_file(page):
    links = re.findall(r'(?:\]\(|(?:src|srcset|href)=")([^)"\s#]+)', text(page))
    missing = [link for link in links if "://" not in link and not ((ROOT / page).parent / unquote(link)).exists()]
    assert missing == []


@every_page
def test_a_launch_link_opens_a_notebook_in_jupyterlab(page):
    for target in re.findall(r"urlpath=([^)\"'\s>&]+)", text(page)):
        (notebook,) = re.findall(r"^lab/tree/(.+)", unquote(target))
        assert (ROOT / notebook).exists()


@every_page
def test_a_command_can_be_run(page):
    """Each make target exists, and each file that a command names."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text(page), re.M | re.S)
    spans = re.findall(r"`((?:make|python|pip|jupyter|pytest) [^`\n]+)`", text(page))
    commands = "\n".join(blocks + spans)
    targets = set(re.findall(r"\bmake ([a-z]+)", commands))
    assert targets, "no make command is named"
    assert targets <= set(re.search(r"^\.PHONY: (.+)", text("Makefile"), re.M)[1].split())
    files = re.findall(r"(?<![\w/.=*])((?:\w+[/\\])*[\w-]+\.(?:py|txt|ipynb|toml))\b", commands)
    assert [name for name in files if not (ROOT / name.replace("\\", "/")).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/your_own_graph.md"])
def test_a_page_shows_what_the_code_does(page):
    made = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert made.attempted
    assert made.failed == 0


def test_the_readme_s_picture_is_the_course_s():
    assert text(".github/figure_A-1.svg") == figure("A-1").svg + "\n"


def test_every_requirement_is_pinned_inside_its_range():
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    runtime = project["dependencies"] + project["optional-dependencies"]["course"]
    for name, wanted in [("requirements.txt", runtime), ("requirements-dev.txt", runtime + groups["test"])]:
        versions = {key: str(pin.specifier) for key, pin in pins(name).items()}
        assert [one for one in versions.items() if not re.fullmatch(r"==[^,*]+", one[1])] == [], "no exact version"
        for requirement in map(Requirement, wanted):
            assert versions[canonicalize_name(requirement.name)][2:] in requirement.specifier, f"{name}: {requirement}"


def test_a_reader_gets_the_tested_versions_and_no_test_tool():
    reader, developer = pins("requirements.txt"), pins("requirements-dev.txt")
    assert [name for name, pin in reader.items() if developer[name].specifier != pin.specifier] == []
    assert not reader.keys() & {"hypothesis", "nbval", "playwright", "pytest", "ruff", "scipy", "sympy"}


def test_the_tested_pythons_are_those_that_the_project_accepts_and_the_pages_name_the_lowest():
    accepted = SpecifierSet(PROJECT["project"]["requires-python"])
    assert all(python in accepted for python in PYTHONS)
    lowest = int(PYTHONS[0].partition(".")[2])
    assert f"3.{lowest - 1}" not in accepted
    for page in ("README.md", "CONTRIBUTING.md"):
        assert f"Python {PYTHONS[0]} " in text(page)


@pytest.mark.network
def test_the_audit_reads_all_pins_and_fails_where_it_can_look_nothing_up():
    """Everything but the look-up: a database may be out of reach."""
    commands = subprocess.check_output(
        ["make", "--dry-run", "--no-print-directory", "--old-file=.venv/test", "audit"], cwd=ROOT, text=True
    )
    for command in commands.splitlines():
        assert " pip-audit --strict " in command
        _, *arguments = shlex.split(command)
        done = subprocess.run([sys.executable, *arguments, "--dry-run"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert set(re.findall(r"-r (\S+)", commands)) == {path.name for path in ROOT.glob("requirements*.txt")}


def test_no_tracked_file_names_a_path_of_one_machine():
    machine = re.compile(rb"(?<![\w.*])/(?:work|root|home|tmp|Users|opt)/[\w.]|[A-Z]:\\+Users\\")
    hits = {name: machine.search((ROOT / name).read_bytes()) for name in checkout_files()}
    assert {name: hit[0] for name, hit in hits.items() if hit} == {}


def test_import_loads_nothing_heavy():
    code = "import sys, softmax_lib; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert not set(loaded.split()) & {"anywidget", "IPython", "ipywidgets", "matplotlib", "scipy"}
