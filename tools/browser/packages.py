"""What the browser's Python consists of, each file by its hash, and where it comes from.

requirements-browser.txt names Pyodide and every wheel. The compiled wheels are those that Pyodide released: the same
bytes everywhere.
"""

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINS = ROOT / "requirements-browser.txt"
CACHE = ROOT / ".cache"
NPM = "https://registry.npmjs.org"
# Where a compiled wheel is found: Pyodide's release, else a package of PyPI that carries some of them.
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
CARRIER = "open-webui==0.12.4"
KERNEL = "jupyterlite-pyodide-kernel"  # not installed: any JupyterLab of this environment would load its extension


# Distribution → what it needs in the browser, where Pyodide's lock doesn't say.
NEEDS = {
    "softmax-with-loss-course": ["numpy", "matplotlib", "ipywidgets", "anywidget", "ipython", "traitlets"],
    "ipywidgets": ["comm", "ipython", "traitlets", "widgetsnbextension"],
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "psygnal": [],
    "comm": [],
    KERNEL: [],
    # These come with the kernel.
    "widgetsnbextension": [],
    "ipykernel": ["pyodide-kernel"],
    "pyodide-kernel": ["comm", "ipython"],
    "piplite": ["micropip"],
}


@cache
def npm_package(name, version, integrity):
    """The files of a package of the npm registry. Raises ValueError if it isn't the one that is known here."""
    file = CACHE / "npm" / f"{name.replace('/', '-')}-{version}.tgz"
    content = kept(file, lambda: fetch(f"{NPM}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"))
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != integrity:
        raise ValueError(f"{file} has {found}, expected {integrity}; delete it and build again")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {one.name.partition("/")[2]: archive.extractfile(one).read() for one in archive if one.isfile()}


def pins():
    """Version and integrity of Pyodide, and name → (version, sha256) of each wheel."""
    text = PINS.read_text("utf-8")
    version, integrity = re.search(r"^# pyodide (\S+) (\S+)$", text, re.MULTILINE).groups()
    wheels = re.findall(r"^(\S+)==(\S+) --hash=sha256:(\w+)$", text, re.MULTILINE)
    return version, integrity, {name: (number, sha) for name, number, sha in wheels}


def wheels():
    """Name → file of each wheel of requirements-browser.txt, downloaded where it isn't kept yet."""
    version, integrity, wanted = pins()
    lock = json.loads(npm_package("pyodide", version, integrity)["pyodide-lock.json"])["packages"]
    return {name: wheel(name, number, sha, version, lock.get(name)) for name, (number, sha) in wanted.items()}


def wheel(name, number, sha, pyodide, locked):
    """One wheel. Raises ValueError if no source has the file with this hash."""
    folder = CACHE / "wheels" / sha
    if not list(folder.glob("*.whl")):
        sources = [from_release, from_carrier] if locked and is_compiled(locked) else [from_pypi]
        tried = []
        for source in sources:
            try:
                file, content = source(name, number, pyodide, locked)
            except (OSError, KeyError, subprocess.CalledProcessError) as error:
                tried.append(f"{source.__name__}: {error}")
                continue
            found = hashlib.sha256(content).hexdigest()
            if found == sha:
                kept(folder / file, lambda content=content: content)
                break
            tried.append(f"{source.__name__}: sha256 {found}")
        else:
            raise ValueError(f"no source has {name} {number} with sha256 {sha}: {'; '.join(tried)}")
    (file,) = folder.glob("*.whl")
    return file


def is_compiled(locked):
    return not locked["file_name"].endswith("none-any.whl")


def from_release(name, number, pyodide, locked):
    return locked["file_name"], fetch(RELEASE.format(version=pyodide, file=locked["file_name"]))


def from_carrier(name, number, pyodide, locked):
    """The carrier is downloaded once and left in the cache."""
    folder = CACHE / "carrier"
    if not list(folder.glob("*.whl")):
        pip_download(CARRIER, folder)
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return locked["file_name"], archive.read(f"open_webui/frontend/pyodide/{locked['file_name']}")


def from_pypi(name, number, pyodide, locked):
    """The wheel that runs everywhere, although there may be a compiled one too."""
    folder = CACHE / "pypi"
    pip_download(f"{name}=={number}", folder, "--python-version=3.14", "--platform=any", "--abi=none")
    key = re.sub(r"[-_.]+", "[-_.]+", name)
    (file,) = [f for f in folder.glob("*.whl") if re.match(rf"{key}-{re.escape(number)}-", f.name, re.IGNORECASE)]
    return file.name, file.read_bytes()


def normal(name):
    """A distribution's name as every index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pip_download(requirement, folder, *more):
    pip = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "pip"]  # an environment may have none
    command = [*pip, "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, f"--dest={folder}", *more, requirement], check=True)


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def kept(file, make):
    """The content of a file of the cache, made first where there is none."""
    if not file.exists():
        content = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return file.read_bytes()
