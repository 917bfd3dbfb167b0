"""What a measurement was made on, in two lines."""

import contextlib
import datetime
import importlib.metadata
import os
import platform
from pathlib import Path

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__  # as np.show_runtime has them


def machine():
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return f"{os.cpu_count()} cores, {line.partition(':')[2].strip()}, {platform.system()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"


def simd():
    """What NumPy's loops are compiled for and use on this processor, beyond its baseline: X86_V4, or AVX512F, …"""
    return [name for name in __cpu_dispatch__ if __cpu_features__[name]]


def versions(*packages):
    """Python's version and those of the packages that are installed."""
    found = [f"Python {platform.python_version()}"]
    for name in packages:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.append(f"{name} {importlib.metadata.version(name)}")
    return ", ".join(found)


def today():
    return str(datetime.date.today())
