"""Run the tests in environments of their own: each Python with the pins, the lowest and the newest dependencies.

    python -m tools.test_environments [arguments of pytest ...]

What .github/workflows/test.yml does, on this machine: with the Pythons that are here, in a copy of this checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from importlib.util import find_spec
from pathlib import Path

from tests.checkout import copy_checkout

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SHOWN = ("numpy", "matplotlib", "ipywidgets", "anywidget", "jupyterlab")
COUNTED = ("passed", "failed", "skipped")
DEFAULTS = ["-m", "not browser and not network", "-q", "-n", "2", "--dist", "loadfile"]
VERSIONS = f"from importlib.metadata import version; print(*map(version, {SHOWN}))"
ENVIRONMENT = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
UV = (sys.executable, "-m", "uv")


def main(arguments):
    """Test each environment and print one table; the exit code is 1 if a test failed anywhere."""
    if not find_spec("uv"):
        return "uv is missing. Run: make environments, which installs it"
    found = {name: python for name in PYTHONS if (python := find_python(name))}
    absent = [name for name in PYTHONS if name not in found]
    if not found:
        return f"None of the Pythons {', '.join(PYTHONS)} is on this machine."
    rows = []
    with tempfile.TemporaryDirectory(prefix="environments", ignore_cleanup_errors=True) as folder:
        course = Path(folder) / "course"
        repository(course)  # once: you may go on editing
        for label, name, resolution in environments(list(found)):
            print(f"\n===== {label} =====", flush=True)
            place = Path(folder) / label.replace(", ", "-")
            shutil.copytree(course, place / "course")
            rows.append((label, *tested(place, found[name], resolution, arguments or DEFAULTS)))
            shutil.rmtree(place, ignore_errors=True)
    print("\n" + table(rows))
    for name in absent:
        print(f"NOT TESTED: Python {name} is not on this machine.")
    return int(any(row[-3] != "0" for row in rows))


def environments(names):
    """Label, Python and resolution of each environment: the pins everywhere, the lowest and the newest once."""
    pinned = [(f"{name}, pinned", name, None) for name in names]
    lowest = (f"{names[0]}, lowest", names[0], "lowest-direct")
    return [lowest, (f"{names[-1]}, newest", names[-1], "highest"), *reversed(pinned)]


def find_python(name):
    """The path of a Python such as 3.12: where uv finds it, or among pyenv's; None if there is none."""
    command = [*UV, "python", "find", "--system", "--no-python-downloads", name]
    done = subprocess.run(command, cwd=tempfile.gettempdir(), env=ENVIRONMENT, capture_output=True, text=True)
    if done.returncode == 0:
        return done.stdout.strip()
    pyenv = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()
    return next(map(str, sorted(pyenv.glob(f"versions/{name}.*/bin/python"))), None)


def tested(folder, python, resolution, arguments):
    """The versions, the counts and the seconds of one environment, as the cells of a row."""
    course, home = folder / "course", folder / "venv"
    report, kept = folder / "report.xml", folder / "kept.txt"
    here = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    start = time.monotonic()
    try:
        run(*UV, "venv", "--quiet", "--python", python, home, cwd=course)
        install = [*UV, "pip", "install", "--quiet", "--python", here]
        if resolution is None:
            run(*install, "-r", "requirements-dev.txt", cwd=course)
            run(*install, "--no-deps", "-e", ".", cwd=course)
        else:
            run(*install, "--resolution", resolution, "-e", ".[course]", cwd=course)
            freeze = [*UV, "pip", "freeze", "--python", here, "--exclude-editable"]
            kept.write_bytes(subprocess.check_output(freeze, env=ENVIRONMENT))
            run(*install, "--group", "test", "--constraint", kept, cwd=course)
            run(here, "tools/execute_notebooks.py", cwd=course)
            arguments = ["-W", "default::DeprecationWarning", *arguments]
    except subprocess.CalledProcessError as error:
        print(error, flush=True)
        return *["–"] * len(SHOWN), "–", "not installed", "–", f"{time.monotonic() - start:.0f}"
    versions = subprocess.check_output([here, "-c", VERSIONS], env=ENVIRONMENT, text=True).split()
    pytest = [here, "-m", "pytest", f"--junitxml={report}", *arguments]
    code = subprocess.run(pytest, cwd=course, env=ENVIRONMENT).returncode
    return *versions, *counted(report, code), f"{time.monotonic() - start:.0f}"


def repository(folder):
    """What a commit of everything here would hold, as a git repository of its own."""
    copy_checkout(folder)
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)


def run(*command, cwd):
    subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True)


def counted(report, code):
    """How many tests passed, failed (errors count) and were skipped; where pytest could not run any, its exit code."""
    if code not in (0, 1):
        return ["–", f"pytest: {code}", "–"]
    suite = ElementTree.parse(report).getroot().find("testsuite")
    ran, *others = (int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped"))
    failures, errors, skipped = others
    return [str(ran - sum(others)), str(failures + errors), str(skipped)]


def table(rows):
    """The rows below their headings, in columns."""
    rows = [("environment", *SHOWN, *COUNTED, "seconds"), *rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
