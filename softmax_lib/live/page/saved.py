"""What a notebook file keeps of a view: a still picture, and an id that stays the same when its cell runs again.

A notebook is saved with the state that the widgets had when the course was published, and a reader's JupyterLab leaves
that state alone. So the id of a view must not change with each run, or the file would name a view that it has no state
of: it follows from the cell and from what the view shows. Where the state is missing after all, because the reader has
edited the cell, the still picture in front of the view is what the reader sees.
"""

import base64
import contextlib
import hashlib
import json
import re
import weakref
from html import escape, unescape

from comm import get_comm_manager

from softmax_lib.pictures.svg import with_attributes

__all__ = ["model_id", "replace", "still"]

SVG = "image/svg+xml"

# The still picture is hidden while the view behind it lives. An error line behind it says nothing of use.
_STYLE = (
    "<style>.jp-OutputArea-child:has(.sl-still):has(+.jp-OutputArea-child :is(.sl-live,.sl-picture)),"
    ".jp-OutputArea-child:has(.sl-still)+.jp-OutputArea-child>.jupyter-widgets:not(:has(*)){display:none}"
    ".sl-still img{max-width:100%;height:auto}</style>"
)


def still(fallback):
    """What is saved in front of a view: its picture with a description, or its words, for any page without scripts."""
    said = fallback["text/plain"]
    if SVG not in fallback:
        return {"text/plain": said, "text/html": _html(fallback.get("text/html") or f"<pre>{escape(said)}</pre>")}
    svg = fallback[SVG]
    title, told = (unescape(re.search(rf"<{name}>(.*?)</{name}>", svg)[1]) for name in ("title", "desc"))
    told = told if told.startswith(title) else f"{title}. {told}"
    # Nobody can point at what an <img> shows.
    drawn = re.sub(r"(?<=>)<title>[^<]*</title>| data-[a-z-]+=\"[^\"]*\"", "", svg)
    data = base64.b64encode(drawn.encode()).decode()
    image = f'<img alt="{escape(told)}" src="data:{SVG};base64,{data}">'
    return {"text/plain": told, "text/html": _html(image), SVG: with_attributes(svg)}


def _html(content):
    return f'<div class="sl-still">{_STYLE}{content}</div>'


# --- ids ------------------------------------------------------------------------------------------------------------

# What does not tell one view from another: its scripts and the place of its class, which change with the course, and
# what the reader has done.
_LEFT_OUT = {
    "_anywidget_id", "_esm", "_script", "_style", "_words", "layout", "guess", "committed", "placed", "checked",
    "tries", "_place", "_key", "_kept_at", "_recorded",
}  # fmt: skip
_open = weakref.WeakValueDictionary()  # id → view
_runs = {}  # cell → the run of it that made the last view, and how many views of each kind it has made


def model_id(view):
    """The id of a view follows from the notebook cell that runs and from what the view shows. None outside a cell."""
    cell, run = _running_cell()
    if cell is None:
        return None
    state = view.get_state([name for name in view.keys if name not in _LEFT_OUT | view._varies])
    shown = hashlib.md5(json.dumps([cell, state], sort_keys=True, default=repr).encode()).hexdigest()
    if _runs.get(cell, (None,))[0] != run:
        _runs[cell] = (run, {})
    made = _runs[cell][1]
    made[shown] = made.get(shown, 0) + 1
    return hashlib.md5(f"{shown} {made[shown]}".encode()).hexdigest()


def replace(name, view):
    """Let a view take the place of the one that has this id, which an earlier run of the cell has made.

    Its comm is given up without a message to the page: what shows the earlier view, here, in a second browser or in a
    copy of the notebook, goes on showing it.
    """
    earlier = _open.get(name)
    if earlier is not None:
        get_comm_manager().comm_close(None, None, {"content": {"comm_id": name}})  # as if the page had closed it
        earlier.close()
        _forget(earlier)
    _open[name] = view


def _forget(view):
    """IPython keeps the result of each cell; nobody can show a view again that was replaced."""
    with contextlib.suppress(ImportError, AttributeError, KeyError):  # another shell, or another IPython
        from IPython import get_ipython

        shell = get_ipython()
        results = shell.user_ns["_oh"]
        for number in [n for n, result in results.items() if result is view]:
            for held in (shell.user_ns, shell.user_ns_hidden):
                held.pop(f"_{number}", None)
            shell.history_manager.outputs.pop(number, None)
            del results[number]


def _running_cell():
    """The ids of the notebook cell that is running and of this run of it, where the front says so."""
    try:
        from IPython import get_ipython

        parent = get_ipython().kernel.get_parent()
        return parent["metadata"].get("cellId"), parent["header"]["msg_id"]
    except (ImportError, AttributeError, KeyError):
        return None, None
