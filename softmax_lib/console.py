"""What an output can't encode, as when Windows redirects it to a file, is printed in plain letters."""

import codecs
import sys

__all__ = ["PLAIN", "adapt"]

PLAIN = {
    "−": "-", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "⋮": "...",
    "✓": "v", "✗": "x", "×": "x", "·": ".", "±": "+-", "√": "sqrt", "∂": "d", "½": "1/2",
    "→": "->", "≈": "~", "≥": ">=", "≤": "<=", "≠": "!=", "\u0302": "hat",
    "²": "^2", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁻": "^-", "§": "#",
    "β": "beta", "γ": "gamma", "ε": "epsilon", "η": "eta", "λ": "lambda", "μ": "mu", "σ": "sigma", "τ": "tau",
    "Σ": "sum",
}  # fmt: skip


def adapt():
    """Let what is printed from here on, and what an error says, be plain where its stream can't encode it."""
    codecs.register_error("softmax_lib.console", _plain)
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "errors", "") in ("strict", "backslashreplace") and hasattr(stream, "reconfigure"):
            try:
                "∂".encode(stream.encoding)
            except UnicodeEncodeError:
                stream.reconfigure(errors="softmax_lib.console")


def _plain(error):
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(PLAIN.get(c, "?") for c in error.object[error.start : error.end])
    return text.replace("^-^", "^-"), error.end
