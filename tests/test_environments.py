"""tools/test_environments.py: a copy, environments, one table, and an exit code that can be trusted."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import checkout
from tools import test_environments as tool

HERE = "{}.{}".format(*sys.version_info)
ROW = ("2.0", "3.9", "8.1", "0.11", "4.2", "9", "0", "1", "60")


def test_the_copy_is_a_repository_of_what_a_commit_would_hold(tmp_path, monkeypatch):
    def git(*command):
        return subprocess.check_output(["git", *command], cwd=tmp_path, encoding="utf-8")

    git("init", "--quiet")
    for name, line in [(".gitignore", "*.log"), ("kept/a b.txt", "one"), ("new.txt", "two"), ("old.log", "no")]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(line, encoding="utf-8")
    git("add", ".gitignore", "kept")
    monkeypatch.setattr(checkout, "ROOT", tmp_path)
    tool.repository(tmp_path / "course")
    assert git("-C", "course", "ls-files").splitlines() == [".gitignore", "kept/a b.txt", "new.txt"]
    assert (tmp_path / "course" / "new.txt").read_text(encoding="utf-8") == "two"


def test_each_python_has_the_pins_and_the_first_and_last_also_the_lowest_and_newest():
    assert tool.environments(["3.11", "3.13"]) == [
        ("3.11, lowest", "3.11", "lowest-direct"),
        ("3.13, newest", "3.13", "highest"),
        ("3.13, pinned", "3.13", None),
        ("3.11, pinned", "3.11", None),
    ]


def test_a_python_that_is_not_here_is_not_found():
    assert tool.find_python("3.99") is None
    assert tool.find_python(HERE)


@pytest.fixture
def one_environment(monkeypatch):
    monkeypatch.setattr(tool, "PYTHONS", (HERE, "3.99"))
    monkeypatch.setattr(tool, "environments", lambda names: [(f"{names[0]}, pinned", names[0], None)])


@pytest.mark.parametrize(("failed", "code"), [("0", 0), ("2", 1), ("not installed", 1), ("pytest: 5", 1)])
def test_one_table_says_it_all_and_the_exit_code_too(one_environment, monkeypatch, capsys, failed, code):
    rows = iter([(*ROW[:6], failed, *ROW[7:]), ROW])
    monkeypatch.setattr(tool, "environments", lambda names: [("one", *names, None), ("two", *names, None)])
    monkeypatch.setattr(tool, "find_python", {HERE: sys.executable}.get)
    monkeypatch.setattr(tool, "repository", Path.mkdir)
    monkeypatch.setattr(tool, "tested", lambda *_: next(rows))
    assert tool.main([]) == code
    said = capsys.readouterr().out.splitlines()
    assert said[-4].split() == ["environment", *tool.SHOWN, *tool.COUNTED, "seconds"]
    assert said[-3].split() == f"one 2.0 3.9 8.1 0.11 4.2 9 {failed} 1 60".split()
    assert said[-2].split() == ["two", *ROW]
    assert said[-1] == "NOT TESTED: Python 3.99 is not on this machine."


@pytest.mark.network
def test_a_failure_in_an_environment_is_counted(one_environment, tmp_path, capfd):
    tests = tmp_path / "test_two.py"
    tests.write_text("def test_right(): pass\ndef test_wrong(): assert False\n", encoding="utf-8")
    assert tool.main([str(tests)]) == 1
    row = capfd.readouterr().out.splitlines()[-2].split()
    assert row[:2] == [f"{HERE},", "pinned"]
    assert row[-4:-1] == ["1", "1", "0"]


@pytest.mark.parametrize(("code", "counts"), [(1, ["3", "3", "4"]), (5, ["–", "pytest: 5", "–"])])
def test_errors_count_as_failures_and_no_test_is_no_success(tmp_path, code, counts):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="10" failures="1" errors="2" skipped="4"/></testsuites>')
    assert tool.counted(report, code) == counts
