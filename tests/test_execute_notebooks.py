"""tools/execute_notebooks.py: a second run changes nothing, and the committed chapters are what it makes."""

import importlib.util
import json
import platform
import re
import shutil
import subprocess
import sys
from importlib.metadata import version

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from packaging.requirements import Requirement

from tests.checkout import ROOT

TOOL = ROOT / "tools" / "execute_notebooks.py"
VIEW, STATE = "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json"
CELLS = [
    "import ipywidgets\nfrom softmax_lib import LiveLayer, figure, plot_bars, predict",
    "layer = LiveLayer(hide='gradient')\nlayer",
    "figure('A-1')",
    "plot_bars({'y': layer.y})",
    "predict('00.1')",
    "layer",
    "forgotten = [LiveLayer() for _ in range(8)]\nprint(len(forgotten))",
    "ipywidgets.VBox([ipywidgets.IntSlider(), ipywidgets.HTML('two')])",
]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("execute_notebooks", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def runs(tool, tmp_path_factory):
    """The text of a small notebook before, after one and after two runs."""
    path = tmp_path_factory.mktemp("small") / "42_small.ipynb"
    cells = [new_markdown_cell("# Ein Fußgänger − y"), *map(new_code_cell, CELLS)]
    path.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    texts = [path.read_text(encoding="utf-8")]
    for _ in range(2):
        tool.execute(path)
        texts.append(path.read_bytes().decode("utf-8"))
    return texts


def test_a_second_run_changes_nothing(runs):
    _, first, second = runs
    assert first == second


def test_a_run_keeps_sources_and_cell_ids(runs):
    before, after = (json.loads(text)["cells"] for text in runs[:2])

    def kept(cells):
        return [(cell["id"], "".join(cell["source"])) for cell in cells]

    assert kept(before) == kept(after)


def test_a_run_leaves_a_valid_notebook_with_a_newline_at_the_end_and_letters_as_they_are(runs):
    text = runs[1]
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert text.endswith("}\n")
    assert "\r" not in text
    assert "Ein Fußgänger − y" in text
    metadata = json.loads(text)["metadata"]
    # As JupyterLab writes them: a notebook that is opened with this Python counts as unchanged.
    assert metadata["kernelspec"] == {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert metadata["language_info"]["version"] == platform.python_version()
    assert not any("execution" in cell["metadata"] for cell in json.loads(text)["cells"])  # no times


def test_every_widget_is_saved_with_what_it_refers_to_and_no_other(runs):
    notebook = json.loads(runs[1])
    state = notebook["metadata"]["widgets"][STATE]["state"]
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    shown = [output["data"][VIEW]["model_id"] for output in outputs if VIEW in output.get("data", {})]
    assert len(shown) == 6
    assert shown[0] == shown[4]  # the same layer, shown again
    reached = list(dict.fromkeys(shown))
    for name in reached:
        text = json.dumps(state[name])
        reached += [part[:32] for part in text.split("IPY_MODEL_")[1:] if part[:32] not in reached]
    assert sorted(reached) == sorted(state)
    assert [state[name]["model_name"] for name in shown[:4]] == ["AnyModel"] * 4


def test_what_is_not_shown_is_not_saved_even_if_its_name_looks_like_one_of_ours(tool):
    shown, strange = "a" * 32, "00" + "b" * 30
    model = {"model_name": "AnyModel", "state": {}}
    notebook = {
        "cells": [{"outputs": [{"data": {VIEW: {"model_id": shown}}}]}],
        "metadata": {"widgets": {STATE: {"state": {strange: model, shown: model}}}},
    }
    notebook = nbformat.from_dict(notebook)
    tool.keep_shown(notebook)
    assert list(notebook.metadata.widgets[STATE].state) == [shown]


def test_what_a_cell_prints_in_pieces_is_saved_as_one_output(tool, tmp_path):
    path = tmp_path / "01_slow.ipynb"
    source = "for part in 'ab':\n    print(part, flush=True)"
    path.write_text(nbformat.writes(new_notebook(cells=[new_code_cell(source)])), encoding="utf-8")
    tool.execute(path)
    assert [output.text for output in nbformat.read(path, as_version=4).cells[0].outputs] == ["a\nb\n"]


def test_a_cell_that_is_to_be_saved_unrun_is_not_run_and_loses_its_output(tool, tmp_path):
    path = tmp_path / "04_solved.ipynb"
    solved = new_code_cell("x = 2", metadata={"tags": ["saved-unrun"]}, execution_count=7)
    solved.outputs = [new_output("execute_result", {"text/plain": "Right."}, execution_count=7)]
    around = [new_code_cell("x = 1"), solved, new_code_cell("x")]
    path.write_text(nbformat.writes(new_notebook(cells=around)), encoding="utf-8")
    tool.execute(path)
    first, left, last = nbformat.read(path, as_version=4).cells
    assert (first.execution_count, left.execution_count, last.execution_count) == (1, None, 2)
    assert (left.outputs, left.metadata.tags) == ([], ["saved-unrun"])
    assert last.outputs[0].data["text/plain"] == "1"


def test_a_cell_that_fails_stops_the_run_and_changes_nothing(tool, tmp_path):
    path = tmp_path / "13_broken.ipynb"
    text = nbformat.writes(new_notebook(cells=[new_code_cell("1 / 0")]))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="ZeroDivisionError"):
        tool.execute(path)
    assert path.read_text(encoding="utf-8") == text


def other_versions():
    """What is installed in another version than the one the notebooks were made with."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in (line.partition("#")[0].strip() for line in lines) if line]
    drawn_with = [pin for pin in pins if pin.name.lower() in ("anywidget", "ipywidgets", "matplotlib", "numpy")]
    here = [pin for pin in drawn_with if pin.marker is None or pin.marker.evaluate()]
    assert len(here) == 4
    return [str(pin) for pin in here if not pin.specifier.contains(version(pin.name))]


@pytest.mark.parametrize("chapter", ["01_softmax_forward.ipynb"])
def test_the_committed_chapter_is_byte_for_byte_what_the_tool_makes(tmp_path, chapter):
    """If this fails: make notebooks, look at the change, and commit it."""
    if other := other_versions():
        pytest.skip(f"other versions draw and print a little differently: not {', '.join(other)}")
    copy = shutil.copy(ROOT / "notebooks" / chapter, tmp_path)
    done = subprocess.run([sys.executable, TOOL, copy], capture_output=True, text=True, check=True)
    assert done.stdout == f"executed {copy}\n"
    made, kept = ((folder / chapter).read_bytes() for folder in (tmp_path, ROOT / "notebooks"))
    python = rb'"version": "[0-9.]+\w*"'  # with another Python it differs
    made, kept = re.sub(python, b"", made), re.sub(python, b"", kept)
    if made != kept:  # not the two texts: their comparison would take minutes
        lines = zip(made.decode().split("\n"), kept.decode().split("\n"), strict=False)
        place, new, old = next((n, new, old) for n, (new, old) in enumerate(lines, 1) if new != old)
        start = next((i for i, (x, y) in enumerate(zip(new, old, strict=False)) if x != y), 0)
        pytest.fail(f"line {place}: {new[start : start + 200]!r} and not {old[start : start + 200]!r}")


def test_a_notebook_that_is_not_there_is_named_in_one_line():
    script = ROOT / "tools" / "execute_notebooks.py"
    done = subprocess.run([sys.executable, script, "notebooks/99.ipynb"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is no notebooks/99.ipynb; name files such as" in done.stderr.replace("\\", "/")
    assert "Traceback" not in done.stderr
