"""How far a training has come, as a widget that is saved like every other view."""

import time
from html import escape

import traitlets

from softmax_lib.language import N_, _, ngettext
from softmax_lib.live.page.view import View, script

__all__ = ["TrainingBar", "training_bar"]

PAUSE = 0.1  # seconds: more often than that nobody looks


class TrainingBar(View):
    """A bar that fills, epoch by epoch, and a line of text. ``done`` of ``epochs`` are over."""

    _source = script("networks/training_bar.js")
    _sentences = {"training": N_("Training")}
    epochs = traitlets.Int().tag(sync=True)
    done = traitlets.Int().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)

    def __repr__(self):
        return ngettext("Training, {count} epoch", "Training, {count} epochs", self.epochs).format(count=self.epochs)

    def fallback(self):
        return {"text/plain": repr(self), "text/html": f"<p>{escape(repr(self))}</p>"}


def training_bar(epochs):
    """Show a bar. Returns what is to be called after each epoch with its loss."""
    bar = TrainingBar(epochs=epochs)
    bar._ipython_display_()
    done, shown = 0, time.monotonic()

    def advance(loss):
        nonlocal done, shown
        done += 1
        if done == epochs or time.monotonic() > shown + PAUSE:
            with bar.hold_sync():
                bar.done = done
                bar.text = _("{done}/{epochs}, loss {loss}").format(done=done, epochs=epochs, loss=f"{loss:.4f}")
            shown = time.monotonic()

    return advance
