"""The progress: right answers are remembered in one small file, and whatever is wrong with it, answers are checked."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from softmax_lib import exercise, progress
from softmax_lib.exercise_bank import EXERCISES
from tests.checkout import ROOT


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "mine.json"
    monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", str(path))
    return path


def right(name):
    return exercise(name).check(exercise(name).solution().value)


def test_a_right_answer_is_remembered_and_a_wrong_one_is_not(file):
    exercise("01.2").check("a")
    exercise("01.2").check(...)
    assert not file.exists()
    for name in ("01.2", "07.3", "01.2"):
        assert (right(name).outcome, right(name).note) == ("right", "")
    assert json.loads(file.read_text()) == {"right": ["01.2", "07.3"]}
    assert progress().right == {"01.2", "07.3"}
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_wrong_answer_later_takes_nothing_back(file):
    right("01.2")
    exercise("01.2").check("a")
    assert progress().right == {"01.2"}


def test_the_progress_is_told_in_text_and_in_a_picture_and_its_repr_is_everyones(file):
    before = repr(progress())
    right("01.2")
    shown = progress()
    assert repr(shown) == before
    assert str(shown).splitlines()[0] == f"1 of {len(EXERCISES)} exercises are right."
    assert str(shown).splitlines()[1].startswith("01: · 01.1  ✓ 01.2  · 01.3")
    assert f"1 of {len(EXERCISES)} exercises are right." in shown._picture
    assert shown._picture.count("✓") == 1
    assert all(name in shown._picture and name in str(shown) for name in EXERCISES)
    assert shown._repr_mimebundle_()[0]["text/plain"] == before


def test_names_of_another_edition_are_kept_and_not_counted(file):
    file.write_text('{"right": ["99.9"]}')
    right("01.2")
    assert json.loads(file.read_text()) == {"right": ["01.2", "99.9"]}
    assert str(progress()).startswith("1 of ")


BROKEN = {
    "not JSON": b"{",
    "empty": b"",
    "a list": b"[1]",
    "a number": b"5",
    "no names": b'{"right": [1]}',
    "a text": b'{"right": "01.1"}',
    "nothing": b'{"right": null}',
    "another key": b'{"wrong": []}',
    "not UTF-8": b"\xff\xfe\x00",
    "nested": b"[" * 100_000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_told_kept_and_replaced(file, what):
    file.write_bytes(BROKEN[what])
    assert str(progress()).splitlines()[-1] == "The file mine.json holds no progress that can be read."
    assert "holds no progress that can be read" in progress()._picture
    assert file.read_bytes() == BROKEN[what]  # looking changes nothing
    verdict = right("01.2")
    assert verdict.outcome == "right"
    assert verdict.note.endswith("It is kept as mine.json.broken, and a new one begins.")
    assert verdict.note in repr(verdict)
    assert verdict.note in verdict._repr_html_()
    assert (file.parent / "mine.json.broken").read_bytes() == BROKEN[what]
    assert progress().right == {"01.2"}
    assert right("01.2").note == ""


def test_a_file_that_can_not_be_written_is_told_in_one_line(file):
    file.mkdir()
    verdict = right("01.2")
    assert verdict.outcome == "right"
    assert verdict.note.startswith("This could not be noted in the file mine.json: ")
    assert "\n" not in verdict.note
    assert str(progress()).splitlines()[-1].startswith("The file mine.json could not be read: ")


def test_a_folder_that_is_not_there_is_told_in_one_line(file, monkeypatch):
    monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", str(file.parent / "gone" / "mine.json"))
    assert right("01.2").note.startswith("This could not be noted in the file mine.json: ")
    assert progress().right == set()


@pytest.fixture
def ordinary_user():
    """Root may write anywhere: for the test, be somebody else."""
    if os.name == "nt":
        pytest.skip("a folder on Windows has no such mode")
    root = os.geteuid() == 0
    os.seteuid(65534 if root else os.geteuid())
    yield
    os.seteuid(0 if root else os.geteuid())


def test_in_a_read_only_folder_answers_are_checked_all_the_same(ordinary_user, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path, which no other user may enter
        os.chmod(folder, stat.S_IRUSR | stat.S_IXUSR)
        monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", f"{folder}/mine.json")
        verdict = right("01.2")
        assert verdict.outcome == "right"
        assert verdict.note.startswith("This could not be noted in the file mine.json: Permission denied.")
        assert progress().right == set()
        os.chmod(folder, stat.S_IRWXU)


def test_a_file_that_may_not_be_read_is_left_alone(ordinary_user, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "mine.json"
        secret.write_text('{"right": ["01.1"]}')
        secret.chmod(0)
        monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", str(secret))
        assert "Permission denied" in right("01.2").note
        assert "could not be read: Permission denied" in str(progress())
        secret.chmod(stat.S_IRUSR)
        assert secret.read_text() == '{"right": ["01.1"]}'


def test_two_notebooks_at_once_write_no_half_file(file):
    code = "import softmax_lib\nfor _ in range(20): softmax_lib.exercise({!r}).check({!r})"
    runs = [
        subprocess.Popen([sys.executable, "-c", code.format(name, letter)], cwd=ROOT)
        for name, letter in (("01.2", "b"), ("02.3", "b"), ("03.2", "b"))
    ]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert progress().right >= {"01.2"} or progress().right >= {"02.3"} or progress().right >= {"03.2"}
    assert "broken" not in str(progress())
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_git_ignores_the_file_beside_the_notebooks():
    ran = subprocess.run(["git", "check-ignore", "notebooks/.progress.json"], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout.strip() == "notebooks/.progress.json"
