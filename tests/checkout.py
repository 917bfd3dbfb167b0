"""What a clone of this repository would hold."""

import shutil
import subprocess
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def checkout_files(*also):
    """The files that git tracks, as paths below ROOT; with --others also those that it would add."""
    listing = ["git", "ls-files", "-z", "--cached", "--exclude-standard", *also]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.split("\0")
    return [name for name in names if (ROOT / name).is_file()]


def copy_checkout(folder):
    """Put what a commit of everything here would hold into a folder."""
    for name in checkout_files("--others"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name):
    """The pinned requirements of a file, by name."""
    lines = [line.partition("#")[0].strip() for line in text(name).splitlines()]
    return {canonicalize_name(r.name): r for r in map(Requirement, filter(None, lines))}
