"""The given names that come with the course; the head of names.txt says where they are from."""

from pathlib import Path

__all__ = ["load_names"]

_FILE = Path(__file__).parent / "data" / "names.txt"


def load_names() -> list[str]:
    """Return 395 given names in the order of the alphabet, in lower case, made of the letters a to z.

    They are the names most often given to children born in the United States in 2010. The list is new at each call.

    Data: US Social Security Administration, https://www.ssa.gov/oact/babynames/, in the public domain. Chapter 16.

    >>> names = load_names()
    >>> len(names), names[:4]
    (395, ['aaliyah', 'aaron', 'abigail', 'abraham'])
    """
    return [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
