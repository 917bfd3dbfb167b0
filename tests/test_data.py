"""The digits and the names: what they are, that nobody can spoil them, and that their source is told."""

import hashlib
import re

import numpy as np
import pytest

from softmax_lib import datasets, load_digits, load_names

SHA256 = "68aea062d35a127749050fa0e52dca09d6569ac08092c925610e0954e172dde2"


def test_images_and_labels_have_their_shapes_types_and_ranges():
    images, labels = load_digits()
    assert (images.shape, labels.shape) == ((1797, 64), (1797,))
    assert (images.dtype, labels.dtype) == (np.float64, np.int64)
    assert (images.min(), images.max()) == (0, 1)
    np.testing.assert_array_equal(images * 16, np.rint(images * 16))


def test_the_values_are_those_of_the_source():
    """The sum is of the published test set: gray values and label of one row after the other, as bytes."""
    images, labels = load_digits()
    rows = np.hstack([images * 16, labels[:, np.newaxis]]).astype(np.uint8)
    assert hashlib.sha256(rows.tobytes()).hexdigest() == SHA256


def test_each_call_returns_arrays_of_its_own():
    images, labels = load_digits()
    images[...], labels[...] = 7, 7
    again, labels_again = load_digits()
    assert (again.max(), labels_again[0]) == (1, 0)


def test_the_file_holds_bytes_and_nothing_else():
    with np.load((datasets._DATA / "digits.npz"), allow_pickle=False) as stored:
        assert {name: stored[name].dtype for name in stored} == {"images": np.uint8, "labels": np.uint8}
    assert (datasets._DATA / "digits.npz").stat().st_size < 60_000


def told_of(data):
    return " ".join((datasets._DATA / data).read_text(encoding="utf-8").replace("#", "").split())


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        ("digits.txt", ["E. Alpaydin and C. Kaynak (1998)", "Optical Recognition of Handwritten Digits", "CC BY 4.0",
                        "UCI Machine Learning Repository", "https://doi.org/10.24432/C50P49", "What was changed"]),
        ("names.txt", ["US Social Security Administration", "yob2010.txt", "so there are 395", "public domain",
                       "https://www.ssa.gov/oact/babynames/limits.html", "17 U.S.C. § 105", "What was changed"]),
    ],
)  # fmt: skip
def test_beside_the_data_stand_authors_source_license_and_changes(data, parts):
    told = told_of(data)
    assert [part for part in parts if part not in told] == []


def test_the_command_of_the_attribution_makes_the_file(tmp_path, monkeypatch):
    with np.load(datasets._DATA / "digits.npz") as stored:
        rows = np.hstack([stored["images"], stored["labels"][:, np.newaxis]])
    monkeypatch.chdir(tmp_path)
    np.savetxt("digits.csv.gz", rows, fmt="%d", delimiter=",")
    command = re.search(r'python -c "(.*)"', told_of("digits.txt"))[1]
    exec(command, {})
    with np.load("digits.npz") as made, np.load(datasets._DATA / "digits.npz") as stored:
        assert made.files == stored.files
        for name in stored:
            assert made[name].dtype == stored[name].dtype
            np.testing.assert_array_equal(made[name], stored[name])


def test_the_names_are_some_hundreds_of_words_in_small_letters_each_once_and_in_order():
    loaded = load_names()
    assert len(loaded) == 395
    assert loaded == sorted(set(loaded))
    assert [name for name in loaded if not re.fullmatch("[a-z]{3,11}", name)] == []
    assert set("".join(loaded)) == set("abcdefghijklmnopqrstuvwxyz")
    assert {"isabella", "sophia", "jacob", "ethan", "penelope", "shane", "angel", "riley"} <= set(loaded)


def test_each_call_returns_a_list_of_names_of_its_own():
    load_names().clear()
    assert len(load_names()) == 395
    assert (datasets._DATA / "names.txt").stat().st_size < 5_000


def test_the_command_in_the_head_makes_such_a_list(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    girls = [f"Girl{n},F,{1000 - n}" for n in range(300)]
    boys = [f"Girl{n},M,{900 - n}" for n in range(195, 500)]  # the first five of them are girls' names, too
    (tmp_path / "yob2010.txt").write_text("\n".join(girls + boys) + "\n")
    exec(re.search(r'python -c "(.*?)"', told_of("names.txt"))[1], {})
    assert capsys.readouterr().out.split() == sorted(f"girl{n}" for n in range(395))
