"""The record: what is written is read again, whatever else is in the file, and nothing in it or about it raises."""

import json
import os
import re
import subprocess
import sys
import zlib
from datetime import date

import pytest

from softmax_lib import exercise, predict, progress
from softmax_lib.lessons.bank import EXERCISES, QUESTIONS
from softmax_lib.live.page import record
from tests.checkout import ROOT
from tests.page import right_or_wrong

TODAY = date.today().isoformat()


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_what_is_written_is_read_again_by_kind_and_key(file):
    assert record.read("guess") == {}
    assert record.write("guess", "softmax-by-hand", value=1, committed=False) == ""
    assert record.write("guess", "softmax-by-hand", value=2, committed=True) == ""
    assert record.write("review", "softmax-by-hand", outcome="right") == ""
    assert record.read("guess") == {"softmax-by-hand": {"day": TODAY, "value": 2, "committed": True}}
    assert record.read("review") == {"softmax-by-hand": {"day": TODAY, "outcome": "right"}}
    assert (record.read("other"), record.problem()) == ({}, "")
    assert lines(file)[0] == {
        "v": 1, "kind": "guess", "key": "softmax-by-hand", "day": TODAY, "value": 1, "committed": False,
    }  # fmt: skip


def test_the_same_again_writes_nothing_and_each_change_a_line(file):
    for place in [(1, 2), (1, 2), [1, 2], (1, 3), (1, 2)]:
        record.write("guess", "a", place=place)
    record.write("guess", "a", place=(1, 2), committed=True)
    record.write("guess", "a", place=(1, 2))
    record.write("guess", "b", place=(1, 2))
    assert [(line["key"], line["place"], "committed" in line) for line in lines(file)] == [
        ("a", [1, 2], False), ("a", [1, 3], False), ("a", [1, 2], False), ("a", [1, 2], True), ("a", [1, 2], False),
        ("b", [1, 2], False),
    ]  # fmt: skip


SHOWN = {"prediction": lambda: predict("04.1"), "exercise": lambda: exercise("10.4").view()}
asked = pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)


def test_each_outcome_is_a_line_a_day(file, monkeypatch):
    for day, outcomes in {1: "wrong right wrong right", 2: "right right", 5: "wrong wrong"}.items():
        monkeypatch.setattr(record, "today", lambda day=day: date(2026, 12, day))
        for outcome in outcomes.split():
            assert record.answered("a", outcome) == ""
    assert [(line["kind"], line["day"][-1]) for line in lines(file)] == [
        ("wrong", "1"), ("right", "1"), ("right", "2"), ("wrong", "5"),
    ]  # fmt: skip


@asked
def test_what_is_committed_on_the_page_is_noted_with_its_outcome_and_its_day(shown, file):
    for right in (False, True, False, True):
        right_or_wrong(shown(), right)
    view = shown()
    assert [(line["kind"], line["key"], line["day"]) for line in lines(file) if line["kind"] != "guess"] == [
        ("wrong", view._key, TODAY), ("right", view._key, TODAY),
    ]  # fmt: skip


@asked
def test_what_is_recalled_on_another_day_was_not_answered_on_that_day(shown, file, monkeypatch):
    view = shown()
    record.write("guess", view._key, at=1.0, value={"guess": view._keys[0], "committed": True})
    before = file.read_text()
    monkeypatch.setattr(record, "today", lambda: date(2027, 1, 1))
    view.close()  # no page sees it yet
    view._recall()
    assert (view.committed, file.read_text()) == (True, before)


def test_a_check_is_noted_with_its_outcome(file):
    exercise("05.2").check(lambda a, t: a)
    exercise("05.2").check(...)
    exercise("05.2").check(exercise("05.2").solution().value)
    exercise("05.4").check("a")
    assert [(line["kind"], line["key"]) for line in lines(file)] == [
        ("wrong", EXERCISES["05.2"].key), ("right", EXERCISES["05.2"].key), ("wrong", EXERCISES["05.4"].key),
    ]  # fmt: skip


def test_a_line_of_the_first_edition_is_a_right_exercise(file):
    file.write_text("05.2\n99.9\n15.11")
    right = {EXERCISES["05.2"].key: {}, EXERCISES["15.11"].key: {}}
    assert (record.read("right"), record.problem()) == (right, "")
    record.write("right", "new")
    assert file.read_text().startswith('05.2\n99.9\n15.11\n{"v": 1, "kind": "right", "key": "new"')
    assert exercise("05.2").check(exercise("05.2").solution().value).note == ""  # which tells its day
    assert record.read("right")[EXERCISES["05.2"].key] == {"day": TODAY}


def test_a_later_version_and_an_unknown_kind_are_left_alone(file):
    later = '{"v": 2, "kind": ["x"]}\n{"v": 1, "kind": "mood", "key": "a"}\n'
    file.write_text(later)
    assert (record.read("right"), record.problem()) == ({}, "")
    record.write("right", "a")
    assert file.read_text().startswith(later)
    assert set(record.read("right")) == {"a"}


JUNK = {
    "deep lists": "[" * 100_000,
    "deep dicts": '{"v":' * 100_000,
    "a list": '[1, "guess", "a"]',
    "a list of pairs": '[["v", 1]]',
    "a number": "5",
    "a text": '"v"',
    "null": "null",
    "no version": '{"kind": "guess", "key": "a"}',
    "version 0": '{"v": 0, "kind": "guess", "key": "a"}',
    "a version that is text": '{"v": "1", "kind": "guess", "key": "a"}',
    "a version that is no number": '{"v": NaN, "kind": "guess", "key": "a"}',
    "a version that is a list": '{"v": [1], "kind": "guess", "key": "a"}',
    "no version but null": '{"v": null, "kind": "guess", "key": "a"}',
    "no key": '{"v": 1, "kind": "guess"}',
    "a key that is a list": '{"v": 1, "kind": "guess", "key": ["a"]}',
    "a key that is a dict": '{"v": 1, "kind": "guess", "key": {}}',
    "a kind that is a number": '{"v": 1, "kind": 7, "key": "a"}',
    "a number of 10,000 digits": '{"v": 1, "kind": "guess", "key": "a", "value": ' + "9" * 10_000 + "}",
    "half a record": '{"v": 1, "kind": "guess", "key": "a", "val',
    "two records in a line": '{"v": 1, "kind": "guess", "key": "a"}{"v": 1, "kind": "guess", "key": "b"}',
    "zeros": "\0" * 1000,
    "prose": "hello",
}


@pytest.mark.parametrize("what", JUNK)
def test_junk_is_counted_and_left_alone_and_the_lines_around_it_count(file, what):
    before = '{"v": 1, "kind": "guess", "key": "before", "value": 1}\n' + JUNK[what]
    file.write_text(before)
    told = f"Some lines of the file {file} are not records of this course (1). They stay unchanged."
    assert record.problem() == told
    assert record.write("guess", "after", value=2) == ""
    assert file.read_text().startswith(before + "\n")
    assert record.read("guess") == {"before": {"value": 1}, "after": {"day": TODAY, "value": 2}}
    assert record.problem() == told


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", '"\\ud800"', "[[]]", "{}", "null", '"a\\u2028b"'])
def test_odd_data_is_read_and_the_line_is_no_junk(file, value):
    file.write_text(f'{{"v": 1, "kind": "guess", "key": "a", "value": {value}}}\n')
    assert record.problem() == ""
    assert list(record.read("guess")["a"]) == ["value"]
    assert record.write("guess", "a", value=0) == ""


@pytest.mark.parametrize("value", [float("nan"), object(), {1}, b"x"])
def test_what_is_no_json_is_told_and_not_written(file, value):
    assert record.write("guess", "a", value=value).startswith(f"This could not be saved in the file {file}: ")
    assert not file.exists()


def test_a_file_that_is_too_large_is_told_in_one_line_and_left_alone(file):
    file.write_bytes(b"05.2\n" * (record.LARGEST // 5))
    assert record.problem() == ""
    with file.open("ab") as opened:
        opened.write(b"\n")
    assert record.problem().startswith(f"The file {file} could not be read: it is larger than 5 MB. Rename it, ")
    assert record.write("guess", "a").startswith(f"This could not be saved in the file {file}: it is larger than 5 MB.")
    assert record.read("right") == {}
    assert file.stat().st_size == record.LARGEST + 1


def paths(folder):
    """Names of files that can't be written, and what is made before: a folder, a pipe."""
    (folder / "folder").mkdir()
    (folder / "text").write_text("")
    (folder / "loop").symlink_to(folder / "loop")
    yield from ("~nosuchuser/p.txt", str(folder / "folder"), str(folder / "folder" / "gone" / "p.txt"))
    yield from (str(folder / "text" / "p.txt"), str(folder / "loop"), "x" * 300, "/x" * 50_000, "a\nb/p.txt", "~")
    yield from ("/dev/full", "/dev/null", "\udcff/p.txt", "/", "..", "  /p.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
        yield str(folder / "pipe")
    yield "with \0 in it"


def test_whatever_the_path_the_verdict_comes_first_and_then_one_line(tmp_path, monkeypatch):
    for path in paths(tmp_path):
        if "\0" in path:  # no environment holds that
            monkeypatch.setattr(record, "_name", lambda path=path: path)
        else:
            monkeypatch.setenv("SOFTMAX_LIB_PROGRESS", path)
        said = repr(exercise("01.2").check("b")).splitlines()
        assert len(said) == 2, path
        assert said[0].startswith("Right. ")
        assert re.fullmatch(
            r"This could not be saved in the file .+: .+\. Your answers are still checked\. .*", said[1]
        )
        assert len(said[1]) < 600
        assert said[1].isprintable()
        assert (record.read("guess"), record.write("guess", "a")) == ({}, said[1])
        assert "\n" not in record.problem()
        assert str(progress()).startswith("0 of ")


def test_an_empty_name_is_no_name_and_a_folder_that_has_gone_is_told(tmp_path):
    code = (
        "import os; from softmax_lib import exercise, predict, progress; os.rmdir(os.getcwd())\n"
        "print(exercise('01.2').check('b')); print(progress())"
    )
    for name in ("", "mine.txt"):
        (tmp_path / "gone").mkdir()
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path / "gone", capture_output=True, text=True,
            env={**os.environ, "SOFTMAX_LIB_PROGRESS": name, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert ran.stderr == ""
        right, note, count = ran.stdout.splitlines()[:3]
        assert right.startswith("Right.")
        assert note.startswith(
            f"This could not be saved in the file {name or '.progress.txt'}: No such file or directory."
        )
        assert count.startswith("0 of ")


def test_bytes_of_another_encoding_and_ends_of_line_of_windows(file):
    file.write_bytes(b'\xef\xbb\xbf{"v": 1, "kind": "guess", "key": "a"}\r\n\xff\xfe\r\n 05.2 \r\n')
    assert set(record.read("guess")) == {"a"}
    assert set(record.read("right")) == {EXERCISES["05.2"].key}
    assert "(1)" in record.problem()


def test_two_processes_at_once_keep_every_line_whole(file):
    code = "from softmax_lib.live.page.record import write\n"
    code += "for i in range(200): assert not write('guess', f'{}-{{i}}', x=500 * 'x')"
    runs = [subprocess.Popen([sys.executable, "-c", code.format(name)], cwd=ROOT) for name in "ab"]
    assert [run.wait() for run in runs] == [0, 0]
    assert record.problem() == ""
    assert set(record.read("guess")) == {f"{name}-{i}" for name in "ab" for i in range(200)}


def test_it_loads_no_widget():
    code = "import sys, softmax_lib.live.page.record; print(sys.modules.keys() & {'ipywidgets', 'anywidget', 'numpy'})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout.strip() == "set()"


def test_each_key_is_short():
    """And a slug of its own: the bank takes no other."""
    assert max(len(each.key) for each in (*QUESTIONS.values(), *EXERCISES.values())) <= 40


def test_the_table_of_the_first_edition_is_frozen():
    """Another number here means that readers' old files have changed their meaning. Leave the table as it is."""
    table = record._FIRST_EDITION
    assert zlib.crc32(json.dumps(table).encode()) == 644408752
