"""A walk: logits that a view shows one after the other, with buttons that pause it and go step by step."""

import numpy as np
import traitlets

from softmax_lib.language import N_
from softmax_lib.live.page.view import ClassView

__all__ = ["PLAY", "WALK", "Walk"]

PLAY = {
    "play": N_("Play"),
    "pause": N_("Pause"),
    "speed": N_("Speed"),
    "speed_now": N_("Speed: {speed} ×"),
}
WALK = PLAY | {
    "play_walk": N_("Play the walk"),
    "pause_walk": N_("Pause the walk"),
    "point_back": N_("One step back"),
    "point_next": N_("One step on"),
    "point": N_("step {at} of {last}"),
}


class Walk(ClassView):
    """A view that can go through logits: graph/walk.js makes its buttons."""

    _walk = traitlets.Dict().tag(sync=True)
    _at = traitlets.Int().tag(sync=True)

    def play(self, path):
        """Show these logits one after the other, half a second each; buttons pause the walk and go step by step.

        Raises ValueError or TypeError for an empty path, and for logits that ``a`` does not take.

        >>> from softmax_lib import LiveLayer
        >>> LiveLayer(a=[0, 0, 0]).play([[0, 0, 0], [0, 0, 0.5], [0, 0, 1]])
        """
        wanted = "play takes a list with the logits of each point"
        if not isinstance(path, list | tuple | np.ndarray):
            raise TypeError(f"path is a {type(path).__name__}; {wanted}")
        if not len(path):
            raise ValueError(f"path is empty; {wanted}")
        points = [self._checks["a"](a, self._classes) for a in path]
        with self.hold_sync():
            self.a, self._at = points[0], 0
            self._walk = {"points": points, "number": self._walk.get("number", 0) + 1}
