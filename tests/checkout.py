"""What a clone of this repository would hold."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def checkout_files():
    """The files that git tracks or would add, as paths below ROOT: nothing that is ignored, such as .venv."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.split("\0")
    return [name for name in names if (ROOT / name).is_file()]
