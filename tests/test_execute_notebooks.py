"""tools/execute_notebooks.py: a second run changes nothing, and the committed chapters are what it makes."""

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

from tests.chapters import STATE, VIEW
from tests.checkout import ROOT, pins
from tools import execute_notebooks as tool

TOOL = tool.__file__
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


def written(folder, *cells):
    path = folder / "42_small.ipynb"
    path.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    return path


def executed(folder, *cells):
    """The cells of a small notebook after a run."""
    path = written(folder, *cells)
    tool.execute(path)
    return nbformat.read(path, as_version=4).cells


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The text of a small notebook before, after one and after two runs."""
    cells = [new_markdown_cell("# Ein Fußgänger − y"), *map(new_code_cell, CELLS)]
    path = written(tmp_path_factory.mktemp("small"), *cells)
    texts = [path.read_text(encoding="utf-8")]
    for _ in range(2):
        tool.execute(path)
        texts.append(path.read_bytes().decode("utf-8"))
    return texts


def test_a_second_run_changes_nothing(runs):
    _, first, second = runs
    assert first == second


def test_a_run_keeps_sources_and_cell_ids(runs):
    before, after = ([(cell["id"], "".join(cell["source"])) for cell in json.loads(text)["cells"]] for text in runs[:2])
    assert before == after


def test_a_run_leaves_a_valid_notebook_with_a_newline_at_the_end_and_letters_as_they_are(runs):
    text = runs[1]
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert text.endswith("}\n")
    assert "\r" not in text
    assert "Ein Fußgänger − y" in text
    # As JupyterLab writes them: a notebook that is opened with this Python counts as unchanged.
    python = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert notebook.metadata.kernelspec == python
    assert notebook.metadata.language_info.version == platform.python_version()
    assert not any("execution" in cell.metadata for cell in notebook.cells)  # no times


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


def test_what_is_not_shown_is_not_saved_even_if_its_name_looks_like_one_of_ours():
    shown, strange = "a" * 32, "00" + "b" * 30
    model = {"model_name": "AnyModel", "state": {}}
    cells = [{"outputs": [{"data": {VIEW: {"model_id": shown}}}]}]
    widgets = {STATE: {"state": {strange: model, shown: model}}}
    notebook = nbformat.from_dict({"cells": cells, "metadata": {"widgets": widgets}})
    tool.keep_shown(notebook)
    assert list(notebook.metadata.widgets[STATE].state) == [shown]


def test_what_a_cell_prints_in_pieces_is_saved_as_one_output(tmp_path):
    (cell,) = executed(tmp_path, new_code_cell("for part in 'ab':\n    print(part, flush=True)"))
    assert [output.text for output in cell.outputs] == ["a\nb\n"]


def test_a_cell_that_is_to_be_saved_unrun_is_not_run_and_loses_its_output(tmp_path):
    solved = new_code_cell("x = 2", metadata={"tags": ["saved-unrun"]}, execution_count=7)
    solved.outputs = [new_output("execute_result", {"text/plain": "Right."}, execution_count=7)]
    first, left, last = executed(tmp_path, new_code_cell("x = 1"), solved, new_code_cell("x"))
    assert (first.execution_count, left.execution_count, last.execution_count) == (1, None, 2)
    assert (left.outputs, left.metadata.tags) == ([], ["saved-unrun"])
    assert last.outputs[0].data["text/plain"] == "1"


def test_a_cell_that_fails_stops_the_run_and_changes_nothing(tmp_path):
    path = written(tmp_path, new_code_cell("1 / 0"))
    text = path.read_text(encoding="utf-8")
    with pytest.raises(Exception, match="ZeroDivisionError"):
        tool.execute(path)
    assert path.read_text(encoding="utf-8") == text


def other_versions():
    """What is installed in another version than the one the notebooks were made with."""
    here = [pins("requirements.txt")[name] for name in ("anywidget", "ipywidgets", "matplotlib", "numpy")]
    return [str(pin) for pin in here if not pin.specifier.contains(version(pin.name))]


def test_the_committed_chapter_is_byte_for_byte_what_the_tool_makes(tmp_path):
    """If this fails: make notebooks, look at the change, and commit it."""
    if other := other_versions():
        pytest.skip(f"other versions draw and print a little differently: not {', '.join(other)}")
    chapter = ROOT / "notebooks" / "01_softmax_forward.ipynb"
    copy = shutil.copy(chapter, tmp_path)
    done = subprocess.run([sys.executable, TOOL, copy], capture_output=True, text=True, check=True)
    assert done.stdout == f"executed {copy}\n"
    python = rb'"version": "[0-9.]+\w*"'  # with another Python it differs
    made, kept = (re.sub(python, b"", path.read_bytes()) for path in (tmp_path / chapter.name, chapter))
    if made != kept:  # not the two texts: their comparison would take minutes
        start = next((i for i, (x, y) in enumerate(zip(made, kept, strict=False)) if x != y), 0)
        line = made.count(b"\n", 0, start) + 1
        pytest.fail(f"line {line}: {made[start : start + 200]!r} and not {kept[start : start + 200]!r}")


def test_a_notebook_that_is_not_there_is_named_in_one_line():
    done = subprocess.run([sys.executable, TOOL, "notebooks/99.ipynb"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is no notebooks/99.ipynb; name files such as" in done.stderr.replace("\\", "/")
    assert "Traceback" not in done.stderr
