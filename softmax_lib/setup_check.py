"""Is everything here that the course needs? If not: what is missing, and the command that mends it.

An older Python, too, must be able to read this file, in order to say that it is too old.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, version

from softmax_lib.language import _

__all__ = ["check_setup"]

NEEDED = {"numpy": (2, 0), "matplotlib": (3, 9), "ipywidgets": (8, 1), "anywidget": (0, 11)}
COMES_WITH = {"IPython": "ipywidgets", "traitlets": "ipywidgets"}


def check_setup(needed=None):
    """Say "Ready.", or in one line what is missing or too old, and the command that mends it.

    >>> print(check_setup({"no-such-package": (1, 0)}).partition(" Run: ")[0])
    no-such-package is missing.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - pip refuses an older Python, a copied folder does not
        return old_python()
    needed = NEEDED if needed is None else needed
    problems = {name: problem for name, least in needed.items() if (problem := _problem(name, least))}
    return _told(problems, needed) if problems else _("Ready.")


def explained(error):
    """The ModuleNotFoundError as an ImportError that says how to mend it, where the course needs the module."""
    module = (error.name or "").partition(".")[0]
    name = COMES_WITH.get(module, module)
    if name not in NEEDED:
        return error
    return ImportError(_told({name: _("{name} is missing.").format(name=name)}, NEEDED), name=error.name)


def old_python():
    """What an older Python is told."""
    here = "{}.{}".format(*sys.version_info)
    return _(
        "This is Python {here}; the course needs 3.11 or newer. Install one, for example 3.12, "
        "then run: make lab PYTHON=python3.12 (this one is {path})"
    ).format(here=here, path=sys.executable)


def _told(problems, needed):
    """What is wrong, and how this very Python gets it: a kernel may run another one than the reader thinks."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    packages = " ".join(f'"{name}>={_text(needed[name])}"' for name in problems)
    told = _(
        "Run: {python} -m pip install {packages} and restart the kernel. Or choose the kernel of .venv, which “make "
        "lab” creates."
    )
    return " ".join([*problems.values(), told.format(python=python, packages=packages)])


def _problem(name, least):
    try:
        here = version(name)
    except PackageNotFoundError:
        return _("{name} is missing.").format(name=name)
    if tuple(map(int, re.findall(r"\d+", here)[:2])) < least:
        return _("{name} is {here} and must be {least} or newer.").format(name=name, here=here, least=_text(least))
    return None


def _text(least):
    return ".".join(map(str, least))
