"""Widgets in the course's style: what a live view, a still picture and a question have in common."""

import contextlib
from pathlib import Path

import anywidget
import traitlets
from ipywidgets import Layout, widget_serialization
from ipywidgets.widgets.trait_types import InstanceDict

from softmax_lib.attributes import with_attributes
from softmax_lib.drawing import palette_css

__all__ = ["Checked", "Picture", "View", "script", "short"]

_HERE = Path(__file__).parent
_STYLE = "".join(palette_css(root) for root in (".sl-live", ".sl-picture")) + (_HERE / "live.css").read_text("utf-8")


def script(*names):
    """The text of a script, its files joined: given a path, anywidget would keep every widget, also a closed one."""
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)


def short(numbers):
    """A list of numbers as a view's repr shows it."""
    return "[" + ", ".join(f"{x:g}" for x in numbers) + "]"


class Checked(traitlets.TraitType):
    """A trait whose widget's ``accept(name, value)`` checks and converts what is set; a list is read as a copy."""

    def validate(self, obj, value):
        return obj.accept(self.name, value)

    def get(self, obj, cls=None):
        value = super().get(obj, cls)
        return value.copy() if isinstance(value, list | dict) else value


class View(anywidget.AnyWidget):
    """A widget in the course's style, with the picture it falls back to where widgets can't run.

    A subclass brings the text of its script as ``_source``.
    """

    _esm = script("loader.js")
    _css = _STYLE
    # None unless you set one: the style gives a view its size, and a Layout would be a second model to open and keep.
    layout = InstanceDict(Layout, allow_none=True).tag(sync=True, **widget_serialization)
    _script = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_script")
    def _script_of_class(self):
        return self._source

    @traitlets.default("layout")
    def _no_layout(self):
        return None

    def __init__(self, **traits):
        super().__init__(**traits)
        _close_earlier_runs(self)

    def fallback(self):
        """What a reader sees without widgets, as a dict of MIME types."""
        return {"text/plain": repr(self)}

    def _repr_mimebundle_(self, **kwargs):
        made = super()._repr_mimebundle_(**kwargs)
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        left = self.fallback()
        if svg := left.get("image/svg+xml"):
            left["image/svg+xml"] = with_attributes(svg)
        return {**(bundle or {}), **left}, metadata


class Picture(View):
    """A still picture without controls, inline, so that it follows the theme and can be read out."""

    _source = """
    export default { render({ model, el }) {
      const box = document.createElement("div");
      box.className = "sl-picture";
      box.innerHTML = model.get("_picture");
      if (model.get("_told")) box.insertAdjacentHTML("afterbegin", `<p class="sl-narration">${model.get("_told")}</p>`);
      el.append(box);
    } };
    """
    _picture = traitlets.Unicode().tag(sync=True)
    _told = traitlets.Unicode().tag(sync=True)

    def __init__(self, drawing):
        self._drawing = drawing
        super().__init__(_picture=drawing.svg, _told=drawing.told)

    def __repr__(self):
        return self._drawing.description

    def fallback(self):
        return {"text/plain": repr(self), "image/svg+xml": self._drawing.svg}


# --- a cell that runs again closes the views it made before ---------------------------------------

_views_of_cell = {}


def _close_earlier_runs(view):
    """Close the views that an earlier run of the same notebook cell made; nothing else can show them."""
    cell, run = _running_cell()
    if cell is None:
        return
    earlier, views = _views_of_cell.get(cell, (run, []))
    if earlier != run:
        for old in views:
            layout = old.layout
            old.close()
            if layout:
                layout.close()
        _forget(views)
        views = []
    _views_of_cell[cell] = (run, [*views, view])


def _forget(views):
    """IPython keeps what each cell showed, as a result and as pictures; closed views nobody can show again."""
    with contextlib.suppress(ImportError, AttributeError, KeyError):  # another shell, or another IPython
        from IPython import get_ipython

        shell = get_ipython()
        results = shell.user_ns["_oh"]
        for number in [n for n, result in results.items() if any(result is view for view in views)]:
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
