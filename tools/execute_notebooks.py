"""Execute the notebooks in place, each in a fresh kernel, with outputs and widget state.

    python tools/execute_notebooks.py [notebooks/00_start_here.ipynb ...]

A cell with the tag saved-unrun, an exercise that comes solved, is left to the reader: it is not run and has no output.
What differs from run to run (times, ids) is left out, so that a second run changes nothing.
"""

import argparse
import json
import os
import re
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
UNRUN = "saved-unrun"
# As JupyterLab writes it, or an opened chapter counts as changed before anything is touched.
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


def execute(path):
    """Execute one notebook and write it back."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell in notebook.cells:
        if UNRUN in cell.metadata.get("tags", []):
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        skip_cells_with_tag=UNRUN,
        coalesce_streams=True,  # how a busy machine cuts what is printed is not kept
        resources={"metadata": {"path": path.parent}},
    )
    # As JupyterLab does: the ids of the views follow from it.
    client.on_cell_start = lambda cell, cell_index: client.kc.session.metadata.update(cellId=cell.id)
    with tempfile.TemporaryDirectory() as folder:  # nobody's progress
        client.execute(env={**os.environ, "SOFTMAX_LIB_PROGRESS": f"{folder}/progress.txt"})
    keep_shown(notebook)
    text = nbformat.writes(nbformat.reads(name_others(notebook), as_version=4))
    text = json.dumps(as_saved(json.loads(text)), indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def keep_shown(notebook):
    """Keep the state of the widgets that the notebook shows, and of what they are made of; no one's progress."""
    saved = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    state = saved.get("state", {})
    shown = re.findall(r"'model_id': '(\w+)'", str([cell.get("outputs") for cell in notebook.cells]))
    for name in shown:  # which grows on the way
        shown += [part for part in re.findall(r"IPY_MODEL_(\w+)", str(state.get(name))) if part not in shown]
    saved["state"] = {name: state[name] for name in dict.fromkeys(shown) if name in state}
    for one in saved["state"].values():
        if "_recorded" in one["state"]:
            one["state"]["_recorded"] = None  # no kernel speaks for a file
        if "_unrun" in one["state"]:
            one["state"]["_picture"] = [one["state"]["_unrun"]]  # a saved list would be no reader's


def name_others(notebook):
    """The text of a notebook in which the widgets that are not the course's have names that stay the same."""
    text = json.dumps(notebook)
    state = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    others = [name for name in state if state[name]["model_module"] != "anywidget"]
    for number, name in enumerate(others):
        text = text.replace(name, f"{number:032x}")
    return text


def as_saved(value):
    """Numbers as JupyterLab writes them, 1 for 1.0: a chapter that is opened and saved is then unchanged."""
    if isinstance(value, dict):
        return {name: as_saved(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_saved(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Execute notebooks in place, each in a fresh kernel.")
    parser.add_argument("notebook", nargs="*", type=Path, help="all chapters, if none is named")
    named = parser.parse_args().notebook
    if missing := [str(path) for path in named if not path.is_file()]:
        parser.error(f"there is no {', '.join(missing)}; name files such as notebooks/00_start_here.ipynb")
    for path in named or sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        execute(path)
        print(f"executed {path}")
