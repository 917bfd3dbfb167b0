"""When something is wrong: each situation is made here, and gives the line that docs/troubleshooting.md explains."""

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import softmax_lib
from softmax_lib import check_setup, exercise, setup_check
from tests.checkout import PROJECT, ROOT, text
from tests.lab import PATIENCE
from tools.test_environments import find_python

CHAPTER = text("docs/troubleshooting.md").partition("\n## ")[0]
QUOTES = re.findall(r"^\| `([^`]+)` \|", CHAPTER, re.M)
NOBODY = 65534
# A Python in which one package does not exist, whoever looks for it.
WITHOUT = """
import sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "{package}":
            raise ModuleNotFoundError("No module named " + repr(name), name=name)

sys.meta_path.insert(0, Nowhere())
{statement}
"""


def last_line(python, *command, cwd=ROOT):
    """The last line of what a Python says that fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [python, *command], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 1, done
    return done.stderr.strip().splitlines()[-1]


def without(package, statement):
    return last_line(sys.executable, "-c", WITHOUT.format(package=package, statement=statement))


@cache
def old_python():
    return find_python("3.10") or pytest.skip("Python 3.10 is not on this machine")


def make_lab(folder, *settings, user=None, **environment):
    """The one line of its own that `make lab` gives up with."""
    who = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    done = subprocess.run(
        ["make", "lab", *settings],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        **who,
    )
    assert done.returncode == 2, done
    assert not (folder / ".venv").exists()
    (line,) = [line for line in done.stderr.splitlines() if not re.match(r"make(\[\d\])?: |/bin/sh: ", line)]
    return line


def copy_course(folder):
    """The files that make reads."""
    if not shutil.which("make"):
        pytest.skip("make is not on this machine")
    for name in ("Makefile", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)


# --- the situations, by what the README quotes -----------------------------------------------------


def a_bare_python(folder, statement):
    return last_line(sys.executable, "-I", "-S", "-c", statement, cwd=folder)


def an_old_package(folder):
    metadata = folder / "matplotlib-3.7.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: matplotlib\nVersion: 3.7.0\n", encoding="utf-8")
    code = "import sys; sys.path.insert(0, sys.argv[1]); import softmax_lib; sys.exit(softmax_lib.check_setup())"
    return last_line(sys.executable, "-c", code, str(folder))


def make_with_an_old_python(folder):
    copy_course(folder)
    return make_lab(folder, f"PYTHON={old_python()}")


def make_without_venv(folder):
    copy_course(folder)
    (folder / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    return make_lab(folder, f"PYTHON={sys.executable}", PYTHONPATH=str(folder))


def make_in_a_read_only_folder(_):
    if os.name == "nt":
        pytest.skip("a folder on Windows has no such mode")
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path, which no other user may enter
        copy_course(folder)
        os.chmod(folder, 0o555)
        nobody = NOBODY if os.geteuid() == 0 else None  # root may write anywhere
        return make_lab(Path(folder), user=nobody)


def no_place_for_the_progress(folder):
    code = (
        "import os, sys; from softmax_lib import exercise; os.environ['SOFTMAX_LIB_PROGRESS'] = sys.argv[1]; "
        "task = exercise('01.2'); sys.exit(task.check(task.solution().value).note)"
    )
    return last_line(sys.executable, "-c", code, str(folder / "gone" / "mine.txt"))


def a_port_in_use(folder):
    """`make lab` itself, with the environment that runs this test."""
    if not shutil.which("make"):
        pytest.skip("make is not on this machine")
    for name in ("home", "notebooks"):
        (folder / name).mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    own = {
        "HOME": str(folder / "home"),
        "JUPYTER_RUNTIME_DIR": str(folder / "home"),
        "IPYTHONDIR": str(folder / "home"),
    }
    skipped = [part for name in (".venv/lab", ".venv/trusted") for part in ("--old-file", name)]
    with socket.socket() as taken, (folder / "log").open("w+", encoding="utf-8") as log:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        flags = f"--no-browser --allow-root --ServerApp.port={port} --ServerApp.ip=127.0.0.1"
        command = ["make", "lab", *skipped, f"BIN={Path(sys.executable).parent}", f"LAB_FLAGS={flags}"]
        lab = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **own}, stdout=log, stderr=log, start_new_session=True
        )
        patience = time.monotonic() + PATIENCE
        while not (address := re.search(r"http://127\.0\.0\.1:(\d+)/lab", said := (folder / "log").read_text())):
            assert lab.poll() is None, said
            assert time.monotonic() < patience, said
            time.sleep(0.2)
        os.killpg(lab.pid, 15)
        lab.wait(PATIENCE)
    assert address[1] != str(port)
    (line,) = re.findall(rf"The port {port} is .*", said)
    return line.replace(str(port), "8888")


SITUATIONS = {
    "No module named 'numpy'": lambda folder: a_bare_python(folder, "import numpy"),
    "No module named 'softmax_lib'": lambda folder: a_bare_python(folder, "from softmax_lib import softmax"),
    "anywidget is missing. Run: …": lambda _: without("anywidget", "from softmax_lib import LiveLayer"),
    "matplotlib is 3.7.0 and must be 3.9 or newer. Run: …": an_old_package,
    "This is Python 3.10; the course needs 3.11 or newer. …": lambda _: last_line(
        old_python(), "-c", "from softmax_lib import softmax"
    ),
    "Python 3.11 or newer is needed; …": make_with_an_old_python,
    "Python lacks the venv module; …": make_without_venv,
    "This folder is read-only; …": make_in_a_read_only_folder,
    "This could not be saved in the file …": no_place_for_the_progress,
    "The port 8888 is already in use, trying another port.": a_port_in_use,
}


def test_the_readme_explains_each_situation_and_no_other():
    assert list(SITUATIONS) == QUOTES


@pytest.mark.parametrize("quote", SITUATIONS)
def test_what_the_readme_quotes_is_what_you_see(quote, tmp_path):
    line = re.sub(r"^\w+Error: ", "", SITUATIONS[quote](tmp_path))
    start = quote.removesuffix("…")
    assert line.startswith(start)
    assert quote.endswith("…") or line == start


# --- what the lines say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("package", "statement", "wanted"),
    [
        ("anywidget", "from softmax_lib import LiveLayer", "anywidget>=0.11"),
        ("ipywidgets", "from softmax_lib import predict", "ipywidgets>=8.1"),
        ("traitlets", "from softmax_lib import progress", "ipywidgets>=8.1"),
        ("anywidget", "import softmax_lib; softmax_lib.figure('A-1')._ipython_display_()", "anywidget>=0.11"),
        ("matplotlib", "from softmax_lib import plot_bars", "matplotlib>=3.9"),
        ("numpy", "from softmax_lib import softmax", "numpy>=2.0"),
    ],
)
def test_a_missing_package_is_named_with_the_command_for_this_very_python(package, statement, wanted):
    line = without(package, statement)
    assert line.startswith(f"ImportError: {wanted.partition('>')[0]} is missing. Run: ")
    assert f' -m pip install "{wanted}" and restart the kernel. ' in line
    assert sys.executable in line
    assert "make lab" in line


def test_what_the_course_does_not_need_is_not_explained():
    line = without("decimal", "from softmax_lib import LiveLayer")
    assert line == "ModuleNotFoundError: No module named 'decimal'"


def test_a_kernel_without_packages_is_told_in_one_line_which_python_it_is():
    code = "import sys; sys.path.insert(0, ''); from softmax_lib import check_setup; sys.exit(check_setup())"
    line = last_line(sys.executable, "-I", "-S", "-c", code)
    for requirement in map(Requirement, PROJECT["project"]["dependencies"]):
        assert f"{requirement.name} is missing" in line
        assert f'"{requirement}"' in line
    assert line.count(sys.executable) == 1
    assert "make lab" in line


def test_the_check_asks_for_what_the_project_declares():
    declared = {r.name: r.specifier for r in map(Requirement, PROJECT["project"]["dependencies"])}
    assert {name: f">={'.'.join(map(str, least))}" for name, least in setup_check.NEEDED.items()} == {
        name: str(specifier) for name, specifier in declared.items()
    }
    assert check_setup() == "Ready."


@pytest.mark.parametrize(
    ("here", "fits"), [("2.0", True), ("2.1rc1", True), ("10.0.dev3", True), ("1.26.4", False), ("1", False)]
)
def test_versions_are_compared_as_numbers(here, fits, monkeypatch):
    monkeypatch.setattr(setup_check, "version", lambda name: here)
    line = check_setup({"numpy": (2, 0)})
    assert line == "Ready." if fits else line.startswith(f"numpy is {here} and must be 2.0 or newer. Run: ")


def test_a_python_in_a_folder_with_a_space_is_quoted(monkeypatch):
    monkeypatch.setattr(sys, "executable", "C:/Program Files/python.exe")
    assert 'Run: "C:/Program Files/python.exe" -m pip install' in check_setup({"no-such-package": (1, 0)})


def test_an_old_python_is_told_by_the_check_too(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    assert check_setup().startswith("This is Python 3.10; the course needs 3.11 or newer. ")
    assert "\n" not in check_setup()


@pytest.mark.parametrize("name", ["__init__.py", "setup_check.py"])
def test_an_old_python_can_read_what_tells_it(name):
    ast.parse((Path(softmax_lib.__file__).parent / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_line_about_the_progress_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", str(tmp_path / "gone" / "mine.txt"))
    note = exercise("01.2").check(exercise("01.2").solution().value).note
    assert note.endswith("set SOFTMAX_LIB_PROGRESS to the name of another file.")
    assert "\n" not in note


def test_make_without_any_python_says_so(tmp_path):
    copy_course(tmp_path)
    assert make_lab(tmp_path, "PYTHON=no-such-python").startswith("Python 3.11 or newer is needed; ")
