"""The progress: right answers are remembered in one small file, and whatever is wrong with it, answers are checked."""

import json
import os
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from softmax_lib import exercise, progress, skills
from softmax_lib.lessons.bank import EXERCISES
from softmax_lib.lessons.progress import SKILLS
from tests.checkout import ROOT


def key(name):
    return EXERCISES[name].key


def right(name):
    return exercise(name).check(exercise(name).solution().value)


def test_a_right_answer_counts_and_a_wrong_one_or_none_does_not(file):
    exercise("01.2").check(...)
    assert not file.exists()
    exercise("01.2").check("a")
    assert progress().right == set()
    file.unlink()
    for name in ("01.2", "07.3", "01.2"):
        assert (right(name).outcome, right(name).note) == ("right", "")
    assert [json.loads(line)["key"] for line in file.read_text().splitlines()] == [key("01.2"), key("07.3")]
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
    assert shown.fallback() == {"text/plain": before}


def test_a_line_of_what_a_reader_can_do_is_theirs_when_all_its_exercises_are_right(file):
    before = repr(skills())
    right("19.1")
    assert "· write Softmax-with-Loss from an empty file, forward and backward (still to do: 19.2)" in str(skills())
    assert str(skills()).startswith("0 of ")
    right("19.2")
    shown = skills()
    assert "✓ write Softmax-with-Loss from an empty file, forward and backward\n" in str(shown)
    assert str(shown).startswith("1 of ")
    assert shown._picture.count("✓") == 1
    assert (repr(shown), shown.fallback()) == (before, {"text/plain": before})


def test_every_exercise_belongs_to_one_line_of_what_a_reader_can_do():
    parts = [part for line in SKILLS.values() for part in line]
    for name in EXERCISES:
        assert sum(part in (name, name.partition(".")[0]) for part in parts) == 1, name


def test_names_of_another_edition_are_kept_and_not_counted(file):
    file.write_text('99.9\n{"v": 1, "kind": "right", "key": "of-another-edition"}')
    assert right("01.2").note == ""
    assert file.read_text().startswith("99.9\n")
    assert str(progress()).startswith("1 of ")


def test_lines_that_are_no_records_are_told_and_left_alone(file):
    """Of many kinds: see tests/test_record.py."""
    file.write_text("hello")
    told = f"Some lines of the file {file} are not records of this course"
    assert str(progress()).splitlines()[-1].startswith(told)
    assert told in progress()._picture
    verdict = right("01.2")
    assert verdict.note.startswith(told)
    assert verdict.note in repr(verdict)
    assert verdict.note in verdict._repr_html_()


def test_a_link_stays_a_link(file):
    target = file.with_name("elsewhere.txt")
    file.symlink_to(target)
    right("01.2")
    assert file.is_symlink()
    assert key("01.2") in target.read_text()


@pytest.fixture
def another_folder(monkeypatch):
    """Of an ordinary user: root may write anywhere, and so is somebody else for the test."""
    if os.name == "nt":
        pytest.skip("a folder on Windows has no such mode")
    root = os.geteuid() == 0
    os.seteuid(65534 if root else os.geteuid())
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path, which no other user may enter
        monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", f"{folder}/mine.txt")
        yield Path(folder)
    os.seteuid(0 if root else os.geteuid())


def test_in_a_read_only_folder_answers_are_checked_all_the_same(another_folder):
    another_folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    verdict = right("01.2")
    assert verdict.outcome == "right"
    told = f"This could not be saved in the file {another_folder}/mine.txt: Permission denied."
    assert verdict.note.startswith(told)
    assert progress().right == set()
    another_folder.chmod(stat.S_IRWXU)


def test_a_file_that_may_not_be_read_is_left_alone(another_folder):
    secret = another_folder / "mine.txt"
    secret.write_text("01.1\n")
    secret.chmod(0)
    assert "Permission denied" in right("01.2").note
    assert "could not be read: Permission denied" in str(progress())
    secret.chmod(stat.S_IRUSR)
    assert secret.read_text() == "01.1\n"


def test_git_ignores_the_file_beside_the_notebooks():
    ran = subprocess.run(["git", "check-ignore", "notebooks/.progress.txt"], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout.strip() == "notebooks/.progress.txt"
