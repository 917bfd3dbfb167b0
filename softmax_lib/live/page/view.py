"""Widgets in the course's style: what a live view, a still picture and a question have in common."""

import json
import re
from base64 import b64encode

import anywidget
import traitlets
from IPython.display import display
from ipywidgets import Layout, widget_serialization
from ipywidgets.widgets.trait_types import InstanceDict

from softmax_lib.graphs.softmax_with_loss import check_logits, check_targets
from softmax_lib.language import N_, translated
from softmax_lib.live.page.saved import model_id, replace, still
from softmax_lib.live.page.script import LIVE, compact, script
from softmax_lib.pictures.theme import palette_css
from softmax_lib.surroundings import in_notebook

__all__ = ["CONTROLS", "Checked", "ClassView", "Picture", "View", "heavy", "script", "sealed", "short", "style"]

_PALETTE = palette_css(":is(.sl-live,.sl-picture)")


# What stands at the controls that common.js makes, and in what it tells.
CONTROLS = {
    "reset": N_("Reset"),
    "logit": N_("logit a {k}"),
    "row": N_("class {k}"),
    "choose": N_("class {k} is the true class"),
    "picture": N_("Graph, scrolls sideways"),
    "named": N_("{name} is {number}"),
    "listed": N_("{name} is {numbers}."),
    "minus": N_("minus {number}"),
}


def style(*names):
    """The style of a kind of view as three texts: what all views share, what those with sliders share, its own."""
    shared = [name for name in names if name == "page/live.css"]
    own = [name for name in names if name not in shared]
    return [_PALETTE + _css("page/base.css"), _css(*shared), _css(*own)]


def _css(*names):
    css = compact("\n".join((LIVE / name).read_text("utf-8") for name in names))
    return re.sub(r";? ?(?=})| ?([{};:,>]) (?=\S)", lambda found: found[1] or "", css)


def heavy(trait):
    """A long text of a view. It goes to the page in a list: a page keeps a text, but view.js can empty a list."""
    return trait.tag(sync=True, to_json=lambda value, view: [value], from_json=lambda value, view: value[0])


def short(value):
    """A trait as a view's repr shows it."""
    if isinstance(value, list):
        return "[" + ", ".join(map(short, value)) + "]"
    return f"{value:g}" if isinstance(value, float) else repr(value)


def sealed(value):
    """What the page needs, not to be read by accident."""
    return b64encode(json.dumps(value).encode()).decode()


class Checked(traitlets.TraitType):
    """A trait whose widget's ``accept(name, value)`` checks and converts what is set; a list is read as a copy."""

    def validate(self, obj, value):
        return obj.accept(self.name, value)

    def get(self, obj, cls=None):
        value = super().get(obj, cls)
        return value.copy() if isinstance(value, list | dict) else value


class View(anywidget.AnyWidget):
    """A widget in the course's style, and a still picture of it for places where widgets can't run.

    A subclass brings its script as ``_source``, its style as ``_look``, its still picture as ``fallback()``, and as
    ``_sentences`` what the script shows: key → sentence. The script finds them, translated, in ``_words``.
    """

    _sentences = {}
    _checks = {}  # trait → what checks and converts what it is set to
    _varies = frozenset()  # traits in which one computer's last digits may differ from another's: not part of the id
    _words = traitlets.Dict().tag(sync=True)

    _esm = script("page/view.js")
    _look = style()
    # None unless you set one: the style gives a view its size, and a Layout would be a second model to open and keep.
    layout = InstanceDict(Layout, allow_none=True).tag(sync=True, **widget_serialization)
    _script = heavy(traitlets.Unicode())
    _style = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _place = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits):
        own = {"_script": self._source, "_style": self._look, "_words": translated(self._sentences), "layout": None}
        super().__init__(**own | traits)

    def accept(self, name, value):
        return self._checks[name](value)

    def open(self):
        """Open the view to the page, under the id that belongs to its place in the notebook."""
        if self.comm is None and self._model_id is None:
            self._model_id = model_id(self)
            self._place = self._model_id or ""
            self._recall()
            if self._place:
                replace(self._place, self)
        super().open()

    def _recall(self):
        """Before the page sees the view: be as the reader left it, where a kind of view keeps that."""

    def fallback(self):
        """What a reader sees without widgets, as a dict of MIME types."""
        still_picture = self._still()
        return {"text/plain": repr(self)} | ({"image/svg+xml": still_picture} if still_picture else {})

    def _still(self):
        """The view as SVG, where a kind of view can be drawn."""

    def _ipython_display_(self):
        """Show the still picture, and after it the view, which hides it: what is saved is seen anywhere."""
        if in_notebook():
            display(still(self.fallback()), raw=True)
        if self.comm is not None:
            bundle, metadata = self._repr_mimebundle_()
            display({**bundle, "text/plain": type(self).__name__}, metadata=metadata, raw=True)


class ClassView(View):
    """A view of the logits ``a`` and the targets ``t`` of one example, which follows them."""

    a = Checked([]).tag(sync=True)
    t = Checked([]).tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)
    _checks = {"a": check_logits, "t": check_targets}
    _in_repr = "a", "t"

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={short(getattr(self, name))}' for name in self._in_repr)})"

    def accept(self, name, value):
        if name in ("a", "t"):
            return self._checks[name](value, self._classes)
        return self._checks[name](value) if name in self._checks else super().accept(name, value)

    def _start(self, a, t):
        """The logits and targets of the start, checked; from here on the view has so many classes."""
        a = self._checks["a"](a)
        self._classes = len(a)
        return {"a": a, "t": self._checks["t"](t, len(a))}


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
    _picture = heavy(traitlets.Unicode())
    _told = traitlets.Unicode().tag(sync=True)

    def __init__(self, drawing):
        self._drawing = drawing
        super().__init__(_picture=drawing.svg, _told=drawing.told)

    def __repr__(self):
        return self._drawing.description

    def _still(self):
        return self._drawing.svg
