"""Views in which the reader commits to a guess: it is kept in the record, and is there when the cell runs again."""

import traitlets

from softmax_lib.live.page import record
from softmax_lib.live.page.view import View

__all__ = ["Kept"]


class Kept(View):
    """A view that keeps the traits of ``_keeps`` under ``_key``, which survives another run and another day.

    The page says when it has kept something (``_kept_at``, milliseconds since 1970); the kernel writes it into the
    record and says so (``_recorded``). kept.js has the other half.
    """

    _keeps = ("guess", "committed")
    _key = traitlets.Unicode().tag(sync=True)
    _kept_at = traitlets.Float().tag(sync=True)
    _recorded = traitlets.Float(0.0, allow_none=True).tag(sync=True)

    def _recall(self):
        """Be as the reader left it. A record that this view can't take is left alone."""
        self._key = self._key or self._place
        kept = record.read("guess").get(self._key, {})
        before = {name: getattr(self, name) for name in self._keeps}
        try:
            for name in self._keeps:
                setattr(self, name, kept["value"][name])
            self._kept_at = self._recorded = float(kept["at"])
        except (KeyError, TypeError, ValueError, traitlets.TraitError):
            for name, value in before.items():
                setattr(self, name, value)
            self._kept_at = self._recorded = 0.0

    @traitlets.observe("_kept_at")
    def _write(self, change):
        if self.comm is not None and self._key and change.new != self._recorded:
            value = {name: getattr(self, name) for name in self._keeps}
            if not self._note(change.new, value):
                self._recorded = change.new

    def _note(self, at, value):
        """Write what was committed into the record. Returns what record.write does."""
        return record.write("guess", self._key, at=at, value=value)

    def _handle_custom_msg(self, content, buffers):
        """What was committed, before the traits change: a cell that waits behind this message already knows it."""
        super()._handle_custom_msg(content, buffers)
        if self._key and isinstance(content, dict) and content.keys() == {"at", "value"}:
            self._note(content["at"], content["value"])
