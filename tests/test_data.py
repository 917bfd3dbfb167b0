"""The digits: what they are, that nobody can spoil them, and that their source is told."""

import hashlib
import re

import numpy as np

from softmax_lib import digits, load_digits

SHA256 = "68aea062d35a127749050fa0e52dca09d6569ac08092c925610e0954e172dde2"


def test_images_and_labels_have_their_shapes_types_and_ranges():
    images, labels = load_digits()
    assert (images.shape, labels.shape) == ((1797, 64), (1797,))
    assert (images.dtype, labels.dtype) == (np.float64, np.int64)
    assert (images.min(), images.max()) == (0, 1)
    np.testing.assert_array_equal(images * 16, np.rint(images * 16))
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_values_are_those_of_the_source():
    """The sum is of the published test set: gray values and label of one row after the other, as bytes."""
    images, labels = load_digits()
    rows = np.hstack([images * 16, labels[:, np.newaxis]]).astype(np.uint8)
    assert rows[0, 2:6].tolist() == [5, 13, 9, 1]
    assert rows[-1, -1] == 8
    assert hashlib.sha256(rows.tobytes()).hexdigest() == SHA256


def test_each_call_returns_arrays_of_its_own():
    images, labels = load_digits()
    images[...], labels[...] = 7, 7
    again, labels_again = load_digits()
    assert again.max() == 1
    assert labels_again[0] == 0
    assert again.flags.writeable


def test_the_file_holds_bytes_and_nothing_else():
    with np.load(digits._FILE, allow_pickle=False) as stored:
        assert {name: stored[name].dtype for name in stored} == {"images": np.uint8, "labels": np.uint8}
    assert digits._FILE.stat().st_size < 60_000


def test_the_attribution_names_authors_source_license_and_changes():
    told = " ".join(digits._FILE.with_suffix(".txt").read_text(encoding="utf-8").split())
    for part in ("E. Alpaydin and C. Kaynak (1998)", "Optical Recognition of Handwritten Digits", "CC BY 4.0",
                 "UCI Machine Learning Repository", "https://doi.org/10.24432/C50P49", "What was changed"):  # fmt: skip
        assert part in told


def test_the_command_of_the_attribution_makes_the_file(tmp_path, monkeypatch):
    with np.load(digits._FILE) as stored:
        rows = np.hstack([stored["images"], stored["labels"][:, np.newaxis]])
    monkeypatch.chdir(tmp_path)
    np.savetxt("digits.csv.gz", rows, fmt="%d", delimiter=",")
    command = re.search(r'python -c "(.*)"', digits._FILE.with_suffix(".txt").read_text(encoding="utf-8"))[1]
    exec(command, {})
    with np.load("digits.npz") as made, np.load(digits._FILE) as stored:
        assert made.files == stored.files
        for name in stored:
            assert made[name].dtype == stored[name].dtype
            np.testing.assert_array_equal(made[name], stored[name])
