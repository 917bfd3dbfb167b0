"""What a teacher's CI runs: nbval on the chapters, in an environment with the course, pytest and nbval alone."""

import ast
import json
import os
import subprocess
import sys

import pytest

from tests.checkout import copy_checkout
from tests.lab import CHAPTERS


def imports(path):
    """The import statements of a chapter."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    yield ast.unparse(node)


@pytest.mark.network
def test_nbval_runs_the_chapters_where_nothing_else_of_the_tests_is_installed(tmp_path):
    """One is run, of all it is seen whether they import what only the tests have."""
    course, home = tmp_path / "course", tmp_path / "venv"
    copy_checkout(course)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}

    def run(*command):
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    uv = (sys.executable, "-m", "uv")
    install = (*uv, "pip", "install", "--python", python)
    run(*uv, "venv", "--python", sys.executable, home)
    run(*install, "--constraint", "requirements-dev.txt", "-r", "requirements.txt", "pytest", "nbval")
    run(*install, "--no-deps", "-e", ".")
    collected = run(python, "-m", "pytest", "--nbval", "--collect-only", "-q", "notebooks")
    assert [path.name for path in CHAPTERS if f"notebooks/{path.name}::Cell 0" not in collected] == []
    assert " passed in " in run(python, "-m", "pytest", "--nbval", "-q", f"notebooks/{CHAPTERS[0].name}")
    run(python, "-c", "\n".join(dict.fromkeys(line for path in CHAPTERS for line in imports(path))))
