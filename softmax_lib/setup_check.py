"""Is everything here that the course needs? If not: what is missing, and the command that mends it."""

import sys
from importlib.metadata import PackageNotFoundError, version

__all__ = ["check_setup"]

NEEDED = {"numpy": (2, 0), "matplotlib": (3, 9), "ipywidgets": (8, 1), "anywidget": (0, 11)}


def check_setup(needed=None):
    """Say "Ready." or what is missing, one line each, with the command that mends it.

    >>> print(check_setup({"no-such-package": (1, 0)}))
    no-such-package is missing. Run: python -m pip install "no-such-package>=1.0"
    """
    needed = NEEDED if needed is None else needed
    lines = [line for name, least in needed.items() if (line := _problem(name, least))]
    if sys.version_info < (3, 11):  # noqa: UP036 - pip refuses an older Python, a copied folder does not
        lines.insert(0, f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; the course needs 3.11 or newer.")
    return "\n".join(lines) or "Ready."


def _problem(name, least):
    wanted = ".".join(map(str, least))
    mend = f'Run: python -m pip install "{name}>={wanted}"'
    try:
        here = version(name)
    except PackageNotFoundError:
        return f"{name} is missing. {mend}"
    if tuple(int(part) for part in here.split(".")[:2]) < least:
        return f"{name} is {here}; the course needs {wanted} or newer. {mend}"
    return None
