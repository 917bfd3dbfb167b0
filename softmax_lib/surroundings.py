"""Where the course runs: in a notebook, which shows views, or in a console, which may lack some letters."""

import codecs
import sys

__all__ = ["PLAIN", "adapt", "in_notebook", "shell"]

PLAIN = {
    "−": "-", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "⋮": "...",
    "✓": "v", "✗": "x", "×": "x", "·": ".", "±": "+-", "√": "sqrt", "∂": "d", "½": "1/2",
    "→": "->", "←": "<-", "↑": "up", "↓": "down", "≈": "~", "≥": ">=", "≤": "<=", "≠": "!=", "\u0302": "hat",
    "²": "^2", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁻": "^-", "§": "#",
    "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta", "λ": "lambda", "μ": "mu", "σ": "sigma",
    "τ": "tau", "Σ": "sum",
}  # fmt: skip


def view(name):
    """The view of this name, or what shows it. The package itself knows where: nothing below the views does."""
    raise NotImplementedError(name)


def shell():
    """The IPython that runs this code, or None."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    return get_ipython()


def in_notebook():
    """Whether a notebook shows what is displayed, and not a terminal or nobody."""
    return type(shell()).__name__ not in ("NoneType", "TerminalInteractiveShell")


def adapt():
    """What an output can't encode, as when Windows redirects it to a file, is printed in plain letters.

    That holds for what is printed from here on, and for what an error says.
    """
    codecs.register_error("softmax_lib.plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "errors", "") in ("strict", "backslashreplace") and hasattr(stream, "reconfigure"):
            try:
                "∂".encode(stream.encoding)
            except UnicodeEncodeError:
                stream.reconfigure(errors="softmax_lib.plain")


def _plain(error):
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(PLAIN.get(c, "?") for c in error.object[error.start : error.end])
    return text.replace("^-^", "^-"), error.end
