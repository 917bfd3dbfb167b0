"""A Drawing: an SVG picture with its description, in colors that follow the reader's theme."""

from dataclasses import dataclass

from softmax_lib import surroundings

__all__ = ["Drawing"]


@dataclass(frozen=True)
class Drawing:
    """A picture: ``svg`` is the picture as text, ``description`` says in words what it shows.

    ``told`` is the sentence above it, as HTML, where there is one.

    Jupyter shows it on its own: as a widget without controls, which follows the theme and can be
    read out, with a still picture before it for places where widgets can't run.
    """

    svg: str
    description: str
    told: str = ""

    def __repr__(self):
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), "image/svg+xml": self.svg}

    def _ipython_display_(self):
        surroundings.view("Picture")(self)._ipython_display_()
