"""The benchmark of the layers: its peers are right, its promises can break, and what is published keeps them."""

import copy
import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks import chunks, latency, layers
from benchmarks.peers import PEERS
from softmax_lib import SoftmaxWithLoss, plot_chunks, plot_speed
from softmax_lib.pictures.plots import PUBLISHED, SHOWN
from tests.checkout import ROOT

PUBLISHED_RESULTS = json.loads(PUBLISHED.read_text(encoding="utf-8"))
README = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")


RIGHT = [
    (name, kind)
    for name, kind in product(PEERS, layers.TARGETS)
    if name != layers.FLOOR and not (kind == "soft" and name in (layers.TEXTBOOK, "copy and subtract"))
]


@pytest.mark.parametrize(("name", "kind"), RIGHT)
def test_each_peer_is_a_right_layer_for_plain_logits(name, kind):
    a, t = layers.example(20, 7, "float64", kind)
    taught, peer = SoftmaxWithLoss(), PEERS[name]()
    assert peer.forward(a, t) == pytest.approx(taught.forward(a, t), abs=1e-5 if name == layers.TEXTBOOK else 1e-12)
    np.testing.assert_allclose(peer.backward(), taught.backward(), rtol=0, atol=1e-12)


def test_a_measurement_holds_every_case_and_peer_and_can_be_printed(monkeypatch):
    monkeypatch.setattr(layers, "SIZES", [(2, 3)])
    cases = list(layers.measure(0.001))
    assert [(case["dtype"], case["targets"]) for case in cases] == [
        (dtype, kind) for dtype in layers.TYPES for kind in layers.TARGETS
    ]
    for case in cases:
        assert set(case["microseconds"]) == set(PEERS)
        for name, (median, low, high) in case["microseconds"].items():
            assert 0 < low <= median <= high, name
        assert case["times faster than textbook"][layers.TEXTBOOK] == [1, 1, 1]
    results = {"level": "AVX-512", "cases": cases, "cases with AVX2": cases, "answers": layers.answers()}
    printed = "\n".join(layers.tables(results))
    for case, level in product(cases, layers.PROMISES):
        assert f"2 x 3, {case['dtype']}, {case['targets']}, {level}\n" in printed


def test_the_second_process_uses_no_avx_512_and_hands_its_cases_over(tmp_path, monkeypatch):
    seen = {}

    def run(command, env, **_):
        seen.update(command=command, env=env)
        file = command[command.index("--cases") + 1]
        Path(file).write_text("[1, 2]", encoding="utf-8")

    monkeypatch.setattr(layers, "simd", lambda: ["X86_V3", "X86_V4", "AVX512_ICL"])
    monkeypatch.setattr(layers.subprocess, "run", run)
    assert layers.level() == "AVX-512"
    assert layers.measure_with_avx2(0.5) == [1, 2]
    assert seen["env"]["NPY_DISABLE_CPU_FEATURES"] == "X86_V4 AVX512_ICL"
    assert seen["command"][:5] == [layers.sys.executable, "-m", "benchmarks.layers", "--seconds", "0.5"]


def test_without_avx_512_numpy_says_so_and_the_promises_of_avx2_are_judged():
    names = [name for name in layers.simd() if "AVX512" in name or name == "X86_V4"]
    code = "from benchmarks import layers; print(layers.level(), *layers.simd())"
    env = os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(names)}
    said = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["AVX2", *(name for name in layers.simd() if name not in names)]


def test_what_is_published_is_whole_and_keeps_its_promises():
    levels = dict(layers.by_level(PUBLISHED_RESULTS))
    assert list(levels) == list(layers.PROMISES)
    for cases in levels.values():
        measured = {(c["rows"], c["classes"], c["dtype"], c["targets"]) for c in cases}
        assert measured == {(*size, *case) for size in layers.SIZES for case in product(layers.TYPES, layers.TARGETS)}
    assert all(PUBLISHED_RESULTS[name] for name in ("date", "machine", "versions", "simd"))
    assert list(layers.broken_promises(PUBLISHED_RESULTS)) == []


@pytest.mark.parametrize(
    ("kind", "figure", "value", "message"),
    [
        ("labels", "times faster than textbook", [1.1, 1.0, 1.2], "1.10 times faster than the textbook layer"),
        ("one-hot", "times faster than textbook", [0.6, 0.5, 0.7], "0.60 times faster than the textbook layer"),
        ("soft", "times faster than textbook", [0.6, 0.5, 0.7], "0.60 times faster than the textbook layer"),
        ("labels", "times np.exp", [2.7, 2.5, 2.8], "takes 2.70 times np.exp, promised are 2.1"),
        ("labels", "arrays", 1.06, "needs 1.06 arrays, promised are 1.05"),
    ],
)
@pytest.mark.parametrize("level", layers.PROMISES)
def test_a_broken_promise_is_named(level, kind, figure, value, message):
    results = copy.deepcopy(PUBLISHED_RESULTS)
    wanted = (256, 1000, "float32", kind)
    cases = dict(layers.by_level(results))[level]
    (case,) = (c for c in cases if (c["rows"], c["classes"], c["dtype"], c["targets"]) == wanted)
    case[figure][layers.FUSED] = value
    (broken,) = layers.broken_promises(results)
    assert broken.startswith(f"256 x 1000, float32, {kind}, {level}: {message}")


def test_what_is_promised_for_rows_of_weights():
    large = [rows * classes >= layers.LARGE for rows, classes in layers.SIZES]
    for promises in layers.PROMISES.values():
        assert all(x >= 1.2 if at_large else x >= 1 for x, at_large in zip(promises["one-hot"], large, strict=True))
        assert all(x >= 1 for x, at_large in zip(promises["soft"], large, strict=True) if at_large)


@pytest.mark.parametrize(
    ("scene", "figure", "value", "message"),
    [
        (("LiveLayer", "local"), "p95", 41, "p95 is 7.8 times below interact's, promised are 8"),
        (("LiveJacobian", "delayed"), "p95", 41, "p95 is 14.6 times below interact's, promised are 15"),
        (("LiveLayer", "delayed"), "painted", 49, "49 of 60 positions painted, promised are 50"),
    ],
)
def test_a_live_view_is_judged_beside_interact_of_the_same_run(scene, figure, value, message):
    slow = {"local": 320, "delayed": 600}
    rows = {
        (variant, network): {"p95": slow[network] if variant == "interact" else 40, "painted": 60}
        for variant in latency.VARIANTS
        for network in latency.NETWORKS
    }
    assert list(latency.broken_promises(rows)) == []
    rows[scene][figure] = value
    assert list(latency.broken_promises(rows)) == [f"{', '.join(scene)}: {message}"]


def test_where_the_peers_are_wrong_the_two_layers_of_the_course_are_right():
    said = layers.answers()
    fused, taught = ([row[name] for row in said.values()] for name in ("FusedSoftmaxWithLoss", "SoftmaxWithLoss"))
    assert fused == taught
    assert fused[:4] == ["40", "0.6931", f"{np.log1p(np.e) - 0.3:.4g}", f"{2 * np.log1p(np.e) - 1:.4g}"]
    assert [answer.split(";")[0] for answer in fused[4:]] == [
        "ValueError: t has -1 in row 1 (counting from 0)",
        "ValueError: a has NaN in row 1, class 0 (counting from 0)",
        "ValueError: a has inf in row 1, class 0 (counting from 0)",
    ]
    published = PUBLISHED_RESULTS["answers"]  # of PyTorch too, which isn't installed everywhere
    assert said == {trial: {name: published[trial][name] for name in row} for trial, row in said.items()}


def test_the_readme_has_the_published_figures_and_the_promises():
    assert layers.published(README, PUBLISHED_RESULTS) == README
    assert PUBLISHED_RESULTS["simd"] in README


def test_the_taught_layer_is_the_slowest_of_the_plot_as_chapter_09_says():
    for case in PUBLISHED_RESULTS["cases"]:
        if (case["dtype"], case["targets"]) == ("float32", "labels"):
            medians = {name: case["microseconds"][name][0] for name in SHOWN}
            assert max(medians, key=medians.get) == "SoftmaxWithLoss"
            assert min(medians, key=medians.get) == layers.FLOOR


def test_the_plot_draws_a_measurement_of_ones_own(tmp_path):
    own = copy.deepcopy(PUBLISHED_RESULTS)
    own["machine"] = "a laptop"
    file = tmp_path / "results.json"
    file.write_text(json.dumps(own), encoding="utf-8")
    assert "a laptop" in plot_speed(file).svg
    assert PUBLISHED_RESULTS["date"] in plot_speed().svg
    assert ">1,000,000<" in plot_speed().svg
    assert "FusedSoftmaxWithLoss goes from" in plot_speed().description


@pytest.mark.parametrize("text", ["no json", "[]", "{}", '{"cases": [{}]}'])
def test_another_file_is_refused_by_name(tmp_path, text):
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"other\.json is not a result of `python -m benchmarks\.layers`"):
        plot_speed(file)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"results\.json"):
        plot_speed(tmp_path / "results.json")


# Affine and loss over many classes, in chunks

CHUNKS = json.loads((ROOT / "softmax_lib" / "data" / "chunks.json").read_text(encoding="utf-8"))


def test_chunks_are_measured_beside_all_at_once_and_give_the_same():
    ways = chunks.measure(2, size=(256, 4, 3000))
    assert list(ways) == ["all at once", "chunks of 128", "chunks of 32", "chunks of 8"]
    assert all(row["off by"] <= chunks.EQUAL for row in ways.values())
    peaks = [row["megabytes"] for row in ways.values()]
    assert peaks == sorted(peaks, reverse=True)
    assert [line.count("|") for line in chunks.table(ways)] == [6] * 4


def test_the_published_chunks_keep_their_promises_and_are_those_of_the_readme_and_of_chapter_17():
    assert CHUNKS["size"] == [512, 64, 50257]
    assert list(chunks.broken_promises(CHUNKS["ways"])) == []
    assert CHUNKS["ways"]["chunks of 32"]["seconds"][0] <= CHUNKS["ways"]["all at once"]["seconds"][0]
    assert chunks.published(README, CHUNKS) == README
    drawing = plot_chunks()
    assert CHUNKS["date"] in drawing.svg
    assert "peak memory in MB: all at once 219, chunks of 128 " in drawing.description


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("megabytes", 25, "chunks of 32 need 25 MB, promised is a tenth of"),
        ("seconds", [100, 100, 100], "chunks of 32 take 100 s, promised are"),
        ("off by", 2e-6, "chunks of 32 is off by 2e-06, promised is 1e-06"),
    ],
)
def test_a_broken_promise_of_chunks_is_named(key, value, message):
    ways = copy.deepcopy(CHUNKS["ways"])
    ways["chunks of 32"][key] = value
    (broken,) = chunks.broken_promises(ways)
    assert broken.startswith(message)
