"""Execute the notebooks in place, each in a fresh kernel, with outputs and widget state.

    python tools/execute_notebooks.py [notebooks/00_start_here.ipynb ...]

A cell with the tag saved-unrun, an exercise that comes solved, is left to the reader: it is not run and has no output.
What differs from run to run (widget ids, times, the Python version) is made stable, so that a second
run changes nothing.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
UNRUN = "saved-unrun"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


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
    with tempfile.TemporaryDirectory() as folder:  # nobody's progress
        client.execute(env={**os.environ, "SOFTMAX_LIB_PROGRESS": f"{folder}/progress.txt"})
    notebook.metadata["language_info"] = {"name": "python"}
    text = stable(nbformat.writes(notebook), path.stem)
    path.write_text(text, encoding="utf-8", newline="\n")


def stable(text, stem):
    """Name the widgets by their order in the notebook, each before what it refers to; keep no others."""
    notebook = json.loads(text)
    saved = notebook["metadata"].get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    state = saved.get("state", {})
    ids = list(dict.fromkeys(re.findall(r'"model_id": "([0-9a-f]{32})"', text)))
    for old in ids:  # which grows on the way
        referred = re.findall(r"IPY_MODEL_([0-9a-f]{32})", json.dumps(state.get(old)))
        ids += [new for new in dict.fromkeys(referred) if new not in ids]
    if state:
        saved["state"] = {old: state[old] for old in ids if old in state}
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    for number, old in enumerate(ids):
        text = text.replace(old, f"{stem[:2]}{number:030x}")
    return text


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        execute(Path(name))
        print(f"executed {name}")
