"""Build the course for the browser: JupyterLab and Jupyter Notebook as static files, with Python beside them.

    python -m tools.browser.course [folder]

Nothing in it asks another server for anything. tools/build_site.py puts it beside the pages, in the folder ``lite``.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
import zlib
from pathlib import Path

from tools.browser.packages import CACHE, KERNEL, NEEDS, ROOT, normal, npm_package, pins, wheels

HERE = Path(__file__).parent
BIN = Path(sysconfig.get_path("scripts"))
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"]
SHARE = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
# What JupyterLite writes into a notebook, or an opened chapter counts as changed before anything is touched.
KERNEL_METADATA = {
    "kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"},
    "language_info": {
        "codemirror_mode": {"name": "python", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.8",
    },
}


def build(folder):
    """Write the course for the browser into the folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as made:
        made = Path(made)
        files = wheels()
        with zipfile.ZipFile(files.pop(KERNEL)) as kernel:
            kernel.extractall(made / "kernel")
        (extension,) = (made / "kernel").glob("*.data/data/share/jupyter/labextensions/@jupyterlite/*")
        add_extensions(made / "extensions", extension)
        add_python(made / "static" / "pyodide", [*files.values(), *newest(extension / "static" / "pypi")])
        add_chapters(made / "files")
        for name in ("jupyter-lite.json", "overrides.json"):
            shutil.copy(HERE / name, made)
        build_pages(made, folder)
    describe(folder)


# --- Python -----------------------------------------------------------------------------------------------------------


def add_python(folder, wheels):
    """Pyodide with the packages that the course needs, precompiled, and a lock that names no others."""
    folder.mkdir(parents=True)
    version, integrity, _ = pins()
    pyodide = npm_package("pyodide", version, integrity)
    with tempfile.TemporaryDirectory() as place:
        home, built = Path(place, "home"), Path(place, "built")
        home.mkdir()
        for name in (*CORE, "python_stdlib.zip", "pyodide-lock.json"):
            (home / name).write_bytes(pyodide[name])
        wheel = [sys.executable, "-m", "build", "--wheel", "--installer=uv", f"--outdir={built}", ROOT]
        subprocess.run(wheel, check=True, stdout=subprocess.DEVNULL)
        files = [home / "python_stdlib.zip", *built.glob("*.whl"), *wheels]
        compiled = precompiled(files, home, CACHE / "precompiled" / version)
    lock = json.loads(pyodide["pyodide-lock.json"])
    packages, lock["packages"] = lock["packages"], {}
    for file, content in compiled.items():
        if file.endswith(".zip"):
            (folder / file).write_bytes(content)
            continue
        name = normal(file.split("-")[0])
        lock["packages"][name] = entry(name, content, file, packages)
        (folder / lock["packages"][name]["file_name"]).write_bytes(content)
    for package in lock["packages"].values():
        package["depends"] = [name for name in map(normal, package["depends"]) if name in lock["packages"]]
    for name in CORE:
        (folder / name).write_bytes(pyodide[name])
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")


def newest(folder):
    """The wheels of a folder, the newest of each name."""
    return {file.name.split("-")[0]: file for file in sorted(folder.glob("*.whl"))}.values()


def precompiled(files, home, cache):
    """File name → content with the modules compiled; what has been compiled before is taken from the cache."""
    script = (HERE / "precompile.mjs").read_bytes()
    places = {file: cache / hashlib.sha256(script + file.read_bytes()).hexdigest() for file in files}
    with tempfile.TemporaryDirectory() as place:
        before, after = Path(place, "before"), Path(place, "after")
        before.mkdir()
        after.mkdir()
        for file, kept_at in places.items():
            if not kept_at.exists():
                shutil.copy(file, before)
        deno = [BIN / "deno", "run", "--allow-all", "--no-config", HERE / "precompile.mjs"]
        subprocess.run([*deno, home, before, after], check=True)
        cache.mkdir(parents=True, exist_ok=True)
        for file, kept_at in places.items():
            if not kept_at.exists():
                shutil.copy(after / file.name, kept_at)
    return {file.name: kept_at.read_bytes() for file, kept_at in places.items()}


def entry(name, content, file, packages):
    """What Pyodide's lock says of one wheel. Its name follows from its content: no cache holds an earlier one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tops = {inside.split("/")[0] for inside in archive.namelist() if inside.endswith((".py", ".pyc"))}
    distribution, version, tags = file.split("-", 2)
    sha = hashlib.sha256(content).hexdigest()
    known = packages.get(name) or {
        "name": name,
        "version": version,
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
        "imports": sorted(
            re.sub(r"\.pyc?$", "", top) for top in tops if ".dist-info" not in top and ".data" not in top
        ),
        "depends": NEEDS[name],
    }
    return known | {"file_name": f"{distribution}-{version}-0{sha[:12]}-{tags}", "sha256": sha}


# --- pages ------------------------------------------------------------------------------------------------------------


def add_chapters(folder):
    """The chapters: trusted, so that saved views live before the kernel does, and for the browser's kernel."""
    folder.mkdir()
    for path in CHAPTERS:
        notebook = json.loads(path.read_text("utf-8"))
        notebook["metadata"] |= KERNEL_METADATA
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["metadata"]["trusted"] = True
        version = hashlib.sha256(json.dumps(notebook).encode()).hexdigest()[:12]
        notebook["metadata"]["softmax_course"] = {"version": version}
        content = json.dumps(notebook, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (folder / path.name).write_text(content, encoding="utf-8")


def add_extensions(folder, kernel):
    """The kernel, the widgets and the course's own; what else this environment has is not the reader's."""
    shutil.copytree(kernel, folder / "@jupyterlite" / kernel.name)
    for name in ("@jupyter-widgets/jupyterlab-manager", "anywidget"):
        shutil.copytree(SHARE / name, folder / name)
    shutil.copytree(HERE / "extension", folder, dirs_exist_ok=True)


def build_pages(source, target):
    """JupyterLite's own build, from nothing: a second into the same folder would look for Pyodide elsewhere."""
    command = [
        BIN / "jupyter", "lite", "build", "--apps=lab", "--apps=notebooks", "--no-sourcemaps",
        "--no-unused-shared-packages", "--no-libarchive", "--contents=files", f"--lite-dir={source}",
        f"--output-dir={target}", "--ignore-sys-prefix",
        f"--FederatedExtensionAddon.extra_labextensions_path={source / 'extensions'}",
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(source / "kernel")}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"jupyter lite build:\n{done.stdout}\n{done.stderr}")


def describe(folder):
    """Write course.json, for the extension: how large each file of Python is, and which version each chapter has.

    Raises ValueError if the built course would ask another server for Python.
    """
    config = json.loads((folder / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
    kernel = config["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    if not kernel["pyodideUrl"].startswith("./static/pyodide/"):
        raise ValueError(f"the kernel would load {kernel['pyodideUrl']}")
    files = {file.name: file.read_bytes() for file in sorted((folder / "static" / "pyodide").iterdir())}
    python = {name: len(content) for name, content in files.items()}
    sent = sum(len(zlib.compress(content)) for content in files.values())  # as most servers send it
    chapters = {
        file.name: json.loads(file.read_text("utf-8"))["metadata"]["softmax_course"]["version"]
        for file in sorted((folder / "files").glob("*.ipynb"))
    }
    (folder / "course.json").write_text(
        json.dumps({"python": python, "sent": sent, "chapters": chapters}), encoding="utf-8"
    )


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "_site" / "lite").resolve()
    build(target)
    print(f"built {target}")
